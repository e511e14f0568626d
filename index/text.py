"""Text as it stands and as it is compared: sentence spans, and a normal form with the way back.

Stored text is never changed. Where two texts are compared, both are brought to the normal form of
`normalise`, which touches quotation marks, dashes, white space and composition, never digits, case or words.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from index.clock import ends_at_clock, is_clock
from index.models import Span

_QUOTES_AND_DASHES = {
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("“”„‟″«»＂", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_ONE_FOR_ONE = {c: to for c, to in _QUOTES_AND_DASHES.items() if len(to) == 1}
# By a pattern, here and below: a text that is not all ASCII is translated ten times slower by a table.
_ANY_OF_ONE = re.compile(f"[{''.join(_ONE_FOR_ONE)}]")
# Latin, Greek and Cyrillic letters and ASCII, no marks of their own, with single spaces: where it is composed
# (NFC) its own normal form.
_PLAIN = re.compile("[{0}]+(?: [{0}]+)*".format("!-~¡-¬®-ɏͰ-҂Ҋ-ԯḀ-ỿ"))
# Soft hyphen, zero-width marks, marks of writing direction, and tag characters: nobody sees them, a language
# model reads them.
_INVISIBLE = frozenset("\u00ad\ufeff") | {
    chr(c) for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xE0000, 0xE007F))
    for c in range(first, last + 1)
}  # fmt: skip
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
# Letters of their own, from which no mark can be taken. Schema 4 of the library has the same list.
_AS_PLAIN = dict(
    zip("æÆœŒøØłŁđĐðÐþÞßẞıħĦŧŦ", "ae AE oe OE o O l L d D d D th TH ss SS i h H t T".split(), strict=True)
)
_NOT_PLAIN = re.compile(f"[{''.join(_AS_PLAIN)}]")
_MARKS = re.compile("([A-Za-z])[\u0300-\u036f]+")
# A letter that a name begins with, for a pattern. "No small letter from a to z" would let "é" in.
CAPITAL = f"[{''.join(c for c in map(chr, range(0x530)) if c.isupper())}]"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BLOCK = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# A paragraph may be wrapped at one line end, not at an empty line; rows, list items and headings begin anew.
_LINE_END, _ONE_LINE_END = re.compile(r"[\r\n]"), re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_ENDS_A_LINE, _NO_PROSE, _BEGINS_ANEW = ".!?:;…", "|#", re.compile(r"[|#>*_+•-]|\d\d?[.)] ")
_SMALL_LINE = re.compile(r"[\r\n][ \t]*[^\W\d_A-Z]")
_FULL = 0.6  # of the longest line
_UNENDED = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|but|by|for|from|in|is|of|on|or|that|the|to|was|were|with|who))$"
)
# sentencex ends a sentence at some titles; the next piece belongs to it.
_RUNS_ON = re.compile(
    r"(?:\b(?:Approx|Lt|Col|Gen|Sgt|Capt|Cmdr|Gov|Sen|Rep|Rev|Hon|Prof|Dr|Mr|Mrs|Ms|St|Nos?)\.)$"
)
# It takes "May." for short as "Aug." is, and a unit for an initial: "140 km/h. More", "12 C. Snow".
_UNIT = r"(?:k?m/[hs]|(?:(?:sq|cu)\. ?)?m|[ghlst]|p\.c)"
_ENDS_AFTER = re.compile(rf"(?:\bMay|\d[\s-]?{_UNIT}|(?:[a-z] (?:minus )?|[-−])\d[\d.]{{,4}}\s?[CF])\.$")
_BEFORE_A_CAPITAL = re.compile(r"\.\s+(?=[\"“]?[A-Z](?!\.))")
# "20 cm. tall" goes on, and "5." of a list is no sentence by itself.
_AFTER_A_UNIT = re.compile(rf"\d\s?(?:{_UNIT}|[ckm]m|[km]g|[ck]?l|ft|ha|in|kph|mph|lbs?|yds?|oz)\.$")
_LIST_NUMBER = re.compile(r"(?:[-•+] )?[*_]{0,3}(?:\d{1,3}|[IVXivx]{1,5})[.)]\s*")
# "**Six new stations.** Late.": the mark ends what it stands behind, and a verdict belongs to what it is on.
_CLOSING_MARKS = re.compile(r"[*_]{1,3}(?:\s+|$)")
_LEAD_IN = re.compile(r"(?:[-*•+] |\d\d?[.)] )?(\*\*|__)(?![\s*_])[^*\n]{2,200}[.!?]\1\s*")
_VERDICT = re.compile(r"[^\W_][\w'’-]*(?:,? [\w'’-]+){0,3}[.!]\s*")
_LOOKED_BACK_CHARS = 16  # the longest of them
_MOST_ROWS = 200  # of a table
_NEW_SENTENCE_WORD = re.compile(r"(?:The|A|An|It|He|She|They|We|I|But|And|In|On|At|This|That|There)\b")


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the text in UTF-8; lone surrogates, which UTF-8 has no form for, pass as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def storable(text: str) -> str:
    """`text` with lone surrogates, which can be neither stored nor shown, each replaced by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def visible(text: str) -> str:
    """`text` without the characters that nobody sees."""
    return text.translate(_DROP_INVISIBLE)


def plain_letters(text: str) -> str:
    """`text` with "l" for "ł", "ss" for "ß" and their like; accents stay."""
    return text if text.isascii() else _NOT_PLAIN.sub(lambda m: _AS_PLAIN[m.group()], text)


def unaccented(text: str) -> str:
    """`text` with plain Latin letters, "Lodz" for "Łódź"; marks on letters of other scripts stay."""
    if text.isascii():
        return text
    bare = _MARKS.sub(r"\1", plain_letters(unicodedata.normalize("NFD", text)))
    return unicodedata.normalize("NFC", bare)


def block_spans(text: str) -> Iterator[Span]:
    """Spans of the lines of `text` that hold more than white space, trimmed of it; lines that a paragraph was
    wrapped into are one.

    Where a sentence goes on with a small letter a text is wrapped, and then every line of it that is nearly
    as long as the longest goes on.
    """
    paragraphs = list(_paragraphs(text))
    if not _SMALL_LINE.search(text):  # most texts
        yield from chain.from_iterable(paragraphs)
        return
    going_on = [[_goes_on(text, *pair) for pair in pairwise(lines)] for lines in paragraphs]
    wrapped = [lines for lines, goes_on in zip(paragraphs, going_on, strict=True) if any(goes_on)]
    full = _FULL * max((len(line) for lines in wrapped for line in lines), default=len(text) + 1)
    for lines, goes_on in zip(paragraphs, going_on, strict=True):
        start = 0
        for n, line in enumerate(lines):
            if n < len(goes_on) and (goes_on[n] or _is_full(text, line, lines[n + 1], full)):
                continue
            yield Span(lines[start].start, line.end)
            start = n + 1


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """The lines that hold more than white space, by paragraphs."""
    lines: list[Span] = []
    for match in _BLOCK.finditer(text):
        if line := _trimmed(text, match.start(), match.end()):
            if lines and not _ONE_LINE_END.fullmatch(text, lines[-1].end, line.start):
                yield lines
                lines = []
            lines.append(line)
    yield lines


def _is_full(text: str, line: Span, following: Span, full: float) -> bool:
    """True of a line that is at least `full` long, and not a headline above the first."""
    if len(line) < full or not _are_prose(text, line, following):
        return False
    return line.start > 0 or _UNENDED.search(line.of(text)) is not None


def _goes_on(text: str, line: Span, following: Span) -> bool:
    has_ended = text[line.end - 1] in _ENDS_A_LINE
    return text[following.start].islower() and not has_ended and _are_prose(text, line, following)


def _are_prose(text: str, line: Span, following: Span) -> bool:
    return text[line.start] not in _NO_PROSE and not _BEGINS_ANEW.match(text, following.start)


def sentence_spans(text: str) -> list[Span]:
    """Spans of the sentences of `text`, in order, without overlap, trimmed of white space.

    A line end ends a sentence, unless the paragraph was wrapped there. Every character that is not white
    space is in one span.
    """
    spans: list[Span] = []
    for block in block_spans(text):
        spans.extend(_sentences_of(text, block))
    return spans


def _sentences_of(text: str, block: Span) -> Iterator[Span]:
    # Imported where it is used: the command line must not pay for it.
    import sentencex

    found = sentencex.segment("en", _LINE_END.sub(" ", block.of(text)))
    pieces = _with_their_marks(piece for sentence in found for piece in _cut(sentence))
    start = end = block.start
    for piece in pieces:
        # The pieces make up the block without a gap; offsets are ours, so that they are code points.
        at, end = end, end + len(piece)
        is_verdict = start == block.start and _is_judged(text, start, at, piece)
        if at > start and not is_verdict and not _runs_on(text, start, at, piece):
            if trimmed := _trimmed(text, start, at):
                yield trimmed
            start = at
    if trimmed := _trimmed(text, start, block.end):
        yield trimmed


def _with_their_marks(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, what ends bold or italics with what stands before it."""
    held = ""
    for piece in pieces:
        if held and not held[-1].isspace() and (marks := _CLOSING_MARKS.match(piece)):
            held, piece = held + marks.group(), piece[marks.end() :]
        if piece:
            yield held
            held = piece
    yield held


def _is_judged(text: str, start: int, at: int, piece: str) -> bool:
    """True if `piece` is a verdict on the words in bold before it, which begin a paragraph."""
    return _VERDICT.fullmatch(piece) is not None and _LEAD_IN.fullmatch(text, start, at) is not None


def _cut(sentence: str) -> Iterator[str]:
    """What `sentence` is made of where sentencex took the end of one for an abbreviation."""
    start = 0
    for stop in _BEFORE_A_CAPITAL.finditer(sentence):
        end = stop.start() + 1
        is_time = is_clock(sentence, start, end)
        if (is_time and ends_at_clock(sentence, start, end, stop.end())) or (
            not is_time and _ends_with(_ENDS_AFTER, sentence, start, end)
        ):
            yield sentence[start : stop.end()]
            start = stop.end()
    yield sentence[start:]


def _ends_with(form: re.Pattern[str], text: str, start: int, end: int) -> bool:
    # Only its last characters are looked at: a line of a thousand "p.m." must not take a minute.
    return form.search(text, max(start, end - _LOOKED_BACK_CHARS), end) is not None


def _runs_on(text: str, start: int, at: int, piece: str) -> bool:
    if _LIST_NUMBER.fullmatch(text, start, at):
        return True
    behind = at
    while at > start and text[at - 1].isspace():
        at -= 1
    if is_clock(text, start, at):
        return not ends_at_clock(text, start, at, behind)
    if piece[:1].islower() and _ends_with(_AFTER_A_UNIT, text, start, at):
        return True
    return _ends_with(_RUNS_ON, text, start, at) and not _NEW_SENTENCE_WORD.match(piece)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normal form and, for each of its characters, where in the original what it came from starts and
    ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original text behind `self.text[start:end]`, `start < end`."""
        return Span(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=4_096)
def normalise(text: str) -> Normalised:
    """NFC, straight quotation marks, plain hyphens, single spaces; digits, case and words stay.

    White space at both ends is dropped. `normalise(normalise(t).text).text == normalise(t).text`.
    """
    plain = _ANY_OF_ONE.sub(lambda m: _ONE_FOR_ONE[m.group()], text).strip()
    is_plain = _PLAIN.fullmatch(plain) is not None and unicodedata.is_normalized("NFC", plain)
    if not plain or is_plain:  # most sentences: character by character takes .1 ms
        first = len(text) - len(text.lstrip())
        return Normalised(plain, range(first, first + len(plain)), range(first + 1, first + len(plain) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _clusters(text):
        composed = unicodedata.normalize("NFC", "".join(text[i] for i in cluster))
        for character in "".join(_QUOTES_AND_DASHES.get(c, c) for c in composed):
            is_space = character.isspace()
            if is_space and (not out or out[-1] == " "):
                continue
            out.append(" " if is_space else character)
            starts.append(cluster[0])
            ends.append(cluster[-1] + 1)
    kept = len(out) - (out[-1:] == [" "])
    return Normalised("".join(out[:kept]), tuple(starts[:kept]), tuple(ends[:kept]))


def _clusters(text: str) -> Iterator[list[int]]:
    """Positions of each base character with the marks that compose with it, the invisible left out."""
    cluster: list[int] = []
    for i, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if cluster and not _joins(character):
            yield cluster
            cluster = []
        cluster.append(i)
    if cluster:
        yield cluster


def _joins(character: str) -> bool:
    # Marks, also those of combining class 0, and the Hangul vowels and finals that compose without being
    # marks: nothing else composes with what stands before it.
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


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


def is_row(text: str) -> bool:
    """True of a row of a Markdown table."""
    return text.startswith("|")


def head_of_table(text: str, at: int) -> int:
    """Where the head of the Markdown table begins that a row at `at` is of, or the row 200 above; `at` itself
    outside of tables."""
    for _ in range(_MOST_ROWS):
        before = text.rfind("\n", 0, max(0, at - 1)) + 1
        if not (at and is_row(text[at : at + 1]) and is_row(text[before : before + 1])):
            break
        at = before
    return at
