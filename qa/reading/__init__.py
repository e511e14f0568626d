"""How a question is read against passages: their sentences, what each shares with it, which is best."""
