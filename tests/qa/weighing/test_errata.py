"""What an article says it corrects: what of it was wrong, and what is right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article
from qa.weighing.errata import errata_of, is_wrong_told
from tests.qa.reading.making import article

COLUMN = "Corrections and clarifications"


def noted(text: str, title: str = COLUMN) -> Article:
    return replace(article("a", text, title), published_at="2026-05-20", publisher="The Velm Post")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("We said that 61 boats were lost. There were 57.", 61, "There were 57."),
        ("We also gave her age as 39. She is 41.", 39, "She is 41."),
        ("A profile of Ann Hale put her pay at £90,000. It is £70,000.", 90000, "It is £70,000."),
        ("Our report said 12 boats sank. That was wrong. Nine did.", 12, "Nine did."),
        ("An article said that 12 boats sank. We regret the error. Nine did.", 12, "Nine did."),
        ("The Post reported that six boats sank. Four did.", 6, "Four did."),
        ("Correction: A Post report of 4 May said that six boats sank. Four did.", 6, "Four did."),
        ("A report said she was jailed for four years. It was three years and four months.", 4,
         "It was three years and four months."),
        ("The loan runs for 20 years, not 15.", 15, "The loan runs for 20 years, not 15."),
        ("Our report gave the toll as 30; it was 13.", 30, "Our report gave the toll as 30; it was 13."),
    ],
)  # fmt: skip
def test_the_wrong_figure_is_told_from_the_right_one(text: str, wrong: int, right: str) -> None:
    (erratum,) = errata_of(noted(text))
    assert [int(f.value) for f in erratum.figures] == [wrong]
    assert erratum.span.of(text) == right


def test_of_two_figures_told_the_one_that_is_said_otherwise_was_wrong() -> None:
    (erratum,) = errata_of(noted("We said that 30 firefighters took two hours. They took three hours."))
    assert [f.value for f in erratum.figures] == [2]


def test_a_date_is_wrong_where_another_is_said_and_not_that_of_the_report() -> None:
    (erratum,) = errata_of(
        noted("An article on 7 May said the hall was built in 1931. It was built in 1913.")
    )
    assert erratum.days == {"1931"}


def test_a_name_of_more_than_one_word_is_wrong_where_it_is_given_to_somebody() -> None:
    first, second = errata_of(
        noted(
            "The judge is Mrs Justice Dell, not Mr Justice Dell. We named the clerk as Ivo Horn. It is Bo Ek."
        )
    )
    assert first.names == {"Mr Justice Dell"}
    assert second.names == {"Ivo Horn"}


@pytest.mark.parametrize(
    "text",
    [
        'The mine may stay open. "We would be glad to keep eight instead of nine," said Ann Hale.',
        "We described her as a biologist. She is a chemist.",
        "A picture caption said that 12 people stood on the bridge. There were 11.",
        "We gave the number as 12. The name of the ship is the Margit.",
    ],
    ids=["somebody's words", "no value", "a caption", "nothing else is said"],
)
def test_what_names_nothing_wrong_corrects_no_value(text: str) -> None:
    assert not any(e.figures or e.days or e.names for e in errata_of(noted(text)))


def test_below_a_correction_what_we_also_wrote_was_wrong_too() -> None:
    note = "CORRECTION: Our report said 12 boats sank. Nine did. We also wrote that it rained. It did not."
    story = noted(f"The harbour reopened.\nWe wrote to the owner.\n{note}", "Harbour reopens")
    assert len(errata_of(story)) == 2
    assert is_wrong_told("We also wrote that it rained.", story)
    assert not is_wrong_told("It did not.", story)
    assert not is_wrong_told("We wrote to the owner.", story)


def test_a_note_below_a_line_that_says_correction_is_one() -> None:
    text = "The harbour reopened.\nCorrection:\nWe wrote that 12 boats sank. Nine did."
    assert [e.span.of(text) for e in errata_of(noted(text, "Harbour reopens"))] == ["Nine did."]


def test_what_a_paper_tells_elsewhere_is_no_correction() -> None:
    assert errata_of(noted("We said that 61 boats were lost. There were 57.", "Boats lost")) == ()


def test_behind_a_note_what_a_report_says_is_news() -> None:
    text = "The mayor corrected the minister. The report said that 12 boats sank. It blamed nine skippers."
    assert errata_of(noted(text, "Boats sank")) == ()


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("We gave the toll as 30, rather than 13.", 30, "We gave the toll as 30, rather than 13."),
        ("We said that 61 boats were lost, when in fact 57 were.", 61,
         "We said that 61 boats were lost, when in fact 57 were."),
        ("A column on the harbour stated that 61 boats were lost. There were 57.", 61, "There were 57."),
        ("We said that 12 boats sank. Nine did, and we apologise to the owners.", 12,
         "Nine did, and we apologise to the owners."),
    ],
)  # fmt: skip
def test_the_right_figure_may_stand_in_any_of_the_forms_of_a_correction(
    text: str, wrong: int, right: str
) -> None:
    (erratum,) = errata_of(noted(text))
    assert [int(f.value) for f in erratum.figures] == [wrong]
    assert erratum.span.of(text) == right


def test_what_was_wrong_too_is_corrected_in_what_was_told_before() -> None:
    text = "We said the fire of 2019 killed six people. It killed four. The year was also wrong: it was 2018."
    toll, year = errata_of(noted(text))
    assert ([int(f.value) for f in toll.figures], toll.days) == ([6], frozenset())
    assert not year.figures
    assert year.days == {"2019"}
    assert (year.told, year.span.of(text)) == (toll.told, "The year was also wrong: it was 2018.")


def test_what_was_right_is_not_called_wrong() -> None:
    text = "We said six people sat in 12 boats. There were four people. The number of boats, 12, was correct."
    (erratum,) = errata_of(noted(text))
    assert [int(f.value) for f in erratum.figures] == [6]
    assert [s.of(text) for s in erratum.rights] == ["There were four people."]


@pytest.mark.parametrize(
    ("behind", "is_all"),
    [("That was wrong. They wrote.", True), ("It is not true. They wrote.", True), ("They wrote.", False)],
)
def test_all_of_what_was_told_is_wrong_where_the_note_says_so(behind: str, is_all: bool) -> None:
    (erratum,) = errata_of(noted(f"We said that Ann Hale and Bo Ek met in Velm. {behind}"))
    assert (erratum.is_all, erratum.span.of(erratum.article.text)) == (is_all, "They wrote.")


def test_below_a_correction_the_paper_need_not_say_that_it_told() -> None:
    text = "Ann Hale was described as the harbour master. She is his deputy. We regret the errors."
    (erratum,) = errata_of(noted(text))
    assert is_wrong_told("Ann Hale was described as the harbour master.", erratum.article)
    assert [s.of(text) for s in erratum.rights] == ["She is his deputy."]
    assert errata_of(noted(text, "Harbour reopens")) == ()
