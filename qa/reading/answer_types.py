"""Does a sentence hold the kind of thing a question asks for, beyond what the question itself says?"""

from __future__ import annotations

import re
from functools import lru_cache

from index.text import CAPITAL, normalise, unaccented
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.language.lexicon import CURRENCY
from qa.language.nlp import Parse
from qa.language.numbers import CURRENCY_SIGN

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    r"million|billion|trillion|dozens?|scores?|no|none|both|twice|half|single)"
)
_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|crore|lakh|m|mn|bn|k)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?|MARCH|May|MAY)|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNIT_OF_TIME = r"(?:second|minute|hour|day|night|week|month|quarter|year|decade|centur(?:y|ie))s?"
_PART = r"(?:third|half|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_YEARS = rf"(?:\d{{1,3}}|{_NUMBER_WORD})"
_PATTERNS = {
    AnswerType.SHARE: (
        rf"%|\bper ?cent\b|\bpercent(?:age)?\b|\bp\.c\.|\b(?:a|{_NUMBER_WORD})[ -]{_PART}\b|\bhalf\b|"
        rf"\bthirds?\b|\b{_NUMBER_WORD} (?:in|out of) {_NUMBER_WORD}\b|\b\d+ (?:in|out of) \d+\b|"
        r"\bmajority\b|\bmost of\b"
    ),
    AnswerType.MONEY: (
        rf"{CURRENCY_SIGN}\s?\d|\b(?<![\d.,])\d[\d.,]*\s?(?:{_MAGNITUDE}\s)?(?:us |u\.s\. )?{CURRENCY}\b|"
        rf"\b{_NUMBER_WORD}[ -](?:{_MAGNITUDE}\s)?{CURRENCY}\b|"
        r"\b(?:is|are|was|were|for) free\b|\bfree of charge\b"
    ),
    AnswerType.AGE: (
        rf"\b{_YEARS}[ -]years?[ -](?:of age|olds?)\b|"
        rf"\b(?:aged?|turn(?:s|ed)|at) {_YEARS}(?![:.,]\d| ?[ap]\.?m)\b|"
        r"[a-z]+(?:, | \()\d{1,3}(?:,|\)| and\b|$)|"
        rf"\bwho (?:is|was) {_YEARS}(?=[,.;)]|$| when\b| and\b)|"
        r"\b(?:his|her|their) (?:mid|early|late)?[ -]?(?:teens|\w+ies)\b|"
        rf"\bage of\b|\b\w+genarian\b|\bcentury\b|\b(?:{_NUMBER_WORD}|\d[\d,]*) years\b|"
        r"\b(?:born|built|founded|opened|created|established|launched|made|introduced|written|painted|dat(?:es?|ed|ing)|"
        r"since|from)\b.*\b(?:1\d|20)\d\d\b"
    ),
    AnswerType.NUMBER: rf"\d|\b{_NUMBER_WORD}\b|\b{_PART}\b",
    AnswerType.DATE: (
        rf"\b(?:1\d|20)\d\ds?\b|\bcentur(?:y|ies)\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:today|yesterday|tomorrow|tonight|overnight)\b|"
        rf"\b(?:last|next|this|past) (?:{_UNIT_OF_TIME}|spring|summer|autumn|fall|winter|weekend)\b|"
        rf"\b(?:\d+|{_NUMBER_WORD}) {_UNIT_OF_TIME} (?:ago|later|earlier|before|after)\b|"
        r"\b\d{1,2}:\d\d\b|\b\d+ ?[ap]\.?m\b"
    ),
    AnswerType.DURATION: (
        rf"\b(?:\d[\d.,]*|a|an|{_NUMBER_WORD})[ -](?:{_NUMBER_WORD} )?"
        rf"(?:{_UNIT_OF_TIME}|(?:kilo)?met(?:re|er)s?|miles?|km)\b|\b(?:since|until|till|throughout|overnight)\b"
    ),
    AnswerType.REASON: (
        r"\b(?:because|due to|since|after|caused?|owing to|reasons?|so that|in order to|amid|"
        r"blam(?:e|ed|ing)|as)\b|\bto [a-z]+\b"
    ),
}
# The kinds that are told by their form alone, so that their absence is certain.
FIGURES = frozenset(
    {
        AnswerType.SHARE,
        AnswerType.MONEY,
        AnswerType.AGE,
        AnswerType.NUMBER,
        AnswerType.DATE,
        AnswerType.DURATION,
    }
)
# "It has paid 90 million": of what, was told before; not "90 million passengers".
_BARE_SUM = (
    r"\b(?<![\d.,])\d[\d.,]* ?(?:m|mn|bn|million|billion|trillion)\b(?! (?:[a-z-]+ )?[a-z]{3,}[^su\W]s\b)"
)
_ANSWERED_BY = {**_PATTERNS, AnswerType.MONEY: f"{_PATTERNS[AnswerType.MONEY]}|{_BARE_SUM}"}
_COMPILED = {kind: re.compile(form, re.IGNORECASE) for kind, form in _ANSWERED_BY.items()}
# What "how many" does not ask for: shares, sums, days and years.
_HOW_MANY = re.compile(r"\bhow many\b|\b(?:number|count) of\b|\btoll\b|\bcasualties\b", re.IGNORECASE)
_NO_COUNT = re.compile(
    rf"{CURRENCY_SIGN}\s?\d[\d.,]*(?:\s?{_MAGNITUDE}\b)?|"
    rf"\b(?<![\d.,])\d[\d.,]* ?(?:%|per ?cent\b|percent\b)|{_PATTERNS[AnswerType.MONEY]}|\b(?:1\d|20)\d\d\b|"
    rf"\b\d{{1,2}} {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b|\b\d{{1,2}}:\d\d\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r'"[^"]{8,}"')
_SPEECH = re.compile(
    r"\b(?:said|says|told|called|described|wrote|added|warned|argued|denied|dismissed|promised|insisted|"
    r"according to|announced|replied|admitted|claimed|remarked|praised|criticised|criticized|commented|"
    r"(?:not|no|declined to|refused to) comment)\b"
)
_LABELS = {
    AnswerType.PERSON: {"PERSON", "ORG"},
    AnswerType.ORGANISATION: {"ORG", "PERSON", "PRODUCT"},
    AnswerType.PLACE: {"GPE", "LOC", "FAC", "ORG"},
}
# The kinds that only a parse tells.
NAMES = frozenset(_LABELS)
# The small pipeline misses places and people whose names it does not know; a capitalised run inside the
# sentence that the question does not hold is weaker evidence of one.
_NAME = re.compile(rf"(?<=[\w,;:)\"'] )(?:{CAPITAL}[\w'-]+(?: (?:of|de|van|al|el|bin|the) )?[ -]?)+")


def holds_answer(view: QuestionView, parse: Parse) -> float:
    """1 if the sentence holds something of the kind asked for, 0 if not, between if it may; 0.5 for `ANY`.

    What the question already says does not count: it is not what was asked.
    """
    kind = view.answer_type
    if kind is AnswerType.ANY:
        return 0.5
    if kind in _COMPILED:
        return float(_has_form(kind, parse.text, view.text.lower()))
    text = _plain(parse.text)
    if kind is AnswerType.QUOTE:
        return speaks(text)
    found = [e for e in parse.entities if not _known(e.span.of(parse.text), view)]
    if any(e.label in _LABELS[kind] for e in found):
        return 1.0
    peoples = {normalise(e.span.of(parse.text)).text for e in parse.entities if e.label == "NORP"}
    if any(not _known(m.group(), view) and m.group().strip() not in peoples for m in _NAME.finditer(text)):
        return 0.6
    return 0.0


@lru_cache(maxsize=1_024)  # what is read was looked at before
def _has_form(kind: AnswerType, sentence: str, question: str) -> bool:
    """True if the sentence has what is told by its form and does not stand in the question, lower case."""
    text = _plain(sentence)
    if kind is AnswerType.NUMBER and _HOW_MANY.search(question):
        text = _NO_COUNT.sub(" ", text)
    return any(m.group().lower() not in question for m in _COMPILED[kind].finditer(text))


def _plain(sentence: str) -> str:
    return unaccented(normalise(sentence).text)  # 5 million złoty


def speaks(text: str) -> float:
    """1 if somebody's words stand there in quotation marks, 0.6 if somebody says something, else 0."""
    return 1.0 if _WORDS.search(text) else 0.6 if _SPEECH.search(text) else 0.0


def _known(name: str, view: QuestionView) -> bool:
    words = {w.lower().removesuffix("'s") for w in normalise(name).text.split()}
    return words <= {w.strip(".,;:?!'\"").lower().removesuffix("'s") for w in view.text.split()}
