"""Runs of capitalised words in a sentence: the candidates for names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.models import Span
from qa.briefing.prose import Sentence
from qa.language.lexicon import BEFORE_OF, CALENDAR, HONORIFICS, INSIDE_PERSON, ORGANISATION_WORDS, ROLE_WORDS


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row, with the labels the pipeline put on them."""

    sentence: Sentence
    first: int
    last: int

    @property
    def span(self) -> Span:
        tokens = self.sentence.tokens
        return Span(tokens[self.first].span.start, tokens[self.last].span.end)

    @property
    def text(self) -> str:
        return self.sentence.words(self.span)


def is_role(word: str) -> bool:
    """True if a person's role can end in this word, singular."""
    lowered = word.lower()
    return lowered in ROLE_WORDS or lowered.rsplit("-", 1)[-1] in ROLE_WORDS


def find_runs(sentence: Sentence) -> list[Run]:
    """Maximal runs of capitalised words, cut behind role words, nationalities and possessives."""
    runs: list[Run] = []
    i = 0
    while i < len(sentence.tokens):
        if not _opens(sentence, i):
            i += 1
            continue
        last = _run_end(sentence, i)
        runs += _cut(sentence, i, last)
        i = last + 1
    return runs


def _opens(sentence: Sentence, i: int) -> bool:
    word = sentence.word(i)
    if not word[0].isupper() or word.lower() in CALENDAR or word in ("I", "’s"):
        return False
    is_first = i == 0 or sentence.word(i - 1) in '“"‘(:'
    if is_first and sentence.tokens[i].pos not in ("PROPN", "NOUN", "ADJ", "X"):
        return False
    if is_first and sentence.tokens[i].pos in ("NOUN", "ADJ"):
        # A sentence begins with a capital: it takes another, or a label, to make a name of its first word.
        follows = i + 1 < len(sentence.tokens) and sentence.word(i + 1)[0].isupper()
        return follows or label(sentence, i, i) != ""
    return sentence.tokens[i].pos not in ("PRON", "DET", "AUX", "SCONJ") or not is_first


def _run_end(sentence: Sentence, first: int) -> int:
    last = i = first
    while i + 1 < len(sentence.tokens):
        step = _step(sentence, last)
        if step == 0:
            break
        last = i = last + step
    return last


def _step(sentence: Sentence, last: int) -> int:
    """How many tokens further the run goes on behind `last`; 0 if it ends there."""
    tokens, n = sentence.tokens, len(sentence.tokens)

    def word(k: int) -> str:
        return sentence.word(k) if k < n else ""

    def is_capital(k: int) -> bool:
        return k < n and word(k)[0].isupper() and word(k).lower() not in CALENDAR

    gap = tokens[last + 1].span.start - tokens[last].span.end if last + 1 < n else 1
    if word(last + 1) in ("’s", "'s") and is_capital(last + 2) and _is_saint_or_league(sentence, last):
        return 2
    if gap == 0 and word(last + 1) in ("-", "‑", ".", "&", "’", "'"):
        glued = last + 2 < n and tokens[last + 2].span.start == tokens[last + 1].span.end
        return 2 if glued and is_capital(last + 2) else 0
    if is_capital(last + 1):
        return 1
    if word(last + 1) in ("of", "for") and word(last).lower() in BEFORE_OF | {"society", "ministry", "port"}:
        behind = 3 if word(last + 2).lower() == "the" else 2
        return behind if is_capital(last + behind) else 0
    if word(last + 1) in ("and", "&") and is_capital(last + 2) and _is_one_name(sentence, last):
        return 2
    if word(last + 1).lower() in INSIDE_PERSON and is_capital(last + 2):
        return 2
    return 0


def _is_saint_or_league(sentence: Sentence, last: int) -> bool:
    """True in "St. Brannoc’s Hospital" and "Velmar Trawlermen’s League": the name goes on behind its ’s."""
    behind = last + 2
    while behind + 1 < len(sentence.tokens) and sentence.word(behind + 1)[0].isupper():
        behind += 1
    if last == 0 or sentence.word(behind).lower() not in ORGANISATION_WORDS:
        return False
    before = sentence.word(last - 1)
    return before in ("St.", "St") or (
        before[0].isupper() and sentence.word(last).endswith(("men", "ers", "ors"))
    )


def _is_one_name(sentence: Sentence, last: int) -> bool:
    """True if "X and Y" is inside one label of the pipeline, as in "Adani Defence and Aerospace"."""
    left, right = sentence.tokens[last].span, sentence.tokens[last + 2].span
    return any(
        e.label in ("ORG", "FAC", "WORK_OF_ART") and e.span.start <= left.start and right.end <= e.span.end
        for e in sentence.entities
    ) and not _ends_as_organisation(sentence, last, last + 2)


def _ends_as_organisation(sentence: Sentence, last: int, behind: int) -> bool:
    # "Skerry Bank and Norvane Systems": two whole names, each with its company word.
    right = behind
    while right + 1 < len(sentence.tokens) and sentence.word(right + 1)[0].isupper():
        right += 1
    return (
        right > behind
        and sentence.word(last).lower() in ORGANISATION_WORDS
        and sentence.word(right).lower() in ORGANISATION_WORDS
    )


def _cut(sentence: Sentence, first: int, last: int) -> Iterable[Run]:
    start = first
    for i in range(first, last + 1):
        word = sentence.word(i).lower()
        is_nationality = label(sentence, i, i) == "NORP" and i == start and sentence.tokens[i].pos == "ADJ"
        is_title = (is_role(word) or word in HONORIFICS) and i < last and not _names_an_office(sentence, last)
        if is_nationality or is_title:
            start = i + 1
    # What stands before the role word is its business, not a name of its own; see `qa.briefing.people`.
    while start <= last and sentence.word(start) in ("-", "&", "."):
        start += 1
    if start <= last:
        yield Run(sentence, start, last)


def _names_an_office(sentence: Sentence, last: int) -> bool:
    """True if a role word in the run is part of an organisation's name: "General Hospital"."""
    return sentence.word(last).lower() in ORGANISATION_WORDS


def label(sentence: Sentence, first: int, last: int) -> str:
    """The label of the entity that shares most characters with the tokens; empty if there is none."""
    start, end = sentence.tokens[first].span.start, sentence.tokens[last].span.end
    best, label = 0, ""
    for e in sentence.entities:
        shared = min(e.span.end, end) - max(e.span.start, start)
        if shared > best:
            best, label = shared, e.label
    return label
