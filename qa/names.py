"""Names in an article: which runs of capitalised words are people, organisations or places.

The pipeline's labels are weighed against grammar: the company words in a run, the role words before it,
what it stands in a list with. Where both leave it open, the run is no name of anything here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.models import Span
from qa.lexicon import (
    BEFORE_OF,
    CALENDAR,
    COMPANY_NOUNS,
    HONORIFICS,
    INSIDE_PERSON,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    ROLE_WORDS,
)
from qa.prose import Reading, Sentence


class NameKind(StrEnum):
    """What a name is a name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: `span` is in the article's text, `first` to `last` are its tokens."""

    sentence: Sentence
    span: Span
    first: int
    last: int
    kind: NameKind

    @property
    def text(self) -> str:
        return self.sentence.words(self.span)


@dataclass(frozen=True, slots=True)
class Name:
    """One person, organisation or place with its mentions in one article; `best` has the longest name."""

    kind: NameKind
    best: Mention
    mentions: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.best.text


@dataclass(frozen=True, slots=True)
class _Run:
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


_NO_NAME = re.compile(r"\d|[/@#]|^(?:GMT|CET|CEST|UTC|EST|EDT|BST|TV|PM|AM)$")
# In such a phrase the name behind is a place: "in Velmar", "near Upper Sorrel".
_PLACE_PREPOSITIONS = frozenset("in near outside across throughout around into".split())


def names_in(reading: Reading) -> list[Name]:
    """The names of an article in order of first mention; a kind is given only where the evidence agrees."""
    runs = [run for sentence in reading.sentences for run in _runs(sentence)]
    dateline = reading.dateline_place.of(reading.article.text).casefold() if reading.dateline_place else ""
    votes = _votes(runs, dateline)
    kinds = _settled(runs, votes)
    mentions = [
        Mention(run.sentence, run.span, run.first, run.last, kind)
        for run in runs
        if (kind := kinds[_key(run.text)]) and _is_sound(run, kind)
    ]
    names: list[Name] = []
    for of_kind in NameKind:
        names += _grouped(of_kind, [m for m in mentions if m.kind is of_kind])
    return sorted(names, key=lambda n: n.mentions[0].span)


def is_role(word: str) -> bool:
    """True if a person's role can end in this word, singular."""
    lowered = word.lower()
    return lowered in ROLE_WORDS or lowered.rsplit("-", 1)[-1] in ROLE_WORDS


def _runs(sentence: Sentence) -> list[_Run]:
    """Maximal runs of capitalised words, cut behind role words, nationalities and possessives."""
    runs: list[_Run] = []
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
        return follows or _label(sentence, i, i) != ""
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
    """True inside "St. Brannoc’s Hospital" and "Velmar Trawlermen’s League": the name goes on behind its ’s."""
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


def _cut(sentence: Sentence, first: int, last: int) -> Iterable[_Run]:
    start = first
    for i in range(first, last + 1):
        word = sentence.word(i).lower()
        is_nationality = _label(sentence, i, i) == "NORP" and i == start and sentence.tokens[i].pos == "ADJ"
        is_title = (
            (is_role(word) or word in HONORIFICS) and i < last and not _names_an_office(sentence, i, last)
        )
        if is_nationality or is_title:
            start = i + 1
    # What stands before the role word is its business, not a name of its own; see `qa.people`.
    while start <= last and sentence.word(start) in ("-", "&", "."):
        start += 1
    if start <= last:
        yield _Run(sentence, start, last)


def _names_an_office(sentence: Sentence, i: int, last: int) -> bool:
    """True if the role word is part of an organisation's name: "General Motors", "Chief Executive Council"."""
    return sentence.word(last).lower() in ORGANISATION_WORDS


def _label(sentence: Sentence, first: int, last: int) -> str:
    """The label of the entity that shares most characters with the tokens; empty if there is none."""
    start, end = sentence.tokens[first].span.start, sentence.tokens[last].span.end
    best, label = 0, ""
    for e in sentence.entities:
        shared = min(e.span.end, end) - max(e.span.start, start)
        if shared > best:
            best, label = shared, e.label
    return label


def _key(text: str) -> str:
    return re.sub(r"[’']s\b", "", re.sub(r"^the\s", "", text, flags=re.I)).casefold()


def _votes(runs: Sequence[_Run], dateline: str) -> dict[str, Counter[NameKind]]:
    votes: dict[str, Counter[NameKind]] = {}
    for run in runs:
        tally = votes.setdefault(_key(run.text), Counter())
        for kind, weight in _evidence(run):
            tally[kind] += weight
        if dateline and _key(run.text) == dateline:
            tally[NameKind.PLACE] += 6
        if " of " in run.text and run.text.split()[0].lower() in PLACE_WORDS:
            votes.setdefault(_key(run.text.split(" of ")[-1]), Counter())[NameKind.PLACE] += 3
    return votes


def _settled(runs: Sequence[_Run], votes: dict[str, Counter[NameKind]]) -> dict[str, NameKind | None]:
    """The kind of each name. A word alone is a person only as part of a full name, or behind a role."""
    kinds = {key: _kind(tally) for key, tally in votes.items()}
    full = [k.split() for k, kind in kinds.items() if kind is NameKind.PERSON and " " in k]
    parts_of_people = {words[-1] for words in full} | {words[0] for words in full}
    by_key: dict[str, list[_Run]] = {}
    for run in runs:
        by_key.setdefault(_key(run.text), []).append(run)
    for key, same in by_key.items():
        if " " in key:
            if key.startswith("st. ") and any(_is_form(NameKind.ORGANISATION, key, k) for k in kinds):
                kinds[key] = NameKind.ORGANISATION
            continue
        if key in parts_of_people and votes[key][NameKind.PLACE] < 6:
            kinds[key] = NameKind.PERSON
        elif not _stands_alone(kinds[key], same, votes[key]):
            kinds[key] = None
    return kinds


def _stands_alone(kind: NameKind | None, same: Sequence[_Run], tally: Counter[NameKind]) -> bool:
    """True if one capitalised word is name enough."""
    word = same[0].text
    if is_role(word) or word.lower() in ORGANISATION_WORDS | PLACE_WORDS:
        return kind is NameKind.ORGANISATION and word.lower() in ORGANISATION_WORDS and len(same) > 1
    if kind is NameKind.PERSON:
        return tally[NameKind.PERSON] >= 4 and any(_has_role_before(run) for run in same)
    inside = [run for run in same if run.first > 0]
    if kind is NameKind.ORGANISATION:
        return bool(inside) and (word.isupper() or len(same) > 1 or tally[kind] >= 4)
    return kind is NameKind.PLACE and (bool(inside) or tally[kind] >= 2)


def _evidence(run: _Run) -> Iterable[tuple[NameKind, int]]:
    sentence, words = run.sentence, run.text.lower().split()
    label = _label(sentence, run.first, run.last)
    if label == "PERSON":
        yield NameKind.PERSON, 2
    elif label == "ORG":
        yield NameKind.ORGANISATION, 2
    elif label in ("GPE", "LOC", "FAC"):
        yield NameKind.PLACE, 2
    if words[-1] in ORGANISATION_WORDS or (words[0] in BEFORE_OF and "of" in words):
        yield NameKind.ORGANISATION, 5
    elif words[-1] in PLACE_WORDS or words[0] in ("lake", "mount", "port", "river", "cape"):
        yield NameKind.PLACE, 4
    yield from _evidence_before(run)
    if _has_role_behind(run):
        yield NameKind.PERSON, 3
    if _is_listed_with_companies(run):
        yield NameKind.ORGANISATION, 4
    if (
        re.match(r"\sof\s(?:the\s)?[A-Z]", sentence.article.text[run.span.end : run.span.end + 8])
        and " " in run.text
    ):
        yield NameKind.PERSON, 1
    if re.match(r",\s\d{2},?\s", sentence.article.text[run.span.end : run.span.end + 6]):
        yield NameKind.PERSON, 4  # an age


def _evidence_before(run: _Run) -> Iterable[tuple[NameKind, int]]:
    if run.first == 0:
        return
    before = run.sentence.word(run.first - 1).lower()
    if _has_role_before(run):
        yield NameKind.PERSON, 4
    elif before in COMPANY_NOUNS or before in ("group", "company"):
        yield NameKind.ORGANISATION, 5
    is_alone = run.sentence.tokens[run.last].dep == "pobj"
    if before in _PLACE_PREPOSITIONS and is_alone and len(run.text.split()) <= 2:
        yield NameKind.PLACE, 3
    if before == "of" and run.first > 1 and run.sentence.word(run.first - 2).lower() in PLACE_WORDS:
        yield NameKind.PLACE, 3


def _has_role_before(run: _Run) -> bool:
    """True for "Mayor X" and for "its regional chair, X"."""
    if run.first == 0 or run.text.lower().split()[-1] in ORGANISATION_WORDS:
        return False
    before = run.sentence.word(run.first - 1)
    if before == "," and run.first > 1 and " " in run.text:
        before = run.sentence.word(run.first - 2)
        return before[0].islower() and is_role(before)
    return is_role(before) or before.lower() in HONORIFICS


def _has_role_behind(run: _Run) -> bool:
    """True for "X, chief executive of Y": a comma, and a role at the head of what it puts beside the name."""
    sentence = run.sentence
    return any(
        c > run.last and sentence.tokens[c].dep == "appos" and is_role(sentence.tokens[c].lemma)
        for c in sentence.children(run.last)
    )


def _is_listed_with_companies(run: _Run) -> bool:
    """True for "arms makers, including X and Y": what the list is said to be a list of."""
    sentence = run.sentence
    i, seen = run.last, {run.last}
    while sentence.tokens[i].dep in ("conj", "pobj", "prep", "appos", "compound"):
        i = sentence.tokens[i].head
        if i in seen:
            return False
        seen.add(i)
        token = sentence.tokens[i]
        if token.lemma.lower() in ("include", "like", "as"):
            head = sentence.tokens[token.head]
            return head.lemma.lower() in COMPANY_NOUNS
    return False


def _kind(tally: Counter[NameKind]) -> NameKind | None:
    """The kind with most evidence; None without any, or if two kinds have the same."""
    ranked = tally.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _is_sound(run: _Run, kind: NameKind) -> bool:
    """False for products ("Mikoyan MiG-29 fighter jet"), and for people with digits in their names."""
    sentence = run.sentence
    head = sentence.tokens[run.last].head
    modifies = (
        sentence.tokens[run.last].dep in ("compound", "amod", "nmod")
        and head > run.last
        and sentence.tokens[head].pos == "NOUN"
        and sentence.word(head)[0].islower()
    )
    if kind is NameKind.ORGANISATION and any(w in ORGANISATION_WORDS for w in run.text.lower().split()):
        return True
    return not _NO_NAME.search(run.text) and not (kind is NameKind.ORGANISATION and modifies)


def _grouped(kind: NameKind, mentions: Sequence[Mention]) -> list[Name]:
    """One `Name` for mentions that are the same: equal, or short forms of exactly one longer name."""
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_key.setdefault(_key(mention.text), []).append(mention)
    owners = {key: _owner(kind, key, list(by_key)) for key in by_key}
    groups: dict[str, list[Mention]] = {}
    for key, members in by_key.items():
        owner = owners[key]
        if owner is not None:
            groups.setdefault(owner, []).extend(members)
    names = []
    for owner, members in groups.items():
        ordered = sorted(members, key=lambda m: m.span)
        names.append(Name(kind, by_key[owner][0], tuple(ordered)))
    return names


def _owner(kind: NameKind, key: str, keys: Sequence[str]) -> str | None:
    """The longest name that `key` is a form of; itself if none; None if that leaves a person in doubt."""
    longer = [k for k in keys if k != key and _is_form(kind, key, k)]
    longest = [k for k in longer if not any(k != other and _is_form(kind, k, other) for other in longer)]
    if len(longest) == 1:
        return longest[0]
    if kind is NameKind.PERSON and (longest or " " not in key):
        return None if longest else key
    return key


def _is_form(kind: NameKind, short: str, long: str) -> bool:
    short_words, long_words = short.split(), long.split()
    if kind is NameKind.ORGANISATION and len(short) > 2 and len(short_words) == 1 and len(long_words) > 2:
        if short == "".join(w[0] for w in long_words if w not in ("of", "and", "the", "for")):
            return True
    if len(short_words) >= len(long_words):
        return False
    if kind is NameKind.PERSON:
        return short_words in (long_words[-len(short_words) :], long_words[: len(short_words)])
    if kind is NameKind.ORGANISATION:
        is_tail = len(short_words) == 1 and short_words[0] == long_words[-1]
        return is_tail or short_words == long_words[: len(short_words)]
    return False
