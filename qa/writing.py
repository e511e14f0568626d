"""The evidence as statements: as a model phrases it, where a sentence carries that, or in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter

from index.models import Span
from index.text import find_quote, normalise
from qa.checking.notation import unmarked
from qa.citations import cite
from qa.errors import ModelError
from qa.grounding import carried_by
from qa.heads import with_its_head
from qa.language.imperatives import addresses_its_reader
from qa.language.nlp import Parser
from qa.meant import with_whom_it_means
from qa.models import Citation, Conflict, Dropped, Short, Statement, Verdict
from qa.phrasing.deadline import Bounded
from qa.phrasing.drafts import DraftStatement, draft_form
from qa.phrasing.live import Listener
from qa.phrasing.llm import Call
from qa.phrasing.prompts import Message, load_prompt
from qa.reader import Evidence
from qa.reading.foreseen import FORESEEN
from qa.weighing.choosing import MAX_SHOWN, NEAR, SHOWN_EACH, Chosen
from qa.weighing.errata import is_wrong_told

_OFFERED = 8  # evidence sentences that a model sees
_OFFERED_CHARS = 2_400  # of all of them: some 600 tokens
_MAX_TOKENS = 400


@dataclass(slots=True)
class Written:
    """What will be shown, what will not, and why. The listener is shown each statement as it is added."""

    listener: Listener
    parser: Parser
    statements: list[Statement] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    verify_ms: float = 0.0
    engine: str = "extractive"
    notes: list[str] = field(default_factory=list)
    shorts: dict[str, Span] = field(default_factory=dict)  # by the sentence in which they stand

    def add(self, evidence: Evidence, text: str | None = None) -> None:
        """The next statement: the sentence, or `text`, which it carries. It is never taken back, so whoever
        adds one keeps room for what must follow."""
        statement = _statement(evidence, text)
        if statement.verdict is Verdict.VERBATIM and statement.text in self.shorts:
            statement = _with_short(statement, self.shorts[statement.text])
        statement = with_its_head(statement, evidence.places[0])
        if statement.before is None:
            statement = with_whom_it_means(statement, evidence.places[0], self.parser)
        if statement.before and self._stands_above(statement.before):
            statement = statement.model_copy(update={"before": None})
        self.statements.append(statement)
        self.listener.show(statement)

    def _stands_above(self, before: Citation) -> bool:
        """True if all of the words are shown right above, with nothing of another article or of another
        place between."""
        above: set[str] = set()
        for statement in reversed(self.statements):
            if statement.citations[0].article_id != before.article_id:
                break
            above |= {c.quote for c in statement.citations}
            if statement.before:
                above.add(statement.before.quote)
                break
        words = before.quote
        for quote in sorted(above, key=len, reverse=True):
            words = words.replace(quote, "")
        return not any(c.isalnum() for c in words)

    @property
    def quotes(self) -> set[str]:
        """The words that are cited so far."""
        return {c.quote for s in self.statements for c in s.citations}

    def tells_above(self, evidence: Evidence) -> bool:
        """True of an error or a plan that stands above what is right, or what it came to, already."""
        above = any(s.before and evidence.text in s.before.quote for s in self.statements)
        is_wrong = above and is_wrong_told(evidence.text, evidence.places[0][0])
        return is_wrong or (above and FORESEEN.search(evidence.text) is not None)


def write(
    question: str,
    chosen: Sequence[Chosen],
    parser: Parser,
    model: Bounded | None,
    listener: Listener | None = None,
) -> Written:
    """The statements that answer `question`, whose settled parts are `chosen`."""
    written = Written(
        listener or Listener(),
        parser,
        conflicts=[Conflict(about=c.question, sides=[quoted(e) for e in s]) for c in chosen for s in c.sides],
        notes=[note for c in chosen for note in c.notes],
        shorts={text: span for c in chosen for text, span in c.shorts.items()},
    )
    if chosen and model is not None:
        _Drafting(question, chosen, parser, model, written).run()
    if written.engine == "extractive":
        for evidence in (e for c in chosen for e in c.shown):
            if evidence.text not in written.quotes and not written.tells_above(evidence):
                written.add(evidence)
    return written


def quoted(evidence: Evidence) -> Statement:
    """The sentence itself, cited wherever it stands."""
    citations = [cite(article, span) for article, span in evidence.places]
    return Statement(text=evidence.text, citations=citations, verdict=Verdict.VERBATIM)


def _with_short(statement: Statement, at: Span) -> Statement:
    start = statement.citations[0].start
    short = Short(text=at.of(statement.text), start=start + at.start, end=start + at.end)
    return statement.model_copy(update={"short": short})


@dataclass(slots=True)
class _Drafting:
    """One question with a model: asked once, and once more for what no sentence carries."""

    question: str
    chosen: Sequence[Chosen]
    parser: Parser
    model: Bounded
    written: Written
    offered: dict[str, tuple[Evidence, float]] = field(default_factory=dict)
    limit: int = MAX_SHOWN

    def run(self) -> None:
        """Fill `written`. If the first call fails, what passed its checks till then stays, sentences that
        the reader chose follow, and a note says so; when the second does, the cited sentences stand in. Of a
        model that erred, and of which nothing stands in its own words, no less is shown than without one."""
        self._offer()
        must = len({e.text for part in self.chosen for e in part.must})
        self.limit = max(MAX_SHOWN, len(self.chosen) * SHOWN_EACH, must)
        message = load_prompt("answer").message(question=self.question, evidence=self._lines())
        try:
            failed = self._admit(message)
        except ModelError as e:
            self._fill_up(str(e))
            return
        self.written.engine = self.model.name
        if failed:
            wrong = "\n".join(f"- {draft.text}\n  {why}" for draft, why in failed)
            prompt = load_prompt("answer_again")
            message = prompt.message(question=self.question, evidence=self._lines(), wrong=wrong)
            with suppress(ModelError):  # then the sentences they cite stand in, as for what fails twice
                failed = self._admit(message)
        for draft, _ in failed:
            self._show(self.offered[draft.evidence[0]])
        for evidence in self._unsaid(self.written.quotes):
            self.written.add(evidence)
        is_own = any(s.verdict is Verdict.SUPPORTED for s in self.written.statements)
        if self.written.dropped and not is_own:
            self._fill()  # of what it said nothing stands: it chose no better than the reader does

    def _offer(self) -> None:
        """Give the evidence of each part its ids; each with the score that its part's best has.

        What asks or orders is left out, unless the reader has chosen it: a model copies that too.
        """
        each = max(1, _OFFERED // len(self.chosen))
        texts: set[str] = set()
        for part in self.chosen:
            best = part.reading.evidence[0].score
            seen = part.reading.evidence[:each]
            parses = self.parser.parse([e.text for e in seen], deep=True)
            for evidence, parse in zip(seen, parses, strict=True):
                if evidence not in part.shown and addresses_its_reader(parse):
                    continue
                is_long = texts and sum(map(len, (*texts, evidence.text))) > _OFFERED_CHARS
                if evidence.text not in texts and evidence not in part.wrong and not is_long:
                    texts.add(evidence.text)
                    self.offered[f"s{len(self.offered) + 1}"] = (evidence, best)

    def _lines(self) -> str:
        # Without what looks like an id or data: an article must not seem to begin another sentence.
        return "\n".join(f"{i}: {unmarked(normalise(e.text).text)}" for i, (e, _) in self.offered.items())

    def _drafts(self, message: Message) -> Iterator[DraftStatement]:
        form = draft_form("DraftAnswer", list(self.offered), statements=self.limit)
        stream = self.model.stream(message, form, Call(), max_tokens=_MAX_TOKENS)
        with closing(stream):
            # One more than may be shown: only a stream that is read to its end says whether it has one.
            for n, item in enumerate(islice(stream, self.limit + 1)):
                if n < self.limit:
                    yield DraftStatement.model_validate(item.model_dump())

    def _admit(self, message: Message) -> list[tuple[DraftStatement, str]]:
        """Ask, and take in each statement that one sentence carries: one it cites, else another offered.

        Returns those that none does, and why. What rests on a sentence far from the best evidence may be
        true, but answers something else, and is left out.
        """
        failed: list[tuple[DraftStatement, str]] = []
        for draft in self._drafts(message):
            start = perf_counter()
            cited = [self.offered[i] for i in dict.fromkeys(draft.evidence)]
            every = [*cited, *(o for o in self.offered.values() if o not in cited)]
            texts = [e.text for e, _ in every]
            carrier, whys = carried_by(draft.text, texts, context=self.question, parser=self.parser)
            if carrier is None:
                why = "; ".join(whys[:3])
                self.written.dropped.append(Dropped(text=draft.text, why=why))
                failed.append((draft, why))
            else:
                self._show(every[carrier], draft.text)
            self.written.verify_ms += (perf_counter() - start) * 1000
        return failed

    def _show(self, offered: tuple[Evidence, float], text: str | None = None) -> None:
        """Show a statement, or the sentence itself, if it is near the best and leaves room for what the
        reader holds for the answer: that is said in any case, whatever the model made of it."""
        evidence, best = offered
        told = _statement(evidence, text).text
        # What stands there word for word already says all that is said from it.
        shown = {s.text for s in self.written.statements} | {
            c.quote for s in self.written.statements if s.verdict is Verdict.VERBATIM for c in s.citations
        }
        is_new = told not in shown and evidence.text not in shown
        unsaid = self._unsaid({*self.written.quotes, evidence.text})
        is_room = len(self.written.statements) + 1 + len(unsaid) <= self.limit
        if evidence.score >= NEAR * best and is_new and is_room:
            self.written.add(evidence, text)

    def _unsaid(self, quotes: set[str]) -> list[Evidence]:
        """What the reader holds for the answer and is not among `quotes`."""
        must = {e.text: e for part in self.chosen for e in part.must}
        return [e for text, e in must.items() if text not in quotes]

    def _fill_up(self, why: str) -> None:
        """The sentences of the reader, as without a model, after what the model wrote before it failed."""
        begun = bool(self.written.statements)
        stand = "stand for the rest" if begun else "are shown instead"
        self.written.notes.insert(0, f"{why}; the articles' own sentences {stand}")
        if begun:
            self.written.engine = f"{self.model.name}, cut off"
            self._fill()

    def _fill(self) -> None:
        """Add what is said in any case and then what is shown without a model, where there is room."""
        rest = [e for part in self.chosen for e in part.evidence if e.text not in self.written.quotes]
        for evidence in [*self._unsaid(self.written.quotes), *rest]:
            if evidence.text not in self.written.quotes and len(self.written.statements) < self.limit:
                self.written.add(evidence)


def _statement(evidence: Evidence, text: str | None) -> Statement:
    """The sentence itself, or `text`, which it carries."""
    if text is None:
        return quoted(evidence)
    is_verbatim = find_quote(text, evidence.text) is not None and len(text) >= len(evidence.text) - 1
    if is_verbatim:
        return quoted(evidence)
    return Statement(text=text, citations=quoted(evidence).citations, verdict=Verdict.SUPPORTED)
