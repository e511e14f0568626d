"""Articles in, one-page brief out. Every field is cut from the articles or named in `not_stated`.

A language model, where there is one, may phrase the bottom line and the key points, and point to what the
other fields leave open: a role, a part, a figure, who said what. Every value stays the articles' own words.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from index.models import Article
from qa.briefing.addressing import tells
from qa.briefing.agreement import disagreements, groups_of_copies
from qa.briefing.choosing import pick
from qa.briefing.concerns import open_questions, risks
from qa.briefing.corrected import corrected_in
from qa.briefing.corroboration import statement_with_support
from qa.briefing.denials import denials
from qa.briefing.entities import Entities, find_entities
from qa.briefing.figures import FoundFigure, find_figures
from qa.briefing.filling import filled
from qa.briefing.gaps import not_stated
from qa.briefing.leading import bottom_line, key_points
from qa.briefing.merging import (
    merge_attributions,
    merge_figures,
    merge_organisations,
    merge_people,
    merge_places,
)
from qa.briefing.outline import Outline, outline
from qa.briefing.phrasing import phrased
from qa.briefing.prose import ReadArticle, Sentence, read
from qa.briefing.ranking import Embed, Ranked, id_of, rank
from qa.briefing.selecting import PassagesOf, Vectors, none_known, select
from qa.briefing.speech import find_attributions
from qa.briefing.standing import told_with
from qa.briefing.timeline import make_timeline
from qa.citations import refer, verbatim
from qa.errors import ModelBadReply
from qa.language.nlp import Parser
from qa.models import Attribution, Brief, BriefTimings, Statement
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import LanguageModel
from qa.settings import DEFAULT_LLM_TIMEOUT_S

EXTRACTIVE = "extractive"
MAX_CONCERNS = 6
CHOOSING = 0.25  # of a model's time, at most, for choosing what to write from


@dataclass(frozen=True, slots=True)
class _Found:
    """What the articles hold, before anything is chosen. `readings` leave out copies of another article."""

    readings: list[ReadArticle]
    entities: list[Entities]
    figures: list[FoundFigure]
    attributions: list[Attribution]


def make_brief(
    articles: Sequence[Article],
    *,
    parser: Parser,
    model: LanguageModel | None,
    embed: Embed,
    passages_of: PassagesOf = none_known,
    topic: str | None = None,
    as_of: str | None = None,
    model_timeout_s: float = DEFAULT_LLM_TIMEOUT_S,
    listener: Listener | None = None,
) -> Brief:
    """A brief on `articles`, in one page's worth of entries, the best of each kind first.

    `embed` gives unit rows (n, dim) for n texts; `passages_of` what is known of the articles' passages, by
    which the sentences worth reading are chosen where there are many. `topic` draws what is near it to the
    front. `as_of` is recorded as given; leaving out later articles is for the caller to do. A model has
    `model_timeout_s` in all; `listener` is shown its lines as they pass the check, and may stop it.

    Raises:
        ValueError: if there is no article.
        ParserError: if the language pipeline did not start or stopped.
    """
    if not articles:
        raise ValueError("a brief needs at least one article")
    started = time.perf_counter()
    copies = groups_of_copies(articles)
    outlines = [outline(articles[group[0]]) for group in copies]
    near = embed([topic])[0] if topic else None
    chosen = select(outlines, passages_of, (topic, near) if topic and near is not None else None)
    corrected = corrected_in(outlines)
    chosen = [[i for i in c if i not in left] for c, left in zip(chosen, corrected.left_out, strict=True)]
    readings, vectors = _read(outlines, chosen, parser, embed)
    found = _find(readings)
    extracted = time.perf_counter()
    ranked = rank([s for r in readings for s in r.sentences], vectors, near)
    brief = _extractive(articles, found, ranked, topic=topic, as_of=as_of, n_sources=len(copies))
    told = [*corrected.conflicts, *brief.disagreements]
    brief = brief.model_copy(update={"disagreements": told})
    if model is not None:
        listener = listener or Listener()
        brief = _with_model(brief, ranked, Bounded(model, model_timeout_s, listener), parser, listener)
    done = time.perf_counter()
    timings = BriefTimings(
        extract=_ms(started, extracted), write=_ms(extracted, done), total=_ms(started, done)
    )
    return brief.model_copy(update={"timings_ms": timings, "not_stated": not_stated(brief)})


def _with_model(brief: Brief, ranked: Ranked, model: Bounded, parser: Parser, listener: Listener) -> Brief:
    """The brief with what a model added and phrased; it chooses, then writes, then fills what is open."""
    picked = pick(brief.title, ranked, model.part(CHOOSING), listener)
    brief, wrong = phrased(brief, ranked, picked.ids, model, parser, listener)
    if wrong and not isinstance(wrong, ModelBadReply):
        return brief  # it is gone, or the time is over
    if picked.wrong:
        brief = brief.model_copy(update={"engine": f"{brief.engine} (choosing: broke off: {picked.wrong})"})
    return filled(brief, [ranked.sentences[i] for i in ranked.order()], model, parser, listener)


def _read(
    outlines: Sequence[Outline], chosen: Sequence[Sequence[int]], parser: Parser, embed: Embed
) -> tuple[list[ReadArticle], Vectors]:
    """The chosen sentences that tell something, with their grammar, and their vectors (n, dim)."""
    pairs = zip(outlines, chosen, strict=True)
    texts = [o.sentences[n].of(o.article.text) for o, numbers in pairs for n in numbers]
    with ThreadPoolExecutor(1) as aside:  # the pipeline is a process of its own: both work at once
        reading = aside.submit(read, outlines, parser, chosen)
        vectors = np.asarray(embed(texts), dtype=np.float32) if texts else np.zeros((0, 1), dtype=np.float32)
        readings = reading.result()
    telling = np.array([tells(s) for r in readings for s in r.sentences], dtype=bool)
    if not telling.any():
        return readings, vectors  # a page of nothing but orders is still all there is
    return [replace(r, sentences=tuple(filter(tells, r.sentences))) for r in readings], vectors[telling]


def _ms(start: float, end: float) -> float:
    return round(1000 * (end - start), 1)


def _find(readings: Sequence[ReadArticle]) -> _Found:
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
    bottom = bottom_line(ranked, topic)
    points = key_points(ranked, topic, bottom)
    best_first = [ranked.sentences[i] for i in ranked.order()]
    return Brief(
        title=_title(articles, ranked, bottom, topic),
        articles=[refer(a) for a in articles],
        as_of=as_of,
        engine=EXTRACTIVE,
        bottom_line=_statements(ranked, bottom),
        key_points=_statements(ranked, points),
        people=merge_people(found.entities),
        organisations=merge_organisations(found.entities),
        places=merge_places(found.entities),
        timeline=make_timeline(found.readings, ranked.cosine),
        figures=merge_figures(found.figures, ranked),
        attributions=_of_topic_first(merge_attributions(found.attributions, ranked.cosine), ranked, topic),
        risks=[_told(ranked, s) for s in risks(best_first, MAX_CONCERNS)],
        open_questions=[_told(ranked, s) for s in open_questions(best_first, MAX_CONCERNS)],
        disagreements=[*disagreements(found.figures, ranked.cosine), *denials(found.readings)],
        independent_sources=n_sources,
    )


def _of_topic_first(said: list[Attribution], ranked: Ranked, topic: str | None) -> list[Attribution]:
    """What was said of a topic first; of all that some articles tell the newest."""
    return sorted(said, key=lambda a: -ranked.score(id_of(a.claim.citations[0]))) if topic else said


def _told(ranked: Ranked, sentence: Sentence) -> Statement:
    """The sentence, with the one before it where it says too little alone."""
    before = ranked.before(ranked.place[sentence.id])
    return verbatim(sentence.article, told_with(sentence, before) or sentence.span)


def _statements(ranked: Ranked, chosen: Sequence[int]) -> list[Statement]:
    return [statement_with_support(ranked, i) for i in chosen]


def _title(articles: Sequence[Article], ranked: Ranked, bottom: Sequence[int], topic: str | None) -> str:
    """The topic, else the title of the article the bottom line is from."""
    if topic:
        return topic[:1].upper() + topic[1:]
    return ranked.sentences[bottom[0]].article.title if bottom else articles[0].title
