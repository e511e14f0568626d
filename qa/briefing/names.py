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
from qa.briefing.capitals import Run, find_runs, is_role, label
from qa.briefing.prose import ReadArticle, Sentence
from qa.language.lexicon import (
    BEFORE_OF,
    COMPANY_NOUNS,
    HONORIFICS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
)


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


_NO_NAME = re.compile(r"\d|[/@#]|^(?:GMT|CET|CEST|UTC|EST|EDT|BST|TV|PM|AM)$")
_LETTERS_BEHIND = frozenset("kc qc sc obe mbe cbe".split())
_WHO_OR_WHICH = re.compile(r",\s(who|which)\s")
# In such a phrase the name behind is a place: "in Velmar", "near Upper Sorrel".
_PLACE_PREPOSITIONS = frozenset("in near outside across throughout around into".split())


def names_in(reading: ReadArticle) -> list[Name]:
    """The names of an article in order of first mention; a kind is given only where the evidence agrees."""
    runs = [run for sentence in reading.sentences for run in find_runs(sentence)]
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


def _key(text: str) -> str:
    return re.sub(r"[’']s\b", "", re.sub(r"^the\s", "", text, flags=re.I)).casefold()


def _votes(runs: Sequence[Run], dateline: str) -> dict[str, Counter[NameKind]]:
    votes: dict[str, Counter[NameKind]] = {}
    for run in runs:
        tally = votes.setdefault(_key(run.text), Counter())
        for kind, weight in _evidence(run):
            tally[kind] += weight
        if dateline and _key(run.text) == dateline:
            tally[NameKind.PLACE] += 6
        if " of " in run.text and run.text.split()[0].lower() in PLACE_WORDS:
            votes.setdefault(_key(run.text.split(" of ")[-1]), Counter())[NameKind.PLACE] += 3
    text = runs[0].sentence.article.text if runs else ""
    surnames = {run.text.split()[-1] for run in runs if _has_honorific(run)}
    for word in {run.text for run in runs if " " not in run.text}:
        if re.search(rf"\b(?:{re.escape(word)}(?:n|ian|ese)|{re.escape(word[:-1])}(?:ian|ish|ese))\b", text):
            votes[_key(word)][NameKind.PLACE] += 6  # what has people called after it
    for name in {run.text for run in runs if " " in run.text}:
        if name.split()[-1] in surnames and name.split()[-1].lower() not in ORGANISATION_WORDS:
            votes[_key(name)][NameKind.PERSON] += 5
    return votes


def _has_honorific(run: Run) -> bool:
    return run.first > 0 and run.sentence.word(run.first - 1).lower() in HONORIFICS


def _settled(runs: Sequence[Run], votes: dict[str, Counter[NameKind]]) -> dict[str, NameKind | None]:
    """The kind of each name. A word alone is a person only as part of a full name, or behind a role."""
    kinds = {key: _kind(tally) for key, tally in votes.items()}
    full = [k.split() for k, kind in kinds.items() if kind is NameKind.PERSON and " " in k]
    parts_of_people = {words[-1] for words in full} | {words[0] for words in full}
    by_key: dict[str, list[Run]] = {}
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


def _stands_alone(kind: NameKind | None, same: Sequence[Run], tally: Counter[NameKind]) -> bool:
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


def _evidence(run: Run) -> Iterable[tuple[NameKind, int]]:
    sentence, words = run.sentence, run.text.lower().split()
    tag = label(sentence, run.first, run.last)
    if tag == "PERSON":
        yield NameKind.PERSON, 2
    elif tag == "ORG":
        yield NameKind.ORGANISATION, 2
    elif tag in ("GPE", "LOC", "FAC"):
        yield NameKind.PLACE, 2
    if words[-1] in _LETTERS_BEHIND:
        yield NameKind.PERSON, 6
    elif words[-1] in ORGANISATION_WORDS or (words[0] in BEFORE_OF and "of" in words):
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
    if behind := _WHO_OR_WHICH.match(sentence.article.text, run.span.end):
        yield NameKind.PERSON, 3 if behind[1] == "who" else -6
    if re.match(r",\s\d{2},?\s", sentence.article.text[run.span.end : run.span.end + 6]):
        yield NameKind.PERSON, 4  # an age


def _evidence_before(run: Run) -> Iterable[tuple[NameKind, int]]:
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


def _has_role_before(run: Run) -> bool:
    """True for "Mayor X" and for "its regional chair, X"."""
    if run.first == 0 or run.text.lower().split()[-1] in ORGANISATION_WORDS:
        return False
    before = run.sentence.word(run.first - 1)
    if before == "," and run.first > 1 and " " in run.text:
        before = run.sentence.word(run.first - 2)
        return before[0].islower() and is_role(before)
    # "Contractor" and "developer" may be either.
    return (is_role(before) and before.lower() not in COMPANY_NOUNS) or before.lower() in HONORIFICS


def _has_role_behind(run: Run) -> bool:
    """True for "X, chief executive of Y": a comma, and a role at the head of what it puts beside the name."""
    sentence = run.sentence
    return any(
        c > run.last and sentence.tokens[c].dep == "appos" and is_role(sentence.tokens[c].lemma)
        for c in sentence.children(run.last)
    )


def _is_listed_with_companies(run: Run) -> bool:
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
    if not ranked or ranked[0][1] <= 0 or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _is_sound(run: Run, kind: NameKind) -> bool:
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
    if kind is NameKind.ORGANISATION and len(short) > 2 and len(short_words) == 1:
        initials = "".join(w[0] for w in long_words if w not in ("of", "and", "the", "for"))
        if short == initials:
            return True
    if len(short_words) >= len(long_words):
        return False
    if kind is NameKind.PERSON:
        return short_words in (long_words[-len(short_words) :], long_words[: len(short_words)])
    if kind is NameKind.ORGANISATION:
        is_tail = len(short_words) == 1 and short_words[0] == long_words[-1]
        return is_tail or short_words == long_words[: len(short_words)]
    return False
