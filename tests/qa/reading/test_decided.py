"""Of several figures the one is asked for whose clause holds what the others hold of the question."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.language.irregular import bases_in
from qa.language.words import stem
from qa.reading.decided import clause_of, decided, is_of_another_deed, is_told_beside


def _spans(text: str, *words: str) -> list[Span]:
    return [Span(text.index(w), text.index(w) + len(w)) for w in words]


GOODS = "The mill shipped 71 tons in 2031, up from 64 tons in 2030."
PLANT = "The brewery, built in 1893, will shut on 4 June."
POSTS = "Orvik said the plan would keep 350 posts in Tarne and add 90."


@pytest.mark.parametrize(
    ("question", "text", "words", "found"),
    [
        ("How many posts will Orvik add?", POSTS, ("350", "90"), "90"),
        ("How many posts will Orvik keep?", POSTS, ("350", "90"), "350"),
        ("How many tons did it ship in 2030?", GOODS, ("71", "64"), "64"),
        ("How many tons did it ship in 2031?", GOODS, ("71", "64"), "71"),
        ("When will the brewery shut?", PLANT, ("1893", "4 June"), "4 June"),
        ("When was the brewery built?", PLANT, ("1893", "4 June"), "1893"),
        ("How many did Velm hire?", "Orvik fired 350 and Velm hired 90.", ("350", "90"), "90"),
        # Nothing decides, or one clause says one thing of it and the other another.
        ("How many posts did Velm cut?", "Orvik cut 350 posts and Velm added 90.", ("350", "90"), None),
        ("What will the claim cost?", "It set aside 2m; lawyers put the claim at 6m.", ("2m", "6m"), "6m"),
        ("Who met?", "Una Feld and Ivo Brand met.", ("Una Feld", "Ivo Brand"), "Ivo Brand"),
        ("When is the fair?", "It moved from 3 May to 9 May.", ("3 May", "9 May"), None),
    ],
)
def test_the_clause_that_holds_all_the_others_hold_decides(
    question: str, text: str, words: tuple[str, ...], found: str | None
) -> None:
    n, _ = decided(bases_in(question), text, _spans(text, *words))
    assert (None if n is None else words[n]) == found


def test_it_is_clear_only_where_the_clause_holds_more_than_what_leans_on_it() -> None:
    asked = bases_in("How many posts will Orvik add?")
    assert decided(asked, POSTS, _spans(POSTS, "350", "90")) == (1, True)
    asked = bases_in("How many posts will Orvik keep?")
    assert decided(asked, POSTS, _spans(POSTS, "350", "90")) == (0, False)


@pytest.mark.parametrize(
    ("asked", "text", "word", "is_beside"),
    [
        ("first case", 'The board saw "no case" first and opened a file in May.', "May", True),
        ("give evidence", "Rhee, who left in May, is to give evidence.", "May", True),
        ("levy face", "It faces a levy of a tenth of its sales, which were 18 million.", "18", True),
        ("port close", "It signed at noon, two days before the port closed.", "noon", True),
        ("levy face", "It faces a levy, which was 18 million.", "18", False),
        ("retire", "Rhee, who retired in May, is to give evidence.", "May", False),
        ("fund give", "The fund, which gave 4 million, wants it back.", "4", False),
        ("close", "The port closed and opened again in May.", "May", True),
        ("meet", "There was talk of a meeting of Rhee and Tom Brand on 3 May.", "3 May", False),
        ("lorry", "It was said to take no lorry; in fact she takes four.", "four", False),
    ],
)
def test_what_only_joins_what_is_asked_is_told_beside_it(
    asked: str, text: str, word: str, is_beside: bool
) -> None:
    assert is_told_beside(bases_in(asked), text, _spans(text, word)[0]) is is_beside


def test_a_clause_ends_where_something_else_may_begin() -> None:
    text = "The yard, built in 1893, will shut on 4 June after a vote."
    assert clause_of(text, _spans(text, "4 June")[0]).of(text).strip() == "will shut on 4 June"
    # What stands alone belongs to the clause before it.
    text = "Una Feld, 61, left."
    assert clause_of(text, _spans(text, "61")[0]).of(text) == "Una Feld, 61"


@pytest.mark.parametrize(
    ("asked", "at", "is_it"),
    [("find", "Tarne", True), ("find", "Velm", False), ("abduct", "Velm", True), ("abduct", "Tarne", False)],
)
def test_what_stands_between_commas_tells_of_its_own_deed(asked: str, at: str, is_it: bool) -> None:
    text = "Una Feld, the student abducted in Tarne, was found in Velm, and a man is held."
    span = Span(text.index(at), text.index(at) + len(at))
    assert is_of_another_deed(frozenset({stem(asked)}), text, span) is is_it
