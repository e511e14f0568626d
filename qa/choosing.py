"""Which sentences answer a question without a model: the best, what stands against it, what belongs to it;
not what was corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.models import Span
from qa.became import with_what_became
from qa.conflicts import Claim, also_said, are_rivals, claims_of, rivals_among
from qa.corrections import (
    Superseded,
    denied_by,
    is_wrong_told,
    note_on,
    superseded_by,
    superseded_in,
    with_what_is_right,
)
from qa.nlp import Parser
from qa.reader import Evidence, Reading, short_of
from qa.reading.foreseen import is_foreseen
from qa.several import each_of_several
from qa.tables import with_head

MAX_SHOWN = 3  # sentences for one question
SHOWN_EACH = 2  # for each of several
# Of the best score: from here on a sentence is shown beside the best; what is below answers something else.
CLOSE, NEAR = 0.9, 0.85
_CORRECTION = 0.6  # and a correction that names what is shown, from here on


@dataclass(frozen=True, slots=True)
class Chosen:
    """What answers one question without a model: its best sentence, then others, then what further articles
    answer of whom they mean; what they disagree in."""

    question: str
    reading: Reading
    evidence: list[Evidence]
    sides: list[list[Evidence]]
    notes: list[str]
    wrong: list[Evidence]  # what was corrected
    several: list[Evidence]
    shorts: Mapping[str, Span]  # the words that answer, by the sentence

    @property
    def shown(self) -> list[Evidence]:
        """All of it, in the order it is shown in."""
        return [*self.evidence, *self.several]

    @property
    def must(self) -> list[Evidence]:
        """What is said in any case: the best sentence, what another article has against it, and whom else
        the question may mean."""
        must = [e for e in self.evidence if e is self.evidence[0] or any(e in s for s in self.sides)]
        return must + [e for e in self.several if e not in must]


def choose(
    question: str, reading: Reading, parser: Parser, *, most: int = MAX_SHOWN, are_named: bool = False
) -> Chosen:
    """The one to three sentences that answer without a model, and what further articles answer.

    The best, those nearly as likely, and those that say the same otherwise. What was corrected is not among
    them.
    """
    claims = claims_of(reading, parser)
    best = claims[0]
    close = [best]
    for claim in claims[1:]:
        if claim.evidence.score >= best.evidence.score * CLOSE:
            close.append(claim)
    found: list[Claim] = []
    for claim in close:
        # What another article has against a sentence goes with it, before anything else.
        found += [c for c in (claim, *_rivals(claim, claims, reading)) if c not in found]
    found += also_said(found, claims, reading)
    groups = rivals_among(found, reading)
    told = [c for c in claims if c.evidence.score >= _CORRECTION * best.evidence.score]
    corrected = _each_once([*(s for group in groups for s in superseded_in(group)), *denied_by(found, told)])
    # The correction takes the place of what it corrects.
    rights = [s.right for s in corrected]
    near = [c for c in claims if c.evidence.score >= NEAR * best.evidence.score]
    corrected = _each_once([*corrected, *superseded_by(found, near)])
    wrong = [s.wrong for s in corrected]
    kept = [e for e in (*rights, *(c.evidence for c in found)) if e not in wrong]
    once = list({id(e): e for e in kept}.values())[:most]
    evidence = with_head(with_what_became(with_what_is_right(once, reading), reading), reading)
    # A plan does not contradict what it came to.
    facts = [e for e in evidence if not is_foreseen(e.text, reading.view.text)]
    sides = [[c.evidence for c in group if c.evidence in facts] for group in groups]
    several = [e for e in each_of_several(reading, are_named=are_named) if e not in wrong]
    sides = [s for s in sides if len(s) > 1]
    notes = [note_on(s) for s in corrected]
    shorts = _shorts(reading, evidence, sides, parser)
    return Chosen(question, reading, evidence, sides, notes, wrong, several, shorts)


def _each_once(found: Sequence[Superseded]) -> list[Superseded]:
    """What was corrected, each with the first that corrects it."""
    first: dict[str, Superseded] = {}
    for superseded in found:
        first.setdefault(superseded.wrong.text, superseded)
    return list(first.values())


def most_shown(parts: int) -> int:
    """How many sentences each of so many parts may have."""
    return MAX_SHOWN if parts == 1 else SHOWN_EACH


def _rivals(claim: Claim, claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    return [c for c in claims if c is not claim and are_rivals(claim, c, reading)]


def _shorts(
    reading: Reading, evidence: Sequence[Evidence], sides: Sequence[Sequence[Evidence]], parser: Parser
) -> dict[str, Span]:
    """The words that answer in the first sentence, and in those that stand against it: in all of them or in
    none, or one side would seem to be the right one."""
    against = next((side for side in sides if evidence[0] in side), evidence[:1])
    if any(is_wrong_told(e.text, e.places[0][0].title) for e in against):
        return {}
    found = {e.text: short_of(reading, e, parser) for e in against}
    known = {text: span for text, span in found.items() if span}
    return known if len(known) == len(found) else {}
