"""What an item of a list begins with is over all of it; a plain paragraph has nothing over it."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.reading.candidates import Candidate
from qa.reading.leads import lead_of, read_under
from tests.qa.reading.making import article

LIST = (
    "The lines:\n\n- **Velmar to Esk**: a new line. It takes 33 minutes. It is cheap.\n"
    "- Orrin: no line. It rained.\n"
    "3. The pier is shut. It leaks.\n\n**4. Free buses.** Half done. They run in two towns.\n\n"
    "Bell left. It was late.\n\nHe said **no.** Then he left.\n\n12. May was cold."
)


def _lead(words: str, text: str = LIST) -> str | None:
    start = text.index(words)
    found = lead_of(text, Span(start, start + len(words)))
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("It takes 33 minutes.", "- **Velmar to Esk**: a new line."),
        ("It is cheap.", "- **Velmar to Esk**: a new line."),
        ("It rained.", "- Orrin: no line."),
        ("It leaks.", "3. The pier is shut."),
        ("They run in two towns.", "**4. Free buses.** Half done."),
    ],
)
def test_a_sentence_of_an_item_stands_under_what_the_item_begins_with(words: str, lead: str) -> None:
    assert _lead(words) == lead


@pytest.mark.parametrize(
    "words",
    ["- **Velmar to Esk**: a new line.", "**4. Free buses.** Half done.", "It was late.", "Then he left."],
)
def test_what_begins_an_item_or_stands_in_a_plain_paragraph_stands_under_nothing(words: str) -> None:
    assert _lead(words) is None


TALK = "**Will you *sell* the yard?**\n\nNo. It is ours.\n\n**Who asked?**\n\nEsk."


@pytest.mark.parametrize(
    ("text", "words", "read"),
    [
        (LIST, "It takes 33 minutes.", "Velmar to Esk"),
        (LIST, "It leaks.", "3. The pier is shut."),
        (LIST, "They run in two towns.", "4. Free buses."),
        (LIST, "It was late.", ""),
        (TALK, "It is ours.", "Will you sell the yard?"),
        (TALK, "Esk.", "Who asked?"),
        (TALK.replace("Who asked", "Who asked " * 40), "Esk.", ""),
    ],
)
def test_what_it_stands_under_is_read_without_marks_and_of_an_item_what_is_in_bold(
    text: str, words: str, read: str
) -> None:
    start = text.index(words)
    place = (article("a", text), Span(start, start + len(words)))
    assert read_under(*place) == read
    told = {"Velmar to Esk": f"Velmar to Esk: {words}", "": words}.get(read, f"{read} {words}")
    assert Candidate((place,), (0,), words).told_in_place == told
