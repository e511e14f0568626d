"""The figures of a sentence that can be what a question asks for, and how well each fits: a sum, a share, how
long, how old, how many of what.

Left out is what is no count: an age, an hour, the 2 of "BREEZE-2"; the missing for the dead; the whole for
the part ("16 of the 88 hangers"), and some of them for all ("three earlier cases").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.models import Span
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.dates import find_dates
from qa.language.irregular import bases_in
from qa.language.lexicon import CURRENCY
from qa.language.numbers import Quantity, quantities
from qa.language.words import carries, content_stems, stem, words_of
from qa.reading.candidate_words import ShortCandidate
from qa.reading.decided import clause_of
from qa.weighing.counted import (
    asked_fates,
    fate_of,
    is_age,
    is_bare,
    is_hour_or_label,
    is_of_a_whole,
    is_people,
    is_ratio,
    is_some_of_them,
)

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_OF_TIME = re.compile(
    r"(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?|centur(?:y|ies)", re.I
)
_OF_LENGTH = re.compile(
    r"(?:kilo|centi|milli)?met(?:re|er)s?|k?m|cm|mm|miles?|yards?|f(?:oo|ee)t|inch(?:es)?|pages?|words", re.I
)
# Of a bridge it asks for its length, of a strike for its time: either may be meant.
_HOW_LONG_IS = re.compile(r"\bhow long (?:is|are|was|were|will)\b(?!.* (?:last|take)\b)", re.I)
_BUILT = re.compile(
    r"\b(?:bridge|dam|tunnel|wall|pier|road|canal|fence|pipeline|runway|ship|boat|river|route|track)"
    r"(?= (?:be|that|which|on|over|in|at|of|near)\b|\W*$)",
    re.I,
)
_CURRENCY = re.compile(CURRENCY, re.I)
_MILLIONS = re.compile(r"(?:million|billion|trillion|mn?|bn)$", re.I)
_SUM = re.compile(rf"(?:million|billion|trillion) {CURRENCY}\b", re.I)
_AGAINST_THEM = re.compile(r"\d(?: votes?)? (?:to|against) $")
_BY_HOW_MANY = re.compile(r"\bby how (?:many|much)\b|\b(?:margin|score|result)\b", re.I)
_AGAINST = re.compile(r"(?: votes?)? (?:to|against) \d[\d,]*\b(?!\.\d)")
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b", re.I)
_HOW_MUCH = re.compile(r"\bhow much\b", re.I)
_COMPARED = (
    "more|less|fewer|higher|lower|larger|smaller|bigger|greater|cheaper|dearer|longer|shorter|faster|slower|taller|"
    "older|younger|heavier|lighter"
)
_HOW_MUCH_MORE = re.compile(
    rf"\bby how much\b|\bhow much (?:{_COMPARED})\b|"
    r"\bhow much (?:did|do|does|have|has|will)\b.*"
    r"\b(?:increase|rise|grow|climb|fall|drop|decline|shrink|risen|grown|fallen)\b",
    re.IGNORECASE,
)
_CHANGED_BEHIND = re.compile(rf"(?: \w+){{0,2}}? (?:{_COMPARED}|up|down|above|below|off)\b", re.I)
_CHANGED_BEFORE = re.compile(
    r"\b(?:by|up|down|r[io]se|risen|rising|f[ae]ll|fallen|falling|gr[eo]w|grown|growth|increas\w+|decreas\w+|"
    r"cuts?|drop\w*|reduc\w+|gain\w*|loss|climb\w*|jump\w*|margin|difference|beat\w*)\b[^,;]{0,40}$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\b(?:al+together|in all|in total|total|overall)\b", re.I)
_EACH = re.compile(r"\b(?:each|apiece|average|per head)\b", re.I)
_PARTED = re.compile(r"\bthe (?:rest|others|remainder|remaining)\b", re.I)
_OF_THEM = re.compile(r" of (?:the|its|their|his|her|these|those|them)\b")
_KNOWN = re.compile(r"\b(?:the|its|their|his|her|these|those|all) $", re.I)
_GLUED = re.compile(r"(?:[a-z]{1,3}\b)?")  # 640p
_OR_SO = re.compile(r"(?: [a-z]+)? or (?:so|more|fewer|less)\b")
_BETWEEN = re.compile(r"\bbetween $", re.I)
# "Handed over 24", "still below the 4.6 million of 2019".
_NO_QUALIFIER = re.compile(
    r"\b(?:(?:hand|turn|pass|carr|tak|took|bring|brought|sign|cross)\w* over|"
    r"(?:over|above|under|below|than|as much as|as many as) the) $",
    re.IGNORECASE,
)
_ONE_AND = re.compile(r"\b(?:an?|one) (?:second|minute|hour|day|week|month|year) and $", re.IGNORECASE)
# "£60m on the team" is not what the new stand will cost.
_SPENT_ON = re.compile(
    r"\b(?:spen[dt]\w*|pa(?:y|ys|id)|invest\w*)\b.* (?:on|for|in) (?P<what>[^,;.?]+)", re.I
)
_ON_WHAT = re.compile(
    r"(?: [a-z]+)? (?:on|for|in) (?P<what>[^,;.:]+?)(?= (?:over|and|by|in|from|since) |[,;.:]|$)"
)
_KINDS_OF_PEOPLE = frozenset("women men children girls boys".split())
_NEXT_WORDS = 3  # behind a number, among which what it counts may stand


def figures_asked(view: QuestionView, text: str) -> Iterator[ShortCandidate]:
    """The figures of `text`, in order, with the units and the words that qualify them; the fit of what cannot
    be what the question asks for is 0."""
    dates = [d.span for d in find_dates(text)]
    low: Quantity | None = None
    for quantity in quantities(text):
        if quantity.qualifier == "from":
            low = quantity
            continue
        is_date = any(d.start <= quantity.span.start < d.end for d in dates)
        if not is_date or quantity.unit or view.answer_type is AnswerType.DURATION:
            if is_hour_or_label(text, quantity.span) or _is_another_count(view, text, quantity):
                continue
            fit, end = _fit(view, text, quantity)
            first = low if low and quantity.qualifier == "to" else quantity
            end = _GLUED.match(text, end).end()  # type: ignore[union-attr]
            yield ShortCandidate(_whole(text, first, end), fit, is_bare(text, quantity))
        low = None


def _whole(text: str, first: Quantity, end: int) -> Span:
    """From what qualifies the figure to `end`: "at least 14", "between 40 and 50", "500 or more", "a
    minute and 48 seconds"."""
    between = _BETWEEN.search(text, 0, first.span.start) if first.qualifier == "from" else None
    behind = _OR_SO.match(text, end)
    start = first.span.start if _NO_QUALIFIER.search(text, 0, first.span.start) else first.whole.start
    if one := _ONE_AND.search(text, 0, start):
        start = one.start()
    return Span(between.start() if between else start, behind.end() if behind else end)


def _fit(view: QuestionView, text: str, quantity: Quantity) -> tuple[float, int]:
    """How well the quantity fits the question, in [0, 1], and where it ends with the unit behind it."""
    span, kind = quantity.span, view.answer_type
    after = list(_WORD.finditer(text, span.end, span.end + 48))[:_NEXT_WORDS]
    unit = after[0] if after and text[span.end : after[0].start()] in (" ", "-") else None
    if (
        _HOW_MUCH_MORE.search(view.text)
        and not _AGAINST.match(text, span.end)
        and not _tells_change(text, span)
    ):
        return 0.0, span.end
    if kind is AnswerType.SHARE:
        return float(quantity.unit in ("%", "points", "part")), span.end
    if kind is AnswerType.MONEY:
        fit, end = _fit_of_sum(text, quantity, unit)
        return (0.0 if _is_spent_otherwise(view.text, text, end) else fit), end
    if kind is AnswerType.DURATION:
        is_long = _HOW_LONG_IS.search(view.text) is not None
        is_of_time = not (is_long and _BUILT.search(view.text))
        fits = unit and (
            (is_of_time and _OF_TIME.fullmatch(unit.group()))
            or (is_long and _OF_LENGTH.fullmatch(unit.group()))
        )
        return (1.0, unit.end()) if unit and fits else (0.0, span.end)
    if _BY_HOW_MANY.search(view.text) and (against := _AGAINST.match(text, span.end)):
        return 1.0, against.end()  # "19 votes to 12"
    if _HOW_MUCH.search(view.text) and _fit_of_sum(text, quantity, unit)[0]:
        return _fit_of_sum(text, quantity, unit)
    return _fit_of_count(view, text, quantity, [word.group() for word in after], has_unit=unit is not None)


def _is_spent_otherwise(question: str, text: str, end: int) -> bool:
    """True if what the sum before `end` is spent on has no word of what the question asks about."""
    asked, told = _SPENT_ON.search(question), _ON_WHAT.match(text, end)
    if asked is None or told is None or not content_stems(told["what"]):
        return False
    return not set(content_stems(asked["what"])) & set(content_stems(told["what"]))


def _fit_of_sum(text: str, quantity: Quantity, unit: re.Match[str] | None) -> tuple[float, int]:
    if unit and _CURRENCY.fullmatch(unit.group()):
        return 1.0, unit.end()
    # "Of the 84 million crowns 31 million were found": the currency is told once.
    is_short = is_bare(text, quantity) and _MILLIONS.search(quantity.span.of(text)) and _SUM.search(text)
    return float(bool(is_short) or quantity.unit not in (None, "%", "points", "part")), quantity.span.end


def _fit_of_count(
    view: QuestionView, text: str, quantity: Quantity, after: list[str], *, has_unit: bool
) -> tuple[float, int]:
    asked, end = set(content_stems(view.text)), quantity.span.end
    counts_asked = has_unit and stem(after[0]) in asked
    names_other = has_unit and carries(after[0]) and (after[0].endswith("s") or is_people(after[0]))
    if _HOW_MANY.search(view.text):
        if quantity.unit == "points" and "point" in asked:
            return 1.0, end
        if quantity.unit is not None or text[end : end + 1].isalpha():
            return 0.0, end
        # What is counted is something else, or was told before: it must be what is asked about.
        is_known = _KNOWN.search(text, 0, quantity.whole.start) is not None
        if (is_known or (names_other and not counts_asked)) and not _tells_asked(view, text):
            return 0.0, end
        if has_unit and after[0] in _KINDS_OF_PEOPLE and not counts_asked:
            return 0.0, end
        # "By 79 votes to 70": which of them were for it, and which of them are asked for, is not said.
        if _AGAINST.match(text, end) or _AGAINST_THEM.search(text, 0, quantity.span.start):
            return 0.0, end
    if counts_asked:
        return 1.0, end
    if not names_other and any(stem(word) in asked for word in after):
        return 0.9, end
    return (0.6 if quantity.unit is None else 0.3), end


def _tells_asked(view: QuestionView, text: str) -> bool:
    """True if the sentence has something of what the question says besides its names and what it counts."""
    said = bases_in(view.text) - view.name_stems - _counted(view.text)
    return not said or bool(said & bases_in(text) or asked_fates(view.text) & asked_fates(text))


def _counted(question: str) -> frozenset[str]:
    """The stems of what is to be counted: "permanent jobs" of "how many permanent jobs will there be"."""
    words = words_of(_HOW_MANY.split(question)[-1])[:_NEXT_WORDS]
    last = next((n for n, word in enumerate(words) if word.endswith("s") or is_people(word)), 0)
    return bases_in(" ".join(words[: last + 1]))


def is_counted_there(view: QuestionView, text: str, candidate: ShortCandidate) -> bool:
    """True if a bare figure is of what is to be counted: the sentence names that, or the clause of the figure
    tells what is asked of it."""
    if not candidate.is_bare or not _HOW_MANY.search(view.text):
        return True
    fates, counted = asked_fates(view.text), _counted(view.text)
    if counted & bases_in(text) or fates & asked_fates(text):
        return True
    said = bases_in(view.text) - counted
    return not said or bool(said & bases_in(clause_of(text, candidate.span).of(text)))


def _is_told_of_others(fates: set[str], text: str, quantity: Quantity) -> bool:
    """True of eleven in "two nurses died and eleven were taken to hospital", if it is asked who died."""
    own = clause_of(text, quantity.span)
    clauses = {clause_of(text, Span(*m.span())) for m in _WORD.finditer(text) if asked_fates(m[0]) & fates}
    return own not in clauses and any(
        c.start <= q.span.start < c.end for c in clauses for q in quantities(text) if q.span != quantity.span
    )


def _tells_change(text: str, span: Span) -> bool:
    return bool(_CHANGED_BEHIND.match(text, span.end) or _CHANGED_BEFORE.search(text, 0, span.start))


def _is_another_count(view: QuestionView, text: str, quantity: Quantity) -> bool:
    """True if the number counts, by its form, something else than what is asked for."""
    kind, question = view.answer_type, view.text
    if is_age(text, quantity) != (kind is AnswerType.AGE):
        return True
    fate, fates = fate_of(text, quantity), asked_fates(question)
    if fates and (fate not in fates if fate else not fates & asked_fates(text)):
        return True  # the missing for the dead
    if fates and fate is None and _is_told_of_others(fates, text, quantity):
        return True
    if kind is AnswerType.MONEY and _IN_ALL.search(question) and _EACH.search(text):
        return True
    if kind not in (AnswerType.NUMBER, AnswerType.MONEY):
        return False
    if is_of_a_whole(question, text, quantity):
        return True
    if kind is AnswerType.MONEY:
        return False
    is_parted = _OF_THEM.match(text, quantity.span.end) and _PARTED.search(text)
    return bool(is_parted) or is_ratio(text, quantity) or is_some_of_them(question, text, quantity)
