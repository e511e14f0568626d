"""Drafts and their review: what comes in, that nothing counts before a person said so, and the check."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evals.gold_drafts import drafted_by, from_article, from_questions
from evals.gold_set import GoldSetError, load_gold_set
from evals.gold_tools import add_drafts, check, drafts_path, from_ratings, load_drafts, review, texts_of
from index.models import Span
from qa.language.nlp import Entity, Parse
from qa.models import Answered, Citation, Statement, Verdict
from qa.phrasing.llm import ScriptedModel

GOLD_DIR = Path(__file__).parents[2] / "evals" / "gold"
TEXT = (
    "Nine ships waited in the bay.\n\n"
    "The union wants 9 percent over two years. Ines Berg, the mayor, said so."
)
TEXTS = {"strike.md": TEXT}


class NamesOnly:
    """Finds one person by her name; the rest is left to the templates."""

    def parse(self, texts: Sequence[str], *, deep: bool = False) -> list[Parse]:
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> Parse:
        at = text.find("Ines Berg")
        found = (Entity(Span(at, at + 9), "PERSON"),) if at >= 0 else ()
        return Parse(text, found, ())


def says(*lines: str) -> Callable[[str], str]:
    left = list(lines)
    return lambda shown: left.pop(0) if left else ""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    add_drafts(drafts_path(path), from_article("strike.md", TEXT, NamesOnly()))
    return path


def test_an_article_gives_questions_whose_answers_stand_in_their_evidence() -> None:
    drafts = from_article("strike.md", TEXT, NamesOnly())
    asked = {d.question: d.answers[0] for d in drafts}
    assert asked == {
        "How much or how many? The union wants ___ over two years.": "9 percent",
        "Who is the mayor?": "Ines Berg",
    }
    assert all(d.answers[0] in d.evidence[0].quote and d.evidence[0].quote in TEXT for d in drafts)
    assert {d.status for d in drafts} == {"draft"}


def test_a_model_may_ask_but_its_answer_must_stand_in_the_sentence_it_names() -> None:
    reply = {
        "questions": [
            {"question": "What rise is wanted?", "answer": "9 percent", "sentence": "s2"},
            {"question": "How many ships?", "answer": "Ten", "sentence": "s1"},
        ]
    }
    (draft,) = drafted_by(ScriptedModel([reply]), "strike.md", TEXT)
    assert (draft.question, draft.answers, draft.source) == ("What rise is wanted?", ("9 percent",), "model")


def test_questions_come_from_json_lines_and_from_plain_lines(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    path.write_text(
        'Who is the mayor?\n\n{"question": "And since when?", "history": ["Who is the mayor?"]}\n'
    )
    plain, known = from_questions(path)
    assert (plain.question, plain.answers) == ("Who is the mayor?", ())
    assert known.history == ("Who is the mayor?",)
    path.write_text('{"question": ""}\n')
    with pytest.raises(GoldSetError, match="line 1"):
        from_questions(path)


def rating(folder: Path, thumb: str) -> Path:
    citation = Citation(
        article_id="a1", version=1, title="Strike", publisher=None, published_at=None, url=None,
        start=0, end=29, quote="Nine ships waited in the bay.", sha256="0" * 64,
    )  # fmt: skip
    said = Statement(text=citation.quote, citations=[citation], verdict=Verdict.VERBATIM)
    answer = Answered(question="How many ships?", statements=[said], confidence=0.8, engine="extractive")
    line = {
        "question": "How many ships?",
        "answer": answer.model_dump(mode="json"),
        "rating": thumb,
        "as_of": None,
    }
    path = folder / "ratings.jsonl"
    path.write_text(json.dumps(line) + "\n", "utf-8")
    return path


def test_a_liked_answer_brings_its_evidence_and_a_disliked_one_only_the_question(tmp_path: Path) -> None:
    (liked,) = from_ratings(rating(tmp_path, "up"), {"a1": "strike.md"})
    assert [(e.article, e.quote) for e in liked.evidence] == [("strike.md", "Nine ships waited in the bay.")]
    assert liked.answers == ("Nine ships waited in the bay.",)
    (disliked,) = from_ratings(rating(tmp_path, "down"), {"a1": "strike.md"})
    assert (disliked.answers, disliked.evidence, disliked.id) == ((), (), liked.id)


def test_the_same_question_is_drafted_once_whatever_became_of_it(gold: Path) -> None:
    review(gold, TEXTS, says("r", "q"))
    assert add_drafts(drafts_path(gold), from_article("strike.md", TEXT, NamesOnly())) == 0
    assert [d.status for d in load_drafts(drafts_path(gold))] == ["rejected", "draft"]


def test_nothing_counts_before_a_person_accepts_it(gold: Path) -> None:
    assert not gold.exists()
    assert review(gold, TEXTS, says("s", "q")) == (0, 0)
    assert not gold.exists()
    assert review(gold, TEXTS, says("a", "a")) == (2, 0)
    items = load_gold_set(gold, TEXTS)
    assert [(i.id, i.answers) for i in items] == [("gw-001", ("9 percent",)), ("gw-002", ("Ines Berg",))]
    assert review(gold, TEXTS, says()) == (0, 0)


def test_an_answer_can_be_edited_and_an_empty_one_makes_it_unanswerable(gold: Path) -> None:
    review(gold, TEXTS, says("e", "9 percent over two years | nine percent", "e", ""))
    first, second = load_gold_set(gold, TEXTS)
    assert first.answers == ("9 percent over two years", "nine percent")
    assert (second.answerable, second.evidence) == (False, ())


def test_a_draft_whose_quote_does_not_stand_is_not_taken_and_can_be_rejected(gold: Path) -> None:
    shown: list[str] = []
    typed = iter(["a", "x", "r", "q"])

    def ask(text: str) -> str:
        shown.append(text)
        return next(typed)

    assert review(gold, {"strike.md": "Another text."}, ask) == (0, 1)
    assert "cannot be taken" in shown[1]
    assert "none of a, e, r, s, q" in shown[2]
    assert not gold.exists()


def test_what_was_decided_stays_decided_when_the_review_is_stopped(gold: Path) -> None:
    assert review(gold, TEXTS, says("a")) == (1, 0)  # then the input ends
    assert [d.status for d in load_drafts(drafts_path(gold))] == ["accepted", "draft"]


def test_the_check_names_every_line_that_does_not_fit(gold: Path) -> None:
    review(gold, TEXTS, says("a", "a"))
    lines = gold.read_text("utf-8").splitlines()
    gold.write_text("\n".join([lines[0], "{", lines[1].replace("Ines Berg,", "Ines Borg,"), lines[0]]))
    items, wrong = check(gold, TEXTS)
    assert len(items) == 1
    assert [w.partition(":")[0].rpartition(" ")[2] for w in wrong] == ["2", "3", "4"]


def test_the_projects_own_set_fits_and_covers_every_kind() -> None:
    items, wrong = check(GOLD_DIR / "questions.jsonl", texts_of(GOLD_DIR / "articles"))
    assert wrong == []
    assert len(items) >= 180
    assert 0.25 <= sum(not i.answerable for i in items) / len(items) <= 0.37
    tags = [tag for i in items for tag in i.tags]
    least = {
        "as-of": 8,
        "correction": 6,
        "follow-up": 10,
        "contradiction": 8,
        "false-premise": 8,
        "not-yet": 5,
        "time": 20,
        "desk": 100,
    }
    assert {tag: n for tag, n in least.items() if tags.count(tag) < n} == {}
    assert all(bool(i.history) == ("follow-up" in i.tags) and len(i.history) <= 3 for i in items)
    assert all(i.as_of for i in items if "not-yet" in i.tags)


def test_an_accepted_answer_stands_in_the_evidence_or_is_another_spelling_of_what_does() -> None:
    from evals.metrics.text import contains

    items, _ = check(GOLD_DIR / "questions.jsonl", texts_of(GOLD_DIR / "articles"))
    for item in items:
        words = " ".join(e.quote for e in item.evidence)
        assert not item.answerable or any(contains(words, a) for a in item.answers), item.id
