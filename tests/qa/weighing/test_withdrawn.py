"""Whether a sentence says what a correction calls wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Span
from index.text import sentence_spans
from qa.weighing.errata import errata_of
from qa.weighing.withdrawn import covers, says_what_was_wrong, withdrawn_before
from tests.qa.reading.making import article


def last_is_wrong(note: str, report: str) -> bool:
    """True if the last sentence of the report says what the note corrects first."""
    erratum = errata_of(article("note", note, "Corrections"))[0]
    told = article("report", report)
    return says_what_was_wrong(erratum, told, list(sentence_spans(told.text))[-1])


BARGE = "We said that the Margit carries no coal. It carries some."
CHIEF = "Ann Hale was described as deputy harbour master of Velm. She is the deputy head of its office."


@pytest.mark.parametrize(
    ("note", "report", "is_wrong"),
    [
        (BARGE, "The Margit carries no coal.", True),
        (BARGE, "The Margit carries coal.", False),  # nobody said that it does not
        (BARGE, "The barge Tern carries no coal to Velm.", False),
        (BARGE, "The Margit was built in Velm.", False),
        (CHIEF, "Ann Hale is deputy harbour master of Velm.", True),
        (CHIEF, "The harbour master of Velm was away. His deputy, Ann Hale, came.", True),
        (CHIEF, "The harbour master of Velm was away. A deputy, Ann Hale, came.", False),  # of whom?
        (CHIEF, "The harbour master of Velm was away. Ivo Horn came.", False),
        (CHIEF, "Ann Hale, the deputy head of the office of the harbour master of Velm, came.", False),
        ("We misstated the year in which Velm won the cup. It was long ago.", "Velm won the cup that year.",
         False),
        ("We called Ann Hale a diver. She is a pilot.", "Ann Hale said that nobody had warned her.", False),
        ("We called Ann Hale a diver. She is a pilot.", "Ann Hale, a diver, said that nobody knew.", True),
    ],
)  # fmt: skip
def test_where_no_value_was_wrong_nearly_all_words_must_be_those_told(
    note: str, report: str, is_wrong: bool
) -> None:
    assert last_is_wrong(note, report) is is_wrong


def test_a_deed_without_a_noun_behind_its_number_is_counted() -> None:
    note = "We said that the storm at Port Velm killed four people. It killed two."
    assert last_is_wrong(note, "The storm at Port Velm made nine people ill and killed four.")
    assert not last_is_wrong(note, "The storm at Port Velm killed nine people and sank four.")


MET = (
    "We said that Ann Hale and Ivo Horn met alone in the harbour office of Velm. That was wrong. They wrote."
)


@pytest.mark.parametrize(
    ("note", "behind", "is_withdrawn"),
    [
        (MET, "They discussed the bridge.", True),
        (MET, "It was their first meeting. They discussed the bridge.", True),
        (MET, "Ivo Horn is 41.", False),
        (MET, "The mayor was away. They discussed the bridge.", False),
        (
            MET.replace("That was wrong. ", ""),
            "They discussed the bridge.",
            False,
        ),  # of it something was wrong
    ],
)
def test_what_goes_on_from_what_never_was_is_withdrawn_with_it(
    note: str, behind: str, is_withdrawn: bool
) -> None:
    first = "Ann Hale and Ivo Horn met alone in the harbour office of Velm."
    (erratum,) = errata_of(article("note", note, "Corrections"))
    told = article("report", f"The ferry sank.\n{first} {behind}")
    last = list(sentence_spans(told.text))[-1]
    assert withdrawn_before(erratum, told, last) == (first if is_withdrawn else None)


def test_a_paragraph_is_gone_on_from_by_no_other() -> None:
    (erratum,) = errata_of(article("note", MET, "Corrections"))
    told = article(
        "report", "Ann Hale and Ivo Horn met alone in the harbour office of Velm.\nThey sell fish."
    )
    at = told.text.index("They")
    assert withdrawn_before(erratum, told, Span(at, len(told.text))) is None


def test_a_sentence_that_tells_more_is_not_covered_by_what_was_wrong() -> None:
    (erratum,) = errata_of(replace(article("note", MET, "Corrections")))
    assert covers(erratum, "Ann Hale and Ivo Horn met alone in the office, two clerks said.")
    assert not covers(erratum, "Ann Hale met the fishermen, sold the ferry Tern and bought a mill in Kirk.")
