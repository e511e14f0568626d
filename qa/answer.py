"""The read path: question in, cited answer or abstention out. One stage a line, in `answer_question`.

The program finds the evidence and decides whether it is enough. A language model, where there is one, only
phrases: it is given the evidence sentences by id, and what it writes is shown when a sentence carries it,
replaced by that sentence when not. Without one, or when it fails, the sentences speak for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter
from typing import Any

from index.cross_encoder import Comparer
from index.models import Article, Filters, Hit
from index.retrieval import Retriever
from index.skimmer import Skimmer
from qa.abstaining import closest
from qa.asking.agreement import asked_agreement, notes_on_agreement
from qa.asking.parts import parts_of
from qa.asking.publisher import asked_again_of, asked_of_each
from qa.asking.spelling import as_spelled
from qa.conversing.following import going_on_from, last_answer, last_asked, leans_on_turns, of_whom_is_known
from qa.conversing.new_topic import after_change, since_change
from qa.conversing.small_talk import is_small_talk, reply, told_by
from qa.conversing.standing_alone import phrased, stand_alone
from qa.conversing.turns import History, Turn, turns_of
from qa.finding import Part, look_up, merged, read_parts
from qa.language.nlp import Parser
from qa.models import Abstained, Answer, Answered, AnswerTimings, HitView, Partial, Usage
from qa.phrasing.deadline import Bounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import LanguageModel
from qa.settings import DEFAULT_LLM_TIMEOUT_S
from qa.weighing.choosing import choose, most_shown
from qa.weighing.corrections import Looked, notes_on_versions
from qa.weighing.undated import notes_on_undated
from qa.writing import Written, write

# What is given as an answer is more likely right than not; of the rest the closest sentences are quoted.
DEFAULT_RISK = 0.5


@dataclass(frozen=True, slots=True)
class Tools:
    """What the read path works with; all of it can be replaced in tests."""

    retriever: Retriever
    skimmer: Skimmer
    comparer: Comparer
    parser: Parser
    article_of: Callable[[str, int], Article]
    idf: Callable[[Sequence[str]], Mapping[str, float]]
    model: LanguageModel | None = None
    model_timeout_s: float = DEFAULT_LLM_TIMEOUT_S

    def looked(self, beside: Sequence[Hit]) -> Looked:
        """Where corrections are looked for."""
        return Looked(self.article_of, self.retriever.copies_of, beside)


def answer_question(
    question: str,
    tools: Tools,
    filters: Filters,
    *,
    risk: float | None = None,
    history: History = (),
    now: datetime | None = None,
    listener: Listener | None = None,
) -> Answer:
    """Answer `question`, asked after `history`, from the articles that `filters` lets through, or abstain.

    `risk`, in (0, 1), is how likely an answer may be wrong and still be given. "Last week" counts from the
    day the articles are seen as of, else from `now` (aware); without either it is words. `listener` is
    shown each statement once it is settled, and may stop the model.
    """
    clock = _Clock()
    model = Bounded(tools.model, tools.model_timeout_s, listener) if tools.model else None
    asks_anew = after_change(question)
    turns = _with_answers([] if asks_anew else since_change(turns_of(history)), tools, filters, risk, now)
    if asks_anew == "" or is_small_talk(question):
        return reply(question, last_answer(turns))
    if told := told_by(question, last_answer(turns)):
        return told
    agreement = asked_agreement(asks_anew or question, last_asked(turns), tools.retriever.publishers)
    alone = agreement.question if agreement else asks_anew or question
    if agreement and not filters.publishers:
        filters = replace(filters, publishers=agreement.publishers)
    stands_alone = agreement is not None and agreement.is_last
    whole = alone if stands_alone else _standing(alone, turns, tools, model) or alone
    whole = as_spelled(whole, tools.retriever, filters)
    read_as = None if whole == question else whole
    asked = _parts_asked(whole, tools)
    clock.lap("read")
    found = [look_up(part, asked, whole, tools, filters, now) for part in asked]
    if len(asked) == 1 and leans_on_turns(alone, read_as, turns):
        found = [going_on_from(found[0], alone, whole, turns, tools, filters, now)]
    clock.lap("retrieve")
    least = 1.0 - (DEFAULT_RISK if risk is None else risk)
    named = len(filters.article_ids) > 1
    parts = read_parts(asked, found, tools, least, are_named=named)
    if turns and len(parts) == 1:
        parts = [of_whom_is_known(parts[0], turns)]
    clock.lap("read")
    settled = [p for p in parts if p.is_settled]
    most = most_shown(len(parts))
    how: dict[str, Any] = {"most": most, "are_named": named, "are_compared": agreement is not None}
    chosen = [
        choose(p.question, p.reading, tools.parser, tools.looked(p.found.beside), **how) for p in settled
    ]
    written = write(whole, chosen, tools.parser, model, listener)
    if agreement:
        written.notes += [*agreement.notes(), *notes_on_agreement(agreement, chosen, tools.parser)]
    clock.lap("write")
    common: dict[str, Any] = {
        "question": question,
        "read_as": read_as,
        "as_of": filters.as_of,
        "usage": model.usage if model else Usage(),
        "timings_ms": clock.timings(written.verify_ms),
    }
    return _outcome(parts, written, tools, common)


def _outcome(parts: Sequence[Part], written: Written, tools: Tools, common: Mapping[str, Any]) -> Answer:
    """The answer in its shape, with the notes that belong to it; `common` are what every shape has."""
    common = {
        **common,
        "confidence": round(_confidence(parts), 4),
        "hits": [view_of_hit(hit) for hit in merged([p.reading.hits for p in parts])],
        "engine": written.engine,
        "conflicts": written.conflicts,
        "dropped": written.dropped,
    }
    shown = [*written.statements, *(side for conflict in written.conflicts for side in conflict.sides)]
    notes = list(dict.fromkeys(note for p in parts for note in p.notes))
    notes += [*written.notes, *notes_on_versions(shown, tools.article_of)]
    notes += notes_on_undated(shown, common["as_of"])
    unanswered = [p for p in parts if not p.is_settled]
    if not unanswered:
        return Answered(statements=written.statements, reason=" ".join(notes) or None, **common)
    reason = " ".join([*notes, *_why_not(unanswered)])
    names = [p.question for p in unanswered] if len(parts) > 1 else [common["question"]]
    if len(unanswered) < len(parts):
        return Partial(statements=written.statements, reason=reason, unanswered=names, **common)
    surest = max(parts, key=lambda p: p.reading.confidence)
    return Abstained(
        reason=reason, unanswered=names, closest=closest(surest.reading, surest.at_any_time), **common
    )


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


def _with_answers(
    turns: Sequence[Turn], tools: Tools, filters: Filters, risk: float | None, now: datetime | None
) -> list[Turn]:
    """The turns, those without an answer answered, without a model: "he" may be whom the answer names."""
    known: list[Turn] = []
    for turn in turns:
        answer = turn.answer or answer_question(
            turn.question, replace(tools, model=None), filters, risk=risk, history=known, now=now
        )
        known.append(Turn(turn.question, answer))
    return known


def _standing(question: str, turns: Sequence[Turn], tools: Tools, model: Bounded | None) -> str | None:
    """What the question means after `turns`; None if it stands alone."""
    last = last_asked(turns)
    if last is None:
        return None
    if again := asked_again_of(question, last, tools.retriever.publishers):
        return again
    read_as = stand_alone(question, turns, tools.parser)
    return phrased(question, read_as, turns, model) if read_as and model else read_as


def _parts_asked(whole: str, tools: Tools) -> list[str]:
    """The questions that `whole` asks, each of one publisher at most."""
    parts = parts_of(whole, tools.parser)
    return [each for part in parts for each in asked_of_each(part, tools.retriever.publishers)]


def _why_not(parts: Sequence[Part]) -> list[str]:
    """Why each of the parts is not settled, what is told of several once."""
    return list(dict.fromkeys(part.why_not for part in parts))


def _confidence(parts: Sequence[Part]) -> float:
    """Of what is shown: the least of the settled parts; where none is, the most there was."""
    settled = [p.reading.confidence for p in parts if p.is_settled]
    return min(settled) if settled else max(p.reading.confidence for p in parts)


class _Clock:
    """Adds up the time of each stage."""

    def __init__(self) -> None:
        self._start = self._last = perf_counter()
        self._spent: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """The time since the last lap was spent on `stage`."""
        now = perf_counter()
        self._spent[stage] = self._spent.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    def timings(self, verify_ms: float) -> AnswerTimings:
        """What was spent so far; checking is part of writing, and told apart."""
        spent = {stage: round(ms, 2) for stage, ms in self._spent.items()}
        spent["write"] = round(max(0.0, self._spent.get("write", 0.0) - verify_ms), 2)
        total = round((self._last - self._start) * 1000, 2)
        return AnswerTimings(**spent, verify=round(verify_ms, 2), total=total)
