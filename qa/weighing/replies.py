"""What somebody was asked answers nothing without the reply: "She was asked if she would go. “No.”"

Nor is the first word of a reply all of it: "A: Two. We called off the third."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import normalise
from qa.reader import Evidence, Reading
from qa.reading.interviews import question_over
from qa.weighing.corrections import sentences_behind

_ABOUT = r"(?:whether|if|about|why|how|what|when|who|where)"
_WAS_ASKED = re.compile(
    r"\b(?:(?:was|were|been|being) (?:\w+ )?asked|(?:journalists?|reporters?|\w+s|somebody|someone) asked "
    rf"(?:him|her|them|the \w+|[A-Z][\w.'-]+(?: [A-Z][\w'-]+)*))\b(?! to\b)[^.,;\"]{{0,60}}? ?\b{_ABOUT}\b"
)
# Whoever tells what he was asked tells what he makes of it; "when asked" and "who was asked" go on.
_WITHIN = re.compile(r"\b(?:who|which|that|when|after|before|as|once|asked|said|says|told)\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\"|\b(?:sa(?:id|ys)|repl(?:ied|ies)|answer(?:ed|s)|declin\w+|refus\w+|told|insist\w+|den(?:ied|ies)|add(?:ed|s)|"
    r"nodded|shrugged|laughed|smiled|shook|would not|did not|responded|confirmed|dismissed|rejected)\b"
)
_GAP, _GAP_IN_LINE = re.compile(r"\s*"), re.compile(r"[ \t]*")
_FIRST_WORDS = 60  # characters of a reply in an interview, which goes on


def with_replies(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and behind each sentence that tells what somebody was asked the next one, if it tells what
    the reply was; behind the first words of a reply in an interview the next ones."""
    out: list[Evidence] = []
    for each in evidence:
        reply = _reply_to(each, reading) if tells_only_what_was_asked(each.text) else _rest_of(each, reading)
        out += [each, reply] if reply else [each]
    return list({id(e): e for e in out}.values())


def tells_only_what_was_asked(text: str) -> bool:
    """True of a sentence that says that somebody was asked something, and not what he said."""
    text = normalise(text).text
    asked = _WAS_ASKED.search(text)
    if asked is None or _WITHIN.search(text[: asked.start()]):
        return False
    return not _SPEAKS.search(text[asked.end() :])


def _rest_of(begun: Evidence, reading: Reading) -> Evidence | None:
    """The next sentence of the paragraph, if `begun` is a short one that begins an answer of an interview."""
    article, span = begun.places[0]
    if len(span) > _FIRST_WORDS or article.text[: span.start].rpartition("\n")[2].strip():
        return None
    if question_over(article, span.start) is None:
        return None
    behind = next(iter(sentences_behind(begun, reading)), None)
    if behind is None or not _GAP_IN_LINE.fullmatch(article.text, span.end, behind.places[0][1].start):
        return None
    return behind


def _reply_to(asked: Evidence, reading: Reading) -> Evidence | None:
    """The sentence right behind, if somebody speaks in it."""
    article, span = asked.places[0]
    behind = next(iter(sentences_behind(asked, reading)), None)
    if behind is None or not _GAP.fullmatch(article.text, span.end, behind.places[0][1].start):
        return None
    return behind if _SPEAKS.search(normalise(behind.text).text) else None
