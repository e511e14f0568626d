"""A brief holds nothing but the articles' words at checked places, and names what it lacks."""

from __future__ import annotations

import re
import time
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from index.models import Article
from qa.brief import make_brief
from qa.briefing import choosing, phrasing
from qa.briefing.outline import outline
from qa.errors import ModelTimeout
from qa.live import Listener
from qa.llm import Filled, Form, LanguageModel, ScriptedModel
from qa.models import Brief, Verdict
from qa.prompts import Message
from tests.qa.brief_helpers import (
    SHARED,
    STRIKE,
    ModelByPrompt,
    article,
    bag_of_words,
    citations,
    grounded_values,
    parser,
    prompt_of,
)


def _brief(
    *articles: Article,
    model: LanguageModel | None = None,
    topic: str | None = None,
    listener: Listener | None = None,
) -> Brief:
    return make_brief(
        articles, parser=parser(), model=model, embed=bag_of_words, topic=topic, listener=listener
    )


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in outline(article(text)).sentences]


def _assert_grounded(brief: Brief, articles: list[Article]) -> None:
    texts = {(a.article_id, a.version): a.text for a in articles}
    for c in citations(brief):
        assert texts[c.article_id, c.version][c.start : c.end] == c.quote
    for value in grounded_values(brief):
        if value.value is None:
            assert value.citations == []
        else:
            assert any(value.value in c.quote for c in value.citations)
    for figure in brief.figures:
        assert any(figure.value in c.quote for c in figure.what.citations)
        assert figure.unit is None or any(figure.unit in c.quote for c in figure.what.citations)
    for entry in brief.timeline:
        assert any(entry.expression in c.quote for c in entry.event.citations)


_PIECES = st.sampled_from(
    [
        "Mayor Anselm Pryce said on Tuesday that 40 percent of the 1,200 homes would be sold by May 3.",
        "“Nobody knows,” said Helle Sørlund, the port authority’s chief executive.",
        "- June 13-15, Kesselby library",
        "## Ferries still running",
        "<script>alert(1)</script> costs $4 million.",
        "Its chief, Ólafur Þór 😀, was hurt.",
        "According to sources, Bharat Forge, Corvane Lines and the Bank of Velmar may merge next year!",
        "VELMAR, March 17 (Wire) — Talks about 3-5 ships (2.5 million euros) failed; risks remain unclear.",
        "a\u0301bc de\u00adf 12\u00a0% of \u201call\u201d",
        "Dr. O’Neill of St. Brannoc’s Hospital",
        ", said",
        "the 2022 invasion’s 2.5",
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=60)), min_size=1, max_size=6).map("\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(_TEXTS, min_size=1, max_size=3),
    st.sampled_from([None, "2025-03-14", "2025-03-14T07:30:00+01:00"]),
)
def test_every_value_is_cut_from_its_article(texts: list[str], published_at: str | None) -> None:
    articles = [article(t, article_id=f"a{n}", published_at=published_at) for n, t in enumerate(texts)]
    _assert_grounded(_brief(*articles), articles)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_every_empty_field_is_named_as_not_stated(text: str) -> None:
    brief = _brief(article(text, publisher=None))
    lists = ("bottom_line", "key_points", "people", "organisations", "places", "timeline", "figures",
             "attributions", "risks", "open_questions", "disagreements")  # fmt: skip
    for name in lists:
        assert (name in brief.not_stated) == (not getattr(brief, name))
    for n, person in enumerate(brief.people):
        assert (f"people[{n}].role" in brief.not_stated) == (person.role.value is None)
        assert (f"people[{n}].affiliation" in brief.not_stated) == (person.affiliation.value is None)
    assert "articles[0].published_at" in brief.not_stated
    assert "articles[0].publisher" in brief.not_stated


def test_no_article_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one article"):
        _brief()


def test_the_strike_in_brief() -> None:
    brief = _brief(article(STRIKE, published_at="2025-03-14T07:30:00+01:00"))
    assert brief.engine == "extractive"
    assert brief.bottom_line[0].text.startswith("About 2,300 dockworkers walked off")
    assert all(s.verdict is Verdict.VERBATIM for s in brief.key_points)
    assert 3 <= len(brief.key_points) <= 7
    assert len({s.text for s in [*brief.bottom_line, *brief.key_points]}) == len(brief.bottom_line) + len(
        brief.key_points
    )
    assert "shelves could start to empty" in brief.risks[0].text
    assert [s.text for s in brief.open_questions] == ["No new talks have been scheduled."]
    assert ("2025-03-12", "Wednesday") in {(t.date, t.expression) for t in brief.timeline}
    assert brief.independent_sources == 1


def test_what_was_new_to_the_paper_is_no_open_question() -> None:
    brief = _brief(
        article("The meetings had not been previously reported. It is unclear who paid for the trip.")
    )
    assert [s.text for s in brief.open_questions] == ["It is unclear who paid for the trip."]


def test_copies_count_as_one_source_and_tell_nothing_twice() -> None:
    one = article(STRIKE, article_id="a1", published_at="2025-03-14")
    two = article(STRIKE + "\n(Wire)", article_id="a2", published_at="2025-03-14", publisher="Gazette")
    brief = _brief(one, two)
    assert brief.independent_sources == 1
    assert len(brief.articles) == 2
    assert len({p.name.value for p in brief.people}) == len(brief.people)


def test_articles_that_give_different_figures_disagree() -> None:
    one = article(
        "Twelve people were injured when the Weir Lane bridge fell into the river on Tuesday. It rained.",
        article_id="a1", published_at="2025-06-10",
    )  # fmt: skip
    two = article(
        "Fifteen people were injured when the Weir Lane bridge fell into the river. A boat came.",
        article_id="a2", published_at="2025-06-10",
    )  # fmt: skip
    (conflict,) = _brief(one, two).disagreements
    assert {s.text.split()[0] for s in conflict.sides} == {"Twelve", "Fifteen"}


def test_figures_of_different_things_do_not_disagree() -> None:
    one = article("Twelve people were injured when the bridge fell.", article_id="a1")
    two = article("Voting has ended: 900 people queued at the town hall for tickets.", article_id="a2")
    assert _brief(one, two).disagreements == []


def test_one_person_in_two_articles_is_one_entry_with_both_citations() -> None:
    one = article("Mayor Dorota Wróbel opened the bridge.", article_id="a1", published_at="2025-07-15")
    two = article("Former mayor Dorota Wróbel closed the quay.", article_id="a2", published_at="2027-01-02")
    (person,) = _brief(one, two).people
    assert person.role.value == "Former mayor"
    assert {c.article_id for c in person.name.citations} == {"a1", "a2"}


def test_the_timeline_stands_in_order_of_date() -> None:
    brief = _brief(article(STRIKE, published_at="2025-03-14"))
    dates = [t.date for t in brief.timeline if t.date]
    assert dates == sorted(dates)


def test_the_bottom_line_begins_with_how_things_stand() -> None:
    began = article(
        "Dockworkers at the Port of Velmar began a strike over pay on Friday morning.",
        article_id="a1",
        published_at="2025-03-14",
    )
    ended = article(
        "Dockworkers at the Port of Velmar ended the strike and accepted seven percent.",
        article_id="a2",
        published_at="2025-03-26",
    )
    first = _brief(began, ended).bottom_line[0]
    assert first.text.startswith("Dockworkers at the Port of Velmar ended")


def test_a_dateline_with_its_year_dates_an_article_without_one() -> None:
    brief = _brief(article("KESSELBY, June 10, 2025 — The bridge fell on Tuesday after days of rain."))
    assert [(t.date, t.resolved_from) for t in brief.timeline] == [("2025-06-10", "the dateline 2025-06-10")]


def test_a_year_inside_a_name_dates_what_is_named_and_not_the_sentence() -> None:
    text = "The talks marked the first visit by business leaders since Moscow’s 2022 invasion of Ukraine."
    (entry,) = _brief(article(text)).timeline
    assert (entry.date, entry.event.value) == ("2022", "Moscow’s 2022 invasion of Ukraine")


# -- with a language model ---------------------------------------------------------------------------------


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
    brief = _brief(article(STRIKE), model=model)
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
    plain = _brief(article(STRIKE))
    brief = _brief(article(STRIKE), model=ScriptedModel([_draft(("The union seeks 90 percent.", ["s2"]))]))
    assert (brief.bottom_line, brief.key_points) == (plain.bottom_line, plain.key_points)
    assert [(d.text, d.why) for d in brief.dropped] == [
        ("The union seeks 90 percent.", "a number is not in the evidence")
    ]


def test_a_wrong_number_does_not_pass_the_real_check() -> None:
    model = ScriptedModel([_draft(("The union wants a 90 percent pay rise over two years.", ["s2"]))])
    brief = _brief(article(STRIKE), model=model)
    assert all("90" not in s.text for s in brief.key_points)
    assert len(brief.dropped) == 1


def test_an_id_that_was_not_offered_cannot_be_named() -> None:
    brief = _brief(article(STRIKE), model=ScriptedModel([_draft(("The union wants 9 percent.", ["s99"]))]))
    assert brief.engine.startswith("extractive (scripted failed: ")
    assert brief.key_points


def test_a_model_that_fails_leaves_the_extractive_brief() -> None:
    plain = _brief(article(STRIKE))
    brief = _brief(article(STRIKE), model=ScriptedModel([ModelTimeout("no answer within 60 s")]))
    assert brief.engine.startswith("extractive (scripted failed: no answer within 60 s")
    assert brief.key_points == plain.key_points
    assert brief.people == plain.people


def test_whatever_a_model_writes_each_chosen_sentence_stays_told() -> None:
    plain = _brief(article(STRIKE))
    lines = [("It rained frogs.", ["s1"]), ("The union wants 9 percent.", ["s2"]), ("", ["s3"])]
    brief = _brief(article(STRIKE), model=ScriptedModel([_draft(*lines, bottom=("Frogs.", ["s4"]))]))
    for name in phrasing.SECTIONS:
        before = [s.citations[0] for s in getattr(plain, name)]
        assert [s.citations[0] for s in getattr(brief, name)][: len(before)] == before
    assert not {"It rained frogs.", "Frogs.", ""} & {s.text for s in [*brief.bottom_line, *brief.key_points]}


def test_a_model_may_add_points_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    plain = _brief(article(STRIKE))
    told = {s.text for s in [*plain.bottom_line, *plain.key_points]}
    others = [n for n, s in enumerate(_sentences(STRIKE), 1) if s not in told]
    lines = [(f"What number {n} tells is remarkable.", [f"s{n}"]) for n in others]
    room = phrasing.MAX_KEY_POINTS - len(plain.key_points)
    brief = _brief(article(STRIKE), model=ScriptedModel([_draft(*lines)]))
    assert brief.key_points[: len(plain.key_points)] == plain.key_points
    assert 0 < len(brief.key_points) - len(plain.key_points) <= min(room, len(others))


def test_risks_and_open_questions_are_phrased_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    plain = _brief(article(STRIKE))
    at = next(
        f"s{n}" for n, s in enumerate(_sentences(STRIKE), 1) if s == plain.open_questions[0].text
    )  # fmt: skip
    line = {"section": "open_questions", "text": "Nobody has set a date for talks.", "evidence": [at]}
    brief = _brief(article(STRIKE), model=ScriptedModel([{"lines": [line]}]))
    assert [s.text for s in brief.open_questions] == ["Nobody has set a date for talks."]
    assert brief.open_questions[0].citations == plain.open_questions[0].citations


def test_what_fits_one_request_is_not_chosen_from() -> None:
    model = ModelByPrompt()
    _brief(article(STRIKE), model=model)
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
    without, brief = _brief(article(text), model=plain), _brief(article(text), model=model)
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


def test_of_each_batch_a_few_sentences_are_taken_however_many_are_named() -> None:
    text = "\n".join(f"The ship {n} of the Corvane Lines brought {n} cranes to Velmar." for n in range(400))

    def all_of_them(message: Message) -> dict[str, Any]:
        return {"ids": re.findall(r"^\[(s\d+)\]", message.user, re.M)}

    model = ModelByPrompt(brief_choose=all_of_them)
    _brief(article(text), model=model)
    batches = [re.findall(r"^\[s\d+\] (.*)$", m.user, re.M) for m in model.asked("brief_choose")]
    written_from = model.asked("brief")[0].user
    assert len(batches) > 1
    assert all(any(sentence in written_from for sentence in batch) for batch in batches)


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
    brief = _brief(article(text), model=ModelByPrompt(brief_choose=ModelTimeout("late")))
    assert brief.engine.startswith("scripted (choosing: broke off: late")
    assert brief.key_points == _brief(article(text)).key_points


def test_a_reply_that_breaks_off_keeps_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)

    class BreaksOff(ScriptedModel):
        def stream(self, *args: Any, **more: Any) -> Generator[BaseModel, None, None]:
            yield from super().stream(*args, **more)
            raise ModelTimeout("late")

    brief = _brief(article(STRIKE), model=BreaksOff([_draft(bottom=("Docks shut.", ["s1"]))]))
    assert brief.engine.startswith("scripted (broke off: late")
    assert brief.bottom_line[0].text == "Docks shut."


def test_a_model_that_goes_round_in_circles_is_not_read_to_the_end() -> None:
    same = ("The union wants a 9 percent pay rise over two years.", ["s2"])
    brief = _brief(article(STRIKE), model=ModelByPrompt(brief=_draft(*[same] * 9)))
    assert [d.why for d in brief.dropped] == ["repeats another statement"]
    assert brief.engine == "scripted"


def test_a_listener_sees_each_line_that_passed_and_may_stop_the_model() -> None:
    heard: list[str] = []
    lines = [("The union wants a 9 percent pay rise over two years.", ["s2"]), ("It rained frogs.", ["s1"])]
    _brief(
        article(STRIKE),
        model=ScriptedModel([_draft(*lines)]),
        listener=Listener(lambda s: heard.append(s.text)),
    )
    assert heard == ["The union wants a 9 percent pay rise over two years."]
    stopped = _brief(
        article(STRIKE), model=ScriptedModel([_draft(*lines)]), listener=Listener(is_stopped=lambda: True)
    )
    plain = _brief(article(STRIKE))
    assert (stopped.key_points, stopped.people) == (plain.key_points, plain.people)
    assert "stopped" in stopped.engine


def test_a_statement_that_repeats_another_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)
    said = "The dockers' union seeks a 9 percent pay rise."
    brief = _brief(article(STRIKE), model=ScriptedModel([_draft((said, ["s2"]), (said, ["s3"]))]))
    assert [s.text for s in [*brief.bottom_line, *brief.key_points]].count(said) == 1
    assert [d.why for d in brief.dropped] == ["repeats another statement"]


def test_article_text_is_never_a_template_and_ids_are_bounded() -> None:
    text = "\n".join(f"Sentence number {n} of $sentences tells of $title and ${{more}}." for n in range(90))
    model = ModelByPrompt(brief=_draft())
    _brief(article(text, title="$sentences"), model=model)
    assert all("Title: $sentences" in m.user for m in (*model.asked("brief_choose"), *model.asked("brief")))
    user = model.asked("brief")[0].user
    assert len(re.findall(r"^\[s\d+\]", user, re.M)) == phrasing.MAX_OFFERED


def test_a_reply_function_sees_the_numbered_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrasing, "carried_by", _nothing_wrong)

    def reply(message: Message) -> dict[str, Any]:
        assert "[s1] About 2,300 dockworkers" in message.user
        return _draft(bottom=("Dockworkers shut the port.", ["s1"]))

    brief = _brief(article(STRIKE), model=ScriptedModel([reply]))
    assert brief.bottom_line[0].text == "Dockworkers shut the port."
    assert brief.key_points  # the extractive ones fill in


# -- the seed ----------------------------------------------------------------------------------------------


def _seed() -> Article:
    files = sorted((SHARED / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("the seed articles are not beside the project")
    text = files[0].read_text(encoding="utf-8")
    return article(text, title=text.splitlines()[0], publisher=None, url=None)


@pytest.mark.shared
def test_the_seed_article_in_brief() -> None:
    seed = _seed()
    brief = _brief(seed)
    _assert_grounded(brief, [seed])
    people = {p.name.value: (p.role.value, p.affiliation.value) for p in brief.people}
    assert people == {
        "Sanjeev Kumar": ("Defence Production Secretary", "India"),
        "Ashish Rajvanshi": ("CEO", "Adani Defence and Aerospace"),
        "Vladimir Putin": ("President", "Russian"),
    }
    assert {o.name.value for o in brief.organisations} == {
        "Adani Defence and Aerospace",
        "Bharat Forge",
        "Society of Indian Defence Manufacturers",
    }
    figures = {(f.qualifier, f.value, f.unit) for f in brief.figures}
    assert {("about", "36", "%"), ("over", "500", "arms and military equipment makers")} <= figures
    dates = {(t.date, t.end_date, t.expression) for t in brief.timeline}
    assert ("--10-29", "--10-30", "October 29-30") in dates
    assert ("--12-04", "--12-05", "December 4-5") in dates
