"""English as the rest reads it: words, numbers, quotations, grammar, and the pipeline that parses it."""
