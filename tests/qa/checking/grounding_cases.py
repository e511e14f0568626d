"""Pairs of a statement and a sentence, most with one thing changed: what the check of grounding is held to.

The tables (`grounding_cases.json`; `grounding_cases_held_out.json` and `grounding_cases_later.json`, written
before the check was tried on them) hold base sentences, statements faithful to them, names to exchange, and
changes planted by hand. Further changes are made here, from each faithful statement, one rule and one place
at a time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and a statement. `kind` names the change; it is "unchanged" where there is none."""

    base: str
    kind: str
    sentence: str
    statement: str


# Each word or phrase with what takes its place; a change is made at every place where one stands.
_SWAPS: dict[str, dict[str, str]] = {
    "number in words": {
        "two": "three", "three": "four", "four": "six", "five": "nine", "six": "sixteen", "nine": "ninety",
        "eleven": "seven", "twelve": "twenty", "thirty-six": "thirty-five", "forty": "fourteen",
        "half": "a third", "quarter": "fifth", "twenty-seven": "seventy-two", "twice": "three times",
    },
    "magnitude": {
        "million": "billion", "billion": "million", "bn": "m", "thousand": "million", "thousands": "hundreds",
        "hundred": "thousand",
    },
    "unit": {
        "percent": "percentage points", "per cent": "degrees", "%": " crowns", "tonnes": "kilograms",
        "days": "weeks", "weeks": "days", "months": "weeks", "years": "months", "month": "week",
        "degrees": "percent", "seasons": "months", "kilometres": "miles",
    },
    "currency": {
        "$": "€", "€": "$", "£": "€", "dollars": "euros", "euros": "pounds", "pounds": "francs",
        "crowns": "dollars", "kronor": "euros", "francs": "crowns",
    },
    "qualifier": {
        "over": "under", "more than": "less than", "at least": "at most", "up to": "over",
        "as much as": "more than", "fewer than": "over", "less than": "more than", "below": "above",
        "nearly": "over", "some": "over", "about": "over", "almost": "more than",
    },
    "weekday": {
        "Monday": "Tuesday", "Tuesday": "Wednesday", "Wednesday": "Friday", "Thursday": "Sunday",
        "Friday": "Thursday", "Saturday": "Sunday", "Sunday": "Saturday",
    },
    "month or season": {
        "January": "March", "March": "May", "April": "August", "May 3": "June 3", "early May": "early June",
        "June": "July", "July": "June", "August": "October", "September": "December", "October": "November",
        "November": "January", "December": "September", "spring": "autumn",
    },
    "relative date": {
        "yesterday": "today", "tomorrow": "yesterday", "last": "next", "next": "last", "since": "until",
        "until": "since", "end of": "start of", "early": "late", "by the end": "before the end",
        "later": "earlier", "night": "morning",
    },
    "before and after": {"before": "after", "after": "before", "while": "after"},
    "direction": {
        "rose": "fell", "fell": "rose", "increased": "decreased", "decreased": "increased",
        "dropped": "rose", "lower": "higher", "higher": "lower", "raise": "lower", "raised": "cut",
        "decline": "growth", "gave": "took", "bought": "sold", "sell": "buy", "buy": "sell",
        "closed": "opened", "doubled": "halved", "exports": "imports", "cut": "raised",
        "weakened": "strengthened", "reached": "left", "won": "lost", "beat": "lost to",
        "support": "oppose", "oppose": "support", "approved": "rejected", "rejected": "accepted",
        "larger": "smaller", "steepest": "smallest", "largest": "smallest", "more": "less", "twice": "half",
        "from": "to", "with": "without", "south": "north", "arrived in": "left", "resigned": "returned",
    },
    "modality": {
        "may": "will", "could": "will", "should": "must", "might": "does", "plans to": "must",
        "will": "may", "is expected to": "has to", "are forecast to": "have to", "has agreed to": "has to",
        "called on": "forced",
    },
    "quantifier": {
        "most": "all", "all": "some", "some": "all", "every": "no", "none": "all", "only": "not only",
        "neither": "both", "any": "some", "two of the": "all of the", "each": "no", "nearly": "exactly",
    },
    "ordinal": {"first": "second", "second": "third", "third": "fourth", "largest": "second-largest"},
    "speech": {
        "said": "denied", "says": "denies", "told": "asked", "denied": "confirmed", "warned": "promised",
        "insisted": "denied", "allege": "deny", "believe": "know", "announced": "denied",
        "reported": "denied", "wrote": "denied", "accused": "cleared", "insists": "denies",
        "estimated": "counted",
    },
}  # fmt: skip
_AFTER_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|may|could|should)\b(?! not\b| never\b)", re.I
)
_PLAIN_VERB = re.compile(
    r"\b(?:cut|met|rose|fell|won|beat|gave|led|left|seized|approved|offered|closed|opened|treated|signed|"
    r"bought|sued|rejected|denied|resigned|dropped|increased|doubled|arrived|replaced|marched|escaped|ran)\b"
)
_NEGATION = re.compile(r"\b(?:not|never)\s|n't\b|\bNeither the\b")
_SPEECH = r"(?:said|says|told reporters|wrote|warned|announced|reported|insisted|allege|believe)"
_ATTRIBUTIONS = (
    re.compile(rf", [^,\"]* {_SPEECH}\.$"),
    re.compile(r", according to [^,]*\.$"),
    re.compile(rf"^[^,\"]*? {_SPEECH}(?: on \w+)?(?: that)?:? (?=\S)"),
    re.compile(r"^According to [^,]*, "),
    re.compile(r"^[^,\"]*? (?:found|told)(?: \w+)?(?: that)? (?=the )"),
)
_SPEAKER = re.compile(rf"(?:(?<=, )|^)((?:(?!, |\"| {_SPEECH}).)+)(?= {_SPEECH})")
_CONDITION = re.compile(r" (?:if|unless) .*?(?=, |\.$)")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PLAIN_AMOUNT = re.compile(r"(?<!\w )(?<![\d.,-])[$€£]?\d[\d.,]*(?=%| (?:per|mill|bill|tonn|clin|homes))")
_QUOTED_WORD = re.compile(r'(?<=[" ])[a-z]{4,}(?=[", ])')


def unchanged(table: str) -> list[Pair]:
    """Every faithful statement of a table, and every sentence as a statement about itself."""
    return [
        Pair(row["base"], "unchanged", row["sentence"], statement)
        for row in _rows(table)
        for statement in dict.fromkeys([row["sentence"], *row["faithful"]])
    ]


def changed(table: str, *, most_of_a_kind: int = 1) -> list[Pair]:
    """The changed statements of a table, each once: all that were planted, and of those made here at most
    `most_of_a_kind` of each kind for a base, so that the tests stay quick."""
    found: dict[tuple[str, str], Pair] = {}
    for row in _rows(table):
        sentence = row["sentence"]
        true = {sentence, *row["faithful"]}
        planted = [(kind, text) for kind, text in row["planted"]]
        made = [change for statement in row["faithful"] for change in _changes(statement, row["exchange"])]
        count: Counter[str] = Counter()
        for kind, text in [*planted, *made]:
            if text not in true and (sentence, text) not in found:
                count[kind] += 1
                if count[kind] > most_of_a_kind and (kind, text) not in planted:
                    continue
                found.setdefault((sentence, text), Pair(row["base"], kind, sentence, text))
    return list(found.values())


def _rows(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((_FOLDER / table).read_text(encoding="utf-8"))
    return rows


def _changes(statement: str, exchange: list[list[str]]) -> Iterator[tuple[str, str]]:
    """(kind, changed statement) for every rule at every place of one faithful statement."""
    for kind, swaps in _SWAPS.items():
        for old, new in swaps.items():
            for place in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", statement, re.I):
                yield kind, _put(statement, place.span(), _cased(new, place.group()))
    for place in _NUMBER.finditer(statement):
        yield "number", _put(statement, place.span(), _other_number(place.group()))
    for place in _PLAIN_AMOUNT.finditer(statement):
        yield "qualifier added", _put(statement, place.span(), f"over {place.group()}")
    for one, other in exchange:
        if one in statement or other in statement:
            yield "names exchanged", _exchanged(statement, one, other)
    yield from _negated(statement)
    yield from _attributed(statement)
    for place in _CONDITION.finditer(statement):
        yield "condition dropped", _put(statement, place.span(), "")
    if '"' in statement:
        for place in _QUOTED_WORD.finditer(statement[: statement.rindex('"') + 1]):
            if statement[: place.start()].count('"') % 2:
                yield "quoted word", _put(statement, place.span(), "bridges")


def _negated(statement: str) -> Iterator[tuple[str, str]]:
    for place in _AFTER_AUXILIARY.finditer(statement):
        yield "negation added", _put(statement, place.span(), f"{place.group()} not")
    for place in _PLAIN_VERB.finditer(statement):
        yield "negation added", _put(statement, place.span(), f"never {place.group()}")
    for place in _NEGATION.finditer(statement):
        yield "negation dropped", _put(statement, place.span(), "")


def _attributed(statement: str) -> Iterator[tuple[str, str]]:
    for form in _ATTRIBUTIONS:
        rest = form.sub("", statement)
        if rest != statement and '"' not in rest:
            yield "attribution dropped", rest[0].upper() + rest[1:].rstrip(".") + "."
    for place in _SPEAKER.finditer(statement):
        yield "another speaker", _put(statement, place.span(), "Rival firm Gorse")


def _put(text: str, place: tuple[int, int], new: str) -> str:
    return text[: place[0]] + new + text[place[1] :]


def _cased(new: str, old: str) -> str:
    return new[0].upper() + new[1:] if old[0].isupper() else new


def _other_number(digits: str) -> str:
    """Another number of the same length: the first digit counted on, never to zero."""
    return str(int(digits[0]) % 9 + 1) + digits[1:]


def _exchanged(statement: str, one: str, other: str) -> str:
    """Both names in each other's place; where only one stands, the other in its place."""
    return re.sub(
        f"{re.escape(one)}|{re.escape(other)}", lambda m: other if m.group() == one else one, statement
    )
