"""Is a sentence that names nobody told of the one, and of the time, that a question asks about?

"The journey takes 33 minutes" is of the journey that the sentences before tell of, "the repair was made in
2013 and cost 2 million" of no repair that goes on now. Where that is not seen, no words are marked in it.
"""

from __future__ import annotations

import re

from index.models import Article, Span
from index.text import normalise, sentence_spans, unaccented
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.dates import publication_day
from qa.language.words import carries, words_of
from qa.reading.answer_types import FIGURES

_BEFORE, _BEFORE_CHARS = 4, 1_500  # sentences before, and in how much text
_LEAD_CHARS, _BEHIND_CHARS = 400, 250
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_FIGURE = re.compile(r"[£$€]?\d(?:[\d.,]*\d)?")
_YEARS_AGO = 2
# The year of the whole sentence, or of what the clause of the figure goes on from: "made in 2013 and cost".
_OPENS = re.compile(
    r"(?:At|In|During|When|Back|By|After|Before|Until)\b[^.;]{0,60}?\b((?:1[89]|20)\d\d)\b(?=[^;]{0,100}$)"
)
_SAME_CLAUSE = re.compile(r"\b((?:1[89]|20)\d\d) and [^,;]{0,60}$")
_SHORT_FORM = re.compile(r"[A-Z]{2,}s?$|.{1,3}$")  # UTS, Sgt
_OF_PERSON = re.compile(r"\W*(?:he|she|his|her)\b", re.IGNORECASE)
_ITEM = re.compile(r"[-*•] ")
_AS_BEGINNING = 5  # "Sarrovian" and "Sarrovia"


def is_told_elsewhere(view: QuestionView, article: Article, span: Span) -> bool:
    """True if the sentence at `span` of `article` has none of the names of the question, and not all of them
    stand in the headline or shortly before, or if it tells of a year long ago that is not asked about."""
    text = span.of(article.text)
    names = _names_asked(view, article)
    if any(_stands_in(name, text) for name in names):
        return False
    near = _near(article, span)
    return not all(_stands_in(name, near) for name in names) or _is_long_ago(view, article, text)


def _is_long_ago(view: QuestionView, article: Article, text: str) -> bool:
    day = publication_day(article.published_at)
    counts = view.answer_type in FIGURES and view.answer_type is not AnswerType.DATE
    if day is None or not counts or _YEAR.search(view.text):
        return False
    found = (_OPENS.match(text), _SAME_CLAUSE.search(text[: _last_figure(text)]))
    return any(day.year - int(m[1]) >= _YEARS_AGO for m in found if m)


def _last_figure(text: str) -> int:
    figures = [m.start() for m in _FIGURE.finditer(text) if not _YEAR.fullmatch(m.group())]
    return figures[-1] if figures else len(text)


def _names_asked(view: QuestionView, article: Article) -> list[str]:
    """The words of the question that are names: by their capital, or because the article never writes them
    without one."""
    named = {w for name in view.names for w in words_of(name) if carries(w) and not _SHORT_FORM.match(w)}
    if view.text[1:] == view.text[1:].lower():
        named |= {w for w in words_of(view.text) if len(w) > 3 and carries(w) and _is_name(w, article.text)}
    return sorted(named)


def _is_name(word: str, text: str) -> bool:
    """True if `text` has the word within a sentence with a capital, and never without one."""
    if word.lower() in text:
        return False
    capital, at = f" {word.capitalize()}", -1
    while (at := text.find(capital, at + 1)) > 0:
        if text[at - 1].islower():
            return True
    return False


def _stands_in(name: str, text: str) -> bool:
    beginning = name.lower().removesuffix("'s")[:_AS_BEGINNING]
    return beginning in text.lower() or unaccented(beginning) in unaccented(normalise(text).text.lower())


def _near(article: Article, span: Span) -> str:
    """Headline and beginning of the article, what stands shortly before the sentence and right behind it; of
    an item of a list the item alone."""
    line = article.text.rfind("\n", 0, span.start) + 1
    if _ITEM.match(article.text, line):
        return article.text[line : span.end]
    before = article.text[max(0, span.start - _BEFORE_CHARS) : span.start]
    shortly = " ".join(s.of(before) for s in sentence_spans(before)[-_BEFORE:])
    # Whom "she" means was named before.
    leans = _OF_PERSON.match(span.of(article.text)) is not None
    behind = "" if leans else article.text[span.end : span.end + _BEHIND_CHARS]
    return "\n".join((article.title or "", article.text[: min(_LEAD_CHARS, span.start)], shortly, behind))
