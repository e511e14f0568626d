"""Articles in, ranked passages out. Knows no question, no answer, no talking model."""
