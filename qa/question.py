"""What a question asks for: its content words, the names and figures it mentions, the kind of answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.text import normalise
from qa.dates import MONTHS, WEEKDAYS
from qa.nlp import Parse


class AnswerType(StrEnum):
    """The kind of thing that answers the question; `ANY` where the form does not say."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    SHARE = "share"
    MONEY = "money"
    NUMBER = "number"
    QUOTE = "quote"
    REASON = "reason"
    ANY = "any"


_DOES = "(?:did|do|does|was|were|is|are|will|would|has|had|have|can|could|should|might|must)"
# "What" with up to two words before the noun that says the kind: "what daily water ration".
_WHAT = rf"\b(?:what|which) (?:(?!{_DOES}\b)[\w'-]+ ){{0,2}}?"
# First match wins; the order goes from the particular to the general.
_SUMS = (
    "costs?|worth|price|value|bill|budget|fine|investment|fee|salary|loan|debt|revenue|profit|subsidy|grant|"
    "savings|damages"
)
_COSTS = (
    f"{_SUMS}|pays?|paid|priced|valued|money|spend|spent|spending|fined|invest|invested|earn|earned|saving"
)
_CHANGES = "increase|rise|grow|climb|fall|drop|decline|decrease|shrink|change|risen|grown|fallen|dropped"
_SHARES = "share|percentage|percent|per cent|proportion|fraction|turnout"
_BODIES = (
    "company|companies|firms?|organi[sz]ations?|agency|bank|party|union|team|club|outlet|newspaper|university|"
    "ministry|supplier|manufacturer|bidder|insurer|institution"
)
_FORMS = (
    (
        AnswerType.QUOTE,
        (
            r"\b(what|how) (did|does|do|was|were|has|have)\b.*\b(say|said|remark|comment|describe|tell|told|"
            r"answer|respond|reply|react|argue|put it|warn|caution|think|call|criticise|criticize|praise)\b|"
            r"\bin (what|which) words\b|^quote\b|\bquotes?\?$|"
            r"\bwhat (is|was|were)\b.*\b(remarks?|comments?|reaction|response|reply|words)\b|"
            r"['’]s (remarks?|comments?|reaction|response|reply|tribute|statement|words)\b"
        ),
    ),
    (
        AnswerType.REASON,
        r"^why\b|\b(what (caused|led to|reason|explains?)|for what reason|because of what)\b",
    ),
    (
        AnswerType.SHARE,
        (
            rf"{_WHAT}({_SHARES})\b|\bhow many percent|"
            rf"\bwhat (is|was|were) (?:\S+ ){{1,3}}?({_SHARES}) (of|in|for|on|at)\b|"
            rf"\b({_SHARES}) {_DOES}\b"
        ),
    ),
    (
        AnswerType.DURATION,
        (
            r"\bhow (long|soon)\b|\bhow many (years|months|weeks|days|hours|minutes)\b|"
            rf"{_WHAT}(prison|jail) (term|sentence)\b"
        ),
    ),
    (
        AnswerType.NUMBER,
        (
            r"\bhow (many|much of|old|far|tall|high|deep|wide|big|large|heavy|fast|often)\b|\bat what age\b|"
            rf"\bhow (badly|sharply|steeply|strongly)\b.*\b({_CHANGES})\b|"
            rf"{_WHAT}(number|size|age|distance|height|length|score|margin|level|increase|rise|raise|cut|figure|"
            r"toll|total|ration|rate)\b|\b(margin|total|number|rate) of\b"
        ),
    ),
    (AnswerType.NUMBER, rf"\bhow much\b.*\b({_CHANGES})\b"),  # by a share, or by an amount
    (
        AnswerType.MONEY,
        (
            rf"\bhow much\b.*\b({_COSTS})\b|{_WHAT}(price|sum|fee|fine|salary|surcharge|money)\b|"
            rf"\bwhat (is|was|were|are|will|would) (?:\S+ ){{1,4}}?({_SUMS})\b|"
            r"\bwhat (is|are|was|were)\b.*\b(worth|to cost)\b|"
            r"\bwhat (did|does|do|will|would) .*\b(cost|earn|pay|spend|be worth)(?: (for|on|in|to)\b.*|\?|$)"
        ),
    ),
    (AnswerType.NUMBER, r"\bhow much\b"),
    (
        AnswerType.DATE,
        (
            r"^when\b(?!.*\b(?:what|who|whom|which|how|where|why)\b)|\b(since|until|till|by) when\b|"
            rf"\bwhen (?:exactly )?{_DOES}\b|\bwhen\?$|"
            r"\b(what|which) (date|day|month|year|week|time|hour|quarter)s?\b"
        ),
    ),
    (
        AnswerType.PLACE,
        r"\bwhere\b|\b(what|which) (city|town|country|place|region|district|state|venue|location|port)\b",
    ),
    (AnswerType.ORGANISATION, rf"\b(what|which) ({_BODIES})\b"),
    (AnswerType.PERSON, r"\bwho(m|se)?\b|\b(what|which) (person|man|woman|ministers?|officials?|name)\b"),
)
_FORMS_COMPILED = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)
# Words that only ask: the articles answer "how far" with a distance, and "what happened" with what did.
_ASKS = re.compile(
    r"\bhow (?P<how>long|far|old|tall|high|deep|wide|big|large|heavy|fast|often|soon)\b|"
    r"\bwhat(?:'s| (?:has|had|is|was|will|would))? (?P<event>happen(?:s|ed|ing)?|going on)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\bhow long\b.*?\b(?P<takes>takes?|taken|took|lasts?|lasted)\b", re.IGNORECASE)
_CALENDAR = frozenset(word.capitalize() for word in (*MONTHS, *WEEKDAYS))
_CAPITALISED = re.compile(r"(?<!^)(?<![.?!:]\s)\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the reader sees it.

    `names` are the names it mentions, `figures` the numbers in digits; what answers it must fit them.
    """

    text: str
    answer_type: AnswerType
    names: tuple[str, ...]
    figures: tuple[str, ...]


def answer_type_of(question: str) -> AnswerType:
    """The kind of thing that answers `question`, by its form."""
    text = normalise(question).text
    return next((kind for kind, form in _FORMS_COMPILED if form.search(text)), AnswerType.ANY)


def asking_words(question: str) -> frozenset[str]:
    """The words of `question`, as written, that say nothing of the matter where they stand in it."""
    found = (m for form in (_ASKS, _TAKES) for m in form.finditer(question))
    return frozenset(w for m in found for group in m.groups() if group for w in group.split())


def view_of(question: str, parse: Parse) -> QuestionView:
    """The question with what its form and its parse say of it."""
    text = normalise(question).text
    found = {
        e.span.of(parse.text) for e in parse.entities if e.label in {"PERSON", "ORG", "GPE", "LOC", "FAC"}
    }
    found |= {m.group() for m in _CAPITALISED.finditer(text)}
    found = {name for name in found if name not in _CALENDAR}
    names = sorted({_bare(name) for name in found} - {""})
    return QuestionView(
        text=text,
        answer_type=answer_type_of(question),
        names=tuple(n for n in names if not any(n != other and n in other for other in names)),
        figures=tuple(dict.fromkeys(_FIGURE.findall(text))),
    )


def _bare(name: str) -> str:
    name = normalise(name).text.removesuffix("'s").removesuffix("'")
    return re.sub(r"^(?:the|The|a|A)\s+", "", name)
