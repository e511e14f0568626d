"""Sentences that answer are told from their neighbours, each in its passage; company changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.cross_encoder
from index.bert import Floats, session_of
from index.cross_encoder import model_weights
from index.errors import EmbedderError
from index.models import Span
from index.skimmer import MAX_TOKENS, BundledSkimmer, SplitText, graph_of, skimmer_tokenizer, tokens_of
from tests.comparing import SKIMMER

QUESTION = "Who is the chief executive of Sandell?"


def _passage(*sentences: str) -> SplitText:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return SplitText(text, tuple(spans))


PASSAGES = [
    _passage("Rain fell on Velmar.", "Carl Dorn is the chief executive of Sandell.", "Nobody was hurt."),
    _passage("Sandell makes ropes.", "Frost spared the apple trees."),
    _passage(),
]


def test_each_sentence_has_odds_and_the_one_that_answers_has_the_best() -> None:
    told = SKIMMER.skim(QUESTION, PASSAGES)
    assert [len(odds) for odds in told] == [3, 2, 0]
    assert told[0].argmax() == 1
    assert told[0][1] > told[1].max()


def test_a_sentence_is_read_with_its_neighbours() -> None:
    about, not_about = (
        SKIMMER.skim("How old was Carl Dorn?", [_passage(before, "He was 91.")])[0][1]
        for before in ("Carl Dorn died on Monday.", "Ines Roth, a painter, died on Monday.")
    )
    assert about > not_about


def test_a_passage_has_the_same_odds_in_any_company_and_in_any_thread() -> None:
    alone = [SKIMMER.skim(QUESTION, [passage])[0] for passage in PASSAGES]
    with ThreadPoolExecutor(4) as threads:
        together: list[list[Floats]] = list(threads.map(lambda _: SKIMMER.skim(QUESTION, PASSAGES), range(8)))
    for told in together:
        for odds, its in zip(told, alone, strict=True):
            np.testing.assert_array_equal(odds, its)


def test_a_sentence_behind_the_last_token_read_has_none() -> None:
    long = _passage("Frost came. " * MAX_TOKENS, "Carl Dorn is the chief executive of Sandell.")
    (odds,) = SKIMMER.skim(QUESTION, [long])
    assert np.isnan(odds).tolist() == [False, True]


def test_the_tokens_of_a_sentence_are_those_within_it_and_none_of_the_question() -> None:
    text = "Rain fell. Carl Dörn left."
    pair = skimmer_tokenizer().encode("Rain fell where?", text)
    found = tokens_of(pair, [Span(0, 10), Span(11, 26)])
    words = [[text[slice(*offsets)] for offsets in pair.offsets[at]] for at in found]
    assert words[0] == ["Rain", "fell", "."]
    assert "".join(words[1]) == "CarlDörnleft."


def test_a_learnt_head_says_what_a_token_says_and_how_much_it_counts() -> None:
    learnt = {"head.weight": np.zeros((384, 2), np.float16), "head.bias": np.array([2.5, 1.0], np.float16)}
    session = session_of(graph_of(model_weights(), learnt, whole_numbers=True))
    ids = {name: np.zeros((1, 7), np.int64) for name in ("input_ids", "token_type_ids")}
    (told,) = session.run(None, ids)
    assert told.shape == (1, 7, 2)
    assert told[0, 0].tolist() == [2.5, 1.0]


@settings(max_examples=20, deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3), st.data())
def test_any_passages_have_odds_for_each_sentence(
    question: str, texts: list[str], data: st.DataObject
) -> None:
    passages = []
    for text in texts:
        ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
        passages.append(SplitText(text, tuple(Span(a, b) for a, b in pairwise(ends))))
    told = SKIMMER.skim(question, passages)
    assert [len(odds) for odds in told] == [len(passage.sentences) for passage in passages]
    assert not any(np.isinf(odds).any() for odds in told)


def test_a_file_that_is_not_the_one_expected_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.cross_encoder, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(EmbedderError, match="is not the file expected; run `make install` again"):
        BundledSkimmer().skim(QUESTION, PASSAGES)
