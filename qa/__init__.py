"""Question in, cited answer or abstention out; articles in, one-page brief out."""
