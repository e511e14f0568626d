"""What a brief may not repeat: sentences that another article of the same paper corrects, and what a
correction tells again of them. Both sides are shown as such instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Span
from index.text import block_spans
from index.versions import is_column
from qa.briefing.outline import Outline
from qa.briefing.standing import leans_on_another
from qa.citations import verbatim
from qa.models import Conflict
from qa.weighing.corrections import is_corrected_by
from qa.weighing.errata import Erratum, errata_of

CORRECTED = "corrected"
"""What such a `Conflict` is about; its sides are the correction and, where it is there, what was wrong."""

_MAX_NOTE_CHARS = 400
# "Corrections and clarifications" is of several matters; "Correction: the summit" is of one.
_OF_MANY = re.compile(r"\W*[^\W\d_]+(?: (?:and|&) [^\W\d_]+)?\W*")


@dataclass(frozen=True, slots=True)
class Corrected:
    """For each article the numbers of the sentences that are not to be read, and what was corrected."""

    left_out: list[set[int]]
    conflicts: list[Conflict]


def corrected_in(outlines: Sequence[Outline]) -> Corrected:
    """What in these articles is corrected by one of them. Of a column that corrects reports on many matters
    nothing else is read, where there are others."""
    found = Corrected([set() for _ in outlines], [])
    for n, outline in enumerate(outlines):
        errata = errata_of(outline.article)
        is_column_of_many = is_column(outline.article.title) and bool(
            _OF_MANY.fullmatch(outline.article.title)
        )
        if is_column_of_many and len(outlines) > 1:
            found.left_out[n].update(range(len(outline.sentences)))
            blocks = list(block_spans(outline.article.text))
        else:
            found.left_out[n].update(_told_again(outline, errata))
            blocks = []
        for erratum in errata:
            _take(erratum, outlines, found, next((b for b in blocks if b.contains(erratum.span)), None))
    return found


def _take(erratum: Erratum, outlines: Sequence[Outline], found: Corrected, block: Span | None) -> None:
    """Leaves out what it calls wrong in the articles, and tells of both; of the note in a `block` of a column
    only if it belongs to one of them."""
    belongs, wrongs = block is None, []
    for n, outline in enumerate(outlines):
        article = outline.article
        if article.article_id == erratum.article.article_id:
            continue
        wrong = [i for i, span in enumerate(outline.sentences) if is_corrected_by(erratum, article, span)]
        found.left_out[n].update(wrong)
        wrongs += [verbatim(article, outline.sentences[i]) for i in wrong]
        belongs = belongs or bool(wrong) or _names_headline(erratum, article.title)
    note = verbatim(erratum.article, _note(erratum, block))
    if belongs and (wrongs or not any(note.text in c.sides[0].text for c in found.conflicts)):
        found.conflicts.append(Conflict(about=CORRECTED, sides=[note, *wrongs[:1]]))


def _names_headline(erratum: Erratum, title: str) -> bool:
    told = erratum.told.of(erratum.article.text) if erratum.told else ""
    return len(title) > 10 and title.casefold() in told.casefold()


def _note(erratum: Erratum, block: Span | None) -> Span:
    """What was told and what is right, where they stand together: "It is 60 million" says too little alone.
    Of a column all of the paragraph, if it is short: "the year was wrong, too"."""
    spans = [s for s in (erratum.told, erratum.right) if s]
    if block is not None and len(block) <= _MAX_NOTE_CHARS:
        return block
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _told_again(outline: Outline, errata: Sequence[Erratum]) -> list[int]:
    """The sentences that tell what was wrong, and of those that say what is right what needs them."""
    text = outline.article.text
    told = [e.told for e in errata if e.told]
    rights = [e.right for e in errata if e.right and e.told and leans_on_another(e.right.of(text))]
    return [
        n
        for n, s in enumerate(outline.sentences)
        if any(s.start < t.end and t.start < s.end for t in (*told, *rights))
    ]
