"""Suites of questions on given passages, on tiny files in their own format: a perfect, a wrong and a silent
program; the worked examples of all."""

from __future__ import annotations

import doctest
import json
from pathlib import Path
from types import ModuleType

import pytest

from evals.suites import (
    answers,
    clapnq,
    multihop_rag,
    ramdocs,
    realtimeqa,
    rgb,
    squad2,
    summhay,
    tempeval3,
)
from evals.suites.cases import Loaded
from tests.evals.suites.fakes import (
    APPLES,
    FROST,
    PORT,
    SHIPS,
    UNION,
    UNSURE,
    FakeDesk,
    scored,
    write_lines,
)


@pytest.mark.parametrize(
    ("module", "n"),
    [(answers, 1), (clapnq, 2), (multihop_rag, 2), (realtimeqa, 3), (rgb, 1), (summhay, 1), (tempeval3, 1)],
)
def test_the_worked_examples(module: ModuleType, n: int) -> None:
    assert doctest.testmod(module).failed == 0
    assert len([d for d in doctest.DocTestFinder().find(module) if d.examples]) == n


# -- squad2 ------------------------------------------------------------------------------------------------


@pytest.fixture
def squad(tmp_path: Path) -> Loaded:
    qas = [
        {"id": "q1", "question": " How many? ", "answers": [{"text": "Nine", "answer_start": 0}] * 2},
        {"id": "q2", "question": "Who is mayor?", "answers": [], "is_impossible": True},
    ]
    paragraphs = [{"context": PORT, "qas": qas}, {"context": APPLES, "qas": []}]
    path = tmp_path / "dev.json"
    path.write_text(json.dumps({"data": [{"title": "Port_of_Velmar", "paragraphs": paragraphs}]}), "utf-8")
    return squad2.load(path)


def test_squad_is_read_as_pooled_paragraphs(squad: Loaded) -> None:
    assert [d.name for d in squad.documents] == ["00000.md", "00001.md"]
    assert 'title: "Port of Velmar"' in squad.documents[0].content
    assert squad.cases[0].question == "How many?"
    assert squad.cases[0].gold == {"document": "00000.md", "answers": ["Nine"]}


def test_squad_of_a_folder_is_its_dev_split(squad: Loaded, tmp_path: Path) -> None:
    (tmp_path / "train-v2.0.json").write_text("{}", "utf-8")
    assert squad2.load(tmp_path) == squad


def test_squad_perfect(squad: Loaded) -> None:
    scores = scored(squad2.SUITE, squad, SHIPS)["scores"]
    assert [scores[name] for name in ("hit@1", "mrr@10", "answer_in_first", "answer_in_shown")] == [1.0] * 4
    assert scores["sentence_em"] == 0.0
    assert scores["sentence_f1"] == pytest.approx(2 * 1 / (4 + 1))


def test_squad_second_and_wrong(squad: Loaded) -> None:
    second = scored(squad2.SUITE, squad, FROST, SHIPS)["scores"]
    assert (second["hit@1"], second["hit@5"], second["mrr@10"]) == (0.0, 1.0, 0.5)
    assert (second["answer_in_first"], second["answer_in_shown"]) == (0.0, 1.0)
    wrong = scored(squad2.SUITE, squad, FROST)["scores"]
    assert (wrong["hit@10"], wrong["answer_in_shown"], wrong["sentence_f1"]) == (0.0, 0.0, 0.0)


def test_squad_silence_is_right_only_where_nothing_answers(squad: Loaded) -> None:
    unsure = scored(squad2.SUITE, squad, SHIPS, confidence=UNSURE)
    assert unsure["abstained"]
    assert unsure["correct"]
    assert (unsure["scores"]["answer_in_first"], unsure["scores"]["sentence_f1"]) == (1.0, 0.0)
    unanswerable = scored(squad2.SUITE, squad, SHIPS, confidence=UNSURE, case=1)
    assert unanswerable["scores"]["sentence_f1"] == unanswerable["scores"]["sentence_em"] == 1.0
    assert unanswerable["scores"]["hit@5"] is None
    assert not unanswerable["answerable"]
    assert scored(squad2.SUITE, squad, SHIPS, case=1)["scores"]["sentence_f1"] == 0.0
    nothing = squad2.SUITE.score(squad.cases[1], FakeDesk(squad.documents))
    assert nothing["abstained"]
    assert nothing["scores"]["sentence_em"] == 1.0


# -- clapnq ------------------------------------------------------------------------------------------------


@pytest.fixture
def natural(tmp_path: Path) -> Loaded:
    passage = {"title": "Velmar", "text": f"{PORT} ", "sentences": [SHIPS, UNION]}
    meta = {"annotator": [1], "has_minimal_answer": False, "non_consecutive": True, "round": 2}
    output = [{"answer": "Nine ships.", "selected_sentences": [SHIPS, UNION], "meta": meta}]
    dev, train = tmp_path / "annotated_data" / "dev", tmp_path / "annotated_data" / "train"
    for folder in (dev, train):
        folder.mkdir(parents=True)
    answerable = {"id": "640119", "input": "how many", "passages": [passage], "output": output}
    none = {"id": 276903, "input": "why", "passages": [passage], "output": [{"answer": None, "meta": None}]}
    write_lines(dev / "clapnq_dev_answerable.jsonl", [answerable])
    write_lines(dev / "clapnq_dev_unanswerable.jsonl", [none])
    write_lines(train / "clapnq_train_answerable.jsonl", [answerable])
    return clapnq.load(tmp_path)


def test_clapnq_each_question_has_its_own_passage(natural: Loaded) -> None:
    assert [case.documents for case in natural.cases] == [("00000.md",), ("00001.md",)]
    assert [case.id for case in natural.cases] == ["640119", "276903"]
    assert [bool(case.gold["sentences"]) for case in natural.cases] == [True, False]


def test_clapnq_sentences_shown_against_those_chosen(natural: Loaded) -> None:
    scores = scored(clapnq.SUITE, natural, SHIPS)["scores"]
    assert (scores["gold_first"], scores["gold_in_shown"]) == (1.0, 1.0)
    assert (scores["sentence_precision"], scores["sentence_recall"]) == (1.0, 0.5)
    assert scores["sentence_f1"] == scores["decided_sentence_f1"] == pytest.approx(2 / 3)
    unsure = scored(clapnq.SUITE, natural, SHIPS, confidence=UNSURE)["scores"]
    assert (unsure["sentence_f1"], unsure["decided_sentence_f1"]) == (pytest.approx(2 / 3), 0.0)


def test_clapnq_nothing_shown_and_nothing_to_show(natural: Loaded) -> None:
    silent = clapnq.SUITE.score(natural.cases[0], FakeDesk(natural.documents))
    assert (silent["scores"]["gold_first"], silent["scores"]["sentence_f1"]) == (0.0, 0.0)
    unanswerable = scored(clapnq.SUITE, natural, SHIPS, case=1)
    assert not unanswerable["correct"]
    assert set(unanswerable["scores"].values()) == {None}


# -- ramdocs -----------------------------------------------------------------------------------------------


@pytest.fixture
def conflicting(tmp_path: Path) -> Loaded:
    texts = ["It holds 3,559 people.", "It holds 511 people.", "It holds 10,000 people."]
    row = {
        "question": "How many live in Broken Bow?",
        "documents": [{"text": t, "type": "correct", "answer": ""} for t in texts],
        "gold_answers": ["3,559 people", "511 people"],
        "wrong_answers": ["10,000 people"],
    }
    return ramdocs.load(write_lines(tmp_path / "dev.jsonl", [row]))


@pytest.mark.parametrize(
    ("shown", "some", "every", "no_wrong", "exact"),
    [
        (["It holds 3,559 people.", "It holds 511 people."], 1.0, 1.0, 1.0, 1.0),
        (["It holds 3,559 people."], 1.0, 0.0, 1.0, 0.0),
        (["It holds 3,559 people.", "It holds 511 people.", "It holds 10,000 people."], 1.0, 1.0, 0.0, 0.0),
        (["It holds 10,000 people."], 0.0, 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 1.0, 0.0),
    ],
)
def test_ramdocs(
    conflicting: Loaded, shown: list[str], some: float, every: float, no_wrong: float, exact: float
) -> None:
    scores = scored(ramdocs.SUITE, conflicting, *shown)["scores"]
    assert scores["shows_any"] == some
    assert scores["shows_all_of_several"] == every
    assert scores["shows_no_wrong"] == no_wrong
    assert scores["exact"] == scores["exact_as_decided"] == exact
