"""The kind of thing a question asks for, by its form: a person, a date, a sum, somebody's words."""

from __future__ import annotations

import re
from enum import StrEnum

from index.text import normalise


class AnswerType(StrEnum):
    """The kind of thing that answers the question; `ANY` where the form does not say."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    SHARE = "share"
    MONEY = "money"
    AGE = "age"
    NUMBER = "number"
    QUOTE = "quote"
    REASON = "reason"
    ANY = "any"


_DOES = "(?:did|do|does|was|were|is|are|will|would|has|had|have|can|could|should|might|must)"
# "What" with up to two words before the noun that says the kind: "what daily water ration".
_WHAT = rf"\b(?:what|which) (?:(?!{_DOES}\b)[\w'-]+ ){{0,2}}?"
# First match wins; the order goes from the particular to the general.
_SUMS = (
    "costs?|worth|price|value|bill|budget|fine|investment|fee|salary|loan|debt|revenues?|profits?|subsidy|grant|"
    "savings|damages|turnover|earnings|payoff|payout|bonus|bonuses|compensation|wages?|bail|bribes?|donations?|"
    "pension|reward|ransom|rent|takings|proceeds"
)
_COSTS = (
    f"{_SUMS}|pays?|paid|priced|valued|money|spend|spent|spending|fined|invest|invested|earn|earned|saving|"
    "steal|stole|stolen|embezzled?|defraud\\w*|launder\\w*|owed?|owes|donated?"
)
_CHANGES = "increase|rise|grow|climb|fall|drop|decline|decrease|shrink|change|risen|grown|fallen|dropped"
_SHARES = (
    "(?<!per )share(?! (?:prices?|sales?|issue|index|capital)\\b)|percentage|percent|per cent|proportion|"
    "fraction|turnout"
)
_BODIES = (
    "company|companies|firms?|organi[sz]ations?|agency|bank|party|union|team|club|outlet|newspaper|university|"
    "ministry|supplier|manufacturer|bidder|insurer|institution"
)
_FORMS = (
    (
        AnswerType.QUOTE,
        (
            r"\b(what|how) (?:exactly )?(did|does|do|was|were|has|have)\b.*\b(say|said|remark|comment|"
            r"describe|tell|told|answer|respond|reply|react|argue|put it|warn|caution|think|call|criticise|"
            r"criticize|praise)\b|"
            r"\bin (what|which) words\b|\bquotes?\b|\b(exact|own|very) words\b|\bword for word\b|"
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
        AnswerType.MONEY,
        rf"\bhow (big|large|high) (?:an?|{_DOES}) (?:\S+ ){{0,3}}?({_SUMS})\b|\bhow (expensive|costly)\b",
    ),
    (AnswerType.AGE, rf"\bhow old\b|\bat what age\b|{_WHAT}age\b"),
    (
        AnswerType.NUMBER,
        (
            r"\bhow (many|much of|far|tall|high|deep|wide|big|large|heavy|fast|often)\b|"
            rf"\bhow (badly|sharply|steeply|strongly)\b.*\b({_CHANGES})\b|"
            rf"{_WHAT}(number|size|distance|height|length|score|margin|level|increase|rise|raise|cut|figure|"
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
    (AnswerType.MONEY, r"\bhow much (?:each|per)\b"),
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
        (
            r"\bwhere\b|\b(what|which) (?:other )?(city|town|country|place|region|district|state|venue|"
            r"location|port|village|street|site|prison|jail|hospital|school|stadium|airport|station|building|"
            r"museum|hotel|island)\b"
        ),
    ),
    (
        AnswerType.ORGANISATION,
        rf"\b(what|which) ({_BODIES})\b(?! (?:official|member|leader|minister|chief|boss|player|manager))",
    ),
    (
        AnswerType.PERSON,
        r"\bwho(m|se)?\b|\b(what|which) (?:[\w-]+ )?(person|man|woman|ministers?|officials?|name)\b",
    ),
)
# Without a question word the noun that is asked for stands first ("author of the report", "new head of the
# bank") or last ("finance director leaving date").
_PEOPLE = (
    "names?|author|writer|owner|head|boss|chief|chair(?:man|woman|person)?|leader|founder|winner|successor|"
    "predecessor|coach|captain|mayor|minister|president|chancellor|governor|ceo|chief executive|director|"
    "manager|spokes\\w+|lawyer|judge|victims?|suspects?|candidates?|culprit|buyer|seller|bidders?"
)
_FIRST = r"^(?:the )?(?:[\w-]+ ){0,2}?"  # and up to two words that describe the noun
_NOUNS = (
    (AnswerType.REASON, r"^(?:the )?(?:reasons?|causes?|motives?) (?:for|of|why|behind|that)\b|\breasons?$"),
    (
        AnswerType.DATE,
        rf"{_FIRST}(?:date|deadline|day) (?:of|for)\b|\b(?:date|deadline)$|^(?:the )?(?:last|first) time",
    ),
    (AnswerType.DURATION, r"^(?:the )?(?:(?:prison|jail) )?(?:duration|length|sentence|term) (?:for|of)\b"),
    (AnswerType.SHARE, rf"{_FIRST}(?:{_SHARES})\b"),
    (AnswerType.AGE, r"^(?:the )?(?:[\w-]+ )?age of\b|\bage$"),
    (
        AnswerType.NUMBER,
        (
            r"^(?:the )?(?:[\w-]+ )?(?:number|total|count|size|height|distance|score|result|rate) of\b|"
            r"\b(?:toll|casualties|attendance|job losses|number|margin)\b|\bscore$|"
            rf"^(?:{_CHANGES}) in\b"
        ),
    ),
    (
        AnswerType.MONEY,
        (
            rf"{_FIRST}(?:{_SUMS}) (?:of|for|to|in|on|per|at|from)\b|^(?:[\w-]+ ){{1,4}}(?:{_SUMS})$|"
            r"^(?:[\w-]+ ){0,3}(?:price|costs?|revenues?|profits?|turnover|earnings|salary|fee)\b"
        ),
    ),
    (AnswerType.PLACE, rf"{_FIRST}(?:place|venue|location|site|home|headquarters|birthplace) (?:of|for)\b"),
    (AnswerType.PERSON, rf"{_FIRST}(?:{_PEOPLE}) (?:of|for|at|in|to|who|that|behind|before|after)\b"),
)
_ASKED = re.compile(
    rf"\b(?:who|whom|whose|what|which|when|where|why|how)\b|^(?:and )?{_DOES}\b", re.IGNORECASE
)
# In "share of the staff who struck" nothing is asked by "who".
_BEHIND_NOUN = frozenset({"who", "whom", "whose", "which", "that"})
_OPENS_NOUN = re.compile(r"^(?:the )?(?:[\w-]+ ){0,2}[\w-]+ (?:of|for|in|at|to) ")
_FORMS_COMPILED, _NOUNS_COMPILED = (
    tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in forms) for forms in (_FORMS, _NOUNS)
)


def answer_type_of(question: str) -> AnswerType:
    """The kind of thing that answers `question`, by its form."""
    text = normalise(question).text.rstrip(" ?.!")
    asked = _ASKED.search(text)
    before = text[: asked.start()] if asked else text
    is_noun = asked is None or (asked[0].lower() in _BEHIND_NOUN and _OPENS_NOUN.search(before) is not None)
    forms = (*(_NOUNS_COMPILED if is_noun else ()), *_FORMS_COMPILED)
    return next((kind for kind, form in forms if form.search(text)), AnswerType.ANY)
