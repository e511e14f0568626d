"""Evidence against evidence: what answers, what disagrees, what was corrected, which is the newest."""
