"""The parsed page: what of it is hidden, its blocks of text, and whether they are an article or a menu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from index.errors import UnreadableInput
from index.formats.hidden import seen_length

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section select summary "
    "table tbody td tfoot th thead title tr ul "
    # NITF names its headlines, and what stands in its body, otherwise
    "hl1 hl2 block media media-caption tagline abstract note".split()
)
_NO_TEXT = ("script", "style", "noscript", "template", "head")
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)"
    r"|(?:font-size|opacity):0*\.?0+(?:px|pt|em|rem|ex|%|vw|vh)?)(?:!important)?(?:;|$)"
)
_CSS_COMMENT_OR_SPACE = re.compile(r"/\*.*?\*/|\s+")
_STOP = tuple(".!?…।؟։۔")
_STOP_WITHOUT_SPACES = tuple("。！？")
_CLOSING = "\"'”’»›)]」』 "


class Block(NamedTuple):
    """Text that stands together, white space collapsed, and the share of it inside links, 0 to 1."""

    text: str
    linked: float


def parse(page: str) -> Any:
    """The tree of an HTML page, as lxml repairs it.

    Raises:
        UnreadableInput: if elements are nested deeper than the parser follows (256): the rest of the page
            would be lost without a word.
    """
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring(page.encode("utf-8"), parser=parser, ensure_head_body=True)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableInput("its elements are nested too deep", hint="save the article's text by itself")
    return tree


def drop_hidden(tree: Any) -> int:
    """Take out of `tree` what its own attributes hide; how many characters a reader did not see.

    Hiding are `hidden`, inline styles that leave nothing to see, and aria-hidden. Not looked at are style
    sheets. Left alone is a body hidden until a script has run, and a main part that only a screen reader
    is told to pass over, as it is under an open dialogue.
    """
    dropped: set[Any] = set()
    count = 0
    for element in list(tree.iter()):
        if element.getparent() in dropped:
            dropped.add(element)
        elif isinstance(element.tag, str) and element.tag not in ("html", "body") and _hides(element):
            dropped.add(element)
            words = element.xpath(f".//text()[not({' or '.join(f'ancestor::{t}' for t in _NO_TEXT)})]")
            count += seen_length(" ".join(words))
            if element.getparent() is not None:
                element.drop_tree()
    return count


def _hides(element: Any) -> bool:
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    if style and _HIDDEN_STYLE.search(_CSS_COMMENT_OR_SPACE.sub("", style[:10_000].lower())):
        return True
    if (element.get("aria-hidden") or "").strip().lower() != "true":
        return False
    return element.tag not in ("main", "article") and element.find(".//article") is None


def blocks(tree: Any) -> Iterator[Block]:
    """The blocks of text below `tree`, HTML or XML, in order; each ends where a block element begins or ends.

    Text of scripts, styles and the head is left out.
    """
    from lxml import etree

    parts: list[str] = []
    in_link = linked = muted = 0

    def take(text: str | None) -> None:
        nonlocal linked
        if text and not muted:
            parts.append(text)
            linked += in_link and len(key_of(text))

    def block() -> Block | None:
        nonlocal linked
        text = " ".join("".join(parts).split())
        found = Block(text, linked / max(1, len(key_of(text)))) if text else None
        parts.clear()
        linked = 0
        return found

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = etree.QName(element).localname if event in ("start", "end") else ""
        if name in BLOCKS and (found := block()):
            yield found
        if event == "start":
            muted += name in _NO_TEXT
            in_link += name == "a"
            take(element.text)
            continue
        if event == "end":
            muted -= name in _NO_TEXT
            in_link -= name == "a"
        if element is not tree:
            take(element.tail)
    if found := block():
        yield found


def flat_text(tree: Any) -> str:
    """The text of the blocks below `tree`, with a blank line between them."""
    return "\n\n".join(block.text for block in blocks(tree))


def text_of_fragment(markup: str) -> tuple[str, int]:
    """(text, hidden characters) of a piece of HTML that is all article, as feeds and wires carry it.

    Raises:
        UnreadableInput: see `parse`.
    """
    tree = parse(f"<html><body>{markup}</body></html>")
    n_hidden = drop_hidden(tree)
    return flat_text(tree), n_hidden


def is_article(text: str, tree: Any) -> bool:
    """Whether `text`, extracted from `tree`, is an article and no menu or list of links.

    It is none if more than half of its characters stand inside links, if at least five of its lines and a
    third of them are links, or if no line that is not a link reads like a sentence.
    """
    shares: dict[str, float] = {}
    links = letters = 0.0
    for block in blocks(tree):
        key = key_of(block.text)
        shares[key] = min(block.linked, shares.get(key, 1.0))
        letters += len(key)
        links += len(key) * block.linked
    # A line put together from several blocks is judged as the page is on the whole.
    overall = links / max(1.0, letters)
    lines = [(line, key) for line in text.splitlines() if (key := key_of(line))]
    judged = [(line, len(key), shares.get(key, overall)) for line, key in lines]
    linked = sum(length * share for _, length, share in judged)
    n_links = sum(share > 0.9 for *_, share in judged)
    if linked > 0.5 * sum(length for _, length, _ in judged) or n_links >= max(5, len(judged) / 3):
        return False
    return any(share < 0.5 and _reads_like_a_sentence(line, length) for line, length, share in judged)


def key_of(text: str) -> str:
    """Letters and digits only, so that bullets, bars and spaces make no difference."""
    return "".join(filter(str.isalnum, text))


def _reads_like_a_sentence(line: str, length: int) -> bool:
    line = line.rstrip(_CLOSING)
    if line.endswith(_STOP_WITHOUT_SPACES):
        return length >= 8
    # Some scripts end a sentence with a space; there a long line has to do.
    return length >= (20 if line.endswith(_STOP) else 120)
