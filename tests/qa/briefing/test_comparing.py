"""What is new, changed, withdrawn and unchanged since an earlier brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import Span
from qa.briefing import kept
from qa.briefing.comparing import compare
from qa.citations import cite, verbatim
from qa.errors import SettingsError
from qa.models import Attribution, Brief, Figure, Grounded, Person, Precision, Statement, TimelineEntry
from qa.render import render_brief
from tests.qa.brief_helpers import article


def _statement(text: str, article_id: str) -> Statement:
    return verbatim(article(text, article_id=article_id), Span(0, len(text)))


def _said(text: str, value: str, article_id: str) -> Grounded:
    source = article(text, article_id=article_id)
    return Grounded(value=value, citations=[cite(source, Span(0, len(text)))])


def _brief(**fields: object) -> Brief:
    return Brief(title="A brief", articles=[], engine="extractive", independent_sources=1).model_copy(
        update=fields
    )


def _outcome(old: Brief, new: Brief) -> list[tuple[str, ...]]:
    c = compare(old, new).since_last
    return [
        *(("new",) for _ in c.new),
        *(("changed", *p.differs) for p in c.changed),
        *(("withdrawn",) for _ in c.withdrawn),
        *(("unchanged",) for _ in c.unchanged),
    ]


STRIKE = "About 2,300 dockworkers walked off the job at the Port of Velmar on Friday."


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        (STRIKE, STRIKE, ("unchanged",)),
        (
            STRIKE,
            "about 2,300 dockworkers walked off their jobs at the Port of Velmar on Friday",
            ("unchanged",),
        ),
        (STRIKE, STRIKE.replace("2,300", "2,800"), ("changed", "figures")),
        (STRIKE, STRIKE.replace("About 2,300", "Over 2,300"), ("changed", "figures")),
        (STRIKE, STRIKE.replace("Friday", "Monday"), ("changed", "dates")),
        (
            STRIKE,
            STRIKE.replace("2,300", "2,800").replace("Friday", "Monday"),
            ("changed", "figures", "dates"),
        ),
        (STRIKE, STRIKE.replace("walked", "may have walked"), ("changed", "wording")),
        ("The port is open.", "The port is not open.", ("changed", "wording")),
        ("The union beat the port in court.", "The port beat the union in court.", ("changed", "wording")),
    ],
)
def test_a_key_point_and_what_became_of_it(old: str, new: str, outcome: tuple[str, ...]) -> None:
    before, after = _brief(key_points=[_statement(old, "a")]), _brief(bottom_line=[_statement(new, "b")])
    assert _outcome(before, after) == [outcome]


def test_what_is_of_another_subject_is_new_and_the_old_is_withdrawn() -> None:
    before = _brief(key_points=[_statement(STRIKE, "a")])
    after = _brief(key_points=[_statement("A painting was found in Brask.", "b")])
    assert _outcome(before, after) == [("new",), ("withdrawn",)]


def test_the_same_evidence_in_other_words_is_unchanged() -> None:
    statement = _statement(STRIKE, "a")
    phrased = statement.model_copy(update={"text": "Some 2,300 Velmar dockworkers went on strike on Friday."})
    assert _outcome(_brief(key_points=[statement]), _brief(key_points=[phrased])) == [("unchanged",)]


def _figure(value: str, unit: str, text: str, article_id: str) -> Figure:
    return Figure(value=value, unit=unit, qualifier=None, what=_said(text, text, article_id))


@pytest.mark.parametrize(
    ("new", "outcome"),
    [
        (("12", "people", "The collapse hurt 12 people in Kesselby."), [("unchanged",)]),
        (("15", "people", "The collapse hurt 15 people in Kesselby."), [("changed", "figures")]),
        (("12", "boats", "The collapse hurt 12 boats in Kesselby."), [("new",), ("withdrawn",)]),
    ],
)
def test_figures(new: tuple[str, str, str], outcome: list[tuple[str, ...]]) -> None:
    before = _brief(figures=[_figure("12", "people", "The collapse hurt 12 people in Kesselby.", "a")])
    assert _outcome(before, _brief(figures=[_figure(*new, "b")])) == outcome


def _event(date: str, text: str) -> TimelineEntry:
    return TimelineEntry(
        date=date, end_date=None, precision=Precision.DAY, expression="May 3", resolved_from=None,
        event=_said(text, text, date),
    )  # fmt: skip


def test_an_event_that_moves_is_changed() -> None:
    text = "The museum opens on the river bank."
    before, after = (
        _brief(timeline=[_event("2025-05-03", text)]),
        _brief(timeline=[_event("2025-06-03", text)]),
    )
    assert _outcome(before, after) == [("changed", "dates")]
    assert _outcome(before, before) == [("unchanged",)]


def _person(name: str, role: str | None, article_id: str) -> Person:
    text = f"{name}, {role}, spoke."
    return Person(
        name=_said(text, name, article_id),
        role=_said(text, role, article_id) if role else Grounded(),
        affiliation=Grounded(),
    )


def test_people_are_about_their_names_and_may_change_their_role() -> None:
    before = _brief(people=[_person("Helle Sørlund", "chief executive", "a"), _person("Bo Ek", "mayor", "a")])
    after = _brief(people=[_person("Sørlund", "chief executive", "b"), _person("Bo Ek", "former mayor", "b")])
    assert _outcome(before, after) == [("changed", "role"), ("unchanged",)]
    two = _brief(people=[_person("Ola Vik", "mayor", "a")])
    assert _outcome(before, two) == [("new",), ("withdrawn",), ("withdrawn",)]


def test_attributions() -> None:
    def said(who: str, claim: str, article_id: str) -> Brief:
        text = f"{who} said {claim}"
        told = Attribution(
            speaker=_said(text, who, article_id),
            verb="said",
            hedge=None,
            claim=_said(text, claim, article_id),
        )
        return _brief(attributions=[told])

    before = said("The mayor", "the bridge would reopen in two weeks", "a")
    assert _outcome(before, said("The mayor", "the bridge would reopen in two weeks", "b")) == [
        ("unchanged",)
    ]
    moved = said("The mayor", "the bridge would reopen in six weeks", "b")
    assert _outcome(before, moved) == [("changed", "figures")]


def test_both_sides_are_shown_with_their_evidence() -> None:
    before = _brief(key_points=[_statement(STRIKE, "a"), _statement("<b>Gone</b> [x](y)", "a")])
    after = _brief(key_points=[_statement(STRIKE.replace("2,300", "2,800"), "b")])
    compared = compare(before, after)
    html, markdown = render_brief(compared, "html"), render_brief(compared, "md")
    for page in (html, markdown):
        assert page.count("2,300 dockworkers") == 2  # the statement, and its quote
        assert page.count("2,800 dockworkers") >= 2
        assert "0 new, 1 changed, 1 no longer in the brief, 0 unchanged" in page
        assert ">No longer in the brief<" in page or "## No longer in the brief" in page
        assert "Withdrawn" not in page
        assert "<b>Gone" not in page
    assert "\\[x\\](y)" in markdown
    assert Brief.model_validate({k: v for k, v in dict(compared).items() if k != "since_last"}) == after


def test_the_last_brief_of_a_topic_is_kept_till_its_articles_go(tmp_path: Path) -> None:
    source = article(STRIKE)
    from qa.citations import refer

    brief = _brief(articles=[refer(source)], key_points=[_statement(STRIKE, "a1")])
    assert kept.last(tmp_path, [], "Port strike") is None
    kept.keep(tmp_path, [], "Port strike", brief)
    kept.keep(tmp_path, ["b", "a"], None, brief)
    assert kept.last(tmp_path, [], " port  STRIKE ") == brief
    assert kept.last(tmp_path, ["a", "b"], None) == brief
    assert kept.last(tmp_path, [], "other") is None
    kept.forget(tmp_path, ["x"])
    assert kept.last(tmp_path, [], "Port strike") == brief
    kept.forget(tmp_path, ["a1"])
    assert list((tmp_path / "briefs").iterdir()) == []


def test_a_compared_brief_can_be_compared_with_again(tmp_path: Path) -> None:
    brief = _brief(key_points=[_statement(STRIKE, "a")])
    path = tmp_path / "old.json"
    path.write_text(render_brief(compare(brief, brief), "json"), "utf-8")
    assert kept.read_brief(path) == brief


@pytest.mark.parametrize("content", ["", "[]", "{}", "{", '{"title": 1}', "[" * 100_000])
def test_what_is_no_brief_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match="is no brief as JSON"):
        kept.read_brief(path)
    with pytest.raises(SettingsError, match="No such file"):
        kept.read_brief(tmp_path / "missing.json")
