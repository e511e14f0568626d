"""Addresses of articles: which of them may become a link, and links that open an article at its words."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded

_WHOLE_CHARS = 300  # a longer quote, or one over several lines, is named by its first and last words
_WORDS_AT_EACH_END = 6
_ADDRESS_CHARS = 60
_DIRECTIVE = ":~:"


def safe_url(url: str | None) -> str | None:
    """The address if it is an http(s) one without white space or control characters, else None."""
    is_safe = url is not None and re.fullmatch(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"'`\\]+", url, re.I)
    return url if is_safe else None


def fragment_link(url: str | None, quote: str) -> str | None:
    """The address with a text fragment (`#:~:text=…`) that makes a browser show `quote`; None if unsafe.

    A text that crosses a paragraph is found only by its two ends, so that form is used for it too.
    """
    safe = safe_url(url)
    words = quote.split()
    if safe is None or not words:
        return safe
    # An address may already name a place, or words; the place is kept, the words are ours to name.
    place, _, _ = safe.partition(_DIRECTIVE)
    if len(words) > 2 * _WORDS_AT_EACH_END and (len(quote) > _WHOLE_CHARS or len(quote.splitlines()) > 1):
        ends = (words[:_WORDS_AT_EACH_END], words[-_WORDS_AT_EACH_END:])
    else:
        ends = (words, [])
    text = ",".join(_term(" ".join(end)) for end in ends if end)
    return f"{place}{'' if '#' in place else '#'}{_DIRECTIVE}text={text}"


def shown_address(url: str) -> str:
    """An address as it is read on paper: without its scheme and fragment; if that is long, its host alone."""
    bare = re.sub(r"^https?://(?:www\.)?|#.*$", "", url, flags=re.I).rstrip("/")
    return bare if len(bare) <= _ADDRESS_CHARS else f"{re.split('[/?]', bare)[0][:_ADDRESS_CHARS]}/…"


def _term(words: str) -> str:
    # A dash, a comma and an ampersand are signs of the directive itself; `quote` leaves the dash alone.
    return percent_encoded(words, safe="", errors="replace").replace("-", "%2D")
