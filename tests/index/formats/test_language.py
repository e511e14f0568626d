"""The language of a text: as stated, else as it reads, else unknown."""

from __future__ import annotations

import pytest

from index.formats.language import language_of, stated_language
from tests.index.formats.making import STORY, draft


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (
            "Der Hafen von Velmar wurde am Freitag geschlossen, sagte die Gewerkschaft der Hafenarbeiter.",
            "de",
        ),
        (
            "Le port de Velmar a été fermé vendredi après une tempête, a indiqué le syndicat des dockers.",
            "fr",
        ),
        ("The port closed.", None),
        ("12 34 56 " * 100, None),
        ("", None),
        ("x" * 100, None),
    ],
)
def test_the_language_of_a_text_is_found_or_unknown(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("tag", "kept"),
    [("EN-GB", "en-GB"), (" de ", "de"), ("pt_BR", "pt-BR"), ("English", None), ("", None), (None, None)],
)
def test_a_stated_tag_is_kept(tag: str | None, kept: str | None) -> None:
    assert stated_language(tag) == kept


def test_a_stated_language_goes_before_the_one_it_reads_like() -> None:
    assert draft(f"---\nlang: NN-no\n---\n{STORY}".encode(), ".md").language == "nn-no"
    assert draft(f"---\nlang: Norwegian\n---\n{STORY}".encode(), ".md").language == "en"
