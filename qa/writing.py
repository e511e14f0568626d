"""The evidence as statements: as a model phrases it, where a sentence carries that, or in its own words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

from index.text import find_quote, normalise
from qa.citations import cite
from qa.conflicts import Claim, also_said, are_rivals, claims_of, note_on, rivals_among, superseded_in
from qa.deadline import Bounded
from qa.drafts import DraftStatement, draft_form, drafted
from qa.errors import ModelError
from qa.grounding import carried_by
from qa.models import Conflict, Dropped, Statement, Verdict
from qa.nlp import Parser
from qa.prompts import Message, load_prompt
from qa.reader import Evidence, Reading
from qa.words import content_stems

MAX_SHOWN = 3  # sentences for one question
_SHOWN_EACH = 2  # for each of several
_NEAR = 0.85  # of the best score: what is below answers something else
_CLOSE, _CLOSE_IN_LIST = 0.93, 0.85
_OFFERED = 8  # evidence sentences that a model sees
_MAX_TOKENS = 400


@dataclass(slots=True)
class Written:
    """What will be shown, what will not, and why."""

    statements: list[Statement] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    verify_ms: float = 0.0
    engine: str = "extractive"
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What answers one question without a model: its best sentence, then others; what they disagree in."""

    question: str
    reading: Reading
    evidence: list[Evidence]
    sides: list[list[Evidence]]
    notes: list[str]

    @property
    def must(self) -> list[Evidence]:
        """What is said in any case: the best sentence, and what another article has against it."""
        return [e for e in self.evidence if e is self.evidence[0] or any(e in s for s in self.sides)]


def write(question: str, chosen: Sequence[Chosen], parser: Parser, model: Bounded | None) -> Written:
    """The statements that answer `question`, whose settled parts are `chosen`."""
    written = Written(
        conflicts=[Conflict(about=c.question, sides=[quoted(e) for e in s]) for c in chosen for s in c.sides],
        notes=[note for c in chosen for note in c.notes],
    )
    if chosen and model is not None:
        try:
            _Drafting(question, chosen, parser, model, written).run()
            written.engine = model.name
        except ModelError as e:
            written.notes.insert(0, f"{e}; the articles' own sentences are shown instead")
    if written.engine == "extractive":
        written.statements = []
        for evidence in (e for c in chosen for e in c.evidence):
            _show(quoted(evidence), written, limit=len(chosen) * MAX_SHOWN)
    return written


def choose(question: str, reading: Reading, parser: Parser, *, most: int = MAX_SHOWN) -> Chosen:
    """The one to three sentences that answer without a model.

    The best; those that say the same otherwise; and those close to it that add words of the question it
    lacks, or, where a list is asked for, that are nearly as good. What was corrected is not among them.
    """
    claims = claims_of(reading, parser)
    best = claims[0]
    asked = set(content_stems(reading.view.text))
    covered = set(content_stems(best.evidence.text))
    close = [best]
    for claim in claims[1:]:
        stems = set(content_stems(claim.evidence.text))
        adds = bool((stems & asked) - covered)
        least = _CLOSE_IN_LIST if reading.view.wants_list else _CLOSE
        if claim.evidence.score >= best.evidence.score * least and (adds or reading.view.wants_list):
            close.append(claim)
            covered |= stems
    found: list[Claim] = []
    for claim in close:
        # What another article has against a sentence goes with it, before anything else.
        found += [c for c in (claim, *_rivals(claim, claims, reading)) if c not in found]
    found += also_said(found, claims, reading)
    groups = rivals_among(found, reading)
    corrected = [s for group in groups for s in superseded_in(group)]
    wrong = [s.wrong for s in corrected]
    # The correction takes the place of what it corrects.
    kept = [s.right for s in corrected] + [c.evidence for c in found if c.evidence not in wrong]
    evidence = list({id(e): e for e in kept}.values())[:most]
    sides = [[c.evidence for c in group if c.evidence in evidence] for group in groups]
    return Chosen(
        question, reading, evidence, [s for s in sides if len(s) > 1], [note_on(s) for s in corrected]
    )


def most_shown(parts: int) -> int:
    """How many sentences each of so many parts may have."""
    return MAX_SHOWN if parts == 1 else _SHOWN_EACH


def quoted(evidence: Evidence) -> Statement:
    """The sentence itself, cited wherever it stands."""
    citations = [cite(article, span) for article, span in evidence.places]
    return Statement(text=evidence.text, citations=citations, verdict=Verdict.VERBATIM)


def _rivals(claim: Claim, claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    return [c for c in claims if c is not claim and are_rivals(claim, c, reading)]


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
        """Fill `written`.

        Raises:
            ModelError: if the first call fails; when the second does, the cited sentences stand in.
        """
        self._offer()
        self.limit = max(MAX_SHOWN, len(self.chosen) * _SHOWN_EACH)
        message = load_prompt("answer").message(question=self.question, evidence=self._lines())
        failed = self._admit(self._drafts(message))
        if failed:
            wrong = "\n".join(f"- {d.text}\n  {self.written.dropped[n].why}" for n, d in enumerate(failed))
            prompt = load_prompt("answer_again")
            message = prompt.message(question=self.question, evidence=self._lines(), wrong=wrong)
            with suppress(ModelError):  # then the sentences they cite stand in, as for what fails twice
                failed = self._admit(self._drafts(message))
        for draft in failed:
            self._show(self.offered[draft.evidence[0]])
        self._say_what_must_be()

    def _offer(self) -> None:
        """Give the evidence of each part its ids; each with the score that its part's best has."""
        each = max(1, _OFFERED // len(self.chosen))
        texts: set[str] = set()
        for part in self.chosen:
            best = part.reading.evidence[0].score
            for evidence in part.reading.evidence[:each]:
                is_wrong = any(f"“{evidence.text.strip()}”" in note for note in part.notes)
                if evidence.text not in texts and not is_wrong:
                    texts.add(evidence.text)
                    self.offered[f"s{len(self.offered) + 1}"] = (evidence, best)

    def _lines(self) -> str:
        return "\n".join(f"{i}: {normalise(e.text).text}" for i, (e, _) in self.offered.items())

    def _drafts(self, message: Message) -> list[DraftStatement]:
        form = draft_form("DraftAnswer", list(self.offered), statements=self.limit)
        return drafted(self.model.fill(message, form, max_tokens=_MAX_TOKENS).value, "statements")

    def _admit(self, drafts: Sequence[DraftStatement]) -> list[DraftStatement]:
        """Take in the statements that one sentence carries: one they cite, else another that was offered.

        Returns those that none does. What rests on a sentence far from the best evidence may be true, but
        answers something else, and is left out.
        """
        start = perf_counter()
        failed: list[DraftStatement] = []
        for draft in drafts:
            cited = [self.offered[i] for i in dict.fromkeys(draft.evidence)]
            every = [*cited, *(o for o in self.offered.values() if o not in cited)]
            texts = [e.text for e, _ in every]
            carrier, whys = carried_by(draft.text, texts, context=self.question, parser=self.parser)
            if carrier is None:
                self.written.dropped.append(Dropped(text=draft.text, why="; ".join(whys[:3])))
                failed.append(draft)
            else:
                self._show(every[carrier], draft.text)
        self.written.verify_ms += round((perf_counter() - start) * 1000, 2)
        return failed

    def _show(self, offered: tuple[Evidence, float], text: str | None = None) -> None:
        evidence, best = offered
        if evidence.score >= _NEAR * best:
            statement = quoted(evidence) if text is None else _phrased(text, evidence)
            _show(statement, self.written, limit=self.limit)

    def _say_what_must_be(self) -> None:
        """What the reader holds for the answer is said in any case, whatever the model made of it."""
        said = {c.quote for s in self.written.statements for c in s.citations}
        must = [e for part in self.chosen for e in part.must]
        unsaid = [quoted(e) for e in must if e.text not in said]
        self.written.statements = (unsaid + self.written.statements)[: max(self.limit, len(must))]


def _phrased(text: str, evidence: Evidence) -> Statement:
    is_verbatim = find_quote(text, evidence.text) is not None and len(text) >= len(evidence.text) - 1
    if is_verbatim:
        return quoted(evidence)
    return Statement(text=text, citations=quoted(evidence).citations, verdict=Verdict.SUPPORTED)


def _show(statement: Statement, written: Written, *, limit: int) -> None:
    if len(written.statements) < limit and statement.text not in {s.text for s in written.statements}:
        written.statements.append(statement)
