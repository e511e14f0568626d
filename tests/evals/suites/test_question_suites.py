"""Each question suite on tiny files in its own format: a perfect, a wrong and a silent program."""

from __future__ import annotations

import doctest
import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evals.suites import (
    answers,
    clapnq,
    mt_rag,
    multihop_rag,
    ramdocs,
    realtimeqa,
    rgb,
    squad2,
    summhay,
    tempeval3,
)
from evals.suites.cases import Item, Loaded, Suite, files_of
from qa.models import Answer
from tests.evals.suites.fakes import UNSURE, FakeDesk

PORT = "Nine ships waited outside. The union wants 9 percent."
APPLES = "Frost spared the apple trees. Cider makers were relieved."
SHIPS, UNION, FROST = (
    "Nine ships waited outside.",
    "The union wants 9 percent.",
    "Frost spared the apple trees.",
)


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n\n" for row in rows), "utf-8")
    return path


def scored(suite: Suite, loaded: Loaded, *shown: str, confidence: float = 0.9, case: int = 0) -> Item:
    """The item of one case, when the program shows these sentences."""

    def says(desk: FakeDesk, question: str, names: Sequence[str]) -> Answer:
        return desk.quote(*shown, confidence=confidence)

    return suite.score(loaded.cases[case], FakeDesk(loaded.documents, says))


@pytest.mark.parametrize(
    ("module", "n"), [(answers, 1), (clapnq, 2), (multihop_rag, 2), (rgb, 1), (summhay, 1), (tempeval3, 1)]
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
    passage = {"title": "Velmar", "text": PORT, "sentences": [SHIPS, UNION]}
    output = [{"answer": "Nine ships.", "selected_sentences": [SHIPS, UNION]}]
    write_lines(
        tmp_path / "answerable.jsonl",
        [{"id": "1", "input": "how many", "passages": [passage], "output": output}],
    )
    none = [{"answer": "", "selected_sentences": []}]
    write_lines(
        tmp_path / "unanswerable.jsonl", [{"id": "2", "input": "why", "passages": [passage], "output": none}]
    )
    return clapnq.load(tmp_path)


def test_clapnq_each_question_has_its_own_passage(natural: Loaded) -> None:
    assert [case.documents for case in natural.cases] == [("00000.md",), ("00001.md",)]
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


# -- multihop-rag ------------------------------------------------------------------------------------------


@pytest.fixture
def hops(tmp_path: Path) -> Loaded:
    corpus = [
        {
            "title": "Port",
            "source": "A",
            "url": "u1",
            "published_at": "2023-10-01T00:00:00+00:00",
            "body": PORT,
        },
        {"title": "Orchard", "source": "B", "url": "u2", "published_at": "2023-10-02", "body": APPLES},
    ]
    evidence = [{"url": "u1", "fact": "The union  wants 9 percent."}, {"url": "u2", "fact": FROST}]
    queries = [
        {"query": "Who?", "answer": "union", "question_type": "inference_query", "evidence_list": evidence},
        {"query": "What?", "answer": "No", "question_type": "null_query", "evidence_list": []},
    ]
    (tmp_path / "corpus.json").write_text(json.dumps(corpus), "utf-8")
    (tmp_path / "MultiHopRAG.json").write_text(json.dumps(queries), "utf-8")
    return multihop_rag.load(tmp_path)


def test_multihop_two_definitions_of_a_hit(hops: Loaded) -> None:
    assert 'published: "2023-10-01T00:00:00+00:00"' in hops.documents[0].content
    scores = scored(multihop_rag.SUITE, hops, SHIPS, FROST)["scores"]
    # The first passage is from an article of the evidence, but holds no evidence sentence.
    assert (scores["mrr@10_article"], scores["mrr@10_fact"]) == (1.0, 0.5)
    assert (scores["hits@4_article"], scores["hits@4_fact"]) == (1.0, 1.0)
    assert (scores["recall@10_article"], scores["recall@10_fact"]) == (1.0, 0.5)
    assert scores["map@10_article"] == 1.0
    assert scores["map@10_article_script"] == pytest.approx((1 + 1 / 2) / 2)
    assert scores["map@10_fact"] == scores["map@10_fact_script"] == pytest.approx((1 / 2) / 2)


def test_multihop_a_null_question_is_only_for_abstaining(hops: Loaded) -> None:
    item = scored(multihop_rag.SUITE, hops, SHIPS, confidence=UNSURE, case=1)
    assert item["abstained"]
    assert item["answerable"] is False
    assert set(item["scores"].values()) == {None}


# -- rgb ---------------------------------------------------------------------------------------------------


@pytest.fixture
def abilities(tmp_path: Path) -> Loaded:
    noise = [f"Nothing about number {n}." for n in range(6)]
    plain = {
        "id": 0, "query": "When?", "answer": [["January 2", "Jan 2"]],
        "positive": [f"It began on January 2, said {n}." for n in range(4)], "negative": noise,
    }  # fmt: skip
    both = {
        "id": 0, "query": "When and where?", "answer": ["January 2", "Lyon"],
        "positive": [["It began on January 2."], ["It was in Lyon."]], "negative": noise,
    }  # fmt: skip
    false = {
        "id": 0, "query": "Where?", "answer": "Athens", "fakeanswer": "New York",
        "positive": ["It was in Athens."], "positive_wrong": ["It was in New York."], "negative": noise,
    }  # fmt: skip
    for name, row in (("en", plain), ("en_int", both), ("en_fact", false)):
        write_lines(tmp_path / f"{name}.json", [row])
    return rgb.load(tmp_path)


def test_rgb_makes_the_documents_of_each_ability(abilities: Loaded) -> None:
    texts = {d.name: d.content for d in abilities.documents}
    n_noise = {
        case.gold["tag"]: (len(case.documents), sum("Nothing" in texts[name] for name in case.documents))
        for case in abilities.cases
    }
    assert n_noise == {
        "noise 0.0": (5, 1), "noise 0.2": (5, 1), "noise 0.4": (5, 2), "noise 0.6": (5, 3),
        "noise 0.8": (5, 4), "rejection": (5, 5), "integration 0.0": (5, 3), "integration 0.2": (5, 3),
        "integration 0.4": (5, 3), "counterfactual": (5, 4),
    }  # fmt: skip


def test_rgb_scores(abilities: Loaded) -> None:
    at = {case.gold["tag"]: n for n, case in enumerate(abilities.cases)}

    def scores(tag: str, *shown: str, confidence: float = 0.9) -> Item:
        item = scored(rgb.SUITE, abilities, *shown, confidence=confidence, case=at[tag])
        return {name: value for name, value in item["scores"].items() if value is not None}

    right = "It began on January 2, said 0."
    assert scores("noise 0.4", right) == {"noise_accuracy": 1.0, "noise_accuracy_as_decided": 1.0}
    assert scores("noise 0.4", right, confidence=UNSURE)["noise_accuracy_as_decided"] == 0.0
    assert scores("noise 0.4", "Nothing about number 1.")["noise_accuracy"] == 0.0
    assert scores("rejection", "Nothing about number 1.") == {"rejection_rate": 0.0}
    assert scores("rejection", "Nothing about number 1.", confidence=UNSURE) == {"rejection_rate": 1.0}
    one = "It began on January 2."
    assert scores("integration 0.0", one) == {"integration_accuracy": 0.0}
    assert scores("integration 0.0", one, "It was in Lyon.") == {"integration_accuracy": 1.0}
    assert scores("counterfactual", "It was in New York.") == {"counterfactual_misled": 1.0}
    assert scores("counterfactual", "Nothing about number 1.") == {"counterfactual_misled": 0.0}


# -- mt-rag ------------------------------------------------------------------------------------------------


@pytest.fixture
def turns(tmp_path: Path) -> Loaded:
    def task(n: int, kind: str, contexts: list[dict[str, str]]) -> dict[str, Any]:
        spoken = [
            {"speaker": "user" if i % 2 == 0 else "agent", "text": f"Turn {i}"} for i in range(2 * n - 1)
        ]
        return {
            "task_id": f"c::{n}", "conversation_id": "c", "input": spoken, "contexts": contexts,
            "targets": [{"speaker": "agent", "text": "Nine ships waited."}], "Answerability": [kind],
        }  # fmt: skip

    port = {"document_id": "p1", "text": PORT, "title": "Port"}
    orchard = {"document_id": "p2", "text": APPLES, "title": ""}
    rows = [task(1, "ANSWERABLE", [port]), task(2, "UNANSWERABLE", []), task(3, "CONVERSATIONAL", [orchard])]
    return mt_rag.load(write_lines(tmp_path / "reference.jsonl", rows))


def test_mt_rag(turns: Loaded) -> None:
    assert [case.question for case in turns.cases] == ["Turn 0", "Turn 2", "Turn 4"]
    assert len(turns.documents) == 2
    first = scored(mt_rag.SUITE, turns, FROST, SHIPS)
    assert first["tags"] == ["answerable", "first turn"]
    assert (first["scores"]["recall@5"], first["scores"]["cites_reference"]) == (1.0, 1.0)
    assert first["scores"]["ndcg@5"] == pytest.approx(0.6309, abs=1e-4)
    assert first["scores"]["answer_token_f1"] > 0.4
    assert scored(mt_rag.SUITE, turns, FROST)["scores"]["recall@10"] == 0.0
    assert scored(mt_rag.SUITE, turns, FROST, confidence=UNSURE, case=1)["answerable"] is False
    assert scored(mt_rag.SUITE, turns, FROST, case=2)["answerable"] is None


def test_mt_rag_asks_a_later_turn_once_more_after_the_users_turns_before_it(turns: Loaded) -> None:
    desk = FakeDesk(turns.documents, lambda desk, question, names: desk.quote(SHIPS))
    item = mt_rag.SUITE.score(turns.cases[2], desk)
    assert desk.asked_after == [(), ("Turn 0", "Turn 2")]
    assert item["tags"] == ["conversational", "later turn"]
    assert "recall@5_in_turn" in item["scores"]


def test_mt_rag_reads_of_a_folder_the_tasks_with_their_own_passages(turns: Loaded, tmp_path: Path) -> None:
    same = (tmp_path / "reference.jsonl").read_text("utf-8")
    (tmp_path / "reference+RAG.jsonl").write_text(same, "utf-8")
    assert len(mt_rag.load(tmp_path).cases) == len(turns.cases)


def test_a_folder_is_read_with_those_below_it_and_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    write_lines(tmp_path / "2026" / "a.jsonl", [{}])
    (tmp_path / "2026" / "._a.jsonl").write_bytes(b"\x00\x05\x16\x07")
    assert [p.name for p in files_of(tmp_path, "*.jsonl")] == ["a.jsonl"]


# -- realtimeqa --------------------------------------------------------------------------------------------


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    asked = {"question_sentence": "Which automaker recalled cars?", "question_date": "2022/06/16"}
    nota = ["Honda", "BMW", "Fiat", "None of the above"]
    write_lines(
        tmp_path / "20220617_qa.jsonl",
        [
            {
                "question_id": "20220617_9",
                **asked,
                "choices": ["Honda", "BMW", "Fiat", "Ford"],
                "answer": ["3"],
            }
        ],
    )
    write_lines(
        tmp_path / "20220617_qa_nota.jsonl",
        [{"question_id": "20220617_9_nota", **asked, "choices": nota, "answer": ["3"]}],
    )
    results = [
        {"title": "Recall", "text": "Ford recalled cars. Honda did not.", "publish_date": "2022/06/15"},
        {"title": "A page that died", "url": "u"},
    ]
    write_lines(tmp_path / "20220617_gcs.jsonl", [{"question_id": "20220617_9", "search_result": results}])
    return tmp_path


def test_realtimeqa_joins_questions_and_search_results(quiz: Path) -> None:
    loaded = realtimeqa.load(quiz)
    assert [(case.id, case.cluster) for case in loaded.cases] == [
        ("20220617_9", "20220617_9"),
        ("20220617_9_nota", "20220617_9"),
    ]
    assert 'published: "2022-06-15"' in loaded.documents[0].content
    alone = realtimeqa.load(quiz / "20220617_qa.jsonl")
    assert [case.id for case in alone.cases] == ["20220617_9"]


def test_realtimeqa_choices_and_open(quiz: Path) -> None:
    loaded = realtimeqa.load(quiz)
    right = scored(realtimeqa.SUITE, loaded, "Ford recalled cars.")
    assert right["chosen"] == 3
    assert (right["scores"]["choice_accuracy"], right["scores"]["open_sentence_contains"]) == (1.0, 1.0)
    assert right["scores"]["open_sentence_f1"] == pytest.approx(2 / 4)
    wrong = scored(realtimeqa.SUITE, loaded, "Honda did not.")
    assert (wrong["chosen"], wrong["scores"]["choice_accuracy"]) == (0, 0.0)
    nothing = realtimeqa.SUITE.score(loaded.cases[0], FakeDesk(loaded.documents))
    assert (nothing["chosen"], nothing["scores"]["choice_accuracy"]) == (None, 0.0)


def test_realtimeqa_none_of_the_above(quiz: Path) -> None:
    loaded = realtimeqa.load(quiz)
    none = scored(realtimeqa.SUITE, loaded, "Ford recalled cars.", case=1)
    assert (none["chosen"], none["scores"]["nota_accuracy"], none["scores"]["choice_accuracy"]) == (
        3,
        1.0,
        None,
    )
    named = scored(realtimeqa.SUITE, loaded, "Honda did not.", case=1)
    assert (named["chosen"], named["scores"]["nota_accuracy"]) == (0, 0.0)
    assert scored(realtimeqa.SUITE, loaded, "Honda did not.", confidence=UNSURE, case=1)["chosen"] == 3
