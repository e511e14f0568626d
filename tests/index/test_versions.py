"""What changed between two versions is told sentence by sentence, with the correction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Article
from index.versions import _CORRECTION, change_between, corrections_in, may_correct

OLD = Article(
    "a", 1, "The plant opens in May. It will create 1,800 jobs. The mayor was pleased.", "", "T", None, None,
    None, None, "a.txt",
)  # fmt: skip


def changed(text: str) -> Article:
    return replace(OLD, version=2, text=text)


def test_what_went_and_what_came_is_told_with_the_correction() -> None:
    note = "CORRECTION: An earlier version of this article gave a higher figure."
    change = change_between(
        OLD, changed(f"The plant opens in May. It will create 1,300 jobs. The mayor was pleased.\n\n{note}")
    )
    assert change.version == 2
    assert change.gone == ("It will create 1,800 jobs.",)
    assert change.new == ("It will create 1,300 jobs.", note)
    assert change.correction == (note,)


def test_other_quotation_marks_and_spaces_are_no_change() -> None:
    old = changed("“It works,” he said.  It did.")
    change = change_between(old, changed('"It works," he said. It did.'))
    assert (change.gone, change.new, change.correction) == ((), (), ())


@given(st.lists(st.sampled_from(["One. ", "Two two. ", "Three! "]), max_size=6).map("".join))
def test_an_article_does_not_differ_from_itself(text: str) -> None:
    change = change_between(changed(text), changed(text))
    assert (change.gone, change.new) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "is_correction"),
    [
        ("Correction: the vote was on Tuesday.", True),
        ("CORRECTION (March 3): the vote was on Tuesday.", True),
        ("Editor’s note: a quote was removed.", True),
        ("This story has been corrected to show that she resigned.", True),
        ("This article was amended on 4 May.", True),
        ("A previous version of this report misspelt the name.", True),
        ("The ministry corrects the figure (corrects paragraph 3).", True),
        ("In our report of 8 June we gave the turnout as 61 percent.", True),
        ("The agency corrects its own report of 4 March.", True),
        ("Our report wrongly described the firm as a supplier.", True),
        ("Our report misspelt his name.", True),
        ("Police wrongly named him as the gunman.", False),  # that is news
        ("The ministry corrected its figures.", False),
        ("We described her as a biologist.", False),  # what a column of corrections says
        ("Corrections officers walked out of the prison.", False),
        ("The house of correction was closed in 1894.", False),
        ("He corrected himself.", False),
    ],
)
def test_a_correction_note_is_told_from_other_corrections(sentence: str, is_correction: bool) -> None:
    assert bool(corrections_in([sentence], "Bridge reopens")) == is_correction


def test_in_a_column_of_corrections_what_we_said_was_wrong() -> None:
    assert corrections_in(["We described her as a biologist."], "Corrections and clarifications")
    assert corrections_in(["The agency wrongly described the firm."], "CORRECTION: Bridge reopens")
    assert not corrections_in(["She said we described her well."], "Bridge reopens")


@given(st.from_regex(_CORRECTION))
def test_no_sentence_that_corrects_is_passed_over_for_want_of_a_sign(sentence: str) -> None:
    assert may_correct(sentence, "Bridge reopens")


def test_an_article_that_corrects_nothing_is_passed_over() -> None:
    assert not may_correct("The bridge reopened on Friday, and the mayor was pleased.", "Bridge reopens")
    assert may_correct("We described her as a biologist.", "Corrections and clarifications")
