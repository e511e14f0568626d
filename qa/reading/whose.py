"""Sentences that tell of somebody else than the one who is asked about.

"When did Dame Hester die?" is not answered by "He died in 1999", nor is what Declan Keogh did by what Martin
Keogh did, nor Vantor's profit by "It expects 140 million" behind a sentence about Kestrel. The words fit, and
the models that read a sentence by itself see nothing wrong. Told by rules, without a parse; where they are
not sure, nobody else is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.models import Article, Span
from index.text import CAPITAL, normalise, sentence_spans
from qa.conversing.pronouns import GENDERS
from qa.conversing.she_or_he import Gender, gender_of
from qa.language.lexicon import HONORIFICS, ORGANISATION_WORDS, ROLE_WORDS
from qa.language.quotations import QUOTATION
from qa.reading.candidates import Candidate
from qa.reading.going_on import told_on_above
from qa.reading.people import NAME, NO_NAMES, TITLES, is_person, names_in
from qa.weighing.counted import asked_fates, fate_of, figures_in

# A place or a matter that something stands in, is done to or with: the sentence is told of others.
_BESIDE = re.compile(
    r"\b(?:in|at|near|from|to|on|of|for|with|by|against|between|and|or|after|before|during|under|over|about|"
    r"into|around|outside|inside|through|than|like|via)(?: the)?$"
)
# Where a sentence begins, after at most what joins it to the one before.
_JOINS = (
    r"(?:(?:But|And|Yet|So|Then|Later|Instead|However|Still|Now|Also|Meanwhile|In \w+|On \w+|At the time|"
    r"By then|An? \w+ (?:ago|earlier|before)),? )?"
)
_FIRM = r"(?:company|firm|group|bank|retailer|airline|insurer|chipmaker|carmaker|lender|developer|supplier)"
_LEADING = re.compile(rf"\W*{_JOINS}(?P<who>He|She|It|The {_FIRM}|he|she|it|the {_FIRM})(?:['’]s)?\b")
_OWNED = re.compile(rf"\W*{_JOINS}(?P<who>His|Her|his|her)\b")
# They are somebody's: of whom is told before.
_RELATIVE = re.compile(
    rf"\W*{_JOINS}(?:(?:Net|Operating|Pre-?tax|Underlying|Quarterly|Annual|Full-year|Total|Group) )?"
    r"(?:revenues?|sales|turnover|profits?|earnings|income|loss(?:es)?|orders|shares|costs|margins?|debts?|"
    r"analysts|investors|guidance)\b",
    re.IGNORECASE,
)
# "“…,” he said": whose words they are.
_SPEAKER = re.compile(r"[”\"],? (?:(?P<who>he|she) \w+|\w+ (?P<after>he|she)\b)")
_PERSON_WITHIN = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"it (?:is|was|will be|would be|has been|seems|appears|takes|took)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\b(?:brothers?|sisters?|family|couple|siblings|twins|both|namesake)\b", re.IGNORECASE)
# It is asked what the one named behind it does or has; "the Vantor plant" is not Vantor.
_DOES = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|replace[sd]?|succeed(?:s|ed)?) $",
    re.IGNORECASE,
)
_WORD_WITHIN = re.compile(r"(?<=[\w,;:] )[\w’'-]+")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_BACK, _BACK_CHARS = 4, 1_500  # sentences before, and in how much text


@dataclass(frozen=True, slots=True)
class _Asked:
    """One whom the question asks about: the words of the name, and his pronoun if it is known; `is_person`
    where the name or the articles tell, `acts` where it is asked what the one does or has."""

    words: tuple[str, ...]
    gender: Gender | None
    is_person: bool
    acts: bool

    def stands_in(self, text: str) -> bool:
        """True if `text` names the one: not who has the last name alone in common."""
        if not re.search(rf"\b(?:{'|'.join(map(re.escape, self.words))})", text):
            return False
        return not self.namesakes(text)

    def namesakes(self, text: str) -> list[str]:
        """The first names in `text` of others with that last name, if the one's own does not stand there."""
        first, last = self.words[0], self.words[-1]
        if len(self.words) < 2 or not self.is_person or _SEVERAL.search(text) or last not in text:
            return []
        names: list[str] = re.findall(rf"\b({CAPITAL}[\w'’-]+) {re.escape(last)}\b", text)
        return [] if first in text else [name for name in names if _is_first_name(name)]


def of_another(
    question: str, candidates: Sequence[Candidate], looked_at: Sequence[int]
) -> NDArray[np.float64]:
    """1 where a candidate surely tells of another than those whom `question` asks about, else 0, (n,); 0 of
    those not `looked_at`."""
    found = np.zeros(len(candidates))
    asked, fates = _asked_about(question, candidates), asked_fates(question)
    counts_others = fates if _HOW_MANY.search(question) else set()
    for i in looked_at:
        places, told = candidates[i].places, candidates[i].text
        is_another = bool(asked) and all(_is_another(article, span, asked) for article, span in places)
        found[i] = float(is_another or (bool(counts_others) and _counts_others(told, counts_others)))
    return found


def _counts_others(text: str, fates: set[str]) -> bool:
    """True if a sentence counts only people of whom something else became: the dead, and not the saved."""
    told = [fate_of(text, q) for q in figures_in(text)]
    return bool(told) and None not in told and fates.isdisjoint(told) and fates.isdisjoint(asked_fates(text))


def _is_another(article: Article, span: Span, asked: Sequence[_Asked]) -> bool:
    text = normalise(span.of(article.text)).text
    if any(one.stands_in(text) for one in asked):
        return len(asked) == 1 and _is_namesake_before(text, asked[0], article, span)
    if any(one.namesakes(text) for one in asked):
        return len(asked) == 1
    bare = QUOTATION.sub('""', text)
    pronoun, thing = _person_in(bare), _thing_in(text)
    if not all(one.acts for one in asked):
        return False
    if all(one.is_person for one in asked):
        genders = {one.gender for one in asked}
        owner = pronoun or _owner_in(bare)
        if owner and None not in genders and GENDERS[owner] not in genders:
            return True
        if owner and (topic := told_on_above(article, span, GENDERS[owner])):
            return not any(one.stands_in(normalise(topic.of(article.text)).text) for one in asked)
        if pronoun is None:
            return thing and not _PERSON_WITHIN.search(bare)
        return _is_told_of_another_person(article, span, asked, GENDERS[pronoun])
    if (pronoun or thing) and not any(one.is_person for one in asked):
        return _is_told_of_another_thing(article, span, asked)
    return False


def _person_in(text: str) -> str | None:
    """ "he" or "she" that a sentence without its quotations is about, in small letters: who does it, who
    says it."""
    found = _LEADING.match(text)
    if found and found["who"].lower() in GENDERS:
        return found["who"].lower()
    speaker = _SPEAKER.search(text)
    return (speaker["who"] or speaker["after"]) if speaker else None


def _owner_in(text: str) -> str | None:
    """ "his" or "her" that a sentence begins with, in small letters."""
    found = _OWNED.match(text)
    return found["who"].lower() if found else None


def _thing_in(text: str) -> bool:
    """True if the sentence is about "it" or "the company", or about sales that are somebody's."""
    found = _LEADING.match(text)
    if found is None:
        return _RELATIVE.match(text) is not None
    return found["who"].lower() not in GENDERS and not _SAYS_NOTHING.match(text)


def _is_told_of_another_person(article: Article, span: Span, asked: Sequence[_Asked], gender: Gender) -> bool:
    """True if the nearest sentence before that names somebody whom the pronoun can mean names none asked
    for."""
    for text in _before(article, span):
        if any(one.stands_in(text) for one in asked):
            return False
        names = names_in(text)
        people = [name for name in names if is_person(name, [text])]
        if any(gender_of(name, [text], ()) in (None, gender) for name in people):
            return True
        if names and not people:
            return False  # whoever it is
    return False


def _is_told_of_another_thing(article: Article, span: Span, asked: Sequence[_Asked]) -> bool:
    """True if the nearest sentence before that begins with the name of a thing begins with none asked for,
    and no sentence up to there names one."""
    for text in _before(article, span):
        if any(one.stands_in(text) for one in asked):
            return False
        first = NAME.match(re.sub(r"^(?:The |\W+)", "", text))
        if first and _is_written_so(first[0], article) and not is_person(first[0], [text]):
            return True
    return False


def _is_written_so(name: str, article: Article) -> bool:
    """True if what begins a sentence is a name: it has a capital elsewhere, too."""
    word = re.escape(name.split()[0].removesuffix("'s").removesuffix("’s"))
    form = rf"(?<=[a-z,] ){word}\b|\b{word}, (?:the|an?|which|whose)\b"
    return name not in NO_NAMES and re.search(form, article.text) is not None


def _is_namesake_before(text: str, one: _Asked, article: Article, span: Span) -> bool:
    """True if the sentence has the last name alone, and the nearest full one before is another's."""
    if len(one.words) < 2 or not one.is_person or one.words[0] in text or _SEVERAL.search(text):
        return False
    full = re.compile(rf"\b({CAPITAL}[\w'’-]+) {re.escape(one.words[-1])}\b")
    before = normalise(article.text[max(0, span.start - _BACK_CHARS) : span.start]).text
    names = [name for name in full.findall(before) if _is_first_name(name)]
    return bool(names) and names[-1] != one.words[0]


def _is_first_name(word: str) -> bool:
    return word not in NO_NAMES and word.lower() not in ROLE_WORDS | HONORIFICS | ORGANISATION_WORDS


def _before(article: Article, span: Span) -> Iterator[str]:
    start = max(0, span.start - _BACK_CHARS)
    yield from reversed(_sentences(article.text[start : span.start])[-_BACK:])


@lru_cache(maxsize=256)
def _sentences(text: str) -> list[str]:
    return [normalise(span.of(text)).text for span in sentence_spans(text)]


def _asked_about(question: str, candidates: Sequence[Candidate]) -> list[_Asked]:
    """Those whom the question names as who does or has what it asks for; none where a name is beside it."""
    texts = [normalise(c.text).text for c in candidates]
    text = _with_capitals(normalise(question).text, texts)
    asked: list[_Asked] = []
    for name in NAME.finditer(text):
        words = [w.removesuffix("'s") for w in name[0].split()]
        while words and words[0] in NO_NAMES:
            words = words[1:]
        if not words or _BESIDE.search(text[: name.start()].lower().rstrip()):
            continue
        full = " ".join(words)
        gender = gender_of(full, texts, ())
        bare = [w for w in words if w.lower() not in TITLES]
        acts = _DOES.search(text[: name.start()]) is not None or name[0].endswith("'s") or not name.start()
        asked.append(_Asked(tuple(bare or words), gender, gender is not None or is_person(full, texts), acts))
    return asked


def _with_capitals(question: str, texts: Sequence[str]) -> str:
    """`question`, typed without capitals, with those of the words that `texts` never write without one."""
    if question[1:] != question[1:].lower():
        return question
    words = {w for text in texts for w in _WORD_WITHIN.findall(text)}

    def as_written(found: re.Match[str]) -> str:
        word = found[0]
        return word.capitalize() if word.capitalize() in words and word not in words else word

    return _SMALL.sub(as_written, question)
