"""When two texts are twins, and that sketches find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.sketches import are_twins, shingles_of, sketch_of

STORY = " ".join(f"word{n} of the {n}th telegram" for n in range(60))
words = st.lists(
    st.sampled_from("port strike talks crane union pay offer day week ship".split()), max_size=60
)


def test_case_and_punctuation_make_no_other_text() -> None:
    assert shingles_of("The port, closed since Friday, reopened.") == shingles_of(
        "the PORT closed since friday: reopened"
    )


def test_half_of_a_story_is_its_twin_and_a_line_of_it_is_not() -> None:
    whole = shingles_of(STORY)
    assert are_twins(whole, shingles_of(STORY[: len(STORY) // 2]))
    assert not are_twins(whole, shingles_of(STORY[:60]))


def test_a_shared_quote_makes_no_twins() -> None:
    quote = "we will not go back until the cranes are off the table and that is that he told us"
    one, other = (f"{' '.join(f'{who}{n}' for n in range(40))} {quote}" for who in ("alpha", "beta"))
    assert not are_twins(shingles_of(one), shingles_of(other))


@given(words)
def test_equal_texts_share_a_part_of_their_sketch_and_are_twins(some: list[str]) -> None:
    text = " ".join(some)
    assert bool(sketch_of(text)) == bool(some)
    assert are_twins(shingles_of(text), shingles_of(text)) == bool(some)


@given(words, words)
def test_being_twins_works_both_ways(one: list[str], other: list[str]) -> None:
    a, b = shingles_of(" ".join(one)), shingles_of(" ".join(other))
    assert are_twins(a, b) == are_twins(b, a)


@given(words)
def test_every_part_of_a_sketch_fits_a_number_of_sqlite(some: list[str]) -> None:
    assert all(0 <= h < 2**32 for h in sketch_of(" ".join(some)))
