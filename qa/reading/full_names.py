"""Sentences as they are read with a question that names somebody: under the name that it uses.

News names somebody in full once and then says "Voss", or "he". Read by itself with a question about Leander
Voss, such a sentence tells of a stranger. So it is read with the name, where its article and what stands
right before it say that it can be nobody else's; what is shown stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.models import Article, Span
from index.text import CAPITAL, normalise
from qa.conversing.pronouns import GENDERS
from qa.conversing.she_or_he import Gender
from qa.language.lexicon import HONORIFICS, ORGANISATION_WORDS, PLACE_WORDS, ROLE_WORDS
from qa.language.quotations import QUOTATION
from qa.language.words import carries
from qa.reading.candidates import Candidate
from qa.reading.going_on import told_on_above
from qa.reading.paragraphs import sentences_above
from qa.reading.people import gender_in, is_person, names_in

_TITLES = HONORIFICS | ROLE_WORDS
_ADVERBS = frozenset(
    "later yesterday today meanwhile afterwards earlier then still instead also only even nor".split()
)
_NO_PEOPLE = ORGANISATION_WORDS | PLACE_WORDS
_BEGINNING, _BEFORE = 2_000, 3_000  # characters in which people are looked for
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_HIM = re.compile(r"\b(?:him|[Hh]is|[Hh]er)\b")
# "Vasilaki's brother-in-law" is another.
_OWNER = re.compile(rf"(?:{CAPITAL}[\w’'-]+ )*{CAPITAL}[\w-]+['’]s?(?= )")
_FIRM = re.compile(r"\b[Tt]he (?:company|firm|group|manufacturer|business)\b(?!['’])")
_WHERE = re.compile(rf"\b(?:in|at|near|from) {CAPITAL}[\w'’-]*(?: {CAPITAL}[\w'’-]*)*")
_OWNED = re.compile(
    r" (?!(?:to|the|a|an|that|in|on|at|for|with|from|by|as|and|or|but|when|if|after|before)\b)[a-z]"
)
_OPENS = re.compile(r"\W*(?:He|She)\b")


class NamedAsAsked:
    """How the sentences that may answer `question` are read."""

    def __init__(self, question: str) -> None:
        self._names = list(dict.fromkeys(names_in(normalise(question).text)))

    def read(self, candidate: Candidate) -> str:
        """What a candidate tells where it stands, with the names of the question."""
        text = candidate.told_in_place
        for name in self._names:
            if name.split()[-1] not in text:
                text = _with_name_for_pronoun(_with_name_for_firm(text, name, candidate), name, candidate)
            elif " " in name and name not in text:
                text = _with_whole_name(text, name, candidate)
        return text


def _with_whole_name(text: str, name: str, candidate: Candidate) -> str:
    last = name.split()[-1]
    if last not in text or not _is_of_one(name, _near(candidate.article, candidate.span)):
        return text
    return re.sub(rf"(?<![\w’'-]){re.escape(last)}\b", name, text, count=1)


@lru_cache(maxsize=512)
def _is_of_one(name: str, article: str) -> bool:
    """True if an article names somebody or something so in full, and nobody else by the last word of it."""
    first, last = name.split()[-2:]
    if name not in article:
        return False
    before = {m[1] for m in re.finditer(rf"({CAPITAL}[\w’'.-]*) {re.escape(last)}\b", article)}
    return all(w == first or w.lower() in _TITLES | _ADVERBS or not carries(w) for w in before)


def _near(article: Article, span: Span) -> str:
    """The beginning of an article, and what stands before the sentence at `span`, with it."""
    start = max(_BEGINNING, span.start - _BEFORE)
    return f"{article.text[:_BEGINNING]}\n{article.text[start : span.end]}"


def _with_name_for_pronoun(text: str, name: str, candidate: Candidate) -> str:
    """`text` with `name` for the first "he" or "she" outside quotations, or else for the first "him", if that
    is whom it means."""
    bare = QUOTATION.sub(lambda m: " " * len(m[0]), text)
    found = _HE.search(bare) or _HIM.search(bare)
    if found is None or any(" " in n or is_person(n, [text]) for n in names_in(bare[: found.start()])):
        return text
    meant = who_is_meant(candidate.article, candidate.span, GENDERS[found[0].lower()])
    is_asked = meant is not None and meant.split()[-1] == name.split()[-1]
    if not is_asked:
        return text
    owns = found[0] in ("his", "His") or (found[0] in ("her", "Her") and _OWNED.match(text, found.end()))
    return f"{text[: found.start()]}{name}{'’s' if owns else ''}{text[found.end() :]}"


def _with_name_for_firm(text: str, name: str, candidate: Candidate) -> str:
    """`text` with `name` for the first "the company" outside quotations, if it is the only one that the
    sentence before names, of its paragraph, and is nobody."""
    found = _FIRM.search(QUOTATION.sub(lambda m: " " * len(m[0]), text))
    if found is None or name not in candidate.article.text:
        return text
    own, _ = sentences_above(candidate.article.text, candidate.span.start)
    named = _firms(candidate.article, own[0]) if own else set()
    return f"{text[: found.start()]}{name}{text[found.end() :]}" if named == {name} else text


def _firms(article: Article, span: Span) -> set[str]:
    """What a sentence names outside quotations that is no person, and no place that something is in."""
    said = normalise(QUOTATION.sub("", span.of(article.text))).text
    return {
        n
        for n in names_in(f" {_WHERE.sub(' ', said)}")
        if not is_person(n, [article.text[:_BEGINNING], said])
    }


@lru_cache(maxsize=4_096)
def who_is_meant(article: Article, span: Span, gender: Gender) -> str | None:
    """Whom "he" or "she" of the sentence at `span` means: the only one in the nearest sentence before it, of
    its paragraph, that names anybody, or else the only one in the paragraph above, or whom that is about."""
    own, above = sentences_above(article.text, span.start)
    for sentence in own:
        if people := set(_people(article, sentence, gender)):
            return people.pop() if len(people) == 1 else None
    begins = own[-1] if own else span
    if not above or not _OPENS.match(begins.of(article.text)):
        return None
    if topic := told_on_above(article, begins, gender):
        return next(_people(article, topic, gender), None)
    people = {name for sentence in above[0] for name in _people(article, sentence, gender)}
    return people.pop() if len(people) == 1 else None


def _people(article: Article, span: Span, gender: Gender) -> Iterator[str]:
    """The last names of those whom a sentence names, outside quotations, and who may be of that gender."""
    near = _near(article, span)
    said = _OWNER.sub(" ", normalise(QUOTATION.sub("", span.of(article.text))).text)
    for name in names_in(f" {said}"):
        *first, last = name.split()
        full = re.search(rf"\b{CAPITAL}[\w’'-]+ {re.escape(last)}\b", near)
        whole = name if first or full is None else full[0]
        may_be = " " in whole and last.lower() not in _NO_PEOPLE
        if (may_be or is_person(whole, [near])) and gender_in(whole, near) in (None, gender):
            yield last
