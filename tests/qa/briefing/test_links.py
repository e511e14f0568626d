"""Links open an article at its words, and only addresses that are safe become links."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.briefing.links import fragment_link, shown_address

URL = "https://x.example/a"
WORDS = " ".join(f"word{n}" for n in range(80))
FIRST_SIX = "%20".join(WORDS.split()[:6])
LAST_SIX = "%20".join(WORDS.split()[-6:])


@pytest.mark.parametrize(
    ("url", "quote", "link"),
    [
        (URL, "Nine ships", f"{URL}#:~:text=Nine%20ships"),
        (URL, "so-called “talks”, A&B", f"{URL}#:~:text=so%2Dcalled%20%E2%80%9Ctalks%E2%80%9D%2C%20A%26B"),
        (URL, "  two\tspaces ", f"{URL}#:~:text=two%20spaces"),
        (f"{URL}#part", "Nine", f"{URL}#part:~:text=Nine"),
        (f"{URL}#:~:text=other", "Nine", f"{URL}#:~:text=Nine"),
        (f"{URL}?q=1", "100% (of #1)", f"{URL}?q=1#:~:text=100%25%20%28of%20%231%29"),
        (URL, WORDS, f"{URL}#:~:text={FIRST_SIX},{LAST_SIX}"),
        (URL, WORDS[:-1].replace(" ", "\n", 9), f"{URL}#:~:text={FIRST_SIX},{LAST_SIX[:-1]}"),
        (URL, "कहा", f"{URL}#:~:text=%E0%A4%95%E0%A4%B9%E0%A4%BE"),
        ("javascript:alert(1)", "Nine", None),
        (None, "Nine", None),
        (URL, " ", URL),
    ],
)  # fmt: skip
def test_a_link_names_the_words(url: str | None, quote: str, link: str | None) -> None:
    assert fragment_link(url, quote) == link


@given(st.text(min_size=1, max_size=200))
def test_a_fragment_holds_no_sign_of_its_own(quote: str) -> None:
    link = fragment_link(URL, quote) or ""
    text = link.partition("#:~:text=")[2]
    assert text.count(",") <= 1
    assert all(c.isascii() and (c.isalnum() or c in "%_.~,") for c in text)
    if "," not in text and max(quote) < "\ud800":
        assert unquote(text) == " ".join(quote.split())


def test_an_address_on_paper_is_short() -> None:
    assert shown_address("https://www.x.example/a/#part") == "x.example/a"
    assert shown_address(f"https://x.example/{'a' * 80}?b") == "x.example/…"
