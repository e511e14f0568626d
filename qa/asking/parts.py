"""A question that asks two things, as two questions, each of which stands alone.

Split by form and only where both halves ask by themselves: a question word with its verb on either side of
"and", or two sentences with question marks. "What happened when X and Y met?" is one question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import CAPITAL, normalise
from qa.conversing.mentions import mentions_in_question
from qa.conversing.otherwise import asked_otherwise
from qa.conversing.pronouns import fill
from qa.language.nlp import Parser

MAX_PARTS = 4
_WH = r"(?:who|whom|whose|what|which|when|where|why|how)"
_AUX = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|must)(?:n't|n’t)?"
_PREPOSITION = r"(?:in|on|at|by|for|from|to|with|of|under|after|since|until|about|against)"
_NOT_A_VERB = (
    r"(?:i|you|he|she|it|we|they|the|a|an|his|her|its|their|this|that|these|those|else|exactly|and|or)\b"
)
_PAST = (
    r"(?:\w+ed|won|led|made|took|held|said|paid|sold|bought|built|sent|got|gave|lost|met|ran|rose|fell|began|"
    r"became|wrote|left|came|went|told|saw|found|brought|kept|cut|hit|put|set|beat|spoke|broke|caused)"
)
# A question that asks by itself: its verb comes before its subject ("when did it"), or the question word is
# the subject ("who led"). "When it arrived" is a clause of another question.
_ASKS = re.compile(
    rf"(?:{_PREPOSITION}\s+)?(?:"
    rf"(?:{_WH})\s+(?:[\w'’-]+\s+){{0,6}}?{_AUX}\s+\S+"
    rf"|{_WH}['’]s\s+\S+"
    rf"|who\s+(?!{_NOT_A_VERB})[a-z]\S*"
    rf"|(?:what|which|how\s+many|whose)\s+(?:(?!{_NOT_A_VERB})[\w'’-]+\s+){{0,3}}{_PAST}\b"
    rf"|why\s+{_AUX}\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"^(?:{_PREPOSITION}\s+)?(?:when|where|why|how|what|whom)\s+{_NOT_A_VERB}", re.IGNORECASE
)
_JOINT = re.compile(
    rf"\s*(?:[,;]\s*(?:and|but|or)?|\s(?:and|but|or))\s+(?:also\s+)?(?=(?:{_PREPOSITION}\s+)?{_WH}(?:['’]s)?\s)",
    re.IGNORECASE,
)
# "And is it covered?", "and was anyone hurt?"; not "who resigned and is now ill".
_OR_NOT = re.compile(
    rf",?\s+and\s+(?={_AUX}\s+(?:it|he|she|they|there|this|that|those|these|any(?:one|body|thing)?)\b)",
    re.IGNORECASE,
)
_ALSO = re.compile(r"^(.+?),?\s+and\s+((?:when|where|why|by whom|for how much))\W*$", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_SENTENCE = re.compile(r"(?<=\?)\s+(?=\S)")
_SHARED = re.compile(rf"^({_WH})\s*(?:,\s*)?and\s+({_WH})\s+({_AUX}\s.+)$", re.IGNORECASE)
_ONLY_HOW_MANY = re.compile(rf"^how\s+many\s+{_AUX}\s", re.IGNORECASE)
_HOW_MANY = re.compile(
    rf"^how\s+many\s+((?!{_AUX}\s)(?:[\w'’-]+\s+){{0,2}}?(?!{_PAST}\s)[\w'’-]+)\s+(?:{_AUX}|{_PREPOSITION}|{_PAST})\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<=\s){CAPITAL}[\w-]*(?: {CAPITAL}[\w-]*)*")
_POINTS = re.compile(r"\b(?:it|they|them|this|that|those|these)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:say|explain|tell|know|known|clear|reveal|disclose|ask|understand|decide|said|told|mention|confirm|"
    r"see|report|specify|state|find out|learn|show|describe|agree)"
    r"(?: (?:anything|how|who|what|when|why|where)\b.*)?$",
    re.IGNORECASE,
)
_TRUE_OR_FALSE = re.compile(rf"^{_AUX}\s+\S+\s+\S+", re.IGNORECASE)


def parts_of(question: str, parser: Parser) -> list[str]:
    """The questions that `question` asks, one if it asks one thing; pronouns of the later ones are filled
    from the ones before."""
    text = normalise(question).text.strip()
    pieces = [p for sentence in _sentences(text) for part in _split(sentence) for p in _also(part, parser)]
    if len(pieces) > MAX_PARTS:  # nothing that was asked is left out: the last part is what is left
        pieces = [*pieces[: MAX_PARTS - 1], ", ".join(p.strip(" ?") for p in pieces[MAX_PARTS - 1 :])]
    if len(pieces) < 2:
        return [question]
    parts = [_closed(pieces[0])]
    for piece in pieces[1:]:
        known = [m for before in reversed(parts) for m in mentions_in_question(before, parser)]
        full = counted(piece, parts)
        filled = fill(full, known, parser)
        name = _NAME.search(parts[0])
        is_left = filled == full and _POINTS.search(full) and not names_its_subject(full)
        parts.append(_closed(f"{filled.strip(' ,;?.')} ({name[0]})" if is_left and name else filled))
    return parts


def names_its_subject(part: str) -> bool:
    """True if a name or a figure stands in it, behind its first word."""
    return re.search(rf"\s{CAPITAL}|\d", part) is not None


def counted(piece: str, before: Sequence[str]) -> str:
    """ "how many were replaced" with what was counted before: "how many hangers were replaced"."""
    counts = (m[1] for m in map(_HOW_MANY.match, reversed(before)) if m)
    counted = next(counts, "") if _ONLY_HOW_MANY.match(piece) else ""
    return re.sub(r"^how many", f"how many {counted}", piece, flags=re.IGNORECASE) if counted else piece


def _sentences(text: str) -> list[str]:
    """The sentences if every one of them asks; else the whole: the next needs what one states."""
    found = [s.strip() for s in _SENTENCE.split(text)]
    asks = all(s.endswith("?") and (_asks(s) or _TRUE_OR_FALSE.match(s)) for s in found)
    return found if asks else [text]


def _split(sentence: str) -> list[str]:
    if shared := _SHARED.match(sentence):
        return [f"{shared[1]} {shared[3]}", f"{shared[2].capitalize()} {shared[3]}"]
    pieces: list[str] = []
    start = 0
    quoted = [m.span() for m in _QUOTED.finditer(sentence)]
    joints = sorted((*_JOINT.finditer(sentence), *_OR_NOT.finditer(sentence)), key=lambda m: m.start())
    for joint in joints:
        if any(a < joint.start() < b for a, b in quoted) or joint.start() < start:
            continue
        before, after = sentence[start : joint.start()], sentence[joint.end() :]
        is_or_not = _TRUE_OR_FALSE.match(after) is not None
        if (_asks(before) and (is_or_not or _asks(after))) or (_is_or_not(before) and _asks(after)):
            pieces.append(before)
            start = joint.end()
    return [*pieces, sentence[start:]]


def _also(piece: str, parser: Parser) -> list[str]:
    """ "When was it founded, and where?" as two questions; not "Who won it, and when?"."""
    found = _ALSO.match(piece)
    if found is None or not _asks(found[1]):
        return [piece]
    other = asked_otherwise(found[2].lower(), f"{found[1]}?", (), parser)
    # "When was someone sent off?" asks of anybody.
    return [piece] if ": " in other or " someone " in other else [found[1], other]


def _asks(text: str) -> bool:
    return _ASKS.match(text) is not None and _CLAUSE.match(text) is None


def _is_or_not(text: str) -> bool:
    """True of "did she resign"; not of "did he say", which goes on."""
    return _TRUE_OR_FALSE.match(text) is not None and not _SAYS.search(text)


def _closed(piece: str) -> str:
    piece = piece.strip(" ,;?.")
    return f"{piece[:1].upper()}{piece[1:]}?"
