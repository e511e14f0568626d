"""What `groundwire gold add | review | check` do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from evals.gold_drafts import Draft, drafted_by, from_article, from_questions
from evals.gold_tools import (
    Ask,
    add_drafts,
    check,
    check_briefs,
    drafts_path,
    from_ratings,
    review,
    texts_of,
)
from qa.language.nlp import SpacyParser
from qa.phrasing.openai_llm import InstructorModel
from qa.service import Service
from qa.settings import load_settings


def gold_add(
    flags: Mapping[str, Any],
    *,
    gold: Path | None,
    articles: Path | None,
    questions: tuple[Path, ...],
    ratings: tuple[Path, ...],
    from_articles: tuple[str, ...],
) -> str:
    """Puts drafts beside the gold file, and says how many were new.

    Raises:
        GoldSetError: if an input does not fit, or `from_articles` names no article of the sample.
    """
    with _files(gold, articles) as (gold_path, articles_dir):
        drafts = [draft for path in questions for draft in from_questions(path)]
        if ratings:
            names = _names(flags)
            drafts += [draft for path in ratings for draft in from_ratings(path, names)]
        if from_articles:
            drafts += _from_articles(flags, from_articles, texts_of(articles_dir))
        n_new = add_drafts(drafts_path(gold_path), drafts)
        return f"{n_new} new drafts of {len(drafts)}; they count after `groundwire gold review`"


def _from_articles(flags: Mapping[str, Any], names: tuple[str, ...], texts: Mapping[str, str]) -> list[Draft]:
    from evals.gold_set import GoldSetError

    if missing := [name for name in names if name not in texts]:
        raise GoldSetError(
            f"there is no article {missing[0]!r} among the {len(texts)} articles",
            hint="name a file of the folder of articles",
        )
    settings = load_settings(flags)
    if settings.llm != "none":
        model = InstructorModel(settings.llm, timeout_s=settings.llm_timeout_s, price=settings.llm_price)
        return [draft for name in names for draft in drafted_by(model, name, texts[name])]
    parser = SpacyParser()
    try:
        return [draft for name in names for draft in from_article(name, texts[name], parser)]
    finally:
        parser.close()


def _names(flags: Mapping[str, Any]) -> dict[str, str]:
    """The file names of the articles in the library the chat answered from, by their ids."""
    with Service(load_settings(flags)) as service:
        infos = service.articles()
        return {i.article_id: Path(service.article(i.article_id).origin).name for i in infos}


def gold_review(ask: Ask, *, gold: Path | None, articles: Path | None) -> str:
    """Has a person decide on each draft, and says what came of it.

    Raises:
        GoldSetError: if the drafts cannot be read.
    """
    with _files(gold, articles) as (gold_path, articles_dir):
        n_accepted, n_rejected = review(gold_path, texts_of(articles_dir), ask)
        return f"{n_accepted} accepted into {gold_path.name}, {n_rejected} rejected"


def gold_check(*, gold: Path | None, articles: Path | None) -> tuple[str, list[str]]:
    """(what the gold file holds, what is wrong with it, a line each).

    Raises:
        GoldSetError: if the file cannot be read.
    """
    with _files(gold, articles) as (gold_path, articles_dir):
        texts = texts_of(articles_dir)
        items, wrong = check(gold_path, texts)
        wrong += check_briefs(gold_path.with_name("briefs.jsonl"), texts)
        n_answerable = sum(item.answerable for item in items)
        return f"{len(items)} questions, {n_answerable} answerable, {len(items) - n_answerable} not", wrong


@contextmanager
def _files(gold: Path | None, articles: Path | None) -> Iterator[tuple[Path, Path]]:
    with as_file(files("evals").joinpath("gold")) as folder:
        yield gold or folder / "questions.jsonl", articles or folder / "articles"
