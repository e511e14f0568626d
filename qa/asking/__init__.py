"""What a question asks: its words, its parts, its time, whose articles, the kind of answer."""
