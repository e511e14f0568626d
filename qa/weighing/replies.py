"""What somebody was asked answers nothing without the reply: "She was asked if she would go. “No.”"

Nor is the first word of a reply all of it, "A: Two. We called off the third.", nor how many there are what
they are: "It set three conditions."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text import normalise
from qa.language.numbers import SMALL
from qa.language.words import content_stems, stem
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
_ANNOUNCES = re.compile(
    rf"\b(?:{SMALL}|several|various|a number of|a series of|these|the following) "
    r"(?:[\w-]+ )?(?P<what>[a-z]+s)(?: [\w'’]+){0,5}[.:]$"
)
_ASKS_WHICH = re.compile(
    r"\W*(?:(?:and|but|so),? )?(?:on |under |for |to |with |in )?(?:what|which)\b", re.IGNORECASE
)
_FIRST_WORDS = 60  # characters of a reply in an interview, which goes on


def with_replies(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and behind each sentence that tells what somebody was asked the next one, if it tells what
    the reply was; behind the first words of a reply in an interview the next ones; behind what only says how
    many there are, what they are."""
    out: list[Evidence] = []
    for each in evidence:
        reply = _reply_to(each, reading) if tells_only_what_was_asked(each.text) else _rest_of(each, reading)
        more = reply or _announced(each, reading)
        out += [each, more] if more else [each]
    return list({id(e): e for e in out}.values())


def _announced(by: Evidence, reading: Reading) -> Evidence | None:
    """The next sentence, if `by` only says how many there are of what is asked for: "It set three
    conditions." """
    told = _ANNOUNCES.search(normalise(by.text).text)
    if told is None or not _ASKS_WHICH.match(reading.view.text):
        return None
    if stem(told["what"]) not in content_stems(reading.view.text):
        return None
    return _right_behind(by, reading, _GAP)


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
    return _right_behind(begun, reading, _GAP_IN_LINE)


def _reply_to(asked: Evidence, reading: Reading) -> Evidence | None:
    """The sentence right behind, if somebody speaks in it."""
    behind = _right_behind(asked, reading, _GAP)
    return behind if behind and _SPEAKS.search(normalise(behind.text).text) else None


def _right_behind(evidence: Evidence, reading: Reading, gap: re.Pattern[str]) -> Evidence | None:
    """The next sentence of the article that was read, if nothing but `gap` stands between."""
    article, span = evidence.places[0]
    behind = next(iter(sentences_behind(evidence, reading)), None)
    if behind is None or not gap.fullmatch(article.text, span.end, behind.places[0][1].start):
        return None
    return behind
