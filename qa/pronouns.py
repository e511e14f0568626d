"""Whom "he", "she", "it", "they" and "there" of a question mean, taken from what was said before it.

By grammar and in plain rules: a pronoun that has something to stand for in its own question is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import normalise
from qa.mentions import Antecedent, Kind
from qa.nlp import Parse, Parser
from qa.she_or_he import Gender

_PRONOUNS = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "hers"), Kind.PERSON),
    **dict.fromkeys(("it", "its"), Kind.THING),
    **dict.fromkeys(("they", "them", "their", "theirs"), Kind.THINGS),
    "there": Kind.PLACE,
}
GENDERS = {
    **dict.fromkeys(("he", "him", "his"), Gender.HE),
    **dict.fromkeys(("she", "her", "hers"), Gender.SHE),
}
# What stands in where nothing of the kind was spoken of: a company is "it" or "they", a couple has names.
_INSTEAD = {
    Kind.PERSON: (),
    Kind.THING: (Kind.THINGS, Kind.PLACE),
    Kind.THINGS: (Kind.THING, Kind.PERSON),
    Kind.PLACE: (),
}
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_ASKS_WHO = re.compile(r"(?:who|how many)(?! (?:did|does|do|is|are|was|were)\b)", re.IGNORECASE)


def fill(question: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """`question` with its pronouns replaced by what they mean, where `mentions` (best first) say it."""
    text = normalise(question).text
    (parse,) = parser.parse([text], deep=True)
    out, at = "", 0
    filled: set[Kind] = set()
    for n, token in enumerate(parse.tokens):
        word = token.span.of(text).lower()
        kind = _PRONOUNS.get(word)
        if kind is None or kind in filled or token.dep == "expl" or _has_own(parse, n, kind):
            continue
        if token.tag == "PRP$" and _ASKS_WHO.match(text[: token.span.start]):
            continue  # "how many lost their homes"
        meant = _meant(kind, GENDERS.get(word), mentions)
        if meant is None:
            continue
        filled.add(kind)
        owns = token.tag == "PRP$" or word in {"its", "their", "his"}
        lead = "in " if kind is Kind.PLACE else ""
        out += text[at : token.span.start] + lead + (_possessive(meant.text) if owns else meant.text)
        at = token.span.end
    return out + text[at:]


def _meant(kind: Kind, gender: Gender | None, mentions: Sequence[Antecedent]) -> Antecedent | None:
    """The likeliest of the kind; "her" is nobody who is known for a man."""
    kinds = (kind, *_INSTEAD[kind])
    fitting = [m for m in mentions if gender is None or m.gender in (None, gender)]
    return next((m for k in kinds for m in fitting if m.kind is k), None)


def _possessive(text: str) -> str:
    return f"{text}'" if text.endswith("s") else f"{text}'s"


def _has_own(parse: Parse, pronoun: int, kind: Kind) -> bool:
    """True if something before the pronoun, in another clause of the question, can be what it means."""
    verb = _verb_of(parse, pronoun)
    is_past_verb = False
    people = [e.span for e in parse.entities if e.label == "PERSON"]
    for n, token in enumerate(parse.tokens[:pronoun]):
        is_person = any(s.start <= token.span.start < s.end for s in people)
        fits = is_person if kind is Kind.PERSON else token.pos in _NOUNS and not is_person
        if is_past_verb and fits and (_verb_of(parse, n) != verb or token.dep == "poss"):
            return True
        is_past_verb = is_past_verb or token.pos in _VERBS
    return False


def _verb_of(parse: Parse, n: int) -> int:
    """The nearest verb above the token; the topmost token where there is none."""
    for _ in parse.tokens:
        above = parse.tokens[n].head
        if above == n:
            break
        n = above
        if parse.tokens[n].pos in _VERBS:
            break
    return n
