"""A sentence is read under the name that the question uses, where it can be nobody else's."""

from __future__ import annotations

import pytest

from index.text import sentence_spans
from qa.reading.candidates import Candidate
from qa.reading.full_names import NamedAsAsked
from tests.qa.reading.making import article


def _read(question: str, text: str, n: int = -1) -> str:
    """The sentence `n` of a text, as it is read with the question."""
    of = article("a", text)
    span = list(sentence_spans(text))[n]
    return NamedAsAsked(question).read(Candidate(((of, span),), (0,), span.of(text)))


def test_the_last_name_alone_is_read_as_the_whole_one_that_the_article_has() -> None:
    text = "Una Feld met the press. Later Feld left the hall."
    assert _read("When did Una Feld leave?", text) == "Later Una Feld left the hall."
    assert _read("When did Una Feld's aide leave?", text) == "Later Una Feld left the hall."
    assert _read("When did Feld leave?", text) == "Later Feld left the hall."


@pytest.mark.parametrize(
    "text",
    [
        "Una Feld met Ivo Feld. Later Feld left the hall.",  # there are two
        "Ivo Feld met the press. Later Feld left the hall.",
        "A woman met the press. Later Feld left the hall.",
    ],
)
def test_another_with_that_last_name_is_not_read_as_the_one(text: str) -> None:
    assert _read("When did Una Feld leave?", text) == "Later Feld left the hall."


def test_a_title_before_the_name_is_no_other_name() -> None:
    text = "Una Feld met the press. Later Dr Feld left the hall."
    assert _read("When did Una Feld leave?", text) == "Later Dr Una Feld left the hall."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "The witness was Brand's uncle, Karl Noss. In court he said that he had kept the money.",
            "In court Noss said that he had kept the money.",
        ),
        ("Karl Noss, 61, is a clerk.\n\nHe kept the money.", "Noss kept the money."),
        ("Karl Noss, 61, is a clerk. “I rest,” he said.", "“I rest,” Noss said."),
    ],
)
def test_he_is_read_as_the_only_one_whom_it_can_mean(text: str, read: str) -> None:
    assert _read("How much did Noss keep?", text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Karl Noss met Ivo Brand. He kept the money.",
        "Karl Noss met a nurse. She kept the money.",
        "Ivo Brand met a nurse. He kept the money.",
        "Karl Noss is a clerk. Ivo Brand said that he kept the money.",
        "Karl Noss is a clerk. “He kept the money.”",
    ],
)
def test_where_he_may_be_another_he_stays(text: str) -> None:
    last = list(sentence_spans(text))[-1].of(text)
    assert _read("How much did Karl Noss keep?", text) == last


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Karl Noss is a clerk. The bank had paid him nothing.", "The bank had paid Noss nothing."),
        ("Karl Noss is a clerk. The bank paid his rent.", "The bank paid Noss’s rent."),
        ("Ann Noss is a clerk. The bank paid her rent.", "The bank paid Noss’s rent."),
        ("Ann Noss is a clerk. The bank paid her in May.", "The bank paid Noss in May."),
        ("Karl Noss is a clerk. Ivo Brand paid him nothing.", "Ivo Brand paid him nothing."),
        ("Karl Noss is a clerk. “The bank paid him.”", "“The bank paid him.”"),
    ],
)
def test_him_and_his_are_read_so_too(text: str, read: str) -> None:
    assert _read("What was Noss paid?", text) == read


def test_with_two_names_asked_each_is_read_where_it_is_meant() -> None:
    text = "Karl Noss is a clerk. Halden had paid him nothing."
    assert _read("What did Halden pay Noss?", text) == "Halden had paid Noss nothing."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Karl Vale was paid by Halden. The company gave him 5,000 euros.", "Halden gave him 5,000 euros."),
        ("Ann Vale works for Halden in Velmar. The firm paid 5,000.", "Halden paid 5,000."),
        ("Halden bid for Norvane. The company paid 5,000.", "The company paid 5,000."),  # which?
        ("Norvane lost. The company paid 5,000.", "The company paid 5,000."),
        ("Halden lost. The bank paid 5,000.", "The bank paid 5,000."),  # another
        ("Halden lost. “The company paid 5,000.”", "“The company paid 5,000.”"),
        ("Halden lost.\n\nThe company paid 5,000.", "The company paid 5,000."),
    ],
)
def test_the_company_is_read_as_the_only_one_named_before(text: str, read: str) -> None:
    assert _read("How much did Halden pay?", text) == read
