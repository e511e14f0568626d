"""Articles of different days, and the reading of a question over their sentences."""

from __future__ import annotations

from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading

# Names that two articles have in common.
SAME = " People in Orlo, near Velmar, told the Sel Courier so."


def article(text: str, day: str, title: str = "News") -> Article:
    return Article(day, 1, text, "", title, "Wire", None, day, None, "a.txt")


def reading_of(question: str, *articles: Article, step: float = 0.02) -> Reading:
    """The sentences of the articles in their order, each a little worse than the one before."""
    places = [(a, s) for a in articles for s in sentence_spans(a.text)]
    evidence = tuple(Evidence((place,), 1.0 - step * n) for n, place in enumerate(places))
    return Reading(view_of(question, Parse(question, (), ())), evidence, 0.9, {}, ())
