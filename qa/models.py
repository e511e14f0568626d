"""The shapes that leave the program: answers and briefs, each sentence with the words it rests on.

These are the JSON documents other programs rely on.
All offsets are half-open ranges of Unicode code points in the stored text of that article version.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Base of every document: no unknown keys, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ArticleRef(Shape):
    """An article version, without a place in it."""

    article_id: str
    version: int
    title: str
    publisher: str | None
    published_at: str | None
    url: str | None
    sha256: str


class Citation(Shape):
    """The words of an article version: `text[start:end] == quote`. `sha256` is that of the text; `page` is
    the number of the page they begin on, from 1, where the article has pages."""

    article_id: str
    version: int
    title: str
    publisher: str | None
    published_at: str | None
    url: str | None
    start: int
    end: int
    quote: str
    sha256: str
    page: int | None = None


class Verdict(StrEnum):
    """How a statement stands to the words it cites. Nothing unsupported is ever listed."""

    VERBATIM = "verbatim"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


class Short(Shape):
    """The few words that answer, within the first citation of a statement: the stored `text[start:end]`."""

    text: str
    start: int
    end: int


class Statement(Shape):
    """One sentence or clause that can be true or false, with its citations.

    Only where there is such a thing: `short`, the words in it that answer, if they are known well enough;
    `before`, the words of the article that say whom its "she" or "it" means, the head of the table that it is
    a row of, the question of an interview that it answers, or the beginning of its item of a list.
    """

    text: str
    citations: list[Citation]
    verdict: Verdict
    short: Short | None = Field(default=None, exclude_if=lambda value: value is None)
    before: Citation | None = Field(default=None, exclude_if=lambda value: value is None)

    def around_short(self) -> tuple[str, str, str]:
        """`text` before the few words that answer, these, and what follows; without any, all is before."""
        if self.short is None:
            return self.text, "", ""
        start = self.short.start - self.citations[0].start
        end = start + len(self.short.text)
        return self.text[:start], self.text[start:end], self.text[end:]


class Grounded(Shape):
    """A value of a brief with its citations; `value` null means "not stated"."""

    value: str | None = None
    citations: list[Citation] = Field(default_factory=list)


class Dropped(Shape):
    """A statement that was not shown, and why."""

    text: str
    why: str


class Conflict(Shape):
    """Articles that disagree, or the sources that one quotes: what about, and each side in its own words."""

    about: str
    sides: list[Statement]

    @property
    def who(self) -> str:
        """Who they are that disagree, where they are told of."""
        quoted = {citation.article_id for side in self.sides for citation in side.citations[:1]}
        return "The articles" if len(quoted) > 1 else "The sources quoted"


class HitView(Shape):
    """A ranked passage as it is shown."""

    rank: int
    score: float
    passage_id: int
    article_id: str
    version: int
    start: int
    end: int
    text: str
    title: str
    publisher: str | None
    published_at: str | None


class AnswerTimings(Shape):
    """Milliseconds by stage."""

    retrieve: float = 0.0
    read: float = 0.0
    write: float = 0.0
    verify: float = 0.0
    total: float = 0.0


class Usage(Shape):
    """What the language model cost; `cost_usd` is null when the price is not known."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None

    @property
    def words(self) -> str:
        """What it was, for people: calls, tokens, and the cost if there is a known one; "" without calls."""
        if not self.calls:
            return ""
        cost = f", ${self.cost_usd:.4f}" if self.cost_usd else ""
        calls = f"{self.calls} call{'s' if self.calls > 1 else ''} of the language model"
        return f"{calls}, {self.prompt_tokens:,} tokens read and {self.completion_tokens:,} written{cost}"


class _AnswerBody(Shape):
    """`read_as` is what the question was taken for in its conversation; null if it stands alone."""

    question: str
    read_as: str | None = None
    status: str
    reason: str | None = None
    statements: list[Statement] = Field(default_factory=list)
    unanswered: list[str] = Field(default_factory=list)
    conflicts: list[Conflict] = Field(default_factory=list)
    confidence: float
    engine: str
    as_of: str | None = None
    hits: list[HitView] = Field(default_factory=list)
    dropped: list[Dropped] = Field(default_factory=list)
    timings_ms: AnswerTimings = Field(default_factory=AnswerTimings)
    usage: Usage = Field(default_factory=Usage)

    @property
    def made(self) -> str:
        """What worded it and how sure it is, for people."""
        return f"{self.engine}, confidence {self.confidence:.2f}"


class Answered(_AnswerBody):
    """The articles settle the question. `reason` is what else should be known of the answer; often null."""

    status: Literal["answered"] = "answered"


class Partial(_AnswerBody):
    """Some of the question is settled; `unanswered` names what is not."""

    status: Literal["partial"] = "partial"


class Abstained(_AnswerBody):
    """The articles do not say; `reason` says what is missing. `closest` are the sentences that come nearest,
    best first, at most two: not taken for an answer, but a reader may judge otherwise."""

    status: Literal["abstained"] = "abstained"
    closest: list[Citation] = Field(default_factory=list)


Answer = Annotated[Answered | Partial | Abstained, Field(discriminator="status")]


class Person(Shape):
    """A person as the articles name them; the role and the affiliation are values of their own."""

    name: Grounded
    role: Grounded
    affiliation: Grounded


class Organisation(Shape):
    """An organisation and its part in the matter."""

    name: Grounded
    part: Grounded


class Place(Shape):
    """A place that the articles name."""

    name: Grounded


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class TimelineEntry(Shape):
    """An event with its date. `date` and `end_date` (inclusive) are ISO 8601 as far as known: `2025`,
    `2025-10`, `2025-10-29`, or `--10-29` when the year is open; null when nothing settles them.
    `resolved_from` says what the expression was resolved from: "stated", "published 2025-03-17", "the
    dateline --05-20", "the previous date 2025-03-14", or null when nothing settles it."""

    date: str | None
    end_date: str | None
    precision: Precision
    expression: str
    resolved_from: str | None
    event: Grounded


class Figure(Shape):
    """A number with its unit, its qualifier ("over", "about") and what it measures."""

    value: str
    unit: str | None
    qualifier: str | None
    what: Grounded


class Attribution(Shape):
    """Who said what, and how."""

    speaker: Grounded
    verb: str
    hedge: str | None
    claim: Grounded


class BriefTimings(Shape):
    """Milliseconds by stage."""

    find: float = 0.0
    extract: float = 0.0
    write: float = 0.0
    verify: float = 0.0
    total: float = 0.0


class Brief(Shape):
    """One page on some articles, every field with its words or named in `not_stated`."""

    title: str
    articles: list[ArticleRef]
    as_of: str | None = None
    engine: str
    bottom_line: list[Statement] = Field(default_factory=list)
    key_points: list[Statement] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    organisations: list[Organisation] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    timeline: list[TimelineEntry] = Field(default_factory=list)
    figures: list[Figure] = Field(default_factory=list)
    attributions: list[Attribution] = Field(default_factory=list)
    risks: list[Statement] = Field(default_factory=list)
    open_questions: list[Statement] = Field(default_factory=list)
    disagreements: list[Conflict] = Field(default_factory=list)
    independent_sources: int
    not_stated: list[str] = Field(default_factory=list)
    dropped: list[Dropped] = Field(default_factory=list)
    timings_ms: BriefTimings = Field(default_factory=BriefTimings)
    usage: Usage = Field(default_factory=Usage)
