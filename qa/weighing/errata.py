"""What an article says it corrects: what was told, what of it was wrong, and what is right.

"We also gave his age as 54. He is 52." Nothing but what such a note itself calls wrong is corrected by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from index.models import Article, Span
from index.text import CAPITAL, block_spans, sentence_spans
from index.versions import TELLS, WE_TOLD, corrections_in, is_column, may_correct
from qa.dates import MONTHS, WEEKDAYS, find_dates, resolve
from qa.language.numbers import CURRENCY_SIGN, Quantity
from qa.language.words import content_stems, stem
from qa.weighing.counted import fate_of, figures_in

# What stands in a correction beside what is right: "in 2017, not in 2019".
_NOT = re.compile(r"\b(?:not|rather than|instead of)(?: (?:in|on|at|by|for|the|a|an))* (?=\S)", re.IGNORECASE)
# "Corrected from 21 to 12"; but "the ferry from Harn to Velm" tells nothing right.
_VALUE = rf"(?:{CURRENCY_SIGN}?\d|(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b)"
_TELLS_RIGHT = re.compile(
    r"[,;–—] (?:and )?not\b|"
    r"\b(?:rather than|instead of|should (?:have|be)|in fact|the correct|corrected to|it is now)\b|"
    rf"\bto {_VALUE}.*\bfrom {_VALUE}|\bfrom {_VALUE}.*\bto {_VALUE}",
    re.IGNORECASE,
)
# The report that was wrong, by its headline: no word of it says what was wrong.
_HEADLINE = re.compile(r"\([^()]*[\"“”‘][^()]*\) ?")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SORRY = re.compile(
    r"\b(?:apologi[sz]\w*|regret|sorry)\b|\b(?:error|mistake)s? (?:was|were|arose|came|occurred)\b|"
    r"^\W*(?:that|this|it|both|neither|which)(?: \w+)? (?:is|was|were|are) (?:not )?"
    r"(?:wrong|incorrect|untrue|false|true|so|right|correct|the case|a mistake|an error)\W*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:we|also|not|rather than|instead of)\b", re.IGNORECASE)
# What is said of a picture corrects no report.
_OF_A_PICTURE = re.compile(r"\b(?:caption|picture|photo|photograph)\b", re.IGNORECASE)
_NAME = re.compile(rf"{CAPITAL}[\w'’-]*(?: (?:(?:of|de|van|von|al|the) )?{CAPITAL}[\w'’-]*)*")
_NAMED = re.compile(r"(?:^|\bas|\bto be) (?=\S)")
_AGE = re.compile(r"\bage[ds]?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEHIND = 40  # characters in which what a figure counts is looked for
_NEXT = 3  # sentences in which what is right is looked for
_OF_REPORTS = frozenset(
    stem(w)
    for w in "correction correct corrects corrected report article story item version earlier wrongly".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what stands behind it: "54 people" is not "54 cars"."""

    value: Decimal
    unit: str | None
    nouns: frozenset[str]
    fate: str | None

    def may_be(self, other: Figure) -> bool:
        """True if the other is the same number, and nothing says that it counts something else."""
        if (self.value, self.unit) != (other.value, other.unit) or self.fate not in {None, other.fate}:
            return False
        return not (self.nouns and other.nouns) or bool(self.nouns & other.nouns)


@dataclass(frozen=True, slots=True)
class Erratum:
    """One thing that an article corrects.

    `told` is the sentence that tells again what was wrong, `right` the one that says what is right;
    `figures`, `days` and `names` are what was wrong in it. `stems` are the words around, `before` is the note
    up to there: of whom "his age" was.
    """

    article: Article
    told: Span | None
    right: Span | None
    figures: tuple[Figure, ...]
    days: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]
    before: str
    is_age: bool

    @property
    def span(self) -> Span:
        """Where it says what is right; what was told where it does not."""
        span = self.right or self.told
        assert span is not None  # a note has one of them
        return span

    @property
    def text(self) -> str:
        """Its sentences."""
        return " ".join(s.of(self.article.text) for s in (self.told, self.right) if s)


@lru_cache(maxsize=64)  # it is asked of each article that is read, for each question
def errata_of(article: Article) -> tuple[Erratum, ...]:
    """What an article says it corrects, in its order."""
    if not may_correct(article.text, article.title):
        return ()
    found: list[Erratum] = []
    is_open = False
    for block in block_spans(article.text):
        offset = block.start
        text = block.of(article.text)
        spans = [Span(s.start + offset, s.end + offset) for s in sentence_spans(text)]
        found += _errata_in(article, spans, is_open)
        # "Correction", and the note in the line below.
        is_open = len(text.split()) < 4 and bool(corrections_in([text], ""))
    return tuple(found)


def is_wrong_told(sentence: str, article: Article) -> bool:
    """True of a sentence of a correction that tells what was wrong and not what is right: "in our report we
    gave the turnout as 61 percent"."""
    return any(e.told and e.told.of(article.text) == sentence for e in errata_of(article))


def figures_of(text: str) -> list[Figure]:
    """The figures that a text states, but those that it says are not so."""
    denied = {m.end() for m in _NOT.finditer(text)}
    return [_figure(text, q) for q in figures_in(text) if q.whole.start not in denied]


def days_of(text: str, article: Article) -> frozenset[str]:
    """The dates that a text states, but those that it says are not so: as days of the calendar, so that
    "May 3" is "3 May"; in their words where the year is open."""
    denied = {m.end() for m in _NOT.finditer(text)}
    return _days(text, article) - _days(text, article, denied)


def _errata_in(article: Article, spans: Sequence[Span], is_open: bool) -> Iterator[Erratum]:
    """What the sentences of one paragraph correct, from where it says that it does."""
    texts = [span.of(article.text) for span in spans]
    is_below = is_column(article.title)
    for n, (span, text) in enumerate(zip(spans, texts, strict=True)):
        is_note = bool(corrections_in([text], article.title))
        is_open = is_open or is_below or is_note
        # Behind a note, in an article of other matters, "the report said" may be news again.
        if not is_open or not (is_below or is_note or _GOES_ON.search(text)):
            continue
        said, before = _said_in(text, article), " ".join(texts[:n])
        if said and (halves := _halves(said)):
            wrong, is_right = halves
            yield _of_told(article, None, span, wrong, before, is_right)
        elif said is not None and not _TELLS_RIGHT.search(text):
            behind = _right_behind(spans[n + 1 :], article)
            yield _of_told(article, span, behind, said, before, behind.of(article.text) if behind else None)
        elif said is None or not said.strip(" ."):
            yield from _of_denied(article, span, before)


def _said_in(sentence: str, article: Article) -> str | None:
    """What a paper's sentence says that it told; None where it tells of nothing it told."""
    text = _HEADLINE.sub("", sentence)
    found = WE_TOLD.search(text) or _names_told(article.publisher or "").search(text)
    return text[found.end() :] if found else None


@lru_cache(maxsize=64)
def _names_told(publisher: str) -> re.Pattern[str]:
    """ "The Post reported", in an article of the Evening Post."""
    words = publisher.split()
    names = {" ".join(words).removeprefix("The "), words[-1]} if words else set()
    forms = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"\b(?:{forms}) (?:(?:had|also|first|originally|\w+ly) ){{0,2}}(?i:{TELLS})\b")


def _right_behind(spans: Sequence[Span], article: Article) -> Span | None:
    """The next sentence of the paragraph that says something, before the next thing that was wrong."""
    for span in spans[:_NEXT]:
        text = span.of(article.text)
        if _said_in(text, article) is not None and not _TELLS_RIGHT.search(text):
            return None
        if not _SORRY.search(text):
            return span
    return None


def _halves(said: str) -> tuple[str, str] | None:
    """What was told and what is right, where one sentence says both: "as 2023; he won it in 2021"."""
    wrong, joint, right = said.partition("; ")
    return (wrong, right) if joint and not _SORRY.search(right) else None


def _of_told(
    article: Article, told: Span | None, right: Span | None, said: str, before: str, is_right: str | None
) -> Erratum:
    """What was wrong where it is told again: what is said otherwise in `is_right`, behind it."""
    figures, days = [_figure(said, q) for q in figures_in(said)], _days(said, article)
    names = _names_at(said, {m.end() for m in _NAMED.finditer(said)})
    if is_right is not None:
        figures = _wrong_figures(figures, is_right)
        others = _days(is_right, article)
        days = days - others if others else frozenset()
        names = names if not (figures or days) and not any(n in is_right for n in names) else frozenset()
    if _OF_A_PICTURE.search((told or right or Span(0, 0)).of(article.text)):
        figures, days, names = [], frozenset(), frozenset()
    return _erratum(article, told, right, figures, days, names, said, before)


def _of_denied(article: Article, span: Span, before: str) -> Iterator[Erratum]:
    """What a sentence calls wrong beside what is right: "in 2017, not in 2019"; not in somebody's words."""
    text = span.of(article.text)
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(text)]
    ends = {m.end() for m in _NOT.finditer(text) if not any(q.start <= m.start() < q.end for q in quoted)}
    if not ends or _OF_A_PICTURE.search(before + text):
        return
    figures = _denied_figures(text, ends)
    days, names = _days(text, article, ends), _names_at(text, ends)
    if figures or days or names:
        yield _erratum(article, None, span, figures, days, frozenset() if days else names, text, before)


def _erratum(
    article: Article,
    told: Span | None,
    right: Span | None,
    figures: Sequence[Figure],
    days: frozenset[str],
    names: frozenset[str],
    said: str,
    before: str,
) -> Erratum:
    return Erratum(
        article, told, right, tuple(figures), days, names, words_around(said), before, bool(_AGE.search(said))
    )


def words_around(text: str) -> frozenset[str]:
    """The stems of a text without its values, and without what every correction says."""
    spans = sorted([*(d.span for d in find_dates(text)), *(q.span for q in figures_in(text))], reverse=True)
    for span in spans:
        text = f"{text[: span.start]} {text[span.end :]}"
    return frozenset(content_stems(text)) - _OF_REPORTS


def _wrong_figures(told: Sequence[Figure], right: str) -> list[Figure]:
    """Of the figures told those that are said otherwise in `right`: of what it counts, if it says so."""
    others = figures_of(right)
    if not any(all(o.value != t.value for t in told) for o in others):
        return []
    values = {o.value for o in others}
    counted = {noun for o in others for noun in o.nouns}
    same = [t for t in told if t.nouns & counted] or list(told)
    return [t for t in same if t.value not in values] or same


def _denied_figures(text: str, starts: set[int]) -> list[Figure]:
    """The figures that begin there, each counting what the one before it does where it stands alone: "30
    workers were hurt, not twelve"."""
    found: list[Figure] = []
    before = None
    for q in figures_in(text):
        figure = _figure(text, q)
        if q.whole.start not in starts:
            before = figure
            continue
        if before and not (figure.unit or figure.nouns):
            figure = replace(before, value=figure.value)
        found.append(figure)
    return found


def _figure(text: str, q: Quantity) -> Figure:
    """A figure with the two words behind it, as far as no other figure and no comma is between."""
    behind = re.split(r"[\d,.;:()\"“”]", text[q.span.end : q.span.end + _BEHIND], maxsplit=1)[0]
    words = [w.group() for w in _WORD.finditer(behind)][:3]
    nouns = frozenset(s for word in words for s in content_stems(word) if not list(figures_in(word)))
    return Figure(q.value, q.unit, nouns, fate_of(text, q))


def _days(text: str, article: Article, starts: set[int] | None = None) -> frozenset[str]:
    found = (d for d in find_dates(text) if starts is None or d.span.start in starts)
    return frozenset(resolve(d, article.published_at).date or d.words.lower() for d in found)


def _names_at(text: str, starts: set[int]) -> frozenset[str]:
    """The names of more than one word that begin at one of `starts`; with one word too much else is meant."""
    found = (m for m in _NAME.finditer(text) if m.start() in starts)
    return frozenset(m.group() for m in found if " " in m.group())
