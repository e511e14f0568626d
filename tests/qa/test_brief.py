"""A brief holds nothing but the articles' words at checked places, and names what it lacks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.models import Article
from qa.briefing.page import lay_out
from qa.models import Brief, Verdict
from tests.qa.brief_helpers import (
    SHARED,
    STRIKE,
    article,
    brief_of,
    citations,
    grounded_values,
)


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
    _assert_grounded(brief_of(*articles), articles)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_every_empty_field_is_named_as_not_stated(text: str) -> None:
    brief = brief_of(article(text, publisher=None))
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
        brief_of()


def test_the_strike_in_brief() -> None:
    brief = brief_of(article(STRIKE, published_at="2025-03-14T07:30:00+01:00"))
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
    brief = brief_of(
        article("The meetings had not been previously reported. It is unclear who paid for the trip.")
    )
    assert [s.text for s in brief.open_questions] == ["It is unclear who paid for the trip."]


def test_copies_count_as_one_source_and_tell_nothing_twice() -> None:
    one = article(STRIKE, article_id="a1", published_at="2025-03-14")
    two = article(STRIKE + "\n(Wire)", article_id="a2", published_at="2025-03-14", publisher="Gazette")
    brief = brief_of(one, two)
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
    (conflict,) = brief_of(one, two).disagreements
    assert {s.text.split()[0] for s in conflict.sides} == {"Twelve", "Fifteen"}


def test_figures_of_different_things_do_not_disagree() -> None:
    one = article("Twelve people were injured when the bridge fell.", article_id="a1")
    two = article("Voting has ended: 900 people queued at the town hall for tickets.", article_id="a2")
    assert brief_of(one, two).disagreements == []


def test_one_person_in_two_articles_is_one_entry_with_both_citations() -> None:
    one = article("Mayor Dorota Wróbel opened the bridge.", article_id="a1", published_at="2025-07-15")
    two = article("Former mayor Dorota Wróbel closed the quay.", article_id="a2", published_at="2027-01-02")
    (person,) = brief_of(one, two).people
    assert person.role.value == "Former mayor"
    assert {c.article_id for c in person.name.citations} == {"a1", "a2"}


def test_the_timeline_stands_in_order_of_date() -> None:
    brief = brief_of(article(STRIKE, published_at="2025-03-14"))
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
    first = brief_of(began, ended).bottom_line[0]
    assert first.text.startswith("Dockworkers at the Port of Velmar ended")


def test_a_dateline_with_its_year_dates_an_article_without_one() -> None:
    brief = brief_of(article("KESSELBY, June 10, 2025 — The bridge fell on Tuesday after days of rain."))
    assert [(t.date, t.resolved_from) for t in brief.timeline] == [("2025-06-10", "the dateline 2025-06-10")]


def test_a_year_inside_a_name_dates_what_is_named_and_not_the_sentence() -> None:
    text = "The talks marked the first visit by business leaders since Moscow’s 2022 invasion of Ukraine."
    (entry,) = brief_of(article(text)).timeline
    assert (entry.date, entry.event.value) == ("2022", "Moscow’s 2022 invasion of Ukraine")


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
    brief = brief_of(seed)
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


def test_a_place_alone_before_the_text_is_no_point() -> None:
    text = (
        "VESTERHAVEN. The third round of talks on the river treaty opened on Tuesday in the customs house. "
    )
    brief = brief_of(article(text + "Each side has sent 14 people to the talks. The round ends on Friday."))
    assert not any(s.text.startswith("VESTER") for s in [*brief.bottom_line, *brief.key_points])


def test_the_bottom_line_of_a_topic_is_of_its_newest_article() -> None:
    old = article(
        "The new terminal at Harn airport will cost 338 million crowns, the airport said. Ann Hale, "
        "who runs it, blamed the price of steel. The council must approve the sum in June.",
        title="Harn airport terminal costs more",
        published_at="2025-05-20",
        article_id="old",
    )
    new = article(
        "The new terminal at Harn airport will cost 403 million crowns, the airport said. Ann Hale "
        "was dismissed last night. The council has asked the auditor to look at the airport.",
        title="Chief of Harn airport goes",
        published_at="2025-11-12",
        article_id="new",
    )
    brief = brief_of(old, new, topic="airport terminal")
    assert "403 million" in brief.bottom_line[0].text
    assert not any("338 million" in s.text for s in brief.bottom_line)
    assert brief.title == "Airport terminal"


def test_lines_of_several_days_say_of_which_they_are_and_numbers_alone_are_no_section() -> None:
    monday = article(
        "Dockers in Harn warned on Monday that a strike could lead to empty shelves. The port is full.",
        published_at="2025-03-10",
        article_id="monday",
    )
    friday = article(
        "Dockers in Harn went back to work on Friday after the port offered them more pay. The ferry sailed.",
        published_at="2025-03-14",
        article_id="friday",
    )
    page = lay_out(brief_of(monday, friday))
    lines = [*page.bottom_line, *page.sections[0].lines]
    assert {line.note for line in lines} <= {"10 March", "14 March"}
    assert all(section.lines for section in page.sections)
    assert not any("disagreements" in words for _, words in page.foot())
    assert not any(line.note for line in lay_out(brief_of(monday)).bottom_line)
