"""Which sentences answer a question without a model: the best, what stands against it, what belongs to it;
not what was corrected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.models import Span
from qa.language.nlp import Parser
from qa.reader import Evidence, Reading, short_of
from qa.reading.foreseen import is_foreseen
from qa.weighing.became import with_what_became
from qa.weighing.claims import Claim, claims_of
from qa.weighing.conflicts import also_said, are_rivals, beside, rivals_among
from qa.weighing.contested import is_told_both_ways, pairs_of_sources, with_both_sources
from qa.weighing.corrections import Looked, Superseded, note_on, superseded_among, with_what_is_right
from qa.weighing.errata import is_wrong_told
from qa.weighing.other_notes import without_other_notes
from qa.weighing.replies import with_replies
from qa.weighing.several import each_of_several

MAX_SHOWN = 3  # sentences for one question
SHOWN_EACH = 2  # for each of several
# Of the best score: from here on a sentence is shown beside the best; what is below answers something else.
CLOSE, NEAR = 0.9, 0.85


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
    question: str,
    reading: Reading,
    parser: Parser,
    looked: Looked,
    *,
    most: int = MAX_SHOWN,
    are_named: bool = False,
    are_compared: bool = False,
) -> Chosen:
    """The one to three sentences that answer without a model, and what further articles answer.

    The best, those nearly as likely, and those that say the same otherwise. What was corrected is not among
    them. `are_compared`: it is asked whether articles agree, so what they may say of the same is there, too.
    """
    every = claims_of(reading, parser)
    corrected = {s.wrong.text: s for s in superseded_among(every, reading, looked)}
    claims = without_other_notes(every, reading, CLOSE)
    best = claims[0]
    near = {c.evidence.text for c in claims if c.evidence.score >= NEAR * best.evidence.score}
    found = _found(claims, reading, are_compared=are_compared)
    found = [c for c in found if c is best or not _is_corrected_beside(c.evidence, corrected, near)]
    wrong = [s.wrong for s in corrected.values() if s.is_whole]
    evidence, pairs = _shown(found, corrected, wrong, reading, most)
    # Whoever compares is shown what was counted first, too.
    earlier = () if are_compared else reading.earlier
    facts = [e for e in evidence if _is_fact(e, reading, earlier)]
    # What was wrong is no side, though a correction tells it again.
    right = [c for c in found if not _is_wrong_told(c.evidence)]
    groups = rivals_among(right, reading, at_any_time=are_compared)
    sides = [[c.evidence for c in group if c.evidence in facts] for group in groups]
    sides = [side for side in (*sides, *map(list, pairs)) if len(side) > 1]
    # Whoever compares is given no answer but the sides; what has only taken the place of something untrue
    # need not answer.
    by = corrected.get(best.evidence.text)
    is_sure = by is None or not by.is_whole or by.is_answer
    shorts: Mapping[str, Span] = {}
    if is_sure and (sides or not are_compared):
        later = [c.evidence for c in found if are_rivals(best, c, reading, at_any_time=True)]
        shorts = _shorts(reading, evidence, sides, [e for e in later if e in facts], parser)
    return Chosen(
        question=question,
        reading=reading,
        evidence=evidence,
        sides=sides,
        notes=_notes(corrected, evidence, {c.evidence.text for c in found}, near),
        wrong=wrong,
        several=[e for e in each_of_several(reading, are_named=are_named) if e not in wrong],
        shorts=shorts,
    )


def _found(claims: Sequence[Claim], reading: Reading, *, are_compared: bool) -> list[Claim]:
    """The best claim, those nearly as likely, what stands against each, and what says the same otherwise."""
    best = claims[0]
    found: list[Claim] = []
    for claim in claims:
        if claim is best or claim.evidence.score >= best.evidence.score * CLOSE:
            # What another article has against a sentence goes with it, before anything else.
            found += [c for c in (claim, *_rivals(claim, claims, reading)) if c not in found]
    found += also_said(found, claims, reading)
    if are_compared:
        also = beside(claims, reading)
        found = [best, *also, *(c for c in found[1:] if c not in also)]
    return found


def _shown(
    found: Sequence[Claim],
    corrected: Mapping[str, Superseded],
    wrong: Sequence[Evidence],
    reading: Reading,
    most: int,
) -> tuple[list[Evidence], list[tuple[Evidence, Evidence]]]:
    """The sentences of the claims, what was corrected in its place by what is right, and what belongs to
    them; and the pairs of sources among them that stand against each other in one article."""
    once = list({e.text: e for e in (_in_its_place(c.evidence, corrected) for c in found)}.values())[:most]
    evidence = with_replies(with_what_became(with_what_is_right(once, reading), reading), reading)
    pairs = pairs_of_sources([e for e in evidence[:1] if e not in wrong], reading)
    pairs = [pair for pair in pairs if not any(e in wrong or _is_wrong_told(e) for e in pair)]
    return with_both_sources(evidence, pairs), pairs


def _is_corrected_beside(
    evidence: Evidence, corrected: Mapping[str, Superseded], near: Collection[str]
) -> bool:
    """True of a sentence that is no answer since it was corrected, where what corrects it is none."""
    by = corrected.get(evidence.text)
    return by is not None and by.is_whole and not by.is_answer and by.right.text not in near


def _in_its_place(evidence: Evidence, corrected: Mapping[str, Superseded]) -> Evidence:
    """What corrects the sentence, itself not corrected; the sentence where nothing does."""
    seen: list[str] = []
    while evidence.text not in seen and (by := corrected.get(evidence.text)) and by.is_whole:
        seen.append(evidence.text)
        evidence = by.right
    return evidence


def _notes(
    corrected: Mapping[str, Superseded],
    shown: Sequence[Evidence],
    found: Collection[str],
    near: Collection[str],
) -> list[str]:
    """What was corrected: of what would be shown, and of what is near it if what corrects it is shown."""
    articles = {e.places[0][0].article_id for e in shown}
    texts = {e.text for e in shown}
    return [
        note_on(s)
        for text, s in corrected.items()
        if (text in texts if not s.is_whole else text in found)
        or (s.is_whole and text in near and s.right.places[0][0].article_id in articles)
    ]


def _is_fact(evidence: Evidence, reading: Reading, earlier: Collection[Evidence]) -> bool:
    """A plan contradicts not what it came to, nor what was before what is, nor an error what is right."""
    is_earlier = evidence in earlier or is_foreseen(evidence.text, reading.view.text)
    return not is_earlier and not _is_wrong_told(evidence)


def _is_wrong_told(evidence: Evidence) -> bool:
    return is_wrong_told(evidence.text, evidence.places[0][0])


def most_shown(parts: int) -> int:
    """How many sentences each of so many parts may have."""
    return MAX_SHOWN if parts == 1 else SHOWN_EACH


def _rivals(claim: Claim, claims: Sequence[Claim], reading: Reading) -> list[Claim]:
    return [c for c in claims if c is not claim and are_rivals(claim, c, reading)]


def _shorts(
    reading: Reading,
    evidence: Sequence[Evidence],
    sides: Sequence[Sequence[Evidence]],
    others: Sequence[Evidence],
    parser: Parser,
) -> dict[str, Span]:
    """The words that answer in the first sentence, and in those that stand against it, `others` of another
    day: in all of them or in none, or one side would seem to be the right one."""
    against = [*next((side for side in sides if evidence[0] in side), evidence[:1]), *others]
    if any(_is_wrong_told(e) or is_told_both_ways(e.text) for e in against):
        return {}
    found = {e.text: short_of(reading, e, parser) for e in against}
    known = {text: span for text, span in found.items() if span}
    return known if len(known) == len(found) else {}
