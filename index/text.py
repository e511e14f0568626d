"""Text as it stands and as it is compared: sentence spans, and a normal form with the way back.

Stored text is never changed. Where two texts are compared, both are brought to the normal form of
`normalise`, which touches quotation marks, dashes, white space and composition, never digits, case or words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from index.models import Span

_QUOTES_AND_DASHES = {
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # soft hyphen and zero-width marks
    "…": "...",
}
_BLOCK = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# sentencex ends a sentence at "p.m." before a capital, and at some titles; the next piece belongs to it.
_RUNS_ON = re.compile(
    r"(?:\b[ap]\.m\.|\b(?:Approx|Lt|Col|Gen|Sgt|Capt|Cmdr|Gov|Sen|Rep|Rev|Hon|Prof|Dr|Mr|Mrs|Ms|St|Nos?)\.)\s*$"
)
_NEW_SENTENCE_WORD = re.compile(r"(?:The|A|An|It|He|She|They|We|I|But|And|In|On|At|This|That|There)\b")


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the text in UTF-8; lone surrogates, which UTF-8 has no form for, pass as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def block_spans(text: str) -> Iterator[Span]:
    """Spans of the lines of `text` that hold more than white space, trimmed of it."""
    for match in _BLOCK.finditer(text):
        if trimmed := _trimmed(text, match.start(), match.end()):
            yield trimmed


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order, without overlap, trimmed of white space.

    A line end always ends a sentence. Every character that is not white space is in one span.
    """
    spans: list[Span] = []
    for block in block_spans(text):
        spans.extend(_sentences_of(text, block))
    return spans


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    # Imported where it is used: the command line must not pay for it.
    import sentencex

    pieces = sentencex.segment("en", block.of(text))
    start = end = block.start
    for piece in pieces:
        # The pieces make up the block without a gap; offsets are ours, so that they are code points.
        at, end = end, end + len(piece)
        if at > start and not _runs_on(text[start:at], piece):
            if trimmed := _trimmed(text, start, at):
                yield trimmed
            start = at
    if trimmed := _trimmed(text, start, block.end):
        yield trimmed


def _runs_on(before: str, piece: str) -> bool:
    return bool(_RUNS_ON.search(before)) and not _NEW_SENTENCE_WORD.match(piece)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normal form and, for each of its characters, the span of the original it came from."""

    text: str
    spans: tuple[Span, ...]

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original text behind `self.text[start:end]`, `start < end`."""
        return Span(self.spans[start].start, self.spans[end - 1].end)


def normalise(text: str) -> Normalised:
    """NFC, straight quotation marks, plain hyphens, single spaces; digits, case and words stay.

    White space at both ends is dropped. `normalise(normalise(t).text).text == normalise(t).text`.
    """
    out: list[str] = []
    spans: list[Span] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        for character in "".join(_QUOTES_AND_DASHES.get(c, c) for c in composed):
            is_space = character.isspace()
            if is_space and (not out or out[-1] == " "):
                continue
            out.append(" " if is_space else character)
            spans.append(Span(start, end))
    if out and out[-1] == " ":
        out.pop()
        spans.pop()
    return Normalised("".join(out), tuple(spans))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of one base character with the marks that compose with it."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not _joins(text[i]):
            yield start, i
            start = i


def _joins(character: str) -> bool:
    # Combining marks, and the Hangul vowels and finals that compose without being marks.
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"


def find_quote(quote: str, text: str) -> Span | None:
    """Where `quote` stands in `text`: exactly, else in the normal form; None if it does not.

    An empty quote stands nowhere.
    """
    if not quote.strip():
        return None
    if (at := text.find(quote)) >= 0:
        return Span(at, at + len(quote))
    wanted, have = normalise(quote), normalise(text)
    at = have.text.find(wanted.text) if wanted.text else -1
    return have.original_span(at, at + len(wanted.text)) if at >= 0 else None
