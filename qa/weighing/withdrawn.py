"""Whether a sentence says what a correction calls wrong: the very figure, date or name, of the same; where it
calls no value wrong, the same in nearly all its words."""

from __future__ import annotations

import re

from index.models import Article, Span
from index.text import CAPITAL, sentence_spans
from qa.language.words import content_stems, stems_in
from qa.weighing.errata import Erratum, days_of, is_denial, words_around
from qa.weighing.wrong_figures import figures_of

_SHARED, _SHARE = 2, 0.3  # words of what was told, and of all of them
_RETOLD, _OWN = 0.7, 0.5  # of its words that are no names; of all, in the sentence itself
_LEAST_WORDS, _LEAST_RETOLD = 2, 3  # that are no names, and all
_COVERED = 0.6  # of the words of a sentence that tells nothing else
NAME_WITHIN = re.compile(rf"(?<=[\w,;:] ){CAPITAL}[\w'’-]*")
_NAMES = rf"(?P<names>(?:{CAPITAL}[\w'’-]+ ?)+)"
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
# What was told wrong is not retold by such a sentence: "we misspelt the name of the mayor".
_TELLS_NOTHING = re.compile(r"\b(?:mis(?:stated|identified|quoted|attributed|spell?ed|spelt)|an? wrong)\b")
_OF_A_PICTURE = re.compile(r"\b(?:caption|picture|photo|photograph)\b", re.IGNORECASE)
# What goes on about something that took place: "They discussed the bridge."
_GOES_ON = re.compile(
    r"\W*(?:they|it|both|the (?:two|pair|meeting|talks?|conversation|encounter|incident|visit|vote|deal))\b",
    re.IGNORECASE,
)
_BACK = 2  # sentences
_BACK_CHARS = 1_500


def says_what_was_wrong(erratum: Erratum, article: Article, span: Span) -> bool:
    """True if the sentence there states what the correction calls wrong."""
    text = span.of(article.text)
    least = min(_SHARED, len(erratum.stems))
    if not erratum.is_age and len(erratum.stems & stems_in(text)) < least:
        return False  # most sentences are told by that
    if _has_values(erratum) and _states_what_was_wrong(erratum, article, text):
        return True
    return (erratum.is_all or not _has_values(erratum)) and _retells(erratum, article, span)


def covers(erratum: Erratum, text: str) -> bool:
    """True if a sentence tells hardly anything but what was told wrong."""
    stems = words_around(text)
    return len(erratum.stems & stems) >= _COVERED * len(stems)


def withdrawn_before(erratum: Erratum, article: Article, span: Span) -> str | None:
    """The sentence that is wrong altogether and that the one at `span` goes on from: "They met in May. It was
    their first meeting." None where there is none."""
    if not erratum.is_all:
        return None
    for before in sentences_before(article, span):
        if not _GOES_ON.match(span.of(article.text)):
            return None
        text = before.of(article.text)
        if says_what_was_wrong(erratum, article, before) and covers(erratum, text):
            return text
        span = before
    return None


def sentences_before(article: Article, span: Span) -> list[Span]:
    """The two sentences before it in its paragraph, the last first."""
    start = article.text.rfind("\n", max(0, span.start - _BACK_CHARS), span.start) + 1
    start = start or max(0, span.start - _BACK_CHARS)
    found = list(sentence_spans(article.text[start : span.start]))[-_BACK:]
    return [Span(start + s.start, start + s.end) for s in reversed(found)]


def _has_values(erratum: Erratum) -> bool:
    return bool(erratum.figures or erratum.days or erratum.names)


def _states_what_was_wrong(erratum: Erratum, article: Article, text: str) -> bool:
    """True if the sentence states the very figure, date or name that the correction calls wrong, of the
    same."""
    stated = figures_of(text) if erratum.figures else []
    is_figure = bool(stated) and all(any(f.may_be(s) for s in stated) for f in erratum.figures)
    if is_figure and erratum.is_age and _is_age_of_one_named(erratum, text):
        return True
    is_day = bool(erratum.days) and erratum.days <= days_of(text, article)
    is_name = any(re.search(rf"{re.escape(name)}(?![\w-])", text) for name in erratum.names)
    if not (is_figure or is_day or is_name):
        return False
    around = words_around(text)
    if is_name and not (is_figure or is_day) and erratum.told:
        # "We called Ann Hale a driver": not whoever names her is wrong.
        plain = erratum.stems - erratum.named
        return _is_of_the_same(erratum, around) and (not plain or bool(plain & around))
    return _is_of_the_same(erratum, around)


def _retells(erratum: Erratum, article: Article, span: Span) -> bool:
    """True if a sentence tells what was told in nearly all its words, and not what is right; "he" is read
    with the sentence before."""
    told, plain = erratum.stems, erratum.stems - erratum.named
    text = span.of(article.text)
    if len(plain) < _LEAST_WORDS or len(told) < _LEAST_RETOLD or is_denial(text) != erratum.denies:
        return False
    own = stems_in(text)
    if len(own & told) < _OWN * len(told) or _OF_A_PICTURE.search(erratum.text):
        return False
    if erratum.told and _TELLS_NOTHING.search(erratum.told.of(erratum.article.text)):
        return False
    if _PRONOUN.search(text):
        before = (content_stems(s.of(article.text)) for s in sentences_before(article, span)[:1])
        own = own.union(*before)
    is_told = len(own & plain) >= _RETOLD * len(plain) and len(own & told) >= _RETOLD * len(told)
    return is_told and not _tells_what_is_right(erratum, own)


def _tells_what_is_right(erratum: Erratum, own: frozenset[str]) -> bool:
    """True if it has half of the words that only what is right has."""
    rights = (words_around(right.of(erratum.article.text)) for right in erratum.rights[:1] if erratum.told)
    right = frozenset[str]().union(*rights) - erratum.stems
    return bool(right) and len(right & own) >= _OWN * len(right)


def _is_of_the_same(erratum: Erratum, around: frozenset[str]) -> bool:
    """True if a sentence with these words tells what was told; where that says "its cost" alone, of what the
    note speaks of."""
    shared = erratum.stems & around
    if len(erratum.stems) >= _SHARED:
        return len(shared) >= max(_SHARED, _SHARE * len(erratum.stems))
    return erratum.stems <= around and len(words_around(erratum.before) & around) >= _SHARED


def _is_age_of_one_named(erratum: Erratum, text: str) -> bool:
    """True if a sentence gives the wrong age to one whom the correction names: "Ann Hale, 54, said"."""
    said = set(NAME_WITHIN.findall(f" {erratum.before} {erratum.text}"))
    age = "|".join(str(f.value) for f in erratum.figures)
    forms = (
        rf"{_NAMES},? (?:aged |is |was )?(?:{age})\b(?![.,]?\d| ?%)",
        rf"\b(?:{age})-year-old (?:[a-z]+ ){{0,3}}{_NAMES}",
    )
    found = (m["names"].split() for form in forms for m in re.finditer(form, text))
    return any(set(names) <= said for names in found)
