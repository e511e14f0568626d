"""Does a sentence carry a statement? What `qa.grounding` asks of both sides, one matter a file."""
