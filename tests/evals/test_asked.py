"""What the reader learns from is well formed, and nothing is both taught and fitted on."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from evals.asked import clapnq, desk, gold, over_a_library, squad
from qa.reading.candidates import candidates_of

DESKS = sorted(path.name for path in files("evals").joinpath("desks").iterdir() if path.is_dir())

TALKED_WITH = [
    name for name in DESKS if files("evals").joinpath("desks", name, "conversations.jsonl").is_file()
]


@pytest.mark.parametrize("name", DESKS)
def test_each_quote_of_a_desk_stands_in_its_article_and_each_question_is_asked_once(name: str) -> None:
    with as_file(files("evals").joinpath("desks", name)) as folder:
        articles = {path.name: path.read_text("utf-8") for path in (folder / "articles").iterdir()}
        items = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    for item in items:
        assert bool(item["evidence"]) is item["answerable"], item
        for evidence in item["evidence"]:
            assert evidence["quote"] in articles[evidence["article"]], item
    assert len({item["question"] for item in items}) == len(items)
    assert 0.3 < sum(not item["answerable"] for item in items) / len(items) < 0.55


@pytest.mark.parametrize("name", TALKED_WITH)
def test_each_quote_of_a_conversation_stands_in_its_article_and_some_turns_have_no_answer(name: str) -> None:
    with as_file(files("evals").joinpath("desks", name)) as folder:
        articles = {path.name: path.read_text("utf-8") for path in (folder / "articles").iterdir()}
        lines = (folder / "conversations.jsonl").read_text("utf-8").splitlines()
        asked = [item for item in desk(folder).asked if item.said]
    turns = [turn for line in lines for turn in json.loads(line)["turns"]]
    for turn in turns:
        assert bool(turn["evidence"]) is turn["answerable"], turn
        for evidence in turn["evidence"]:
            assert evidence["quote"] in articles[evidence["article"]], turn
    assert len(asked) == len(turns) - len(lines)
    assert all(item.is_taught for item in asked)
    assert 0.2 < sum(not item.is_answerable for item in asked) / len(asked) < 0.4


def test_a_follow_up_comes_with_the_turns_before_it(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    quote = "Corin Vale owns the mill in Aske."
    (tmp_path / "articles" / "mill.md").write_text(f"{quote} He bought it in 2019.", "utf-8")
    (tmp_path / "questions.jsonl").write_text("", "utf-8")
    turns = [
        {"question": "Who owns the mill?", "answerable": True,
         "evidence": [{"article": "mill.md", "quote": quote}]},
        {"question": "since when?", "answerable": False, "evidence": []},
    ]  # fmt: skip
    (tmp_path / "conversations.jsonl").write_text(json.dumps({"turns": turns}), "utf-8")
    of = desk(tmp_path)
    first, second = [item for item, _, _ in over_a_library(of, of.asked)]
    assert first.turns == ()
    (turn,) = second.turns
    assert turn.answer is not None
    assert (turn.question, turn.answer.statements[0].text) == ("Who owns the mill?", quote)


def _squad_file(folder: Path, n_topics: int) -> Path:
    def topic(n: int) -> dict[str, object]:
        context = f"The town of Velm{n} lies on a river. It has {n + 2} bridges."
        at = context.index(f"{n + 2} bridges")
        qas = [
            {"id": f"{n}a", "question": f"How many bridges has Velm{n}?",
             "answers": [{"text": f"{n + 2}", "answer_start": at}]},
            {"id": f"{n}b", "question": f"How many churches has Velm{n}?", "answers": []},
        ]  # fmt: skip
        return {"title": f"Velm{n}", "paragraphs": [{"context": context, "qas": qas}]}

    path = folder / "squad.json"
    path.write_text(json.dumps({"data": [topic(n) for n in range(n_topics)]}), "utf-8")
    return path


def test_of_every_fourth_article_of_squad_nothing_is_taught(tmp_path: Path) -> None:
    asked = squad(_squad_file(tmp_path, 8)).asked
    kept = {item.group for item in asked if not item.is_taught}
    assert kept == {"Velm0", "Velm4"}
    assert not kept & {item.group for item in asked if item.is_taught}
    assert sum(item.is_answerable for item in asked) == 8


def test_of_the_gold_questions_nothing_is_taught_and_no_turn_of_a_conversation_is_one() -> None:
    with as_file(files("evals").joinpath("gold")) as folder:
        asked = gold(folder).asked
        lines = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    assert asked
    assert not any(item.is_taught for item in asked)
    turns = {line["question"] for line in lines if line.get("history")}
    alone = {line["question"] for line in lines if not line.get("history")}
    assert not (turns - alone) & {item.question for item in asked}


def test_of_a_title_of_clapnq_either_all_is_taught_or_nothing(tmp_path: Path) -> None:
    for kind in ("answerable", "unanswerable"):
        rows = [
            {"id": f"{kind}{n}", "input": f"Where does river {n} rise?",
             "passages": [{"title": f"River {n % 20}", "text": f"River {n % 20} rises in the hills."}],
             "output": [{"selected_sentences": [f"River {n % 20} rises in the hills."]}]}
            for n in range(40)
        ]  # fmt: skip
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{kind}.jsonl").write_text(text, "utf-8")
    asked = clapnq(tmp_path).asked
    taught = {item.group for item in asked if item.is_taught}
    kept = {item.group for item in asked if not item.is_taught}
    assert taught
    assert kept
    assert not taught & kept


def test_a_question_is_asked_of_a_library_of_its_own_and_its_answer_is_known_there(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = "---\ntitle: Bridge\n---\nThe bridge cost 46 million crowns. It opened in May.\n"
    (tmp_path / "articles" / "bridge.md").write_text(text, "utf-8")
    quote = "The bridge cost 46 million crowns."
    item = {"question": "What did the bridge cost?", "answerable": True,
            "evidence": [{"article": "bridge.md", "quote": quote}]}  # fmt: skip
    (tmp_path / "questions.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    of = desk(tmp_path)
    n_asked = 0
    for asked, tools, filters in over_a_library(of, of.asked):
        candidates = candidates_of(tools.retriever.search(asked.question, 5, filters), tools.article_of)
        assert [c.text for c in candidates if asked.is_gold(c)] == [quote]
        n_asked += 1
    assert n_asked == 1
