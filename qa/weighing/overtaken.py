"""What an earlier article planned, expected, wanted or did not know, and a later one tells.

"The bridge is to reopen on 30 June", "the company has not announced a price": that is how things stood. Where
the best sentence tells such a thing, and a later article on the same holds what is asked for, the later one
goes first.
"""

from __future__ import annotations

import re

from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.dates.moved import AT_FIRST
from qa.language.words import stems_in
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES
from qa.reading.foreseen import FORESEEN
from qa.weighing.counted import figures_in
from qa.weighing.newer import are_on_the_same, is_later, put_first, tells_newer
from qa.weighing.other_figure import HAS_RISEN, other_figure_since
from qa.weighing.states import ends_of_state, tells_end

_NEAR = 0.7  # of the best score, for what a later article tells
_NEAR_END = 0.6  # for what tells the end of a state, which has other words
_TOP = 0.95  # of the best score: what is so near is as good
_WANTED = re.compile(
    r"\b(?:wants?|demand(?:s|ed|ing)?|hop(?:es?|ed|ing)|aim(?:s|ed|ing)?|seek(?:s|ing)?|"
    r"call(?:s|ed|ing) for|asked (?:to|for)|(?-i:may)|might|reckon\w*)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:(?:not|never) (?:yet )?(?:been )?(?:announced|decided|found|identified|known|said|named|set|"
    r"agreed|settled|chosen|published|clear)|not yet|yet to|neither has|unknown|unclear|undecided|"
    r"until further notice|remains? to be|no (?:date|decision|price|deal|agreement|cause|successor)\b)",
    re.IGNORECASE,
)
_SET = re.compile(r"\b(?:is|was|were|been) set for\b", re.IGNORECASE)
# Who asks what was expected, or what somebody wants, asks for that.
_ASKS_FOR_PLAN = re.compile(
    rf"\b(?:was|were|had|did|{AT_FIRST}|initial\w*|original\w*|earlier|previous\w*)\b.*\b(?:expect\w*|due|plan\w*|"
    r"schedul\w*|suppos\w*|meant|forecast\w*|predict\w*|promis\w*|estimat\w*|budget\w*|intend\w*)\b|"
    r"\b(?:want\w*|demand\w*|hop(?:es?|ed)|propos\w*|offer\w*|ask(?:s|ed|ing)? for|predict\w*|reckon\w*|say|"
    rf"says|said|think\w*|according|{AT_FIRST}|initial\w*|original\w*|earlier|previous\w*|before)\b",
    re.IGNORECASE,
)
_FINAL, _AROUND_CHARS = re.compile(r"\bfinal (?:count|results?|tally|figures?)\b", re.IGNORECASE), 300
_AND_NOT = re.compile(r"\b(?:and|,) not (?:the )?(?:[£$€])?(\d[\d.,]*\d|\d)\b", re.IGNORECASE)
_GIVEN_UP = re.compile(
    r"\b(?:has|have|had|was|were|been) (?:been )?(?:shelved|scrapped|dropped|abandoned|cancell?ed|called off|"
    r"suspended|put on hold|given up|ruled out|reversed|withdrawn)\b",
    re.IGNORECASE,
)
_BEGINS_WITH_NAME = re.compile(
    rf"\W*(?!(?:The|It|He|She|They|His|Her|Its|Their|This|That)\b){CAPITAL}[\w-]+ {CAPITAL}"
)
# "Raised his recommendation to 'hold'".
_RATED = re.compile(
    r"\b(?:raised|lowered|lifted|cut|upgraded|downgraded|changed|kept|left)\b[^.;]{0,40}"
    r"\b(?:recommendation|rating|stance)\b",
    re.IGNORECASE,
)
_ASKS_RATING = re.compile(
    r"\b(?:recommend\w*|rat(?:e|es|ing)|sell|buy|hold|advis\w+|stance)\b", re.IGNORECASE
)
_SHARED = 3  # words with what it gives up
_ASKS_PAST = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
# What comes of it, whether it came about, whether somebody is for it.
_ASKS_IF_SO = re.compile(
    r"^\W*(?:what (?:will|is (?:going )?to) (?:happen|become|be done)\b|"
    r"did\b.*\b(?:take place|happen|go ahead|begin|start|open)\b|do(?:es)?\b.*\b(?:support|back|favour)\b)",
    re.IGNORECASE,
)
_ASKS_STATE = re.compile(r"^\W*(?:is|are|has|have|will|can)\b", re.IGNORECASE)


def with_what_overtook(reading: Reading) -> tuple[Reading, str]:
    """`reading` with the sentence of a later article first that tells what its best did not know yet, and a
    note of which day it is; as it is where there is none."""
    view = reading.view
    if not reading.evidence or _ASKS_FOR_PLAN.search(view.text):
        return reading, ""
    newer_and_older = other_figure_since(reading) or _rated_since(reading)
    is_state = view.answer_type is AnswerType.ANY and _ASKS_STATE.search(view.text) is not None
    if is_state or view.answer_type in FIGURES or _ASKS_IF_SO.search(view.text):
        newer_and_older = newer_and_older or _taken_back(reading) or _since_told(reading, is_state=is_state)
    return put_first(reading, *newer_and_older) if newer_and_older else (reading, "")


def _rated_since(reading: Reading) -> tuple[Evidence, Evidence] | None:
    """What an analyst of the question recommends by now, and what the best tells that he did."""
    best = reading.evidence[0]
    if not _ASKS_RATING.search(reading.view.text) or not _RATED.search(best.text):
        return None
    names = reading.view.name_stems & stems_in(best.text)
    rated = [e for e in reading.evidence if _RATED.search(e.text) and names <= stems_in(e.text)]
    newer = next((e for e in rated if not any(is_later(o, e) for o in rated)), best)
    return (newer, best) if names and is_later(newer, best) else None


def _taken_back(reading: Reading) -> tuple[Evidence, Evidence] | None:
    """The best and what it takes back; or what says that the best is so no longer, and the best."""
    best = reading.evidence[0]
    near = [e for e in reading.evidence[1:] if e.score >= _NEAR * best.score]
    if older := next((e for e in near if _takes_back(best, e) and is_later(best, e)), None):
        return best, older
    newer = next((e for e in near if _tells_otherwise(e, best, reading)), None)
    return (newer, best) if newer else None


def _since_told(reading: Reading, *, is_state: bool) -> tuple[Evidence, Evidence] | None:
    """What tells the end of a state asked about, or what the best left open, and that."""
    best, question = reading.evidence[0], reading.view.text
    end = ends_of_state(question)
    if end:
        near = [e for e in reading.evidence if e.score >= _NEAR_END * best.score and tells_end(e, end)]
        older: Evidence | None = best
    else:
        near = [e for e in reading.evidence if e.score >= _NEAR * best.score]
        top = (e for e in near if e.score >= _TOP * best.score)
        older = next((e for e in top if is_open(e.text)), None)
        if older and not is_open(best.text) and is_later(best, older):
            return None  # the best is what has been told since
    newer = [e for e in near if older and e is not older and tells_newer(e, older, reading)]
    newer = [e for e in newer if end or not _names_another(e.text, best.text, reading)]
    if _ASKS_PAST.search(question):
        newer = [e for e in newer if not is_open(e.text)]
    if older is None or not newer:
        return None
    # It may be told by the headline alone: what has it in its own words goes before that.
    own = [e for e in newer if end and end.search(e.text)] or newer
    return min(own, key=lambda e: is_state and is_open(e.text)), older


def _names_another(text: str, best: str, reading: Reading) -> bool:
    """True if the best names whom the question does, and `text` somebody else only, and with no "he" or "the
    visit" that may be of him."""
    names = reading.view.name_stems
    is_named = bool(names & stems_in(best)) and not names & stems_in(text)
    return is_named and _BEGINS_WITH_NAME.match(text) is not None


def _tells_otherwise(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a later sentence on the same says that the best is so no longer: it takes back its figure ("1.1
    tonnes and not 11"), tells to what it has risen, or that what it tells of was given up."""
    if not is_later(evidence, best) or not are_on_the_same(evidence, best, reading, ""):
        return False
    if reading.view.answer_type in FIGURES:
        article, span = evidence.places[0]
        is_final = _FINAL.search(article.text, max(0, span.start - _AROUND_CHARS), span.end)
        if (is_final or HAS_RISEN.search(evidence.text)) and tells_newer(evidence, best, reading):
            return True
        return _takes_back(evidence, best)
    shared = stems_in(evidence.text) & stems_in(best.text)
    return _GIVEN_UP.search(evidence.text) is not None and is_open(best.text) and len(shared) >= _SHARED


def _takes_back(evidence: Evidence, other: Evidence) -> bool:
    """True if a sentence says that a figure of another is not so: "1.1 tonnes and not 11"."""
    denied = {m[1] for m in _AND_NOT.finditer(evidence.text)}
    return any(q.span.of(other.text) in denied for q in figures_in(other.text))


def is_open(text: str) -> bool:
    """True if a sentence tells what is planned, expected or wanted, or that something is not known."""
    return any(form.search(text) for form in (FORESEEN, _UNKNOWN, _WANTED, _SET))
