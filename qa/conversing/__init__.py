"""What a question means after what was said before it: who "she" is, what is asked again of whom."""
