"""How many are dead, hurt, ill, missing, held or saved changes by the day: the newest count is meant.

A later article may tell of less than all ("two firefighters were killed") or recall what was known before
("at that time four were dead"). So a count is taken only in the few forms in which news gives the whole of
it; of those that only grow, a smaller one is no newer state; and its article must tell of what the question
and its best sentence are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from index.models import Article, Span
from index.text import CAPITAL
from index.versions import corrections_in
from qa.asking.times import ReadAs
from qa.dates import day_of, of_day
from qa.language.numbers import Quantity
from qa.language.words import content_stems, stem, stems_in, words_of
from qa.reader import Evidence, Reading
from qa.weighing.counted import asked_fates, counts_of, figures_in
from qa.weighing.newer import is_later, share_names
from qa.weighing.time_told import told_at

_OF = {
    "dead": r"(?:dead|died|killed|deaths|fatalities|lost their lives)",
    "hurt": r"(?:injured|wounded|hurt)",
    "gone": r"(?:missing|unaccounted for)",
    "held": r"(?:arrested|detained|in custody)",
    "safe": r"(?:rescued|saved|brought to safety|pulled (?:out )?alive|lifted to safety)",
    "ill": r"(?:(?:confirmed |known |recorded )?(?:cases|infections)|ill|infected|sick(?:ened)?|poisoned)",
}
_TOTAL = {
    "dead": r"(?:death )?toll|(?:number|count) of (?:the )?(?:dead|deaths|people killed|fatalities)",
    "hurt": r"(?:number|count) of (?:the )?(?:injured|injuries|wounded|people injured)",
    "gone": r"(?:number|count) of (?:the )?(?:missing|people missing)",
    "held": r"(?:number|count) of (?:the )?(?:arrests|people arrested|detainees)",
    "safe": r"(?:number|count) of (?:the )?(?:rescued|saved|people (?:rescued|saved))",
    "ill": r"(?:number|count|total) of (?:[\w'’]+ ){0,2}"
    r"(?:cases|infections|patients|people (?:ill|infected|with))",
}
_GROWS = frozenset({"dead", "hurt", "held", "ill"})
# Cases are heard by courts, too: of an illness they are where one is told of.
_ASKS_ILL = re.compile(
    r"\bhow many (?:\w+ ){0,3}(?:cases|infections|infected|ill|sick(?:ened)?)\b|"
    r"\bhow many (?:[\w'’]+ ){0,5}(?:(?:fallen|fell|become|gone|come) (?:ill|sick|down)|caught|contracted|"
    r"tested positive)\b|"
    r"\b(?:number|count|total) of (?:\w+ )?(?:cases|infections)\b",
    re.IGNORECASE,
)
_ILLNESS = re.compile(
    r"\b(?:outbreak|epidemic|disease|virus|bacteri\w+|infect\w+|measles|cholera|flu|fever|poisoning|hepatitis|"
    r"meningitis|salmonella|e\. ?coli|covid\S*)\b",
    re.IGNORECASE,
)
# "19 people dead", "three still missing", "128 have now been injured".
_BEHIND = {
    fate: re.compile(
        rf"(?: people| persons| victims)?(?: (?:are|were|is|was|have|had|has|been|now|still|remain(?:ed|s)?|"
        rf"confirmed|known|listed as|reported|fell|fallen|become|became))*,? {form}\b",
        re.IGNORECASE,
    )
    for fate, form in _OF.items()
}
# "The death toll rose from four to nine", "the number of injured was put at 94".
_BEFORE = {
    fate: re.compile(
        rf"\b(?:{form})\b[^.;:,]{{0,80}}?\b(?:to|at|is|was|reached|hit|passed)"
        r"(?: (?:at least|about|around|over|more than|nearly|almost))? ?$",
        re.IGNORECASE,
    )
    for fate, form in _TOTAL.items()
}
# "The outbreak that has sickened 41 people and killed four".
_HAS_DONE = {
    fate: re.compile(
        rf"\b(?:has|have)\b[^.;,]{{0,50}}?\b(?:{verb})"
        r"(?: (?:at least|about|around|over|more than|nearly|almost))? ?$",
        re.IGNORECASE,
    )
    for fate, verb in {
        "dead": "killed|claimed",
        "hurt": "injured|wounded|hurt",
        "ill": "sickened|infected|poisoned",
    }.items()
}
# "15 more fell ill, which brings the total to 44": of those who were told of last.
_TO_TOTAL = re.compile(
    r"\b(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|rais(?:es|ed|ing)|lift(?:s|ed|ing)|push(?:es|ed|ing)) "
    r"(?:the|its|their) (?:overall |official )?(?:total|number|count|tally)(?: so far)? to"
    r"(?: (?:at least|about|around|over|more than|nearly|almost))? ?$",
    re.IGNORECASE,
)
# "A third victim has died", "the sixth death".
_ORDINALS = {
    w: n for n, w in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)
}
_NTH = re.compile(
    rf"\b(?:an?|the|its|their) (?P<nth>{'|'.join(_ORDINALS)}) (?:"
    r"(?:victim|person|patient|worker|man|woman|child|boy|girl|soldier|miner|passenger|pupil|body)\b[^.;]{0,60}?"
    r"\b(?:died|dead|killed)\b|(?:death|fatality)\b)",
    re.IGNORECASE,
)
_DEATHS_OF = re.compile(r"\b(?:deaths|killing) of (?:the |all )?$", re.IGNORECASE)
_ANY = {fate: re.compile(rf"\b{form}\b", re.IGNORECASE) for fate, form in _OF.items()}
_FEWER_LEAD = re.compile(
    r"\b(?:another|further|other|additional|including|the|these|those|of) $", re.IGNORECASE
)
_ASKS_COUNT = re.compile(
    r"\bhow many (?:(?:people|persons|victims|in all|are|is|were|was|have|had|dead|died|deaths|killed|"
    r"injured|hurt|missing|arrested|arrests|casualties|fatalities)\b)|"
    r"\b(?:toll|(?:number|count|tally) of (?:the )?(?:people|dead|deaths|injured|missing|arrests|victims))\b",
    re.IGNORECASE,
)
# Who asks what one said, or what was known first, does not ask for the newest.
_ASKS_OTHER = re.compile(
    r"\b(?:say|said|says|claim\w*|accord\w*|admit\w*|first|initial\w*|original\w*|earlier|previous\w*|before|"
    r"average|each|per|every|year|a (?:day|week|month))\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"\b(?:at (?:that|the) time|at first|initial\w*|original\w*|earlier|previous\w*|by then|until then|"
    r"wrong\w*|correct\w*|had (?:reported|said|put))\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:(?-i:may)|might|could|can|fear\w*|will|would|if|expect\w*|up to|as many as|believ\w*|estimat\w*|"
    r"rumou?r\w*|unconfirmed|not|never|deny|denie[sd])\b|\?",
    re.IGNORECASE,
)
_BY_NOW = re.compile(r"\b(?:now|so far|to date)\b", re.IGNORECASE)
_DAYS = 31  # in which its counts change
_DAYS_NAMED = 180
_STORM = re.compile(rf"\b(?:Storm|Hurricane|Cyclone|Typhoon|Operation) {CAPITAL}")
_LEAD_CHARS = 300
_READ_CHARS = 20_000
_FEW_WORDS = frozenset(
    map(
        stem,
        "people persons victims toll number count tally total confirmed cases infections ill sick fallen "
        "fell become gone come down caught contracted tested positive told far because due result".split(),
    )
)


@dataclass(frozen=True, slots=True)
class _Count:
    """A sentence that gives the whole count, the number, where it stands, and the day it is of."""

    evidence: Evidence
    value: Decimal
    at: Span
    day: date


def asked_fate(question: str) -> str | None:
    """What became of the people whose newest count a question asks for; None if it asks for none."""
    if _ASKS_OTHER.search(question):
        return None
    if _ASKS_ILL.search(question):
        return "ill"
    if not _ASKS_COUNT.search(question):
        return None
    fates = asked_fates(question) or ({"dead"} if "toll" in question.lower() else set())
    return next(iter(fates)) if len(fates) == 1 else None


def with_newest_count(
    reading: Reading, others: Iterable[Evidence], told: Sequence[ReadAs] = ()
) -> tuple[Reading, str]:
    """`reading` with the newest count before all, if its best sentence has an older one, and a note; `others`
    are sentences found that were not read, and `told` says up to which day.

    Of the older counts one stays beside it.
    """
    fate = asked_fate(reading.view.text)
    if fate is None or not reading.evidence:
        return reading, ""
    best = reading.evidence[0]
    if fate == "ill" and not _ILLNESS.search(best.places[0][0].text[:_READ_CHARS]):
        return reading, ""
    known = {e.text for e in reading.evidence}
    every = [*reading.evidence, *(e for e in others if e.text not in known)]
    counted = counts_of(best.text, figures_in(best.text)).get(fate, frozenset())
    if not counted and not _whole(best.text, fate) and not re.search(_TOTAL[fate], best.text, re.IGNORECASE):
        return reading, ""
    same = _on_the_same(best.places[0][0], [e.places[0][0] for e in every], is_named=_is_named(reading))
    wanted = _wanted(reading, told)
    about = [e for e in every if e.places[0][0].article_id in same and _holds(e, wanted, reading)]
    lasts = [t.stretch.last for t in told if t.stretch.last]
    counts = [c for e in about if (c := _count(e, fate)) and all(c.day <= last for last in lasts)]
    newest = _newest(counts, fate)
    own = next((c for c in counts if c.evidence is best), None)
    if newest is None or newest.evidence is best or (own and own.day >= newest.day):
        return reading, ""
    if own is None and counted and is_later(best, newest.evidence):
        return reading, ""
    older = [c.evidence for c in counts if c.day < newest.day and c.value != newest.value]
    if own is None and counted and newest.value not in counted:
        older.append(best)  # "two night-shift workers died"
    recalled = [e for e in reading.evidence if _whole(e.text, fate) and _RECALLED.search(e.text)]
    earlier = [e for e in reading.evidence if e in older or e in recalled]
    beside = next((e for e in earlier if e in older), best)
    left = [e for e in reading.evidence if e is beside or (e not in earlier and e is not newest.evidence)]
    first = replace(newest.evidence, score=best.score)
    note = f"The newest count found is of {of_day(newest.day).words()}; earlier articles have others."
    evidence = (first, *left)
    return replace(reading, evidence=evidence, earlier=tuple(earlier), short=newest.at), note if older else ""


def _newest(counts: Sequence[_Count], fate: str) -> _Count | None:
    """The count of the latest day, the best of that day; what only grows is never less than it was."""
    if fate in _GROWS:
        counts = [c for c in counts if all(c.value >= o.value for o in counts if o.day <= c.day)]
    return max(counts, key=lambda c: (c.day, c.evidence.score), default=None)


def _count(evidence: Evidence, fate: str) -> _Count | None:
    """What a sentence gives as the whole count by now; None if it gives none, or recalls or guesses one."""
    text, (article, span) = evidence.text, evidence.places[0]
    whole = _whole(text, fate)
    if whole is None or _RECALLED.search(text) or _UNSURE.search(text):
        return None
    published = day_of(article.text, article.published_at)
    if published is None or corrections_in([text], article.title):
        return None
    # "The toll of the flood of 8 March now stands at 23": of the day it is told.
    told = () if _BY_NOW.search(text) else told_at(article, span)[1]
    lasts = [s.last for s in told if s.last and not s.is_year_open and s.last <= published]
    return _Count(evidence, whole.value, whole.span, max(lasts, default=published))


def _whole(text: str, fate: str) -> Quantity | None:
    """The number that a sentence gives as that of all who are `fate`; None if it gives none."""
    if fate == "dead" and (nth := _NTH.search(text)):
        at = Span(*nth.span("nth"))
        return Quantity(at, Decimal(_ORDINALS[nth["nth"].lower()]), None, None, at)
    if not re.search(_OF[fate], text, re.IGNORECASE) and not re.search(_TOTAL[fate], text, re.IGNORECASE):
        return None
    for q in figures_in(text):
        before = text[: q.whole.start]
        is_whole = bool(_BEHIND[fate].match(text, q.span.end)) and not _FEWER_LEAD.search(before)
        is_whole = is_whole or (fate == "dead" and bool(_DEATHS_OF.search(before)))
        is_whole = is_whole or (fate in _HAS_DONE and bool(_HAS_DONE[fate].search(before)))
        if q.unit is None and (is_whole or _BEFORE[fate].search(before) or _is_total(before, fate)):
            return q
    return None


def _is_total(before: str, fate: str) -> bool:
    """True if the words before a number say that it is the total of those who are `fate`."""
    found = _TO_TOTAL.search(before)
    if found is None:
        return False
    ends = {of: [m.end() for m in form.finditer(before, 0, found.start())] for of, form in _ANY.items()}
    lasts = {of: max(at, default=-1) for of, at in ends.items()}
    return -1 < lasts[fate] == max(lasts.values())


def _on_the_same(best: Article, others: Iterable[Article], *, is_named: bool) -> set[str]:
    """The ids of those of `others`, and of `best`, that tell of the same, as far as their days and names say:
    each names what another of them does; `is_named` where it has a name that no other has, as a storm."""
    day = day_of(best.text, best.published_at)
    days = {a.article_id: (a, day_of(a.text, a.published_at)) for a in others}
    near = timedelta(days=_DAYS_NAMED if is_named else _DAYS)
    left = [a for a, d in days.values() if d and day and abs(d - day) <= near]
    found = [best]
    for known in found:  # it grows
        more = [a for a in left if share_names(a, known)]
        left = [a for a in left if a not in more]
        found += more
    return {a.article_id for a in found}


def _is_named(reading: Reading) -> bool:
    return _STORM.search(reading.view.text) is not None


def _wanted(reading: Reading, told: Sequence[ReadAs]) -> set[str]:
    """The stems of what else a question names than the count, its time and names."""
    text = reading.view.text
    fates = {stem(w) for w in words_of(text) if asked_fates(w)}
    times = {s for t in told for s in content_stems(t.words)}
    return set(content_stems(text)) - fates - times - _FEW_WORDS - reading.view.name_stems


def _holds(evidence: Evidence, wanted: set[str], reading: Reading) -> bool:
    """True if a sentence, with the beginning of its article, holds the stems, and the article the names."""
    article = evidence.places[0][0]
    around = f"{article.title}\n{article.text[:_LEAD_CHARS]}\n{evidence.text}"
    told = f"{article.title}\n{article.text}".lower()
    named = all(name.lower() in told for name in reading.view.names)
    return named and wanted <= stems_in(around)
