"""Words are cut and stemmed here as the lexical index does it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from index.text import unaccented
from index.tokens import TOKENISER, Tokeniser


@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        ("bridges", ("bridg",)),
        ("Zürich", ("zurich",)),
        ("Łódź", ("lodz",)),
        ("Straße", ("strass",)),
        ("3.5", ("3", "5")),
        ("Bank's", ("bank", "s")),
        ("😀", ()),
        ("", ()),
        ("\ud800", ()),
    ],
)
def test_a_word_is_cut_and_stemmed(word: str, tokens: tuple[str, ...]) -> None:
    tokeniser = Tokeniser()
    assert tokeniser.tokens(word) == tokeniser.tokens(word) == tokens


def test_the_librarys_index_is_made_with_the_same_tokeniser() -> None:
    assert f"'{TOKENISER}'" in files("index").joinpath("migrations", "1.sql").read_text("utf-8")


def test_one_word_leaves_nothing_behind_for_the_next() -> None:
    tokeniser = Tokeniser()
    assert [tokeniser.tokens(w) for w in ("red sky", "sea", "red")] == [("red", "sky"), ("sea",), ("red",)]


def test_letters_are_made_plain_as_words_are_compared() -> None:
    tokeniser = Tokeniser()
    latin = [chr(c) for first, last in ((0xC0, 0x17F), (0x1E00, 0x1EFF)) for c in range(first, last)]
    plain = [c for c in latin if unaccented(c).isascii() and c.isalpha()]
    assert len(plain) > 300
    assert all(tokeniser.tokens(f"b{c}q") == (f"b{unaccented(c).lower()}q",) for c in plain)
