"""The read path: question in, cited answer or abstention out. One stage a line, in `answer_question`.

The program finds the evidence and decides whether it is enough. A language model, where there is one, only
phrases: it is given the evidence sentences by id, and what it writes is shown when a sentence carries it,
replaced by that sentence when not. Without one, or when it fails, the sentences speak for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from index.embedding import Embedder
from index.models import Article, Filters, Hit
from index.retrieval import Retriever
from index.text import find_quote, normalise
from qa.abstaining import reason_for
from qa.citations import cite
from qa.drafts import draft_form, drafted
from qa.errors import ModelError
from qa.grounding import carried_by
from qa.llm import LanguageModel
from qa.models import (
    Abstained,
    Answer,
    Answered,
    AnswerTimings,
    Conflict,
    Dropped,
    HitView,
    Statement,
    Usage,
    Verdict,
)
from qa.nlp import Parser
from qa.numbers import quantities
from qa.prompts import Message, load_prompt
from qa.reader import Evidence, Reading, read
from qa.words import content_stems

N_HITS = 10
# An answer is given from a confidence of .4 on; how often that is right stands in the README.
DEFAULT_RISK = 0.6
_MAX_SHOWN = 3
_NEAR = 0.85  # of the best score: what is below answers something else
_OFFERED = 8  # evidence sentences that a model sees
_MAX_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Tools:
    """What the read path works with; all of it can be replaced in tests."""

    retriever: Retriever
    embedder: Embedder
    parser: Parser
    article_of: Callable[[str, int], Article]
    idf: Callable[[Sequence[str]], Mapping[str, float]]
    model: LanguageModel | None = None


@dataclass(slots=True)
class _Written:
    """What will be shown, what will not, and what writing it cost."""

    statements: list[Statement] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    verify_ms: float = 0.0
    engine: str = "extractive"
    reason: str | None = None


def answer_question(question: str, tools: Tools, filters: Filters, *, risk: float | None = None) -> Answer:
    """Answer `question` from the articles that `filters` lets through, or abstain.

    `risk`, in (0, 1), is how likely an answer may be wrong and still be given.
    """
    start = perf_counter()
    hits = tools.retriever.search(question, N_HITS, filters)
    retrieved = perf_counter()
    reading = read(question, hits, tools.article_of, tools.embedder, tools.parser, tools.idf)
    was_read = perf_counter()
    is_enough = reading.confidence >= 1.0 - (risk if risk is not None else DEFAULT_RISK)
    written = write(question, reading, tools) if is_enough else _Written()
    done = perf_counter()
    common: dict[str, Any] = {
        "question": question,
        "confidence": round(reading.confidence, 4),
        "as_of": filters.as_of,
        "hits": [view_of_hit(hit) for hit in hits],
        "engine": written.engine,
        "usage": written.usage,
        "conflicts": written.conflicts,
        "dropped": written.dropped,
        "timings_ms": AnswerTimings(
            retrieve=_ms(start, retrieved),
            read=_ms(retrieved, was_read),
            write=round(_ms(was_read, done) - written.verify_ms, 2),
            verify=written.verify_ms,
            total=_ms(start, done),
        ),
    }
    if not is_enough:
        return Abstained(reason=reason_for(reading), unanswered=[question], **common)
    return Answered(statements=written.statements, reason=written.reason, **common)


def write(question: str, reading: Reading, tools: Tools) -> _Written:
    """The evidence as statements: as the model phrases it, where that holds, or in its own words."""
    chosen = choose(reading)
    rivals = rivals_in(chosen)
    conflicts = [Conflict(about=question, sides=[quoted(e) for e in sides]) for sides in rivals]
    extractive = _Written([quoted(e) for e in chosen], conflicts=conflicts)
    if tools.model is None:
        return extractive
    offered = {f"s{n}": e for n, e in enumerate(reading.evidence[:_OFFERED], start=1)}
    try:
        form = draft_form("DraftAnswer", list(offered), statements=_MAX_SHOWN)
        filled = tools.model.fill(_message(question, offered), form, max_tokens=_MAX_TOKENS)
    except ModelError as e:
        extractive.reason = f"{e}; the articles' own sentences are shown instead"
        return extractive
    start = perf_counter()
    written = _Written(conflicts=conflicts, usage=filled.usage, engine=tools.model.name)
    for draft in drafted(filled.value, "statements"):
        cited = [offered[i] for i in dict.fromkeys(draft.evidence)]
        _admit(draft.text, cited, offered, question, tools, written)
    # What the reader holds for the answer is said in any case, whatever the model made of it; so is what
    # another article has against it.
    said = {c.quote for s in written.statements for c in s.citations}
    must = [e for e in chosen if e is chosen[0] or any(e in sides for sides in rivals)]
    unsaid = [quoted(e) for e in must if e.text not in said]
    written.statements = (unsaid + written.statements)[: max(_MAX_SHOWN, len(must))]
    written.verify_ms = _ms(start, perf_counter())
    return written


def choose(reading: Reading) -> list[Evidence]:
    """The one to three sentences that answer without a model.

    The best; those that say the same with another figure; and those close to it that add words of the
    question it lacks, or, where a list is asked for, that are nearly as good.
    """
    best, *others = reading.evidence
    asked = set(content_stems(reading.view.text))
    covered = set(content_stems(best.text))
    close = [best]
    for evidence in others:
        stems = set(content_stems(evidence.text))
        adds = bool((stems & asked) - covered)
        is_near = evidence.score >= best.score * (0.85 if reading.view.wants_list else 0.93)
        if is_near and (adds or reading.view.wants_list):
            close.append(evidence)
            covered |= stems
    chosen: list[Evidence] = []
    for evidence in close:
        # What another article has against a sentence goes with it, before anything else.
        with_rivals = [evidence, *(e for e in reading.evidence if is_rival(evidence, e))]
        chosen += [e for e in with_rivals if e not in chosen]
    return chosen[:_MAX_SHOWN]


def is_rival(one: Evidence, other: Evidence) -> bool:
    """True if two articles say nearly the same thing with different figures."""
    stems, others = set(content_stems(one.text)), set(content_stems(other.text))
    figures, other_figures = ({q.value for q in quantities(e.text)} for e in (one, other))
    is_same_article = one.places[0][0].article_id == other.places[0][0].article_id
    alike = len(stems & others) / max(1, len(stems | others))
    return (
        not is_same_article and bool(figures and other_figures) and figures != other_figures and alike >= 0.6
    )


def rivals_in(chosen: Sequence[Evidence]) -> list[list[Evidence]]:
    """Of the chosen, each sentence that others contradict, with those others."""
    found: list[list[Evidence]] = []
    for n, evidence in enumerate(chosen):
        others = [e for e in chosen[n + 1 :] if is_rival(evidence, e)]
        if others and not any(evidence in sides for sides in found):
            found.append([evidence, *others])
    return found


def quoted(evidence: Evidence) -> Statement:
    """The sentence itself, cited wherever it stands."""
    return Statement(text=evidence.text, citations=_citations([evidence]), verdict=Verdict.VERBATIM)


def view_of_hit(hit: Hit) -> HitView:
    """A hit in the shape it leaves the program in."""
    passage = hit.passage
    return HitView(
        rank=hit.rank,
        score=round(hit.score, 4),
        passage_id=passage.passage_id,
        article_id=passage.article_id,
        version=passage.version,
        start=passage.span.start,
        end=passage.span.end,
        text=passage.text,
        title=hit.title,
        publisher=hit.publisher,
        published_at=hit.published_at,
    )


def _message(question: str, offered: Mapping[str, Evidence]) -> Message:
    lines = [f"{i}: {normalise(e.text).text}" for i, e in offered.items()]
    return load_prompt("answer").message(question=question, evidence="\n".join(lines))


def _admit(
    text: str,
    cited: Sequence[Evidence],
    offered: Mapping[str, Evidence],
    question: str,
    tools: Tools,
    written: _Written,
) -> None:
    """Take a drafted statement in if one sentence carries it: one it cites, else another that was offered.

    If none does, the first sentence it cites stands in for it. What rests on a sentence far from the best
    evidence may be true, but answers something else, and is left out.
    """
    every = [*cited, *(e for e in offered.values() if e not in cited)]
    carrier, whys = carried_by(text, [e.text for e in every], context=question, parser=tools.parser)
    if carrier is None:
        written.dropped.append(Dropped(text=text, why="; ".join(whys[:3])))
    evidence = cited[0] if carrier is None else every[carrier]
    if evidence.score >= _NEAR * next(iter(offered.values())).score:
        _show(quoted(evidence) if carrier is None else _phrased(text, evidence), written)


def _phrased(text: str, evidence: Evidence) -> Statement:
    is_verbatim = find_quote(text, evidence.text) is not None and len(text) >= len(evidence.text) - 1
    if is_verbatim:
        return quoted(evidence)
    return Statement(text=text, citations=_citations([evidence]), verdict=Verdict.SUPPORTED)


def _show(statement: Statement, written: _Written) -> None:
    if len(written.statements) < _MAX_SHOWN and statement.text not in {s.text for s in written.statements}:
        written.statements.append(statement)


def _citations(evidence: Sequence[Evidence]) -> list[Any]:
    return [cite(article, span) for e in evidence for article, span in e.places]


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
