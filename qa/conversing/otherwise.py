"""The last question of a conversation asked for something else: "why?", "since when?", "from whom?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversing.again import AUX
from qa.conversing.kinds import Antecedent, Kind
from qa.language.nlp import Parser
from qa.language.words import stem

_ASKED = re.compile(
    rf"^(?:\w+\s+)?(?:whom?|what|which|when|where|how|why)\b.*?\b(?={AUX}\s+(?:the\b|an?\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^what\s+(?:is|was|are|were)\s", re.IGNORECASE)
_WHO = re.compile(r"^who\s+", re.IGNORECASE)
# "Who is suing Norvane?", not "who is the mayor?" or "who is Ann Bell?".
_WHO_DOES = re.compile(
    r"^[Ww]ho\s+(?:is|are|was|were|has|have|had|will|would|can|could|should)\s+"
    r"(?!(?:the|an?|his|her|its|their|he|she|it|they|this|that)\b)[a-z]"
)
_WHO_IS_THE = re.compile(r"^who\s+(is|was|are|were)\s+(?:the|an?)\b", re.IGNORECASE)
_HOW_OLD = re.compile(r"how (?:old|tall|rich)\b", re.IGNORECASE)
# "How many boats is Norvane buying?", not "How many days did it last?".
_WHAT_IS_COUNTED = re.compile(
    r"^(?:how many|which|what)\s+((?!(?:time|day|date|year|month|week|hour|minute|way|reason|kind|sort|"
    r"extent|percentage|per)s?\b)"
    rf"[a-z][a-z-]+)\s+(?={AUX}\b)",
    re.IGNORECASE,
)
_NOT = {"will": "won't", "can": "can't"}
_DOES = {"VBZ": "does", "VBP": "do"}


def asked_otherwise(word: str, last: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """ "When did X close?" as "Why did X close?", "Who owns it?" as "Why does Ann Bell own it?", or without a
    name as "Why does someone own it?"."""
    word = word[:1].upper() + word[1:]
    if re.match(rf"{AUX}\b", last, re.IGNORECASE):
        return _why_of(word, last)
    if _WHAT_IS.match(last) and _asks_only_what_is(last, parser):
        return f"{word}: {last}"
    asked = _ASKED.match(last)
    rest = _WHO.sub("", last)
    name = _whoever(last, rest.rstrip("?"), mentions) if rest != last else None
    if name and (is_the := _WHO_IS_THE.match(last)) and _HOW_OLD.match(word):
        return f"{word} {is_the[1].lower()} {name}?"
    if asked and not _WHO_DOES.match(last) and not _WHO_IS_THE.match(last):
        return f"{word} {_with_what_was_counted(last, asked.end(), parser)}"
    if rest == last:
        return f"{word}: {last}"
    first, _, more = rest.partition(" ")
    if re.fullmatch(AUX, first, re.IGNORECASE):
        return f"{word} {first} {name or 'someone'} {more}"
    (parse,) = parser.parse([last], deep=True)
    verb = parse.tokens[1]
    if name and stem(verb.lemma) != stem(first.rstrip("?")):
        return f"{word} was it that {name} {rest}"  # "won" is looked for, as the articles have it
    more = last[verb.span.end :]
    return f"{word} {_DOES.get(verb.tag, 'did')} {name or 'someone'} {verb.lemma}{more}"


def _with_what_was_counted(last: str, start: int, parser: Parser) -> str:
    """ "Is Norvane buying boats?" of "How many boats is Norvane buying?", `start` being where "is" begins."""
    counted = _WHAT_IS_COUNTED.match(last)
    (parse,) = parser.parse([last], deep=True)
    verb = next((t for t in reversed(parse.tokens) if t.pos == "VERB" and t.span.start > start), None)
    end = verb.span.end if verb else len(last.rstrip(" ?."))
    is_stranded = parse.tokens[-1].pos == "ADP" or (len(parse.tokens) > 1 and parse.tokens[-2].pos == "ADP")
    if counted is None or counted.end() != start or is_stranded:
        return last[start:]
    return f"{last[start:end]} {counted[1]}{last[end:]}"


def _asks_only_what_is(last: str, parser: Parser) -> bool:
    """True of "What was Norvane's profit?": nobody asks "Why was Norvane's profit?"."""
    (parse,) = parser.parse([last], deep=True)
    return any(t.dep == "ROOT" and t.pos == "AUX" for t in parse.tokens)


def _why_of(word: str, last: str) -> str:
    """ "Did Ann Bell resign?" as "Why did Ann Bell resign?", for "why not" as "Why didn't she?"."""
    aux, rest = last.split(" ", 1)
    asked, is_not = re.subn(r"\s+not$", "", word)
    aux = _NOT.get(aux.lower(), f"{aux.lower()}n't") if is_not else aux.lower()
    return f"{asked} {aux} {rest}"


def _whoever(last: str, did: str, mentions: Sequence[Antecedent]) -> str | None:
    """Whom the answer to "who" named: a person, or the one organisation."""
    new = [m for m in mentions if m.text not in last and did not in m.text]
    people = [m.text for m in new if m.kind is Kind.PERSON]
    others = [m.text for m in new if m.kind is Kind.THING and m.text[:1].isupper()]
    return people[0] if people else others[0] if len(others) == 1 else None
