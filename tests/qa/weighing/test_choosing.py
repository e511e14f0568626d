"""How many sentences are shown beside the best, without a model."""

from __future__ import annotations

import pytest

from index.models import Span
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.choosing import _in_its_place, _is_corrected_beside, choose
from qa.weighing.corrections import Looked, Superseded
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import article

ASKED = "Why did the ferry sink?"
BEST = "The ferry sank because a valve broke."
OTHERS = ("Nobody had looked at it since the spring.", "Rain fell on the harbour all day.")


def _shown(*scores: float) -> list[str]:
    texts = (BEST, *OTHERS)
    one = article("one", " ".join(texts), "A ferry sinks")
    found = [
        Evidence(((one, Span(at := one.text.index(text), at + len(text))),), score)
        for text, score in zip(texts, (1.0, *scores), strict=True)
    ]
    view = view_of(ASKED, Parse(ASKED, (), ()))
    seen = Reading(view, tuple(found), 0.9, {}, ())
    return [e.text for e in choose(ASKED, seen, parser(), Looked(lambda *_: one)).evidence]


@pytest.mark.parametrize(("scores", "n_others"), [((0.96, 0.9), 2), ((0.9, 0.89), 1), ((0.89, 0.5), 0)])
def test_what_is_nearly_as_likely_as_the_best_is_shown_with_it(
    scores: tuple[float, ...], n_others: int
) -> None:
    assert _shown(*scores) == [BEST, *OTHERS[:n_others]]


def test_what_was_corrected_twice_is_replaced_by_what_was_not_corrected_again() -> None:
    told = article("a", "Twelve were hurt. It was fourteen. It was fifteen.", "Fire")
    wrong, first, second = (Evidence(((told, span),), 1.0) for span in sentence_spans(told.text))
    corrected = {wrong.text: Superseded(wrong, first), first.text: Superseded(first, second)}
    assert _in_its_place(wrong, corrected) is second
    assert _in_its_place(second, corrected) is second


def test_what_was_wrong_beside_what_is_asked_for_stays() -> None:
    told = article("a", "Twelve were hurt. It was fourteen.", "Fire")
    wrong, right = (Evidence(((told, span),), 1.0) for span in sentence_spans(told.text))
    assert _in_its_place(wrong, {wrong.text: Superseded(wrong, right, is_whole=False)}) is wrong


def test_what_was_corrected_beside_the_best_goes_where_what_corrects_it_answers_nothing() -> None:
    told = article("a", "Twelve were hurt. It was fourteen.", "Fire")
    wrong, right = (Evidence(((told, span),), 1.0) for span in sentence_spans(told.text))
    unasked = {wrong.text: Superseded(wrong, right, is_answer=False)}
    assert _is_corrected_beside(wrong, unasked, {wrong.text})
    assert not _is_corrected_beside(wrong, unasked, {wrong.text, right.text})
    assert not _is_corrected_beside(wrong, {wrong.text: Superseded(wrong, right)}, {wrong.text})
    assert not _is_corrected_beside(right, unasked, {wrong.text})
