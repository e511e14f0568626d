"""Suites whose questions come with what was retrieved for them, on tiny files in their own format: a perfect,
a wrong and a silent program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.suites import (
    mt_rag,
    multihop_rag,
    realtimeqa,
    rgb,
)
from evals.suites.cases import Item, Loaded, SuiteError
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

# -- multihop-rag ------------------------------------------------------------------------------------------


@pytest.fixture
def hops(tmp_path: Path) -> Loaded:
    day = {"published_at": "2023-10-01T00:00:00+00:00"}
    corpus = [
        {
            "title": "Port",
            "author": None,
            "source": "A",
            **day,
            "category": "business",
            "url": "u1",
            "body": PORT,
        },
        {
            "title": "Trees",
            "author": "B",
            "source": "B",
            **day,
            "category": "food",
            "url": "u2",
            "body": APPLES,
        },
    ]
    facts = {"u1": "The union  wants 9 percent.", "u2": FROST}
    stated = {"title": "T", "author": None, "source": "A", "category": "business", **day}
    evidence = [{**stated, "url": url, "fact": fact} for url, fact in facts.items()]
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


def test_multihop_is_read_from_the_repository_or_by_its_file(hops: Loaded, tmp_path: Path) -> None:
    (tmp_path / "dataset").mkdir()
    for name in ("corpus.json", "MultiHopRAG.json"):
        (tmp_path / name).rename(tmp_path / "dataset" / name)
    assert multihop_rag.load(tmp_path) == hops
    assert multihop_rag.load(tmp_path / "dataset" / "MultiHopRAG.json") == hops


def test_multihop_map_of_the_script_counts_a_fact_listed_twice() -> None:
    # calculate_metrics: gold ["a", "a", "b"], retrieved ["b", "-", "a"]: (1/1 + 1/3) / min(3, 10)
    found: list[set[str | None]] = [{"b"}, set(), {"a"}]
    assert multihop_rag.scripted_precision(found, {"a", "b"}, 3, 10) == pytest.approx((1 + 1 / 3) / 3)


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
        "integration 0.4": (5, 3), "counterfactual": (1, 0),
    }  # fmt: skip


def test_rgb_without_a_document_for_it_an_ability_is_not_asked(tmp_path: Path) -> None:
    row = {"id": 3, "query": "Who?", "answer": [["Ada"]], "positive": ["It was Ada."], "negative": []}
    loaded = rgb.load(write_lines(tmp_path / "en_refine.json", [row]))
    assert {case.gold["ability"] for case in loaded.cases} == {"noise"}
    assert all(case.documents for case in loaded.cases)


def test_rgb_is_read_from_the_repository_and_of_five_falsified_documents(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    row = {
        "id": 1, "query": "Who won?", "answer": "Norway", "fakeanswer": "U.S.",
        "positive_wrong": [f"U.S. won, said {n}." for n in range(7)],
        "positive": [f"Norway won, said {n}." for n in range(7)], "negative": ["The Games began."],
    }  # fmt: skip
    write_lines(tmp_path / "data" / "en_fact.json", [row])
    loaded = rgb.load(tmp_path)
    assert [d.content.count("U.S. won") for d in loaded.documents] == [1] * 5


@pytest.mark.parametrize(
    ("answer", "labels"),
    [  # what checkanswer of evalue.py labels the prediction below, an answer each
        ("may 18", [1]),
        (["March 1", ["18 May", "May 18"]], [1, 1]),
        (["March 2", "May 18"], [0, 1]),
        ([["March 2", "2 March"]], [0]),
        (["arch"], [1]),
        ([], []),
    ],
)
def test_rgb_answers_as_the_script_checks_them(answer: list[Any] | str, labels: list[int]) -> None:
    right = 0 not in labels and 1 in labels
    assert rgb.says_all("On May 18 and March 1.", answer) is right


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
def turns(tmp_path: Path) -> Path:
    def task(n: int, kind: str, contexts: list[dict[str, Any]]) -> dict[str, Any]:
        spoken: list[dict[str, Any]] = [
            {"speaker": "user" if i % 2 == 0 else "agent", "text": f"Turn {i}", "metadata": {}}
            for i in range(2 * n - 1)
        ]
        return {
            "conversation_id": "c", "task_id": f"c<::>{n}", "task_type": "rag", "turn": str(n),
            "dataset": "MT-RAG Authors (Internal)", "contexts": contexts, "input": spoken,
            "targets": [{"speaker": "agent", "text": "Nine ships waited.", "metadata": {}}],
            "Question Type": ["Factoid"], "Multi-Turn": ["N/A"], "Answerability": [kind],
            "Collection": "mt-rag-clapnq-elser-512-100-20240503",
        }  # fmt: skip

    feedback = {"relevant": {"author": {"value": "yes", "timestamp": 1724711172}}}
    seen: dict[str, Any] = {"score": 27.759, "feedback": feedback, "query": {}}
    port = {"document_id": "822_7384-8758-0-1374", "text": f"Port\n{PORT}", "title": "Port", **seen}
    orchard = {"document_id": "823_0-60-0-60", "text": APPLES, "title": "", **seen}
    rows = [
        task(1, "ANSWERABLE", [port]), task(2, "UNANSWERABLE", []), task(3, "CONVERSATIONAL", [orchard]),
        task(4, "PARTIAL", [port, orchard]),
    ]  # fmt: skip
    write_lines(tmp_path / "reference.jsonl", rows)
    write_lines(tmp_path / "RAG.jsonl", [task(1, "ANSWERABLE", [orchard])])
    return tmp_path


def test_mt_rag(turns: Path) -> None:
    loaded = mt_rag.load(turns)
    assert loaded == mt_rag.load(turns / "reference.jsonl")
    assert [case.question for case in loaded.cases] == ["Turn 0", "Turn 2", "Turn 4", "Turn 6"]
    assert [d.content.partition("\n---\n")[2] for d in loaded.documents] == [f"{PORT}\n", f"{APPLES}\n"]
    first = scored(mt_rag.SUITE, loaded, FROST, SHIPS)
    assert first["tags"] == ["answerable", "first turn"]
    assert (first["scores"]["recall@5"], first["scores"]["cites_reference"]) == (1.0, 1.0)
    assert first["scores"]["ndcg@5"] == pytest.approx(0.6309, abs=1e-4)
    assert first["scores"]["answer_token_f1"] > 0.4
    assert scored(mt_rag.SUITE, loaded, FROST)["scores"]["recall@10"] == 0.0
    assert scored(mt_rag.SUITE, loaded, FROST, confidence=UNSURE, case=1)["answerable"] is False
    assert scored(mt_rag.SUITE, loaded, FROST, case=2)["answerable"] is None


def test_mt_rag_asks_a_later_turn_once_more_after_the_users_turns_before_it(turns: Path) -> None:
    loaded = mt_rag.load(turns)
    desk = FakeDesk(loaded.documents, lambda desk, question, names: desk.quote(SHIPS))
    item = mt_rag.SUITE.score(loaded.cases[2], desk)
    assert desk.asked_after == [(), ("Turn 0", "Turn 2")]
    assert item["tags"][1] == "later turn"
    assert "recall@5_in_turn" in item["scores"]


def test_mt_rag_ranks_documents_not_their_passages(turns: Path) -> None:
    # trec_eval with qrels {p1, p2} and the run p1, p2: recall 1, nDCG 1. The second passage of p1 is no rank.
    scores = scored(mt_rag.SUITE, mt_rag.load(turns), SHIPS, UNION, FROST, case=3)["scores"]
    assert (scores["recall@5"], scores["ndcg@5"]) == (1.0, 1.0)
    half = scored(mt_rag.SUITE, mt_rag.load(turns), SHIPS, UNION, case=3)["scores"]
    assert (half["recall@5"], half["ndcg@5"]) == (0.5, pytest.approx(0.6131, abs=1e-4))


# -- realtimeqa --------------------------------------------------------------------------------------------


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    """A folder that is alone in its own: a release is read with all that lies below it."""
    week = tmp_path / "2022"
    week.mkdir()
    asked = {
        "question_date": "2022/06/16", "question_source": "CNN", "question_url": "https://example.org/quiz",
        "question_sentence": "Which automaker recalled cars?",
        "evidence": 'Ford <a href="https://example.org/ford">recalled</a> cars.',
    }  # fmt: skip
    plain, nota = ["Honda", "BMW", "Fiat", "Ford"], ["Honda", "BMW", "Fiat", "None of the above"]
    write_lines(
        week / "20220617_qa.jsonl",
        [{"question_id": "20220617_9", **asked, "choices": plain, "answer": ["3"]}],
    )
    write_lines(
        week / "20220617_qa_nota.jsonl",
        [{"question_id": "20220617_9_nota", **asked, "choices": nota, "answer": ["3"]}],
    )
    pages = [
        {
            "url": "u1", "title": "Recall", "text": "Ford recalled cars. Honda did not.", "authors": [],
            "publish_date": "2022/06/15",
        },
        {"url": "u2", "title": "A page that died"},
        {"url": "u3", "title": "An empty page", "text": "", "authors": [], "publish_date": ""},
    ]  # fmt: skip
    passages = [
        {
            "doc_id": f"{n}",
            "text": f"Car {n} / Car {n} has wheels.",
            "doc_score": "8",
            "publish_date": "2018/12/31",
        }
        for n in range(5)
    ]
    linked = [{"url": "u4", "text": "Fiat was the last.", "authors": [], "publish_date": "2022/06/12"}]
    for retriever, found in (("gcs", pages), ("dpr", passages), ("gold", linked)):
        row = {"question_id": "20220617_9", "search_time": "2022/06/17/16:34", "search_result": found}
        write_lines(week / f"20220617_{retriever}.jsonl", [row])
    # Beside them lie what baselines answered, and weeks whose answers were not yet told.
    guess = {"question_id": "20220617_9", "prediction": ["0"], "score": "0.5"}
    write_lines(week / "20220617_qa_open_gpt3_gcs.jsonl", [guess])
    untold = {"question_id": "20220624_0", **asked, "choices": plain}
    write_lines(week / "20220624_qa_public.jsonl", [untold])
    row = {"question_id": "20220624_0", "search_result": [{"text": "Ford recalled cars."}]}
    write_lines(week / "20220624_gcs.jsonl", [row])
    return week


def test_realtimeqa_joins_questions_and_search_results(quiz: Path) -> None:
    loaded = realtimeqa.load(quiz)
    assert [(case.id, case.cluster) for case in loaded.cases] == [
        ("20220617_9", "20220617_9"),
        ("20220617_9_nota", "20220617_9"),
    ]
    assert 'published: "2022-06-15"' in loaded.documents[0].content
    alone = realtimeqa.load(quiz / "20220617_qa.jsonl")
    assert [case.id for case in alone.cases] == ["20220617_9"]
    assert realtimeqa.load(quiz.parent) == loaded


def test_realtimeqa_pages_are_made_up_to_five_by_passages(quiz: Path) -> None:
    loaded = realtimeqa.load(quiz)
    assert [len(case.documents) for case in loaded.cases] == [5, 5]
    assert 'title: "Car 3"' in loaded.documents[4].content
    assert "/" not in loaded.documents[4].content.partition("\n---\n")[2]
    assert all("Fiat was" not in d.content for d in loaded.documents)
    for retriever in ("gcs", "dpr"):
        (quiz / f"20220617_{retriever}.jsonl").unlink()
    assert "Fiat was" in realtimeqa.load(quiz).documents[0].content


def test_realtimeqa_a_question_without_its_answer_is_named(quiz: Path) -> None:
    (quiz / "20220624_qa_public.jsonl").rename(quiz / "20220701_qa.jsonl")
    with pytest.raises(SuiteError, match=r"20220701_qa\.jsonl, line 1 has no 'answer'"):
        realtimeqa.load(quiz)


def test_realtimeqa_accuracy_wants_all_right_answers(quiz: Path) -> None:
    # evaluate_main.py: prediction == gold["answer"], lists of indices
    path = quiz / "20220617_qa.jsonl"
    path.write_text(path.read_text("utf-8").replace('["3"]', '["0", "3"]'), "utf-8")
    item = scored(realtimeqa.SUITE, realtimeqa.load(path), "Ford recalled cars.")
    assert (item["gold"], item["chosen"], item["scores"]["choice_accuracy"]) == ([0, 3], 3, 0.0)


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
