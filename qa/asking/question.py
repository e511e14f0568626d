"""What a question asks for: its content words, the names and figures it mentions, the kind of answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text import CAPITAL, normalise
from qa.asking.kind import AnswerType, answer_type_of
from qa.dates import MONTHS, WEEKDAYS
from qa.language.nlp import Parse
from qa.language.words import content_stems

# Words that only ask: the articles answer "how far" with a distance, and "what happened" with what did.
_ASKS = re.compile(
    r"\bhow (?P<how>long|far|old|tall|high|deep|wide|big|large|heavy|fast|often|soon)\b|"
    r"\bwhat(?:'s| (?:has|had|is|was|will|would))? (?P<event>happen(?:s|ed|ing)?|going on)\b|"
    r"^(?:and )?(?:who|what|where) (?P<other>else)\b|"
    r"\bthe (?P<one>person|people|thing)(?= (?:who|that)\b)|"  # as a follow-up is read
    r"\b(?P<meant>finally|eventually|ultimately|actually|exactly|precisely|roughly|approximately|really|"
    r"overall|altogether|himself|herself)\b|\bin (?P<all>total)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\bhow long\b.*?\b(?P<takes>takes?|taken|took|lasts?|lasted)\b", re.IGNORECASE)
_CALENDAR = frozenset(word.capitalize() for word in (*MONTHS, *WEEKDAYS))
_CAPITALISED = re.compile(rf"(?<!^)(?<![.?!:]\s)\b{CAPITAL}[\w'’-]*(?:\s+{CAPITAL}[\w'’-]*)*")
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

    @property
    def name_stems(self) -> frozenset[str]:
        """The stems of the words of its names that carry meaning."""
        return frozenset(s for name in self.names for s in content_stems(name))


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
