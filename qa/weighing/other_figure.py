"""A later article that says of a figure that it is another by now.

"£9.2m, well above the £6m given last week", "cut from 14 stations to 12", "rain lifted the reservoirs to 36
per cent", "the total stood at 3,060".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from qa.asking.kind import AnswerType
from qa.language.numbers import Quantity
from qa.language.words import content_stems, stem, stems_in
from qa.reader import Evidence, Reading
from qa.reading.other_words import in_other_words
from qa.weighing.counted import asked_counts, counts_of, fate_of, figures_in
from qa.weighing.newer import are_on_the_same, is_later

_NEAR_RISEN = 0.5  # of the best score
# To what something has risen, or was cut.
HAS_RISEN = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:since |meanwhile |now )?(?:risen|grown|climbed|increased|fallen|dropped)|"
    r"rose|climbed|now (?:stands?|put|set|estimated|valued)|"
    r"(?:lifted|raised|increased|pushed|brought|took|cut|reduced|lowered) [^,;.]{3,60}?|"
    r"(?:had|has|have|was|were|been) (?:raised|increased|lifted|doubled|cut|lowered|reduced))"
    r"(?: from [^,;.]{1,20})? (?:to|at)\b",
    re.IGNORECASE,
)
# "The loss is put at £9.2m, well above the £6m of last week."
_COMPARED = re.compile(
    r"\b(?:above|below|(?:more|less|higher|lower|fewer) than|(?:up|down) from|instead of|rather than|from)"
    r"(?: (?:the|its|their|an?))?(?: (?:first|earlier|initial|original|previous|planned))? ?[£$€]?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\W*the (?:total|tally|count|number)(?: (?:now|then|has|had))* (?:st(?:ood|ands) at|rose to|risen to|"
    r"reached|reaches|climbed to|passed) (?:about |around |more than )?",
    re.IGNORECASE,
)
_THINGS = re.compile(r" ([a-z]+s)\b")
# "Ahead on the morning after" asks for no newer figure.
_ASKS_THEN = re.compile(
    r"\b(?:on|at|by|before|after|during|until) the (?:day|morning|evening|night|time|start|outset|eve)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:the |its |their )?(?:original |earlier |initial )?[£$€]?$", re.IGNORECASE)
_TO = re.compile(r"(?: [^\W\d_]+){0,2} to (?:only |just |about )?[£$€]?")


def other_figure_since(reading: Reading) -> tuple[Evidence, Evidence] | None:
    """What says that the figure of the best is another by now, and the best."""
    best = reading.evidence[0]
    if _ASKS_THEN.search(reading.view.text):
        return None
    told = [e for e in reading.evidence[1:] if e.score >= _NEAR_RISEN * best.score]
    against = next((e for e in reading.evidence if _sets_against(e, best, reading)), None)
    newer = against or next((e for e in told if _has_risen(e, best, reading)), None)
    newer = newer or next((e for e in told if _is_total_since(e, best, reading)), None)
    return (newer, best) if newer else None


def _sets_against(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a later sentence on the same has another sum or share than the best, and says how it compares:
    "£9.2m, well above the £6m given last week"."""
    if not is_later(evidence, best):
        return False
    if _has_changed_from(evidence.text, best.text, reading.view.text):
        return are_on_the_same(evidence, best, reading, "")
    olds = {(q.value, q.unit) for q in figures_in(best.text) if q.unit}
    if not olds:
        return False
    told, units = figures_in(evidence.text), {unit for _, unit in olds}
    is_compared = any(
        (q.value, q.unit) in olds and _COMPARED.search(evidence.text[: q.span.start]) for q in told
    )
    is_another = any((q.value, q.unit) not in olds and q.unit in units for q in told)
    return is_compared and is_another and are_on_the_same(evidence, best, reading, "")


def _has_changed_from(text: str, old: str, question: str) -> bool:
    """True if `text` says that of what is asked to be counted there are not as many any more as `old` tells:
    "cut from 14 stations to 12", "cuts were reduced to 1,150 from the 1,400 announced"."""
    beside = list(pairwise(figures_in(text)))
    pairs = (*beside, *(pair[::-1] for pair in beside))
    befores = [a for a, b in pairs if _is_from(text, a) and _is_to(text, b, a)]
    if not befores:
        return False
    asked, then = asked_counts(question), counts_of(old, figures_in(old))
    values = {a.value for a in befores if _may_count(text, a, asked)}
    return bool(asked & stems_in(text)) and any(values & then.get(it, frozenset()) for it in asked)


def _may_count(text: str, figure: Quantity, asked: Collection[str]) -> bool:
    """True if no other things than those asked for stand behind a figure."""
    things = _THINGS.match(text, figure.whole.end)
    return things is None or stem(things[1]) in asked


def _is_from(text: str, figure: Quantity) -> bool:
    return _FROM.search(text, 0, figure.whole.start) is not None


def _is_to(text: str, figure: Quantity, other: Quantity) -> bool:
    """True if a figure is what the `other` beside it was changed to."""
    if other.span.start < figure.span.start:
        return _TO.fullmatch(text, other.whole.end, figure.span.start) is not None
    return text[: figure.whole.start].endswith("to ")


def _has_risen(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a later sentence on the same says to what share or sum something has risen, of which the best
    has another, and it has a word of the question: "rain lifted the reservoirs to 36 per cent"."""
    if not is_later(evidence, best):
        return False
    olds = {q.unit: q.value for q in figures_in(best.text) if q.unit}
    news = [q for q in figures_in(evidence.text) if q.unit in olds and q.value != olds[q.unit]]
    wanted = set(content_stems(reading.view.text)) - reading.view.name_stems
    told = in_other_words(reading.view.text, [evidence.text])
    is_told = any(is_there[0] and stem(word) in wanted for word, is_there in told.items())
    return (
        any(_is_risen_to(evidence.text[: q.whole.start].rstrip()) for q in news)
        and (is_told or bool(wanted & stems_in(evidence.text)))
        and are_on_the_same(evidence, best, reading, "")
    )


def _is_total_since(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a later sentence on the same tells the total, without saying of what, and the best counts
    fewer: "the total stood at 3,060 on Sunday"."""
    total = _TOTAL.match(evidence.text)
    if total is None or reading.view.answer_type is not AnswerType.NUMBER or not is_later(evidence, best):
        return False
    now = next((q for q in figures_in(evidence.text) if q.whole.start == total.end()), None)
    then = [q.value for q in figures_in(best.text) if q.unit is None and not fate_of(best.text, q)]
    is_more = now is not None and now.unit is None and bool(then) and now.value > max(then)
    return is_more and are_on_the_same(evidence, best, reading, reading.view.text)


def _is_risen_to(before: str) -> bool:
    """True of what stands before a figure that something has risen to."""
    return any(m.end() == len(before) for m in HAS_RISEN.finditer(before))
