"""Questions of several parts, of a conversation, asked again: and how often and how long a model is asked."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import qa.phrasing.deadline
from index.embedding import HashingEmbedder
from index.models import Filters
from qa.answer import Tools, answer_question
from qa.answer_cache import AnswerCache
from qa.errors import ModelBusy
from qa.language.nlp import SpacyParser
from qa.models import Abstained, Answer, Answered, Partial, Usage, Verdict
from qa.phrasing.llm import Reply, ScriptedModel
from qa.service import Service
from qa.settings import Settings
from qa.terminal import answer_text
from qa.web.messages import render_answer
from tests.qa.asking_helpers import tools_over
from tests.qa.conftest import ARTICLE
from tests.qa.test_answer import COST, QUESTION, draft

OPENED = "Mayor Ann Bell, chief executive of the port until 2021, opened the bridge."
TRUE = "The city said the repair cost about 46 million crowns."
LIE = "The repair cost about 64 million crowns, the city said."


def ask(tools: Tools, *replies: Reply, question: str = QUESTION, **more: Any) -> Answer:
    model = ScriptedModel(replies) if replies else None
    return answer_question(question, replace(tools, model=model), Filters(), risk=0.9999, **more)


# -- several parts -------------------------------------------------------------------------------------------


def test_each_part_is_answered_on_its_own(tools: Tools) -> None:
    answer = ask(tools, question="How much did the repair of the Kestrel Bridge cost, and who opened it?")
    assert isinstance(answer, Answered)
    shown = [s.text for s in answer.statements]
    assert COST in shown
    assert OPENED in shown


def test_turns_that_come_without_their_answers_are_answered_to_know_whom_they_name(tools: Tools) -> None:
    who = "Who opened the bridge?"
    bare = ask(tools, question="What was she until 2021?", history=[who])
    told = ask(tools, question="What was she until 2021?", history=[(who, ask(tools, question=who))])
    assert bare.read_as == told.read_as == "What was Ann Bell until 2021?"
    assert [s.text for s in bare.statements] == [s.text for s in told.statements]


def test_what_comes_closest_is_of_the_part_that_is_surest(tools: Tools) -> None:
    far, near = "Who painted the ceiling in Venice", "how much did the repair of the Kestrel Bridge cost"
    closest = []
    for question in (f"{far}, and {near}?", f"{near.capitalize()}, and {far[:1].lower()}{far[1:]}?"):
        answer = answer_question(question, tools, Filters(), risk=0.0001)
        assert isinstance(answer, Abstained)
        closest.append([c.quote for c in answer.closest])
    assert COST in closest[0]
    assert closest[0] == closest[1]


def test_what_the_articles_leave_open_is_named(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "How much did the repair of the Kestrel Bridge cost, and how many percent of it was borrowed?"
    # The confidence in a share is 0 where no sentence holds one: this part is open at any risk.
    answer = ask(tools, question=question)
    assert isinstance(answer, Partial)
    assert answer.status == "partial"
    assert COST in [s.text for s in answer.statements]
    (left,) = answer.unanswered
    assert "percent" in left
    assert answer.reason
    assert "Not answered: " in answer_text(answer, 200)


def test_with_no_part_settled_it_abstains_and_names_them_all(tools: Tools) -> None:
    answer = answer_question(
        "Who won, and when was it sold?", tools, Filters(article_ids=("none",)), risk=0.9999
    )
    assert isinstance(answer, Abstained)
    assert len(answer.unanswered) == 2


def test_a_model_is_asked_once_for_all_parts(tools: Tools) -> None:
    model = ScriptedModel([{"statements": [{"text": TRUE, "evidence": ["s1"]}]}])
    question = "How much did the repair of the Kestrel Bridge cost, and who opened it?"
    answer = answer_question(question, replace(tools, model=model), Filters(), risk=0.9999)
    assert len(model.messages) == 1
    assert TRUE in [s.text for s in answer.statements]
    assert OPENED in [s.text for s in answer.statements]


# -- asked again ---------------------------------------------------------------------------------------------


def test_what_fails_its_checks_is_asked_for_again_once_with_what_was_wrong(tools: Tools) -> None:
    model = ScriptedModel([draft(LIE), draft(TRUE)])
    answer = answer_question(QUESTION, replace(tools, model=model), Filters(), risk=0.9999)
    first, second = model.messages
    assert LIE not in first.user
    assert f"- {LIE}\n  " in second.user
    assert [(s.text, s.verdict) for s in answer.statements] == [(TRUE, Verdict.SUPPORTED)]
    assert [d.text for d in answer.dropped] == [LIE]
    assert answer.usage.calls == 2


def test_what_fails_twice_is_replaced_by_its_sentence_and_not_asked_for_a_third_time(tools: Tools) -> None:
    model = ScriptedModel([draft(LIE), draft(LIE), draft(TRUE)])
    answer = answer_question(QUESTION, replace(tools, model=model), Filters(), risk=0.9999)
    assert len(model.messages) == 2
    assert [s.text for s in answer.statements] == [COST]
    assert len(answer.dropped) == 2


def test_when_the_second_asking_fails_the_sentence_stands_in(tools: Tools) -> None:
    answer = ask(tools, draft(LIE), ModelBusy("the language model is busy or broken (503)"))
    assert [s.text for s in answer.statements] == [COST]
    assert answer.engine == "scripted"
    assert answer.usage.calls == 2


def test_a_model_of_which_nothing_stands_leaves_no_less_than_there_is_without_one(
    tmp_path: Path, parser: SpacyParser
) -> None:
    told = "The Kestrel Bridge reopened on Tuesday. Ann Bell opened the Kestrel Bridge. The mayor opened it."
    question, lie = "What happened at the Kestrel Bridge?", "Carl Dorn closed the Kestrel Bridge."
    with tools_over({"bridge.txt": f"Bridge reopens\n\n{told}\n"}, tmp_path, parser) as tools:
        without = {s.text for s in ask(tools, question=question).statements}
        lied = ask(tools, draft(lie), draft(lie), question=question)
        copied = ask(tools, draft("The Kestrel Bridge reopened on Tuesday."), question=question)
    assert len(without) > 1
    assert {s.text for s in lied.statements} == without
    assert {s.text for s in copied.statements} < without  # whoever errs in nothing may choose


class SlowModel(ScriptedModel):
    """Each reply takes so many seconds of a clock of its own, which the machine's load does not move."""

    def __init__(self, seconds: float, replies: Sequence[Reply]) -> None:
        super().__init__(replies)
        self.seconds, self.now = seconds, 0.0

    def stream(self, *args: Any, **more: Any) -> Generator[BaseModel, None, None]:
        self.now += self.seconds
        yield from super().stream(*args, **more)


def test_the_second_asking_has_only_what_the_first_left_of_the_time(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SlowModel(40, [draft(LIE), draft(TRUE)])
    monkeypatch.setattr(qa.phrasing.deadline, "monotonic", lambda: model.now)
    answer = answer_question(
        QUESTION, replace(tools, model=model, model_timeout_s=60), Filters(), risk=0.9999
    )
    assert len(model.messages) == 2
    assert answer.usage.calls == 2
    assert [s.text for s in answer.statements] == [COST]


# -- a conversation ------------------------------------------------------------------------------------------


def test_a_follow_up_shows_what_it_was_read_as(tools: Tools) -> None:
    answer = ask(
        tools, question="And what did it cost?", history=["How long did the repair of the bridge last?"]
    )
    assert answer.read_as == "What did the repair of the bridge cost?"
    assert answer.question == "And what did it cost?"
    assert "Read as: What did the repair of the bridge cost?" in answer_text(answer, 200)
    assert "Read as&#58; What did the repair of the bridge cost&#63;" in render_answer(answer, "1").markdown


def test_a_question_that_stands_alone_was_read_as_nothing_else(tools: Tools) -> None:
    assert ask(tools).read_as is None
    assert ask(tools, history=["Who is Ann Bell?"]).read_as is None


# -- the cache -----------------------------------------------------------------------------------------------


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parser: SpacyParser) -> Iterator[Service]:
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: HashingEmbedder())
    (tmp_path / "bridge.txt").write_text(ARTICLE, "utf-8")
    with Service(Settings(home=tmp_path / "served", risk=0.99)) as service:
        service.add([str(tmp_path / "bridge.txt")])
        yield service


def same(one: Answer, other: Answer) -> bool:
    kept = {"timings_ms", "usage"}
    return one.model_dump(exclude=kept) == other.model_dump(exclude=kept)


def test_a_question_asked_again_is_not_worked_on_again(service: Service) -> None:
    first = service.ask(QUESTION)
    again = service.ask(f"  {QUESTION}\n")
    assert same(first, again)
    assert again.timings_ms.total < 5
    assert again.timings_ms.retrieve == again.timings_ms.read == 0
    assert service.ask(QUESTION, Filters(since="2030-01-01")).timings_ms.read > 0


def test_a_changed_library_is_asked_anew(service: Service, tmp_path: Path) -> None:
    service.ask(QUESTION)
    (tmp_path / "new.txt").write_text("Harbour\n\nThe harbour of Velmar has 20 cranes.\n", "utf-8")
    service.add([str(tmp_path / "new.txt")])
    assert service.ask(QUESTION).timings_ms.read > 0


def test_turns_are_questions_or_questions_with_answers(service: Service) -> None:
    asked = "Who opened the Kestrel Bridge?"
    turns: list[Any] = [(asked, service.ask(asked))]
    by_answer = service.ask("When did she lead the port?", history=turns)
    by_question = service.ask("When did she lead the port?", history=[asked])
    assert by_answer.read_as == by_question.read_as == "When did Ann Bell lead the port?"


def test_the_cache_is_bounded_and_forgets_the_oldest() -> None:
    cache = AnswerCache(kept=2)
    answer = Abstained(question="q", confidence=0.0, engine="extractive", usage=Usage(calls=3))
    for key in ("a", "b"):
        cache.put(key, answer)
    assert cache.get("a") is not None
    cache.put("c", answer)
    assert cache.get("b") is None
    assert len(cache) == 2
    kept = cache.get("a")
    assert kept is not None
    assert kept.usage.calls == 0


# -- a time that is asked about ------------------------------------------------------------------------------


def test_last_week_counts_from_the_day_it_is_seen_as_of_and_says_so(tmp_path: Path) -> None:
    with Service(Settings(home=tmp_path / "home", risk=0.99)) as service:
        for day, count in (("2025-05-06", "Twelve"), ("2025-06-10", "Fifteen")):
            path = tmp_path / f"{day}.md"
            path.write_text(
                f"---\npublisher: Wire\npublished: {day}\n---\n"
                f"# Flood in Velmar\n\n{count} people were hurt.\n"
            )
            service.add([str(path)])
        question = "How many people were hurt in Velmar last week?"
        may = service.ask(question, Filters(as_of="2025-05-13"))
        assert [s.text for s in may.statements] == ["Twelve people were hurt."]
        assert may.reason == "“last week” read as 5 to 11 May 2025."
        june = service.ask(question, Filters(as_of="2025-06-17"))
        assert [s.text for s in june.statements] == ["Fifteen people were hurt."]
        other = service.ask(question, Filters(as_of="2025-06-30"))
        assert isinstance(other, Abstained)
        assert "another time" in (other.reason or "")
        known = service.ask("As of 1 June 2025, how many people were hurt in Velmar?")
        assert [s.text for s in known.statements] == ["Twelve people were hurt."]
        reported = service.ask("How many people were reported in June 2025 to be hurt in Velmar?")
        assert [s.text for s in reported.statements] == ["Fifteen people were hurt."]
