"""The quotation marks of a statement against those of its sentence: what is quoted is quoted there, letter by
letter and whole, and nobody's words are told as the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Between double marks or single ones; "the nurses' pay" and "the '90s" open none.
_QUOTED = re.compile(r"\"([^\"]*[^\W_][^\"]*)\"|(?<!\w)'((?=[^\W\d_])[^\"]+?)'(?!\w)")
_SINGLE = re.compile(r"(?<!\w)'(?=[^\W\d_])([^\"]+?)'(?!\w)")
_MAX_PHRASE = 2  # words of a quotation that may be taken from anywhere within one, but for a denial
_DENIES = re.compile(r"\b(?:not|never|no|nor|hardly)\b|n't\b", re.IGNORECASE)
_MAY_END = re.compile(r"\W*(?:[\"”.,;:!?—–]|$)|\s+(?:and|or|but)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b(?!\.)")  # not "U.S."


def misquoted(said: str, source: str) -> Iterator[str]:
    """What is wrong with the quotations of `said`, and with what it takes out of those of `source`; both in
    their normal form."""
    yield from _quotes(said, source)
    yield from _unquoted(said, source)


def _quotes(said: str, source: str) -> Iterator[str]:
    """Words in quotation marks that are not quoted in the sentence, letter by letter, or that break off
    before it has said what it says; marks at their end are free, and the capital at their beginning."""
    spoken = [*_apart(source)[0], *_SINGLE.findall(source)]
    for quoted in (double or single for double, single in _QUOTED.findall(said)):
        words = _as_it_begins(quoted.rstrip(".,;:!? "), spoken)
        if not any(_stands_in(words, piece) for piece in spoken):
            yield f"not its words: {quoted}" if words not in source else f"not quoted there: {quoted}"
            continue
        places = [m for m in re.finditer(re.escape(words), source) if source[: m.start()].count('"') % 2]
        may_end = not places or any(_MAY_END.match(source, m.end()) for m in places)
        is_phrase = len(words.split()) <= _MAX_PHRASE and not _DENIES.search(words)
        if not is_phrase and not may_end:
            yield f"breaks a quotation off: {quoted}"


def _as_it_begins(words: str, spoken: Sequence[str]) -> str:
    """The words with the capital that a quotation begins with: "we knew" of "We knew it"."""
    whole = words[:1].upper() + words[1:]
    return whole if any(re.match(rf"{re.escape(whole)}(?!\w)", piece) for piece in spoken) else words


def _stands_in(words: str, text: str) -> bool:
    """True if the words stand there as whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _unquoted(said: str, source: str) -> Iterator[str]:
    """Words that somebody says, without his quotation marks and without him."""
    spoken, told = _apart(source)
    mine, outside = _FIRST_PERSON.search(_apart(said)[1]), _FIRST_PERSON.search(told)
    if spoken and mine and not outside:
        yield f"somebody's words, without quotation marks: {mine[0]}"
    bare = said.rstrip(".!? ").lower()
    if '"' not in said and any(bare in words.lower() for words in spoken):
        yield "somebody's words, without quotation marks"


def _apart(text: str) -> tuple[list[str], str]:
    """What stands in quotation marks, and the rest; a mark that closes at once closes what began before."""
    pieces, first = text.split('"'), text.find('"')
    if first > 0 and text[first - 1] in ",.!?":
        pieces = ["", *pieces]
    return [p.strip() for p in pieces[1::2] if p.strip()], " ".join(pieces[::2])
