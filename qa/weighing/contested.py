"""What one source says and another, in the next sentence of the article, says otherwise: "Eleven shops have
closed, the traders say. The council counts seven."

The second says nothing by itself, and only in few forms: who, and how many instead, or that he denies this.
What was or will be at another time, and what the same speaker adds, stands against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from index.text import normalise, sentence_spans
from qa.asking.kind import AnswerType
from qa.dates import find_dates
from qa.language.lexicon import CURRENCY
from qa.language.numbers import CURRENCY_SIGN, SMALL, quantities
from qa.language.words import carries, content_stems
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES
from qa.weighing.counted import figures_in

_ABOUT = (
    r"(?:(?:only|just|about|around|some|nearly|almost|roughly|over|under|at least|at most|more than|"
    r"less than|fewer than|closer to|nearer(?: to)?|more like|no more than|up to) ){0,2}"
)
_SAYS = (
    r"(?:say|said|says|insist(?:s|ed)?|claim(?:s|ed)?|maintain(?:s|ed)?|believe(?:s|d)?|reckon(?:s|ed)?|"
    r"argue(?:s|d)?|estimate(?:s|d)?|think(?:s)?|thought)"
)
_IT = (
    r"(?:it|that|this|they|there|the (?:[a-z]+ )?"
    r"(?:number|figure|total|toll|count|(?P<what{0}>cost|bill|sum|price|share|loss|damage)))"
)
_WAS = r"(?:is|are|was|were|ha(?:d|s|ve) been|lasted|took|came to|cost|stood at|amount(?:s|ed)? to)"
_FIGURE = (
    rf"[\"“]?(?P<figure>{CURRENCY_SIGN}?\d[\d.,]*(?<![.,])(?:\s?(?:%|per cent|m|bn|million|billion)\b)?|"
    rf"(?:{SMALL})\b|one(?=[\s.,;:\"”]*$)|half an? \w+|"
    r"an? (?:hour|day|week|month|year|dozen|third|quarter)\b)"
)
# "The council counts seven", "the union puts it at 40", "his office said it had been half an hour".
_AGAINST = re.compile(
    rf"(?P<who>[^.;:\"“”]{{3,90}}?)\s(?:"
    rf"puts? {_IT.format(1)} at {_ABOUT}|{_SAYS}(?: that)? {_IT.format(2)} {_WAS} {_ABOUT}|"
    rf"(?:count(?:s|ed)|speaks? of|spoke of|reckons with) {_ABOUT}){_FIGURE}",
)
_DENIES = re.compile(
    r"[^.;:\"“”]{3,60}?\s(?:disput(?:es|ed)|den(?:ies|ied)|reject(?:s|ed)|contest(?:s|ed)|contradict(?:s|ed))\s"
    r"(?:this|that|the (?:figure|number|claim|account|estimate|count|version)s?)"
    r"(?=[.,;]| and (?:sa(?:ys|id)|put)\b)"
)
_JOINT = re.compile(r"(?:; |, (?:and|but|while|whereas|though|although) | (?:but|while|whereas) )")
_SAME_SPEAKER = re.compile(
    r"\W*(?:(?:But|And|Yet|Still|However|Later|Also|In fact),? )?"
    r"(?:he|she|it|they|we|i|you|this|that|these|those|which)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:earlier|ago|later|last (?:year|month|week)|at first|initially|originally|previously|then|now|once|"
    r"before|after|will|would|next|another|each|per|average|forecast\w*|expect\w*|by the end)\b",
    re.IGNORECASE,
)
_SOURCE_BEHIND = re.compile(r"\b(?:according to|sa(?:id|ys)|by) (?P<who>[^.,;]+)")
_SOURCE_BEFORE = re.compile(rf"(?P<who>[^.;\"“”]{{3,90}}?)\s{_SAYS}\b")
_SUM = re.compile(rf"{CURRENCY_SIGN}|million|bn|\dm$")
_CURRENCY = re.compile(rf"[ -]{CURRENCY}\b", re.IGNORECASE)
_LOOKED_AT = 600  # characters, in which the next sentence ends
_WORD_BEHIND = re.compile(r"[\s-]([a-z]+)")


def pairs_of_sources(evidence: Sequence[Evidence], reading: Reading) -> list[tuple[Evidence, Evidence]]:
    """Of each sentence shown that states a figure the next, if another source has another figure there or
    denies it; and of each that says only so the one before."""
    kind = reading.view.answer_type
    is_figure = kind in FIGURES and kind is not AnswerType.DATE
    out: list[tuple[Evidence, Evidence]] = []
    for each in evidence:
        before = _beside(each, reading, -1) if is_figure or denies(each.text) else None
        behind = _beside(each, reading, 1) if is_figure else None
        if behind and (denies(behind.text) or stands_against(behind.text, each.text, kind)):
            out.append((each, behind))
        elif before and (denies(each.text) or stands_against(each.text, before.text, kind)):
            out.append((before, each))
    return list(dict.fromkeys(out))


def with_both_sources(
    evidence: Sequence[Evidence], pairs: Sequence[tuple[Evidence, Evidence]]
) -> list[Evidence]:
    """`evidence`, and beside each sentence that another source contradicts what that one says."""
    out: list[Evidence] = []
    for each in evidence:
        out += next((list(pair) for pair in pairs if each in pair), [each])
    return list({id(e): e for e in out}.values())


def denies(text: str) -> bool:
    """True of "the union disputes the figure": somebody denies what stands before, not said again."""
    found = _DENIES.match(normalise(text).text)
    return found is not None and not _SAME_SPEAKER.match(text)


def stands_against(text: str, said: str, kind: AnswerType) -> bool:
    """True if `text` tells what another source has instead of a figure of `said`, the sentence before, where
    one of that `kind` is asked for."""
    text, said = normalise(text).text, normalise(said).text
    found = _AGAINST.match(text)
    if found is None or _SAME_SPEAKER.match(text) or _OTHER_TIME.search(text) or find_dates(text):
        return False
    who, what = set(content_stems(found["who"])), found["what1"] or found["what2"] or ""
    if not who or what not in said or _speaks(who, said):
        return False
    return _is_other_figure(found, text, said, kind)


def is_told_both_ways(text: str) -> bool:
    """True if a sentence has a figure of one source, and behind it that of another: "the port says 1,500; a
    study put the number at 900"."""
    text = normalise(text).text
    for joint in _JOINT.finditer(text):
        found = _AGAINST.match(text, joint.end())
        if found and figures_in(text[: joint.start()]) and not _SAME_SPEAKER.match(text[joint.end() :]):
            return True
    return False


def _speaks(who: set[str], said: str) -> bool:
    """True if the sentence is itself told by that source."""
    found = [m["who"] for form in (_SOURCE_BEHIND, _SOURCE_BEFORE) for m in form.finditer(said)]
    return any(who <= set(content_stems(name)) or set(content_stems(name)) == who for name in found)


def _is_other_figure(found: re.Match[str], text: str, said: str, kind: AnswerType) -> bool:
    """True if the sentence before has a figure of that measure, the one of `kind`, and not the same."""
    end = found.end("figure")
    own = next(quantities(found["figure"]), None)
    is_sum = _SUM.search(found["figure"]) is not None or _CURRENCY.match(text, end) is not None
    noun = _WORD_BEHIND.match(text, end)
    is_said = noun is None or not carries(noun[1]) or noun[1].rstrip("s") in said
    unit = own.unit if own else None
    alike = [q for q in figures_in(said) if q.unit == unit]
    is_other = not any(own and own.value == q.value for q in alike)
    return (kind is AnswerType.MONEY) == is_sum and is_said and bool(alike) and is_other


def _beside(evidence: Evidence, reading: Reading, step: int) -> Evidence | None:
    """The next sentence of the article, or with -1 the one before, whether it was read or not."""
    article, at = evidence.places[0]
    start = at.end if step > 0 else max(0, at.start - _LOOKED_AT)
    end = at.end + _LOOKED_AT if step > 0 else at.start
    spans = sentence_spans(article.text[start:end])
    if not spans or (step < 0 and start > 0 and len(spans) == 1):
        return None  # it is longer
    found = spans[0] if step > 0 else spans[-1]
    span = Span(start + found.start, start + found.end)
    read = (e for e in reading.evidence if (article, span) in e.places)
    return next(read, Evidence(((article, span),), 0.0))
