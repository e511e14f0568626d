"""The sections of a brief that a language model may add to, and what each asks of an entry.

Every value has to stand in the sentence that the entry names, and is taken from there letter by letter; that
sentence has to carry the values together. What the brief has from the reading without a model stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.figures import Number, numbers_left_out
from qa.briefing.offering import one_of
from qa.briefing.prose import Sentence, SentenceId, clause_span, grounded
from qa.briefing.ranking import id_of
from qa.briefing.speech import HEDGE, SPEECH
from qa.citations import cite
from qa.grounding import carried_by
from qa.language.nlp import Parser
from qa.models import Attribution, Figure, Grounded, Organisation, Person

_MAX_PART_CHARS = 160
_MAX_UNIT_WORDS = 6
_MIN_WORDS = 2
_NOBODY = frozenset("i we you he she it they who that this his her their".split())
_VIEWS = SPEECH | frozenset(
    "call believe think demand note explain hope fear expect doubt welcome praise blame".split()
)
# Where a claim may end: with the sentence, at a comma or a mark, or before a clause of its own.
_ENDS = re.compile(r"\W*$|\s*[,;:.!?—–”\"]|\s+(?:and|but|while|whereas|although|though)\b", re.IGNORECASE)
_MARKS = re.compile("[“”\"‘’']")
_Entry = TypeVar("_Entry", Person, Organisation)


class _Checked:
    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def wrong_with(self, statement: str, sentence: Sentence) -> str | None:
        """Why the sentence does not carry the statement."""
        carrier, wrong = carried_by(statement, [sentence.text], context="", parser=self._parser)
        return None if carrier is not None else "; ".join(wrong[:3])


class _OfNames(_Checked, Generic[_Entry]):
    """Entries that are told by their names, and asked for by them where one of their values is open."""

    def __init__(self, entries: Sequence[_Entry], parser: Parser) -> None:
        super().__init__(parser)
        # Merged entries have names of their own, see `qa.briefing.merging`.
        self._of_name: dict[str, _Entry] = {entry.name.value or "": entry for entry in entries}

    @property
    def entries(self) -> list[Any]:
        return list(self._of_name.values())

    def _asked(self, batch: Sequence[Sentence]) -> list[str]:
        open_ones = [name for name, entry in self._of_name.items() if name and _is_open(entry)]
        return [name for name in open_ones if any(name in s.text for s in batch)]

    def is_open_in(self, sentence: Sentence) -> bool:
        return bool(self._asked([sentence]))

    def asked_for(self, batch: Sequence[Sentence]) -> str:
        return "; ".join(self._asked(batch))

    def _a_name(self, batch: Sequence[Sentence]) -> Any:
        return one_of(self._asked(batch))


def _is_open(entry: Person | Organisation) -> bool:
    """True if one of its values is not stated."""
    return any(getattr(entry, field).value is None for field in type(entry).model_fields)


class People(_OfNames[Person]):
    """Roles of people who have none, and affiliations of a role."""

    name = "people"

    @property
    def entries(self) -> list[Any]:
        # As in `merge_people`: who has a role matters more to a reader than who is only named.
        return sorted(super().entries, key=lambda p: p.role.value is None)

    def form(self, batch: Sequence[Sentence]) -> dict[str, Any]:
        return {"name": self._a_name(batch), "role": str, "affiliation": str | None}

    def take(self, entry: dict[str, Any], sentence: Sentence) -> str | None:
        name, role, affiliation = entry["name"], entry["role"], entry["affiliation"]
        person = self._of_name[name]
        if person.role.value is not None and person.affiliation.value is not None:
            return "role and affiliation are given already"
        if person.role.value and not (affiliation and person.role.value.casefold() == role.casefold()):
            return "the role is given already"
        if name not in sentence.text:
            return "the sentence does not name the person"
        if not any(is_role(word) for word in role.split()):
            return "no word for a role"
        office, body = _value(role, sentence), _value(affiliation, sentence) if affiliation else Grounded()
        if office is None or body is None:
            return "not the words of the sentence"
        others = [*_places(name, sentence), *_places(role, sentence)]
        is_same = any(o.start < c.end and c.start < o.end for c in body.citations for o in others)
        if is_same or (affiliation and set(affiliation.lower().split()) <= set(role.lower().split())):
            return "the affiliation is name or role again"
        whose = f" of {body.value}" if body.value else ""
        if wrong := self.wrong_with(f"{name} is {office.value}{whose}.", sentence):
            return wrong
        stated = {"role": office} if person.role.value is None else {}
        self._of_name[name] = person.model_copy(update=stated | {"affiliation": body})
        return None


class Organisations(_OfNames[Organisation]):
    """The part of organisations that have none."""

    name = "organisations"

    def form(self, batch: Sequence[Sentence]) -> dict[str, Any]:
        return {"name": self._a_name(batch), "part": str}

    def take(self, entry: dict[str, Any], sentence: Sentence) -> str | None:
        name, part = entry["name"], entry["part"]
        organisation = self._of_name[name]
        if organisation.part.value is not None:
            return "the part is given already"
        if name in part:
            return "not a part of the organisation"
        value = _value(part, sentence)
        if value is None or len(part.split()) < _MIN_WORDS or len(part) > _MAX_PART_CHARS:
            return "not some words of the sentence"
        # What it does ("joined the talks"), or what it is ("a maker of cranes").
        wrong = self.wrong_with(f"{name} {value.value}.", sentence)
        if wrong and self.wrong_with(f"{name} is {value.value}.", sentence):
            return wrong
        self._of_name[name] = organisation.model_copy(update={"part": value})
        return None


class Figures:
    """Numbers of which the reading without a model could not say what they count. Their qualifiers, and the
    clause that says what they measure, are found as those of any figure."""

    name = "figures"

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.entries: list[Any] = list(figures)
        self._taken: set[Span] = set()

    def _open(self, sentence: Sentence) -> list[Number]:
        return [n for n in numbers_left_out(sentence) if n.span not in self._taken]

    def is_open_in(self, sentence: Sentence) -> bool:
        return bool(self._open(sentence))

    def form(self, batch: Sequence[Sentence]) -> dict[str, Any]:  # noqa: ARG002
        return {"value": str, "unit": str}

    def asked_for(self, batch: Sequence[Sentence]) -> str:
        return "; ".join(dict.fromkeys(n.words for s in batch for n in self._open(s)))

    def take(self, entry: dict[str, Any], sentence: Sentence) -> str | None:
        value, unit = entry["value"], entry["unit"]
        number = next((n for n in self._open(sentence) if n.words == value), None)
        if number is None:
            return "not a number that was asked about"
        text = sentence.article.text
        behind = re.compile(rf"[\s-]?{re.escape(unit)}(?!\w)").match(text, number.span.end, sentence.span.end)
        if not unit or not behind or not any(c.isalpha() for c in unit):
            return "not what stands behind the number"
        if not _counts(Span(behind.end() - len(unit), behind.end()), sentence):
            return "nothing that can be counted"
        qualifier = " ".join(number.qualifier.lower().split()) if number.qualifier else None
        what = grounded(sentence, clause_span(sentence, Span(number.span.start, behind.end())))
        self.entries.append(Figure(value=value, unit=unit, qualifier=qualifier, what=what))
        self._taken.add(number.span)
        return None


class Attributions(_Checked):
    """What is said in sentences from which the reading without a model took nothing."""

    name = "attributions"

    def __init__(self, attributions: Sequence[Attribution], parser: Parser) -> None:
        super().__init__(parser)
        self.entries: list[Any] = list(attributions)
        self._told: set[SentenceId] = {id_of(c) for a in attributions for c in a.claim.citations}

    def is_open_in(self, sentence: Sentence) -> bool:
        says = any(t.pos == "VERB" and t.lemma.lower() in _VIEWS for t in sentence.tokens)
        return sentence.id not in self._told and (says or bool(sentence.quoted))

    def form(self, batch: Sequence[Sentence]) -> dict[str, Any]:  # noqa: ARG002
        return {"speaker": str, "verb": str, "claim": str}

    def asked_for(self, batch: Sequence[Sentence]) -> str:  # noqa: ARG002
        return "who says what"

    def take(self, entry: dict[str, Any], sentence: Sentence) -> str | None:
        speaker, verb, claim = entry["speaker"], entry["verb"], entry["claim"]
        if sentence.id in self._told:
            return "it is given already"
        if speaker.lower() in _NOBODY or speaker in claim:
            return "nobody who is named says it"
        who, how, what = (_value(words, sentence) for words in (speaker, verb, claim))
        if not (who and how and what and how.value) or len(claim.split()) < _MIN_WORDS:
            return "not the words of the sentence"
        if not _ENDS.match(sentence.article.text, what.citations[0].end, sentence.span.end):
            return "not all of what is said"
        is_source = how.value.lower() == "according to"
        if not is_source and not _is_view(verb, sentence):
            return "no verb of speech"
        parts = (what, how, who) if is_source else (who, how, what)
        if wrong := self.wrong_with(" ".join(part.value or "" for part in parts) + ".", sentence):
            return wrong
        hedge = HEDGE.search(what.value or "")
        self.entries.append(
            Attribution(speaker=who, verb=how.value, hedge=hedge[0] if hedge else None, claim=what)
        )
        self._told.add(sentence.id)
        return None


def _counts(unit: Span, sentence: Sentence) -> bool:
    """True for a few words that end in a noun, without a verb: "lorries of the yard"."""
    kinds = [t.pos for t in sentence.tokens if unit.contains(t.span)]
    return (
        len(kinds) <= _MAX_UNIT_WORDS
        and kinds[-1:] in (["NOUN"], ["PROPN"])
        and not {"VERB", "AUX"} & {*kinds}
    )


def _is_view(verb: str, sentence: Sentence) -> bool:
    """True if the words hold a verb of saying or thinking."""
    told = [t.span for t in sentence.tokens if t.pos == "VERB" and t.lemma.lower() in _VIEWS]
    return any(place.contains(span) for place in _places(verb, sentence) for span in told)


def _places(words: str, sentence: Sentence) -> list[Span]:
    """Where the words stand in the sentence, whole; capitals, line ends and kinds of marks aside."""
    if not words:
        return []
    pieces = r"\s+".join(_MARKS.sub(_MARKS.pattern, re.escape(word)) for word in words.split())
    found = re.finditer(rf"(?<!\w){pieces}(?!\w)", sentence.text, re.IGNORECASE)
    start = sentence.span.start
    return [Span(start + m.start(), start + m.end()) for m in found]


def _value(words: str, sentence: Sentence) -> Grounded | None:
    """The words as the sentence has them, citing their own place; None if they are not there."""
    places = _places(words, sentence)
    if not places:
        return None
    return Grounded(value=sentence.words(places[0]), citations=[cite(sentence.article, places[0])])
