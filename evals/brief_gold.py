"""What briefs of the sample should hold: `briefs.jsonl`, one brief a line, written by hand from the articles.

A line names either the articles the brief is made of or a topic it is found by; with a topic, `articles` are
those that belong to it. Every quote must stand verbatim in its article, or the file is refused with the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.gold_set import GoldEvidence, NonBlank, numbered_lines, parse_line, require_quote


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedPerson(_Entry):
    """A person as the articles name them; role and affiliation are null where no article states them."""

    name: NonBlank
    role: NonBlank | None = None
    affiliation: NonBlank | None = None


class ExpectedFigure(_Entry):
    """A number as the article writes it, with what it counts and its "about" or "more than"."""

    value: NonBlank
    unit: NonBlank | None = None
    qualifier: NonBlank | None = None


class ExpectedDate(_Entry):
    """A day, month or year of the timeline in ISO 8601, with the last day of a stretch."""

    date: NonBlank
    end_date: NonBlank | None = None


class ExpectedAttribution(_Entry):
    """Who said it, and the words of the article that hold what was said."""

    speaker: NonBlank
    article: NonBlank
    quote: NonBlank

    @property
    def evidence(self) -> GoldEvidence:
        return GoldEvidence(article=self.article, quote=self.quote)


class BriefGold(_Entry):
    """The expected entries of every field of one brief. A key point or a side is known by evidence: any of
    its quotes will do."""

    id: NonBlank
    articles: tuple[NonBlank, ...]
    topic: NonBlank | None = None
    people: tuple[ExpectedPerson, ...]
    figures: tuple[ExpectedFigure, ...]
    timeline: tuple[ExpectedDate, ...]
    attributions: tuple[ExpectedAttribution, ...]
    key_points: tuple[tuple[GoldEvidence, ...], ...]
    risks: tuple[GoldEvidence, ...]
    open_questions: tuple[GoldEvidence, ...]
    disagreements: tuple[tuple[GoldEvidence, ...], ...]
    independent_sources: int

    def quotes(self) -> Iterator[GoldEvidence]:
        """Every quote of the line."""
        yield from (attribution.evidence for attribution in self.attributions)
        yield from (quote for quotes in (*self.key_points, *self.disagreements) for quote in quotes)
        yield from (*self.risks, *self.open_questions)


def load_brief_gold(path: Path, texts: Mapping[str, str]) -> list[BriefGold]:
    """The expected briefs of `path`; `texts` holds the stored text of each article by its file name.

    Raises:
        GoldSetError: naming the line, if one does not fit its form or a quote does not stand.
    """
    briefs = []
    for number, line in numbered_lines(path):
        place = f"{path}, line {number}"
        brief = parse_line(BriefGold, line, place)
        for quote in brief.quotes():
            require_quote(quote.article, quote.quote, texts, place)
        for name in brief.articles:
            require_quote(name, "", texts, place)
        briefs.append(brief)
    return briefs
