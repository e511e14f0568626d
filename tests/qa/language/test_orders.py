"""Which of several is told by "the first" and "the last", and not by "last week"."""

from __future__ import annotations

import pytest

from qa.language.orders import orders_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The first came in May, the last in June.", ["first", "last"]),
        ("The Original plan and the final one", ["original", "final"]),
        ("It came last week, last Tuesday and last May.", []),
        ("At last it lasted a second.", ["last", "second"]),
        ("Nothing of the kind", []),
    ],
)
def test_what_tells_which_of_several_is_found_in_its_order(text: str, found: list[str]) -> None:
    assert orders_in(text) == found
