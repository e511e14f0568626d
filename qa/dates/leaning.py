"""Which side of the publication day the words around a time expression point to.

English news tells of the past in the past tense and of what is coming with "will", "is due", "plans to":
the nearest such cue before the expression decides, else the nearest after it in the same clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from index.models import Span
from qa.dates.expression import Leaning

# Cues farther away say nothing of this expression; the bounds keep hostile text from taking long.
_BEFORE_CHARS, _AFTER_CHARS = 300, 160
_CUES_LOOKED_AT = 12

# An auxiliary takes its participle along: in "will be closed" nothing is past.
_PARTICIPLE = r"(?:\s(?:not|also|now|then))?(?:\s(?:be|have|have\sbeen)\s\w+)?"
# "Has proposed one for June": what is put forward for a time is put forward before it.
_PROPOSED = (
    r"(?:proposed|suggested|discussed|planned|booked|arranged|pencilled)(?:\s(?!in\b)[\w-]{1,20}){0,3}\sfor"
)
_FUTURE_CUE = (
    rf"(?:will|shall|must|may|might|can|could|should|to){_PARTICIPLE}(?<!\bto)|won[’']t|next|upcoming|forecast\s(?:is|for)|due|"
    rf"(?:set|scheduled|planned|expected|slated)\sfor|{_PROPOSED}|(?:is|are)\s(?:set|expected|scheduled|planned|likely|slated)|"
    rf"(?:is|are|plans?|expects?|going|ha(?:s|ve))\sto{_PARTICIPLE}"
)
_LATER_CUE = (
    rf"subsequent(?:ly)?|would{_PARTICIPLE}|(?:was|were|had\sbeen)(?:\s(?:first|originally|initially|now))?\s"
    rf"(?:due|to|set|scheduled|expected|likely|(?:planned|slated)\sfor)(?:\sfor|\sto)?{_PARTICIPLE}"
)
_PAST_CUE = (
    r"\w{2,40}ed|was|were|had|did|said|told|began|met|won|lost|fell|rose|came|went|held|led|left|found|struck|"
    r"took|gave|made|got|saw|sent|set|put|paid|spoke|wrote|broke|built|ha(?:s|ve)\sbeen|ago|last|died|hit|cut|shut|since|"
    r"grew|shrank|ran|drew|threw|flew|sank|stood|fought|sought|bought|brought|caught|sold|felt|kept|spent|heard|"
    r"became|forecast(?!\s(?:is|for))"
)
_CUE = re.compile(rf"\b(?:(?P<later>{_LATER_CUE})|(?P<future>{_FUTURE_CUE})|(?P<past>{_PAST_CUE}))\b", re.I)
# What was moved to a day has been moved; the day may be to come.
_MOVED_TO = re.compile(
    r"\b(?:postponed|moved|deferred|delayed|rescheduled|adjourned|put\s(?:off|back)|brought\sforward|extended)\s"
    r"(?:(?!to\b|until\b)[\w-]+\s){0,5}(?:to|until|till)\s$"
)
_SENTENCE_END = re.compile(r"(?<!\b[ap]\.m)[.!?][”\"’']?\s(?=\s?[\"“‘]?[A-Z0-9])|\n")
_CLAUSE_END = re.compile(r"[,;:—–]\s|[.!?](?:\s|$)|\n")


class Surroundings:
    """The cues and sentence ends of a text, found once, for all its time expressions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cues = list(_CUE.finditer(text))
        self._cue_starts = [c.start() for c in self._cues]
        self._sentences = [0, *(m.end() for m in _SENTENCE_END.finditer(text))]

    def leaning(self, span: Span) -> Leaning:
        """Of the expression at `span`; looks at a bounded stretch of its sentence."""
        text = self._text
        sentence = self._sentences[bisect_right(self._sentences, span.start) - 1]
        start = max(sentence, span.start - _BEFORE_CHARS)
        if re.match(r"(?:the\s)?next\b", text[span.start : span.end], re.I):
            return Leaning.FUTURE
        at = bisect_left(self._cue_starts, span.start)
        before = [c for c in self._cues[max(0, at - _CUES_LOOKED_AT) : at] if c.start() >= start]
        if re.search(r"\b(?:by|until)\s$", text[max(start, span.start - 8) : span.start]):
            # "will stay closed until": a participle says nothing here, only verbs that show their time do.
            before = [c for c in before if not c[0].endswith("ed")]
            return _of_cue(before[-1]) if before else Leaning.FUTURE
        if _MOVED_TO.search(text, start, span.start):
            return Leaning.NONE
        if before and not re.search(r"[”\"]\s", text[before[-1].end() : span.start]):
            return _of_cue(before[-1])
        after = self._cue_after(span)
        if after:
            return _of_cue(after)
        is_from = re.search(r"\bfrom\s$", text[max(start, span.start - 8) : span.start])
        return Leaning.FUTURE if is_from else Leaning.NONE

    def _cue_after(self, span: Span) -> re.Match[str] | None:
        """The first cue behind the expression in its clause."""
        stop = min(len(self._text), span.end + _AFTER_CHARS)
        clause_end = _CLAUSE_END.search(self._text, span.end, stop)
        n = bisect_left(self._cue_starts, span.end)
        is_there = n < len(self._cues) and self._cues[n].end() <= (clause_end.start() if clause_end else stop)
        return self._cues[n] if is_there else None


def _of_cue(cue: re.Match[str]) -> Leaning:
    if cue["later"]:
        return Leaning.LATER
    return Leaning.FUTURE if cue["future"] else Leaning.PAST
