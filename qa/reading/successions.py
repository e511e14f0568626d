"""What sentences tell of who followed whom in an office: "she succeeded Alan Pryce".

One of the two is often a pronoun. "She" is whom the article goes on about; "named Holm as her successor"
has a "her" of whom the sentences before say that she left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.models import Article, Span
from index.text import CAPITAL
from qa.conversing.pronouns import GENDERS
from qa.dates import MONTHS, WEEKDAYS
from qa.language.quotations import QUOTATION
from qa.reading.full_names import who_is_meant
from qa.reading.paragraphs import sentences_above

ONE = (
    rf"(?:{CAPITAL}[\w'’-]*\w(?: (?:(?:de|van|von|der|den|al|bin|ter|da|di|del|la) ){{0,2}}"
    rf"{CAPITAL}[\w'’-]*\w){{0,5}})"
)
_ABOVE = 4  # sentences, in which who left is looked for
_WORDS = r"(?:[a-z\d][\w'’-]*,? ){0,7}"  # "the outgoing director, ", "until now the deputy "
_ASIDE = r"(?:,[^,;.]{2,90},)?"
_AUX = r"(?:(?:who|will|has|had|have|is|was|to|due|set|also|then|be|been|being) ){0,4}"
_HE = r"\b[Hh]e\b|\b[Ss]he\b"
_NAMED = (
    r"(?:named|names?|appoint(?:ed|s)?|elect(?:ed|s)?|cho[so]en?|picked|promot(?:ed|es)|nominated?|hired|"
    r"installed|brought in|turned to)"
)
_FOLLOWS = r"(?:succeed(?:s|ed)?|replace[sd]?|t(?:akes?|ook|aken) over from)"
_IS_FOLLOWED = r"(?:succeeded|replaced|followed)(?: (?:as|in|on|last) [\w ]{2,40})?"
_IS = r"(?:was|is|has been|will be)"
_OLD = rf"{_WORDS}(?P<old>{ONE}|him\b|her\b)"
_WHOSE = rf"(?P<old>{ONE}|[Hh]is|[Hh]er)(?:['’]s?)?"
_NEW = rf"{_WORDS}(?P<new>{ONE})"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<new>{ONE}|{_HE}){_ASIDE},? {_AUX}{_FOLLOWS} {_OLD}",
        rf"(?P<new>{ONE}){_ASIDE}[^.;]{{0,80}}?,? (?:replacing|succeeding|taking over from) {_OLD}",
        rf"(?P<old>{ONE}|{_HE}){_ASIDE},? {_AUX}{_IS_FOLLOWED} by {_NEW}",
        rf"{_NAMED} {_NEW}[^.;]{{0,90}}? as {_WHOSE} successor",
        rf"{_NAMED} {_NEW}[^.;]{{0,90}}? to (?:succeed|replace|take over from|follow) {_OLD}",
        rf"{_NAMED} {_NEW}[^.;]{{0,90}}? in {_WHOSE} (?:place|stead)",
        rf"\b[Ii]n {_WHOSE} (?:place|stead),? [^.;]{{0,60}}?{_NAMED} {_NEW}",
        rf"{_WHOSE} (?:place|post|job|seat) (?:{_IS} (?:taken|filled) by|(?:went|goes) to) {_NEW}",
        rf"{_WHOSE} successor(?:,| is| was| will be){{1,2}} {_NEW}",
        rf"(?P<new>{ONE}|[Hh]is|[Hh]er)(?:['’]s?)? predecessor(?:,| is| was| had been){{1,2}} {_OLD}",
        rf"\b[Bb]efore (?P<new>{ONE})[, ][^.;]{{0,60}}?\b(?:led|run|headed|held|chaired|coached) by {_OLD}",
    )
]
_LEAVES = (
    r"(?:(?:was|were|is|been|be|being) (?:[a-z]+ )?"
    r"(?:dismissed|sacked|fired|ousted|removed|recalled|voted out)|resign(?:ed|s|ing)?|"
    r"step(?:ped|s|ping)? down|quit|died|retir(?:ed|es?|ing)|left|leav(?:es?|ing)|"
    r"st(?:ood|and|ands|anding) down)\b"
)
_LEFT = re.compile(
    rf"(?P<name>{ONE}){_ASIDE},? "
    rf"(?:(?:has|had|also|unexpectedly|suddenly|was|is|been|will|to|due|set|be) ){{0,4}}{_LEAVES}|"
    rf"\b(?:dismissed|sacked|fired|ousted|removed|recalled|parted (?:company|ways) with) "
    rf"{_WORDS}(?P<whom>{ONE})|"
    rf"\b(?:resignation|departure|death|dismissal|retirement) of {_WORDS}(?P<of>{ONE})"
)
_PRONOUNS = frozenset("he she him her his".split())
_NO_NAME = frozenset("The A An He She His Her In On At It They Before After But And".split()) | frozenset(
    (*WEEKDAYS, *MONTHS)
)
OWNS = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as an article names him, at `at` of its text."""

    name: str
    at: Span


@dataclass(frozen=True, slots=True)
class Succession:
    """One person follows another in an office."""

    new: Person
    old: Person


@lru_cache(maxsize=512)
def successions_in(article: Article, span: Span) -> tuple[Succession, ...]:
    """What the sentence at `span` of an article tells of who followed whom."""
    text = QUOTATION.sub(lambda m: " " * len(m[0]), span.of(article.text))
    return tuple(
        Succession(new, old)
        for form in _FORMS
        for told in form.finditer(text)
        if (new := _person(told, "new", article, span)) and (old := _person(told, "old", article, span))
    )


def _person(told: re.Match[str], group: str, article: Article, span: Span) -> Person | None:
    name, start = told[group], span.start + told.start(group)
    if name.lower() not in _PRONOUNS:
        first, _, others = name.partition(" ")
        if first in _NO_NAME:
            name, start = others, start + len(first) + 1
        name = OWNS.sub("", name)
        return Person(name, Span(start, start + len(name))) if name else None
    if group == "old":
        return next(_who_left_before(article, span), None)
    gender = GENDERS.get(name.lower())
    last = who_is_meant(article, span, gender) if gender else None
    return _named_before(last, article, span) if last else None


def _who_left_before(article: Article, span: Span) -> Iterator[Person]:
    """Those of whom a sentence and those before it say that they left, the nearest first."""
    own, above = sentences_above(article.text, span.start)
    earlier = [*own, *(s for paragraph in above for s in reversed(paragraph))]
    for sentence in (span, *earlier[:_ABOVE]):
        yield from who_left(article, sentence)


def who_left(article: Article, span: Span) -> Iterator[Person]:
    """Those of whom the sentence at `span` says that they left their office."""
    for told in _LEFT.finditer(span.of(article.text)):
        group = next(g for g in ("name", "whom", "of") if told[g])
        if told[group] not in _NO_NAME:
            start = span.start + told.start(group)
            yield Person(told[group], Span(start, start + len(told[group])))


def _named_before(last: str, article: Article, span: Span) -> Person | None:
    """Where an article names somebody before a sentence, in full if it does."""
    before = article.text[: span.start]
    named = list(re.finditer(rf"(?:{CAPITAL}[\w'’-]+ ){{0,3}}{re.escape(last)}\b", before))
    found = next((m for m in named if " " in m[0]), next(iter(named), None))
    return Person(found[0], Span(*found.span())) if found else None
