"""What a language model words, adds and chooses in a brief is checked, bounded, and takes nothing away."""

from __future__ import annotations

import re
import time
from collections.abc import Generator
from typing import Any

import pytest
from pydantic import BaseModel

from qa.brief import make_brief
from qa.briefing import choosing, phrasing
from qa.briefing.outline import outline
from qa.errors import ModelTimeout
from qa.models import Verdict
from qa.phrasing.live import Listener
from qa.phrasing.llm import Filled, Form, ScriptedModel
from qa.phrasing.prompts import Message
from tests.qa.brief_helpers import (
    STRIKE,
    ModelByPrompt,
    article,
    bag_of_words,
    brief_of,
    parser,
    prompt_of,
)


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in outline(article(text)).sentences]


def _draft(*points: tuple[str, list[str]], bottom: tuple[str, list[str]] | None = None) -> dict[str, Any]:
    def line(section: str, p: tuple[str, list[str]]) -> dict[str, Any]:
        return {"section": section, "text": p[0], "evidence": p[1]}

    lead = [line("bottom_line", bottom)] if bottom else []
    return {"lines": [*lead, *(line("key_points", p) for p in points)]}


def _nothing_wrong(*_: object, **__: object) -> tuple[int | None, list[str]]:
    return 0, []


def _something_wrong(*_: object, **__: object) -> tuple[int | None, list[str]]:
    return None, ["a number is not in the evidence"]


def test_a_models_checked_statement_is_shown_with_its_citations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    draft = _draft(("The union seeks 9 percent.", ["s2", "s3"]), bottom=("Docks shut.", ["s1"]))
    model = ModelByPrompt(brief=draft)
    brief = brief_of(article(STRIKE), model=model)
    assert brief.engine == "scripted"
    assert (brief.usage.calls, len(model.asked("brief"))) == (len(model.messages), 1)
    assert brief.bottom_line[0].text == "Docks shut."
    told = [*brief.bottom_line, *brief.key_points]
    (point,) = [p for p in told if p.text == "The union seeks 9 percent."]
    assert (point.verdict, len(point.citations)) == (Verdict.SUPPORTED, 1)
    assert point.citations[0].quote == "The union wants a 9 percent pay rise over two years."
    assert brief.dropped == []


def test_a_failing_line_gives_way_to_the_sentence_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _something_wrong)
    plain = brief_of(article(STRIKE))
    brief = brief_of(article(STRIKE), model=ScriptedModel([_draft(("The union seeks 90 percent.", ["s2"]))]))
    assert (brief.bottom_line, brief.key_points) == (plain.bottom_line, plain.key_points)
    assert [(d.text, d.why) for d in brief.dropped] == [
        ("The union seeks 90 percent.", "a number is not in the evidence")
    ]


def test_a_wrong_number_does_not_pass_the_real_check() -> None:
    model = ScriptedModel([_draft(("The union wants a 90 percent pay rise over two years.", ["s2"]))])
    brief = brief_of(article(STRIKE), model=model)
    assert all("90" not in s.text for s in brief.key_points)
    assert len(brief.dropped) == 1


def test_an_id_that_was_not_offered_cannot_be_named() -> None:
    brief = brief_of(article(STRIKE), model=ScriptedModel([_draft(("The union wants 9 percent.", ["s99"]))]))
    assert brief.engine.startswith("extractive (scripted failed: ")
    assert brief.key_points


def test_a_model_that_fails_leaves_the_extractive_brief() -> None:
    plain = brief_of(article(STRIKE))
    brief = brief_of(article(STRIKE), model=ScriptedModel([ModelTimeout("no answer within 60 s")]))
    assert brief.engine.startswith("extractive (scripted failed: no answer within 60 s")
    assert brief.key_points == plain.key_points
    assert brief.people == plain.people


def test_whatever_a_model_writes_each_chosen_sentence_stays_told() -> None:
    plain = brief_of(article(STRIKE))
    lines = [("It rained frogs.", ["s1"]), ("The union wants 9 percent.", ["s2"]), ("", ["s3"])]
    brief = brief_of(article(STRIKE), model=ScriptedModel([_draft(*lines, bottom=("Frogs.", ["s4"]))]))
    for name in phrasing.SECTIONS:
        before = [s.citations[0] for s in getattr(plain, name)]
        assert [s.citations[0] for s in getattr(brief, name)][: len(before)] == before
    assert not {"It rained frogs.", "Frogs.", ""} & {s.text for s in [*brief.bottom_line, *brief.key_points]}


def test_a_model_may_add_points_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    plain = brief_of(article(STRIKE))
    told = {s.text for s in [*plain.bottom_line, *plain.key_points]}
    others = [n for n, s in enumerate(_sentences(STRIKE), 1) if s not in told]
    lines = [(f"What number {n} tells is remarkable.", [f"s{n}"]) for n in others]
    room = phrasing.MAX_KEY_POINTS - len(plain.key_points)
    brief = brief_of(article(STRIKE), model=ScriptedModel([_draft(*lines)]))
    assert brief.key_points[: len(plain.key_points)] == plain.key_points
    assert 0 < len(brief.key_points) - len(plain.key_points) <= min(room, len(others))


def test_risks_and_open_questions_are_phrased_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    plain = brief_of(article(STRIKE))
    at = next(
        f"s{n}" for n, s in enumerate(_sentences(STRIKE), 1) if s == plain.open_questions[0].text
    )  # fmt: skip
    line = {"section": "open_questions", "text": "Nobody has set a date for talks.", "evidence": [at]}
    brief = brief_of(article(STRIKE), model=ScriptedModel([{"lines": [line]}]))
    assert [s.text for s in brief.open_questions] == ["Nobody has set a date for talks."]
    assert brief.open_questions[0].citations == plain.open_questions[0].citations


def test_what_fits_one_request_is_not_chosen_from() -> None:
    model = ModelByPrompt()
    brief_of(article(STRIKE), model=model)
    assert not model.asked("brief_choose")
    assert len(model.asked("brief")) == 1


def test_of_a_long_input_the_model_chooses_what_it_writes_from() -> None:
    text = "\n".join(
        f"The ship {n} of the Corvane Lines brought {n} cranes to Velmar, and the harbour pilots of the port "
        f"took it past {n} buoys to the quay where lorry {n} of the yard was waiting for its load of steel."
        for n in range(400)
    )

    def last_of_all(message: Message) -> dict[str, Any]:
        return {"ids": re.findall(r"^\[(s\d+)\]", message.user, re.M)[-3:]}

    plain, model = ModelByPrompt(), ModelByPrompt(brief_choose=last_of_all)
    without, brief = brief_of(article(text), model=plain), brief_of(article(text), model=model)
    batches = model.asked("brief_choose")
    assert len(batches) == choosing.MAX_CALLS
    chosen = [line for m in batches for line in re.findall(r"^\[s\d+\] (.*)$", m.user, re.M)[-3:]]
    written_from, otherwise = model.asked("brief")[0].user, plain.asked("brief")[0].user
    assert all(sentence in written_from for sentence in chosen)
    assert not all(sentence in otherwise for sentence in chosen)
    assert len(re.findall(r"^\[s\d+\]", written_from, re.M)) == phrasing.MAX_OFFERED
    # It only chooses: what the brief tells is offered in any case, and told.
    assert (brief.bottom_line, brief.key_points) == (without.bottom_line, without.key_points)
    assert all(s.text in written_from for s in [*brief.bottom_line, *brief.key_points])


def test_a_model_that_names_more_sentences_than_a_batch_may_give_chooses_none() -> None:
    text = "\n".join(f"The ship {n} of the Corvane Lines brought {n} cranes to Velmar." for n in range(200))

    def all_of_them(message: Message) -> dict[str, Any]:
        return {"ids": re.findall(r"^\[(s\d+)\]", message.user, re.M)}

    model = ModelByPrompt(brief_choose=all_of_them)
    brief = brief_of(article(text), model=model)
    assert len(model.asked("brief_choose")) == 1
    assert brief.engine.startswith("scripted (choosing: broke off: ")


def test_choosing_that_hangs_leaves_time_to_write() -> None:
    text = "\n".join(f"The ship {n} of the Corvane Lines brought {n} cranes to Velmar." for n in range(200))

    class Hangs(ModelByPrompt):
        def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
            if prompt_of(message) == "brief_choose":
                time.sleep(1.5)
            return super().fill(message, form, max_tokens=max_tokens)

    model = Hangs()
    brief = make_brief([article(text)], parser=parser(), model=model, embed=bag_of_words, model_timeout_s=1.2)
    assert model.asked("brief")
    assert brief.engine.startswith("scripted (choosing: broke off: the language model did not answer in time")


def test_choosing_that_fails_is_told_and_takes_nothing_away() -> None:
    text = "\n".join(f"The ship {n} of the Corvane Lines brought {n} cranes to Velmar." for n in range(200))
    brief = brief_of(article(text), model=ModelByPrompt(brief_choose=ModelTimeout("late")))
    assert brief.engine.startswith("scripted (choosing: broke off: late")
    assert brief.key_points == brief_of(article(text)).key_points


def test_a_reply_that_breaks_off_keeps_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)

    class BreaksOff(ScriptedModel):
        def stream(self, *args: Any, **more: Any) -> Generator[BaseModel, None, None]:
            yield from super().stream(*args, **more)
            raise ModelTimeout("late")

    brief = brief_of(article(STRIKE), model=BreaksOff([_draft(bottom=("Docks shut.", ["s1"]))]))
    assert brief.engine.startswith("scripted (broke off: late")
    assert brief.bottom_line[0].text == "Docks shut."


def test_a_model_that_goes_round_in_circles_is_not_read_to_the_end() -> None:
    same = ("The union wants a 9 percent pay rise over two years.", ["s2"])
    brief = brief_of(article(STRIKE), model=ModelByPrompt(brief=_draft(*[same] * 9)))
    assert [d.why for d in brief.dropped] == ["repeats another statement"]
    assert brief.engine == "scripted"


def test_a_listener_sees_each_line_that_passed_and_may_stop_the_model() -> None:
    heard: list[str] = []
    lines = [("The union wants a 9 percent pay rise over two years.", ["s2"]), ("It rained frogs.", ["s1"])]
    brief_of(
        article(STRIKE),
        model=ScriptedModel([_draft(*lines)]),
        listener=Listener(lambda s: heard.append(s.text)),
    )
    assert heard == ["The union wants a 9 percent pay rise over two years."]
    stopped = brief_of(
        article(STRIKE), model=ScriptedModel([_draft(*lines)]), listener=Listener(is_stopped=lambda: True)
    )
    plain = brief_of(article(STRIKE))
    assert (stopped.key_points, stopped.people) == (plain.key_points, plain.people)
    assert "stopped" in stopped.engine


def test_a_statement_that_repeats_another_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    said = "The dockers' union seeks a 9 percent pay rise."
    brief = brief_of(article(STRIKE), model=ScriptedModel([_draft((said, ["s2"]), (said, ["s3"]))]))
    assert [s.text for s in [*brief.bottom_line, *brief.key_points]].count(said) == 1
    assert [d.why for d in brief.dropped] == ["repeats another statement"]


def test_article_text_is_never_a_template_and_ids_are_bounded() -> None:
    text = "\n".join(f"Sentence number {n} of $sentences tells of $title and ${{more}}." for n in range(90))
    model = ModelByPrompt(brief=_draft())
    brief_of(article(text, title="$sentences"), model=model)
    assert all("Title: $sentences" in m.user for m in (*model.asked("brief_choose"), *model.asked("brief")))
    user = model.asked("brief")[0].user
    assert len(re.findall(r"^\[s\d+\]", user, re.M)) == phrasing.MAX_OFFERED


def test_a_reply_function_sees_the_numbered_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)

    def reply(message: Message) -> dict[str, Any]:
        assert "[s1] About 2,300 dockworkers" in message.user
        return _draft(bottom=("Dockworkers shut the port.", ["s1"]))

    brief = brief_of(article(STRIKE), model=ScriptedModel([reply]))
    assert brief.bottom_line[0].text == "Dockworkers shut the port."
    assert brief.key_points  # the extractive ones fill in
