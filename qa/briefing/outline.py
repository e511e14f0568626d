"""An article before it is read: where its sentences stand, without headings and dateline."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from index.models import Article, Span
from index.text import normalise, sentence_spans
from qa.dates import find_dates, resolve
from qa.dates.vocabulary import MONTH
from qa.models import Precision

# A brief is one page: what stands after so many sentences of one article does not get onto it.
MAX_SENTENCES = 300

_LIST_MARK = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s+")
_ENDS = re.compile(r"[.!?…:][\"”’')\]]*$")
_FENCED = re.compile(r"^ *```.*?(?:^ *```|\Z)", re.M | re.S)  # program code in Markdown
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^\W\d_.’'-]{0,30}\.?(?:[ ’'-][^\W\d_]{1,30}\.?){0,3}(?:,\s[A-Z][\w.]{1,30})?)"
    rf"(?P<rest>(?:,\s(?P<day>{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?)?(?:\s\([^()\n]{{2,30}}\))?)"
    r"\s(?:[—–]|--?)\s"
)
_PLACE_ALONE = re.compile(r"(?P<place>[^\W\d_a-z][^\d_a-z.,!?;:]{2,40})\.")  # "VESTERHOLM. Talks opened"


@dataclass(frozen=True, slots=True)
class Outline:
    """An article with the places of its sentences. `dated` is what its days count from: the publication date,
    else a dateline that states day, month and year; None if neither does."""

    article: Article
    sentences: tuple[Span, ...]
    dated: str | None
    dateline_place: Span | None


def outline(article: Article) -> Outline:
    """The first `MAX_SENTENCES` sentences of an article."""
    dateline = _dateline(article)
    return Outline(
        article,
        tuple(_prose_spans(article, dateline)),
        article.published_at or _full_day(dateline),
        Span(dateline.start("place"), dateline.end("place")) if dateline else None,
    )


def _dateline(article: Article) -> re.Match[str] | None:
    """The place (and date) before the first paragraph: `VELMAR, March 14 (Meridian Wire) — `."""
    for line in islice(sentence_spans(article.text[:2000]), 4):
        match = _DATELINE.match(article.text, line.start)
        if match and (match["place"].isupper() or match["rest"]):
            return match
    return None


def _full_day(dateline: re.Match[str] | None) -> str | None:
    if dateline is None or not dateline["day"]:
        return None
    resolved = [resolve(e, None) for e in find_dates(dateline["rest"])]
    return next(
        (r.date for r in resolved if r.date and r.precision is Precision.DAY and not r.date.startswith("--")),
        None,
    )


def _prose_spans(article: Article, dateline: re.Match[str] | None) -> list[Span]:
    text = article.text
    code = [Span(*m.span()) for m in _FENCED.finditer(text)]
    begins = [c.start for c in code]

    def is_code(sentence: Span) -> bool:
        n = bisect_right(begins, sentence.start)
        return n > 0 and code[n - 1].contains(sentence)

    sentences = (s for s in sentence_spans(text) if not is_code(s))
    everything = [_without(text, s, dateline) for s in islice(sentences, MAX_SENTENCES)]
    everything = [s for s in everything if any(c.isalnum() for c in s.of(text))]
    title = normalise(article.title).text.casefold()
    prose = [s for s in everything if _is_prose(text, s, title)]
    # Notes in a row without full stops are still all there is to read.
    return prose or [s for s in everything if not _is_title(s.of(text), title)]


def _without(text: str, span: Span, dateline: re.Match[str] | None) -> Span:
    """The sentence without a dateline or a list mark in front of it."""
    if dateline and span.start <= dateline.start() < span.end:
        return Span(min(dateline.end(), span.end), span.end)
    later = _DATELINE.match(text, span.start, span.end)  # a wire report that was put in further down
    if later and later["place"].isupper() and later["rest"]:
        return Span(later.end(), span.end)
    mark = _LIST_MARK.match(text, span.start, span.end)
    return Span(mark.end(), span.end) if mark else span


def _is_title(words: str, title: str) -> bool:
    # Normalising every sentence of a hundred articles takes seconds; few begin as the title does.
    begins_alike = normalise(words[:12]).text.casefold()[:4] == title[:4]
    return begins_alike and normalise(words).text.casefold() == title


def _is_prose(text: str, span: Span, title: str) -> bool:
    words = span.of(text)
    if _is_title(words, title) or words.startswith(("#", "|", "!")) or _PLACE_ALONE.fullmatch(words):
        return False
    is_listed = bool(_LIST_MARK.fullmatch(text[max(0, span.start - 4) : span.start].lstrip("\n")))
    return is_listed or bool(_ENDS.search(words))
