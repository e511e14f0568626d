"""What an earlier version said where a sentence now says otherwise."""

from __future__ import annotations

import pytest

from index.errors import UnknownArticle
from index.models import Article
from index.text import sentence_spans
from qa.citations import verbatim
from qa.corrections import notes_on_versions

FIRST = "The plant near Velmar will create 1,800 jobs by 2029. The state pays a third of it."


def version(n: int, text: str) -> Article:
    return Article(
        "a", n, text, "", "Title", "Paper", None, f"2025-04-0{n}", "https://paper.example/plant", "a.txt"
    )


def notes(sentence: int, *texts: str) -> list[str]:
    """On a sentence of the last of the versions, given by their texts."""
    versions = [version(n, text) for n, text in enumerate(texts, start=1)]

    def article_of(_article_id: str, n: int) -> Article:
        if not texts[n - 1]:
            raise UnknownArticle("it was not kept")
        return versions[n - 1]

    span = list(sentence_spans(versions[-1].text))[sentence]
    return notes_on_versions([verbatim(versions[-1], span)], article_of)


def test_a_figure_that_was_changed_is_named_with_what_it_was() -> None:
    (note,) = notes(0, FIRST, FIRST.replace("1,800", "1,300"))
    assert note == (
        "Superseded: “The plant near Velmar will create 1,800 jobs by 2029.” "
        "(Paper, 2025-04-01, version 1); changed in version 2 (2025-04-02)."
    )


def test_a_version_that_says_so_corrected_it() -> None:
    corrected = f"{FIRST.replace('1,800', '1,300')} CORRECTION: An earlier version gave another figure."
    (note,) = notes(0, FIRST, corrected)
    assert note.endswith("; corrected in version 2 (2025-04-02).")


def test_the_version_that_changed_it_is_named_not_the_last() -> None:
    changed = FIRST.replace("2029", "2030")
    (note,) = notes(0, FIRST, changed, f"{changed} The council met.")
    assert "by 2029.” (Paper, 2025-04-01, version 1); changed in version 2 " in note


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (0, (FIRST,)),
        (1, (FIRST, FIRST.replace("1,800", "1,300"))),  # another sentence was changed
        (0, (FIRST, FIRST.replace("will create", "is to create"))),  # it says the same
        (2, (FIRST, f"{FIRST} The union wants 9 percent.")),  # nothing stood there before
        (0, ("", FIRST)),  # the earlier one was not kept
    ],
)
def test_what_was_not_said_otherwise_has_no_note(sentence: int, texts: tuple[str, ...]) -> None:
    assert notes(sentence, *texts) == []
