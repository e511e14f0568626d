"""What a question asks for: its content words, the names and figures it mentions, the kind of answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.text import normalise
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


# First match wins; the order goes from the particular to the general.
_COSTS = (
    "cost|costs|worth|pay|paid|pays|price|priced|value|valued|money|spend|spent|spending|bill|budget|fine|fined|"
    "invest|invested|investment|fee|salary|loan|debt|revenue|profit|earn|earned|subsidy|grant|savings?|damages?"
)
_BODIES = (
    "company|companies|firms?|organi[sz]ations?|agency|bank|party|union|team|club|outlet|newspaper|university|"
    "ministry|supplier|manufacturer|bidder|insurer|institution"
)
_FORMS = (
    (
        AnswerType.QUOTE,
        (
            r"\b(what|how) (did|does|do|was|were|has|have)\b.*\b(say|said|remark|comment|describe|tell|told|"
            r"answer|respond|reply|react|argue|put it)\b|\bin (what|which) words\b|^quote\b|"
            r"\bwhat (is|was|were)\b.*\b(remark|comment|response|reply|words)\b"
        ),
    ),
    (
        AnswerType.REASON,
        r"^why\b|\b(what (caused|led to|reason|explains?)|for what reason|because of what)\b",
    ),
    (
        AnswerType.SHARE,
        (
            r"\b(what|which) (share|percentage|percent|per cent|proportion|fraction)\b|\bhow many percent|"
            r"\b(percentage|proportion|turnout|rate|share) (is|was|of|did|do|does|are|were|has|have)\b"
        ),
    ),
    (
        AnswerType.DURATION,
        r"\bhow long\b|\bhow many (years|months|weeks|days|hours|minutes)\b|\bfor how long\b",
    ),
    (
        AnswerType.NUMBER,
        (
            r"\bhow (many|old|far|tall|high|deep|wide|big|large|heavy|fast|often)\b|\bat what age\b|"
            r"\b(what|which) (number|size|age|distance|height|length|score|margin|level|increase|rise|cut)\b|"
            r"\bto what level\b|\b(margin|total|number) of\b"
        ),
    ),
    (AnswerType.MONEY, rf"\b(how much|what (is|was|were|are|did|does|would|will))\b.*\b({_COSTS})\b"),
    (AnswerType.NUMBER, r"\bhow much\b"),
    (
        AnswerType.DATE,
        (
            r"\bwhen\b.*\?$|^when\b|\b(since|until|till|by) when\b|"
            r"\b(what|which|on what|in what|in which|on which) (date|day|month|year|week|time|quarter)s?\b"
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
    r"\bwhat(?:'s| (?:has|had|is|was|will|would))? (?P<event>happen(?:s|ed|ing)?|going on)\b|"
    r"\b(?:what|which) (?P<kind>kind|sort|type)s? of\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\bhow long\b.*?\b(?P<takes>takes?|taken|took|lasts?|lasted)\b", re.IGNORECASE)
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
