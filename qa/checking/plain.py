"""Is a statement plain prose? Its characters must be such as sentences are written in, or stand in its own.

What is compared is the normal form, which leaves out marks that nobody sees; what is shown is the statement
as it was written. So a mark that turns the writing round, a struck-out letter, a "≠" or a list's dash would
reach the reader unchecked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from index.text import normalise, visible

# Quotation marks, dashes and signs of currency, which a paraphrase may write in another way.
_ELSE = "“”„«»‘’‚‐‑‒–—−£€¥₹₽₩₪₺₴₦฿¢\u00a0"
_NO_PROSE = re.compile(rf"[^A-Za-z0-9 .,;:'\"()%&/$\-{_ELSE}]")
_DEGREES = re.compile(r"\bdegrees?\b")
_OF_A_LIST = re.compile(r"(?:[-–—]|\d{1,3}[.)]) ")
_CALLS = re.compile(r"\S*[?!]")
_FIRST_WORD = re.compile(r"\W*(\w[\w'’-]*)")
_WORD = re.compile(r"\w+")
_FEWEST_TWICE = 3  # words that may not be all there is, over and over


def no_prose(statement: str, sentence: str) -> Iterator[str]:
    """What in `statement`, as it would be shown, is not written as its sentence is; both as they stand."""
    shown = unicodedata.normalize("NFC", statement.strip())
    if shown == unicodedata.normalize("NFC", sentence.strip()):
        return  # the article's own
    known = unicodedata.normalize("NFC", sentence).lower()
    known += "°" if _DEGREES.search(known) else ""
    odd = [c for c in _NO_PROSE.findall(shown) if c.lower() not in known or not visible(c)]
    if odd or _OF_A_LIST.match(shown):
        yield f"marks that are not there: {ascii(odd[0]) if odd else shown[0]}"
    yield from _calls(normalise(shown).text, normalise(sentence).text)
    yield from _as_no_sentence(shown, sentence)


def _calls(said: str, source: str) -> Iterator[str]:
    """ "Sold (!)" where the sentence has no such mark behind that word, and what is asked and not said."""
    if said.endswith("?"):
        yield "it asks and says nothing"
    yield from (f"marks that are not there: {m}" for m in _CALLS.findall(said) if m not in source)
    if ".." in said and ".." not in source:
        yield "marks that are not there: ..."


def _as_no_sentence(shown: str, sentence: str) -> Iterator[str]:
    """What is all in small letters or in capitals, and what is said over and over."""
    first = _FIRST_WORD.match(shown)
    if first and first[1][0].islower() and not sentence.lstrip("\"'“‘ ").startswith(first[1]):
        yield f"it begins in small letters: {first[1]}"
    if shown.isupper() and not sentence.isupper() and len(shown.split()) > 1:
        yield "it is all in capitals"
    words = _WORD.findall(shown.lower())
    for times in range(2, len(words) // _FEWEST_TWICE + 1):
        if len(words) % times == 0 and words == words[: len(words) // times] * times:
            yield "it says the same twice"
            return
