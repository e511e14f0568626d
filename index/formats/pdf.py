"""PDF: pdfium gives the text page by page; what is drawn so that nobody sees it is left out.

pdfium marks a hyphen at the end of a line with U+FFFE and joins the line to the next. U+FFFE is no
character; the soft hyphen, which means just that, stands in its place, and comparing passes over it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from index.errors import InputError, NoArticleText, UnreadableInput
from index.formats.items import MAX_ARTICLE_CHARS, line, too_much_text
from index.models import Draft

MAX_PAGES = 2_000
_ALMOST_WHITE = 242  # of 255, in each of red, green and blue
_ALMOST_CLEAR = 13  # of 255
_MIN_POINTS = 1.0
_FILLED_ONLY, _INVISIBLE = 0, 3  # text render modes
_TITLE_IS_LARGER = 1.25  # than half of the first page's text
_NO_TITLES = ("untitled", "microsoft word -", "microsoft powerpoint -", "print")
_FILE_ENDINGS = (".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf", ".txt", ".odt")
_CHARACTERS = str.maketrans({"\0": "", "\ufffe": "\u00ad", "\x02": "\u00ad"})

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


def read(data: bytes, encoding: str | None = None) -> Draft:  # noqa: ARG001  (a PDF says its own)
    """The text of all pages, a blank line between them; `pages` are the offsets where they begin.

    Left out and counted is text that is invisible, under a point high, almost white or clear with nothing
    drawn behind it, or off the page. Invisible text stays on a page that shows no other and is mostly
    picture: that is a scan with the words recognised in it. The title is the metadata's, else the first
    large line. The dates of a PDF are the file's, and are not taken.

    Raises:
        UnreadableInput: if it is no PDF, is locked, or has over `MAX_PAGES` pages.
        NoArticleText: if its pages hold no text, or over `MAX_ARTICLE_CHARS`.
    """
    # Imported where it is used: only PDF needs it.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        raise _unreadable(str(e)) from e
    try:
        n_pages = len(document)
        if n_pages > MAX_PAGES:
            raise UnreadableInput(f"over {MAX_PAGES:,} pages", hint="split it")
        return _draft(document, n_pages)
    except pypdfium2.PdfiumError as e:
        raise _unreadable(str(e)) from e
    finally:
        document.close()


def _draft(document: Any, n_pages: int) -> Draft:
    text, offsets, n_hidden, first_title = "", [], 0, None
    for number in range(n_pages):
        page = document[number]
        read_page = _read_page(page)
        page.close()
        n_hidden += read_page.n_hidden
        first_title = first_title or (read_page.large_line if number == 0 else None)
        text += "\n\n" if text else ""
        offsets.append(len(text))
        text += read_page.text
        if len(text) > MAX_ARTICLE_CHARS:
            raise too_much_text()
    if not text.strip():
        raise NoArticleText(
            "its pages hold no text", hint="if it is a scan, run text recognition on it first"
        )
    title = _stated_title(document.get_metadata_value("Title")) or first_title
    return Draft(text=text, title=title, pages=tuple(offsets), n_hidden=n_hidden)


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    n_hidden: int
    large_line: str | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text object as it is drawn."""

    address: int
    text: str
    size: float
    box: Box
    is_hidden: bool
    is_invisible: bool


def _read_page(page: Any) -> _Page:
    textpage = page.get_textpage()
    pieces, pictures = _pieces(page, textpage)
    if pieces and pictures and all(p.is_invisible for p in pieces):
        hidden: set[int] = set()  # a scan
    else:
        hidden = {p.address for p in pieces if p.is_hidden or p.is_invisible}
    if hidden:
        text, n_hidden = _text_without(textpage, hidden)
    else:
        text, n_hidden = textpage.get_text_range(), 0
    textpage.close()
    text = text.replace("\r\n", "\n").translate(_CHARACTERS).strip("\n")
    seen = [p for p in pieces if p.address not in hidden]
    return _Page(text, n_hidden, _large_line(seen))


def _pieces(page: Any, textpage: Any) -> tuple[list[_Piece], bool]:
    """The text objects in the order they are drawn, and whether pictures cover half of the page."""
    import pypdfium2.raw as pdfium

    sheet: Box = page.get_bbox()
    pieces: list[_Piece] = []
    painted: list[Box] = []
    pictured = 0.0
    for thing in page.get_objects(textpage=textpage):
        if thing.type == pdfium.FPDF_PAGEOBJ_FORM:
            continue
        box, scale = _placed(thing)
        if thing.type != pdfium.FPDF_PAGEOBJ_TEXT:
            if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                pictured += _area(box)
            if thing.type != pdfium.FPDF_PAGEOBJ_PATH or _is_painted(thing, pdfium):
                painted.append(box)
            continue
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        matrix = thing.get_matrix()
        size = float(thing.get_font_size()) * scale * (matrix.c**2 + matrix.d**2) ** 0.5
        pale = mode == _FILLED_ONLY and _is_pale(thing, pdfium) and not any(_meet(box, p) for p in painted)
        pieces.append(
            _Piece(
                address=_address(thing.raw),
                text=thing.extract(),
                size=size,
                box=box,
                is_hidden=size < _MIN_POINTS or pale or not _meet(box, sheet),
                is_invisible=mode == _INVISIBLE,
            )
        )
    return pieces, pictured >= _area(sheet) / 2


def _placed(thing: Any) -> tuple[Box, float]:
    """The box of an object on the page, and how much the forms that hold it enlarge it."""
    left, bottom, right, top = thing.get_bounds()
    scale = 1.0
    holder = thing.container
    while holder is not None:
        matrix = holder.get_matrix()
        corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        (left, *_, right), (bottom, *_, top) = (sorted(axis) for axis in zip(*corners, strict=True))
        scale *= (matrix.c**2 + matrix.d**2) ** 0.5
        holder = holder.container
    return (left, bottom, right, top), scale


def _colour(thing: Any, pdfium: Any) -> list[int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    known = pdfium.FPDFPageObj_GetFillColor(thing, *parts)
    return [part.value for part in parts] if known else [0, 0, 0, 255]


def _is_pale(thing: Any, pdfium: Any) -> bool:
    *colour, alpha = _colour(thing, pdfium)
    return min(colour) >= _ALMOST_WHITE or alpha < _ALMOST_CLEAR


def _is_painted(path: Any, pdfium: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value) and not _is_pale(path, pdfium)


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents)


def _text_without(textpage: Any, hidden: set[int]) -> tuple[str, int]:
    """The page's text without the characters of `hidden` objects, and how many of them there were."""
    import pypdfium2.raw as pdfium

    kept: list[str] = []
    n_hidden = 0
    drops = False
    for i in range(textpage.count_chars()):
        thing = pdfium.FPDFText_GetTextObject(textpage, i)
        # What the library puts in between, a space or a line end, goes with what stands before it.
        drops = _address(thing) in hidden if thing else drops
        if drops:
            n_hidden += bool(thing)
        else:
            kept.append(chr(pdfium.FPDFText_GetUnicode(textpage, i)))
    text = "".join(kept)
    # Beyond U+FFFF it counts halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), n_hidden


def _large_line(pieces: list[_Piece]) -> str | None:
    """The first line of the page, with those that continue it, if it is set larger than the rest."""
    sizes = [p.size for p in pieces for _ in range(len(p.text))]
    lines: Iterator[_Piece] = (p for p in pieces if p.text.strip())
    first = next(lines, None)
    if first is None or first.size < _TITLE_IS_LARGER * median(sizes):
        return None
    words = [first.text]
    for piece in lines:
        if abs(piece.size - first.size) > 0.5:
            break
        words.append(piece.text)
    title = line(" ".join(words))
    return title if title and len(title) <= 250 else None


def _stated_title(stated: str | None) -> str | None:
    title = line(stated)
    lower = (title or "").lower()
    return None if lower.startswith(_NO_TITLES) or lower.endswith(_FILE_ENDINGS) else title


def _unreadable(reason: str) -> InputError:
    if "password" in reason.lower():
        return UnreadableInput("locked with a password", hint="save a copy without one")
    return UnreadableInput("damaged, or no PDF", hint="check that it opens in another program")
