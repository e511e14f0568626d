"""Word (.docx): paragraphs and tables in the order of the document; hidden and white runs left out.

python-docx opens the package; the walk over the body is ours, for what it passes over: content controls,
and the difference between words inserted and words deleted under tracked changes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from index.errors import UnreadableInput
from index.formats.hidden import seen_length
from index.formats.items import line
from index.models import Draft

MAX_UNPACKED_BYTES = 200_000_000
MAX_PARTS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Moved-away text is deleted text; of a text box written twice, for new and for old programs, once is enough.
_PASSED_OVER = {_W + "moveFrom", _W + "del", _W + "pPr", _FALLBACK}
_OFF = {"0", "false", "off", "none"}
_PALE = 242  # of 255, in each of red, green and blue


def read(data: bytes, encoding: str | None = None) -> Draft:  # noqa: ARG001  (a DOCX says its own)
    """The document's body. A paragraph is a line, a blank line between paragraphs; a table row is a line,
    ` | ` between its cells. Headers, footers, notes and comments are not read.

    Left out and counted are runs that are hidden, white with no shading behind them, or a point high or
    less, by themselves or by their style. Title and author are the core properties'; their dates are the
    file's, and are not taken.

    Raises:
        UnreadableInput: if it is no DOCX, its XML is damaged, or it unpacks to over `MAX_UNPACKED_BYTES`.
    """
    # Imported where it is used: only DOCX needs it.
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    _check_package(data)
    try:
        document = Document(io.BytesIO(data))
    except (XMLSyntaxError, KeyError, PackageNotFoundError) as e:
        raise UnreadableInput(
            "its XML is damaged, or made to unfold without end", hint="save it again in a word processor"
        ) from e
    walk = _Walk(_looks_of_styles(document.styles.element))
    text = "\n\n".join(walk.texts(document.element.body))
    core = document.core_properties
    return Draft(text=text, title=line(core.title), byline=line(core.author), n_hidden=walk.n_hidden)


def _check_package(data: bytes) -> None:
    """Before anything is unpacked. A part never gives more bytes than its header says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as e:
        raise UnreadableInput(
            "damaged, or no DOCX", hint="check that it opens in another program, or save it again"
        ) from e
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableInput("unpacks to far more than a document", hint="save its text by itself")
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise UnreadableInput("a ZIP archive, but no DOCX", hint="name it .zip to add what is in it")


class _Walk:
    """One pass over a body; counts what it leaves out."""

    def __init__(self, styles: dict[str | None, _Look]) -> None:
        self.n_hidden = 0
        self._styles = styles

    def texts(self, parent: Any) -> Iterator[str]:
        """The text of each paragraph and table row below `parent` that holds any."""
        for child in parent.iterchildren():
            if child.tag == _W + "p":
                if text := self._paragraph(child).strip():
                    yield text
                for box in child.iter(_W + "txbxContent"):
                    yield from self.texts(box) if _is_shown(box) else ()
            elif child.tag == _W + "tbl":
                rows = (self._row(row) for row in child.iter(_W + "tr") if _nearest(row, "tbl") is child)
                if text := "\n".join(row for row in rows if row.strip(" |")):
                    yield text
            elif child.tag not in _PASSED_OVER:
                yield from self.texts(child)  # a content control, a section of inserted paragraphs

    def _row(self, row: Any) -> str:
        cells = (cell for cell in row.iter(_W + "tc") if _nearest(cell, "tr") is row)
        return " | ".join(" ".join(" ".join(self.texts(cell)).split()) for cell in cells)

    def _paragraph(self, paragraph: Any) -> str:
        properties = paragraph.find(_W + "pPr")
        is_shaded = _is_shaded(properties) or any(
            _is_shaded(cell.find(_W + "tcPr")) for cell in paragraph.iterancestors(_W + "tc")
        )
        look = self._styles.get(_value(properties, "pStyle"), self._styles[None])
        return "".join(self._runs(paragraph, look, is_shaded))

    def _runs(self, parent: Any, look: _Look, is_shaded: bool) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag == _W + "r":
                text = _run_text(child)
                if self._is_hidden(child.find(_W + "rPr"), look, is_shaded):
                    self.n_hidden += seen_length(text)
                else:
                    yield text
            elif child.tag not in _PASSED_OVER:
                yield from self._runs(child, look, is_shaded)  # a link, a content control, inserted words

    def _is_hidden(self, properties: Any, look: _Look, is_shaded: bool) -> bool:
        style = self._styles.get(_value(properties, "rStyle"), look)
        look = _look_of(properties).over(style.over(look))
        if _is_shaded(properties) or _value(properties, "highlight") not in (None, "none", "white"):
            is_shaded = True
        return bool(look.vanishes or look.is_tiny or (look.is_pale and not is_shaded))


class _Look(NamedTuple):
    """What of a run's look hides it; None where nothing is said."""

    vanishes: bool | None = None
    is_tiny: bool | None = None
    is_pale: bool | None = None

    def over(self, other: _Look) -> _Look:
        return _Look(*(a if a is not None else b for a, b in zip(self, other, strict=True)))


def _look_of(properties: Any) -> _Look:
    if properties is None:
        return _Look()
    vanish, size, colour = (properties.find(_W + name) for name in ("vanish", "sz", "color"))
    half_points = (size.get(_W + "val") or "") if size is not None else ""
    return _Look(
        vanishes=None if vanish is None else (vanish.get(_W + "val") or "true").lower() not in _OFF,
        is_tiny=int(half_points) <= 2 if half_points.isascii() and half_points.isdigit() else None,
        is_pale=None if colour is None else _is_pale(colour.get(_W + "val") or ""),
    )


def _looks_of_styles(styles: Any) -> dict[str | None, _Look]:
    """The look of each style by its id, with that of the styles it is based on; of None, the default."""
    default = _look_of(styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
    elements = {style.get(_W + "styleId"): style for style in styles.iterchildren(_W + "style")}
    looks: dict[str | None, _Look] = {None: default}
    for name in elements:
        chain: list[str | None] = []
        base: str | None = name
        while base in elements and base not in chain and len(chain) < 20:  # Word allows ten
            chain.append(base)
            base = _value(elements[base], "basedOn")
        look = _Look()
        for link in chain:
            look = look.over(_look_of(elements[link].find(_W + "rPr")))
        looks[name] = look.over(default)
    return looks


def _run_text(run: Any) -> str:
    signs = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
    return "".join(
        (child.text or "") if child.tag == _W + "t" else signs.get(child.tag.removeprefix(_W), "")
        for child in run.iterchildren()
        if isinstance(child.tag, str)
    )


def _value(parent: Any, name: str) -> str | None:
    found = None if parent is None else parent.find(_W + name)
    return None if found is None else found.get(_W + "val")


def _is_shaded(properties: Any) -> bool:
    """Whether something other than white or "auto" is painted behind."""
    shading = None if properties is None else properties.find(_W + "shd")
    fill = "auto" if shading is None else shading.get(_W + "fill") or "auto"
    return fill != "auto" and not _is_pale(fill)


def _is_pale(colour: str) -> bool:
    try:
        return len(colour) == 6 and min(bytes.fromhex(colour)) >= _PALE
    except ValueError:
        return False


def _nearest(element: Any, name: str) -> Any:
    return next(element.iterancestors(_W + name), None)


def _is_shown(box: Any) -> bool:
    return next(box.iterancestors(_FALLBACK), None) is None and _nearest(box, "txbxContent") is None
