"""Articles in, one-page brief out. Every field is cut from the articles or named in `not_stated`.

A language model, where there is one, may phrase the bottom line and the key points; people, figures, dates
and all the rest stay the articles' own words.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article
from qa.briefing.agreement import disagreements, groups_of_copies
from qa.briefing.concerns import open_questions, risks
from qa.briefing.figures import FoundFigure, find_figures
from qa.briefing.merging import merge_figures, merge_organisations, merge_people, merge_places
from qa.briefing.phrasing import MAX_BOTTOM_LINE, MAX_KEY_POINTS, MAX_OFFERED, Phrased, phrase
from qa.briefing.prose import Reading, read
from qa.briefing.ranking import Embed, Ranked, choose, rank, repeats
from qa.briefing.speech import find_attributions
from qa.briefing.timeline import make_timeline
from qa.citations import refer, verbatim
from qa.entities import Entities, find_entities
from qa.errors import ModelError
from qa.llm import LanguageModel
from qa.models import Attribution, Brief, BriefTimings, Statement
from qa.nlp import Parser

EXTRACTIVE = "extractive"
MIN_KEY_POINTS = 3
MAX_CONCERNS = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """What the articles hold, before anything is chosen. `readings` leave out copies of another article."""

    readings: list[Reading]
    entities: list[Entities]
    figures: list[FoundFigure]
    attributions: list[Attribution]


def make_brief(
    articles: Sequence[Article],
    *,
    parser: Parser,
    model: LanguageModel | None,
    embed: Embed,
    topic: str | None = None,
    as_of: str | None = None,
) -> Brief:
    """A brief on `articles`, in one page's worth of entries, the best of each kind first.

    `embed` gives unit rows (n, dim) for n texts. `topic` draws what is near it to the front. `as_of` is
    recorded as given; leaving out later articles is for the caller to do.

    Raises:
        ValueError: if there is no article.
        ParserError: if the language pipeline did not start or stopped.
    """
    if not articles:
        raise ValueError("a brief needs at least one article")
    started = time.perf_counter()
    copies = groups_of_copies(articles)
    readings = read([articles[group[0]] for group in copies], parser)
    found = _find(readings)
    extracted = time.perf_counter()
    ranked = rank([s for r in readings for s in r.sentences], embed, topic)
    brief = _extractive(articles, found, ranked, topic=topic, as_of=as_of, n_sources=len(copies))
    if model is not None:
        brief = _phrased(brief, ranked, model, parser)
    done = time.perf_counter()
    timings = BriefTimings(
        extract=_ms(started, extracted), write=_ms(extracted, done), total=_ms(started, done)
    )
    return brief.model_copy(update={"timings_ms": timings, "not_stated": not_stated(brief)})


def _ms(start: float, end: float) -> float:
    return round(1000 * (end - start), 1)


def _find(readings: Sequence[Reading]) -> _Found:
    entities = [find_entities(r) for r in readings]
    return _Found(
        list(readings),
        entities,
        [f for r in readings for s in r.sentences for f in find_figures(s)],
        [a for r, e in zip(readings, entities, strict=True) for a in find_attributions(r, e.mentions)],
    )


def _extractive(
    articles: Sequence[Article],
    found: _Found,
    ranked: Ranked,
    *,
    topic: str | None,
    as_of: str | None,
    n_sources: int,
) -> Brief:
    """The brief in the articles' words alone."""
    bottom = choose(ranked, MAX_BOTTOM_LINE)
    n_points = max(MIN_KEY_POINTS, min(MAX_KEY_POINTS, len(ranked.sentences) // 2 - 1))
    points = choose(ranked, n_points, bottom)
    best_first = [ranked.sentences[i] for i in ranked.order()]
    place = {s.id: i for i, s in enumerate(ranked.sentences)}
    score = {key: float(ranked.scores[i]) for key, i in place.items()}
    return Brief(
        title=_title(articles, ranked, bottom, topic),
        articles=[refer(a) for a in articles],
        as_of=as_of,
        engine=EXTRACTIVE,
        bottom_line=_statements(ranked, sorted(bottom)),
        key_points=_statements(ranked, points),
        people=merge_people(found.entities),
        organisations=merge_organisations(found.entities),
        places=merge_places(found.entities),
        timeline=make_timeline(found.readings),
        figures=merge_figures(found.figures, score),
        attributions=found.attributions,
        risks=[verbatim(s.article, s.span) for s in risks(best_first, MAX_CONCERNS)],
        open_questions=[verbatim(s.article, s.span) for s in open_questions(best_first, MAX_CONCERNS)],
        disagreements=disagreements(found.figures, place, ranked.vectors),
        independent_sources=n_sources,
    )


def _statements(ranked: Ranked, chosen: Sequence[int]) -> list[Statement]:
    return [verbatim(ranked.sentences[i].article, ranked.sentences[i].span) for i in chosen]


def _title(articles: Sequence[Article], ranked: Ranked, bottom: Sequence[int], topic: str | None) -> str:
    """The topic, else the title of the article the bottom line is from."""
    if topic:
        return topic
    return ranked.sentences[bottom[0]].article.title if bottom else articles[0].title


def _phrased(brief: Brief, ranked: Ranked, model: LanguageModel, parser: Parser) -> Brief:
    """The brief with what a model wrote and the check let through; if it failed, `engine` says so."""
    offered = sorted(ranked.order()[:MAX_OFFERED])
    if not offered:
        return brief
    try:
        phrased = phrase(brief.title, [ranked.sentences[i] for i in offered], model, parser)
    except ModelError as e:
        return brief.model_copy(update={"engine": f"{EXTRACTIVE} ({model.name} failed: {e})"})
    return brief.model_copy(update={"engine": model.name, **_lines(brief, phrased)})


def _lines(brief: Brief, phrased: Phrased) -> dict[str, object]:
    """The model's lines, filled up with the extractive ones that say something else: a poor model must not
    make a poorer brief."""
    bottom_line = _filled(phrased.bottom_line, brief.bottom_line, [])
    return {
        "bottom_line": bottom_line,
        "key_points": _filled(phrased.key_points, brief.key_points, bottom_line),
        "dropped": phrased.dropped,
        "usage": phrased.usage,
    }


def _filled(
    own: Sequence[Statement], extractive: Sequence[Statement], said: Sequence[Statement]
) -> list[Statement]:
    """`own`, then of `extractive` what repeats neither it nor `said`, up to the length of `extractive`."""
    lines = list(own)
    for statement in extractive:
        if len(lines) < len(extractive) and not any(repeats(statement.text, s.text) for s in (*lines, *said)):
            lines.append(statement)
    return lines


_LISTS = (
    "bottom_line", "key_points", "people", "organisations", "places", "timeline", "figures", "attributions",
    "risks", "open_questions", "disagreements",
)  # fmt: skip


def not_stated(brief: Brief) -> list[str]:
    """The fields of a brief that the articles leave open: `risks`, `people[2].role`, `timeline[0].date`."""
    names = [name for name in _LISTS if not getattr(brief, name)]
    for n, article in enumerate(brief.articles):
        names += [
            f"articles[{n}].{field}" for field in ("publisher", "published_at") if not getattr(article, field)
        ]
    for n, person in enumerate(brief.people):
        names += [
            f"people[{n}].{field}"
            for field in ("role", "affiliation")
            if getattr(person, field).value is None
        ]
    names += [f"organisations[{n}].part" for n, o in enumerate(brief.organisations) if o.part.value is None]
    names += [f"timeline[{n}].date" for n, entry in enumerate(brief.timeline) if entry.date is None]
    names += [f"figures[{n}].unit" for n, figure in enumerate(brief.figures) if figure.unit is None]
    return names
