"""Loads a gold set: questions with known answers, and the words in the articles that settle them.

A set is refused as a whole, with the line named, when one line does not fit: figures from a half-read
set would not compare with anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from index.models import Article, Span
from index.text import normalise
from qa.errors import SettingsError

NonBlank = Annotated[str, StringConstraints(pattern=r"\S")]

Form = TypeVar("Form", bound=BaseModel)

Fact = list[tuple[Article, Span]]
"""Where one fact stands: an article and a span for each of its twins."""


class GoldSetError(SettingsError):
    """The gold set cannot be used; the message names the file, the line and what to do."""


class GoldEvidence(BaseModel):
    """The words that settle a question, and the file name of the sample article they stand in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: NonBlank
    quote: NonBlank


class GoldItem(BaseModel):
    """One question. `answers` are the accepted short texts; an unanswerable question has neither
    answers nor evidence. `as_of` is the day it is asked from: later articles must not be used.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: NonBlank
    question: NonBlank
    answerable: bool
    answers: tuple[NonBlank, ...]
    evidence: tuple[GoldEvidence, ...]
    tags: tuple[NonBlank, ...]
    as_of: Annotated[date, Field(strict=True)] | None = None
    history: tuple[NonBlank, ...] = ()

    @model_validator(mode="after")
    def _answers_only_where_there_are_some(self) -> Self:
        if self.answerable and not (self.answers and self.evidence):
            raise ValueError("an answerable question needs answers and evidence")
        if not self.answerable and (self.answers or self.evidence):
            raise ValueError("an unanswerable question has neither answers nor evidence")
        return self

    @property
    def facts(self) -> list[list[GoldEvidence]]:
        """The evidence, grouped: the same quote in several articles (wire copy) is one fact."""
        groups: dict[str, list[GoldEvidence]] = {}
        for evidence in self.evidence:
            groups.setdefault(normalise(evidence.quote).text, []).append(evidence)
        return list(groups.values())

    @property
    def cluster(self) -> str:
        """What the question shares with others: the article of its first evidence. A question without
        evidence shares nothing and is a cluster of its own."""
        return self.evidence[0].article if self.evidence else self.id


def load_gold_set(path: Path, texts: Mapping[str, str]) -> list[GoldItem]:
    """The questions of the JSON Lines file `path`, each quote found verbatim in `texts`.

    `texts` holds the stored text of each sample article by its file name. Blank lines are passed over.

    Raises:
        GoldSetError: if the file cannot be read or is empty, a line does not fit the form, an id comes
            twice, or a quote does not stand verbatim in the article it names.
    """
    items: list[GoldItem] = []
    for checked in checked_lines(path, texts):
        if isinstance(checked, GoldSetError):
            raise checked
        items.append(checked)
    if not items:
        raise GoldSetError(f"{path} holds no question", hint="name another file with --gold")
    return items


def checked_lines(path: Path, texts: Mapping[str, str]) -> Iterator[GoldItem | GoldSetError]:
    """Each line of `path` as a question, or as what is wrong with it; see `load_gold_set`.

    Raises:
        GoldSetError: if the file cannot be read.
    """
    first_lines: dict[str, int] = {}
    for number, line in numbered_lines(path):
        place = f"{path}, line {number}"
        try:
            item = parse_line(GoldItem, line, place)
            if item.id in first_lines:
                raise GoldSetError(
                    f"{place}: the id {item.id!r} stands on line {first_lines[item.id]} already",
                    hint="give each question an id of its own",
                )
            first_lines[item.id] = number
            for evidence in item.evidence:
                require_quote(evidence.article, evidence.quote, texts, place)
        except GoldSetError as e:
            yield e
        else:
            yield item


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a JSON Lines file that are not blank, with their numbers from 1.

    Raises:
        GoldSetError: if the file cannot be read.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        why = e.strerror if isinstance(e, OSError) else "it is no UTF-8"
        raise GoldSetError(f"{path} cannot be read ({why})", hint="name a UTF-8 file with --gold") from e
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    return ((n, line) for n, line in enumerate(source.split("\n"), start=1) if line.strip())


def locate_facts(item: GoldItem, articles: Mapping[str, Article]) -> list[Fact]:
    """Where the facts of `item` stand: each quote at its first place in the article of that file name."""
    facts: list[Fact] = []
    for twins in item.facts:
        fact: Fact = []
        for evidence in twins:
            article = articles[evidence.article]
            start = article.text.index(evidence.quote)
            fact.append((article, Span(start, start + len(evidence.quote))))
        facts.append(fact)
    return facts


def parse_line(form: type[Form], line: str, place: str) -> Form:
    """A line as a `form`.

    Raises:
        GoldSetError: naming `place` and the first field that does not fit.
    """
    try:
        return form.model_validate_json(line)
    except ValidationError as e:
        first = e.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        what = f"{field}: {first['msg']}" if field else first["msg"]
        raise GoldSetError(f"{place}: {what}", hint="correct this line") from e


def require_quote(article: str, quote: str, texts: Mapping[str, str], place: str) -> None:
    """Let a quote pass that stands verbatim in the article of that file name.

    Raises:
        GoldSetError: naming `place`, if it does not.
    """
    text = texts.get(article)
    if text is None:
        raise GoldSetError(
            f"{place}: there is no article {article!r} among the {len(texts)} articles",
            hint="correct the file name",
        )
    if quote not in text:
        raise GoldSetError(
            f"{place}: this quote does not stand in {article!r}: {quote!r}",
            hint="copy it verbatim from the stored text (`groundwire show ID --json`)",
        )
