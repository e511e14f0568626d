"""[door typst] Sets a page in type: whether one sheet holds it, and the PDF.

The words go to the typesetter as data and the template is ours alone, so nothing in an article can be a
command. It reads no file but the fonts of the packages named here, and asks no network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from qa.briefing.links import shown_address
from qa.briefing.page_parts import Line, Page, Section, Source

Paper = Literal["a4", "letter"]

# Width and height in millimetres.
SHEETS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
_NARROWEST = (210.0, 279.4)  # what fits on this fits on both
_SIDE_MARGIN_MM = 14.0
_END_MARGIN_MM = 12.0
_SLACK_MM = 0.5
_FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
# Words without a place to break at are given some; the scripts of East Asia break anywhere by themselves.
_ENDLESS = re.compile(r"[^\s\u2e80-\ud7ff\uf900-\ufaff]{25,}")
_BREAK_EVERY = 15


def fits(page: Page) -> bool:
    """Whether one sheet holds the page, be it A4 or US Letter."""
    return height_mm(page) <= _NARROWEST[1] - _SLACK_MM


def height_mm(page: Page) -> float:
    """How high a sheet as wide as A4 must be to hold the page, margins included."""
    import typst

    found = typst.query(_template(), "<height>", field="value", one=True, **_given([page], _NARROWEST, True))
    return float(json.loads(found)) + 2 * _END_MARGIN_MM


def pdf(page: Page, paper: Paper = "a4", changes: Page | None = None) -> bytes:
    """The page as a PDF of one sheet, and `changes` as a second one: text that can be selected, links, a
    title. The same pages always give the same bytes.

    Raises:
        ValueError: if a page takes more than its sheet; `qa.briefing` lays out none that does.
    """
    import typst

    pages = [page, changes] if changes else [page]
    made = typst.compile(_template(), format="pdf", **_given(pages, SHEETS[paper]))
    if (n := _n_sheets(made)) != len(pages):
        raise ValueError(f"the pages take {n} sheets")
    return bytes(made)


def _n_sheets(made: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(made) as document:
        return len(document)


@cache
def _fonts() -> Any:
    import typst

    folders = [str(files(package)) for package in _FONT_PACKAGES]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def _template() -> bytes:
    return files("qa").joinpath("templates", "brief.typ").read_bytes()


def _given(pages: Sequence[Page], sheet: tuple[float, float], only_measure: bool = False) -> dict[str, Any]:
    """What the typesetter is given besides the template: the fonts, and the pages as one JSON document."""
    document = {
        "width": sheet[0],
        "height": sheet[1],
        # As wide as it was measured: on a wider one the evidence may part otherwise, and stand higher.
        "side_margin": (sheet[0] - _NARROWEST[0]) / 2 + _SIDE_MARGIN_MM,
        "end_margin": _END_MARGIN_MM,
        "only_measure": only_measure,
        "sheets": [_sheet(page) for page in pages],
    }
    words = json.dumps(_broken(document), ensure_ascii=False)
    return {"sys_inputs": {"page": words}, "font_paths": _fonts(), "ignore_system_fonts": True}


def _sheet(page: Page) -> dict[str, Any]:
    return {
        "kicker": page.kicker.upper(),
        "title": page.title,
        "about": page.about,
        "bottom_line": [asdict(line) for line in page.bottom_line],
        "main": [_section(s) for s in page.column("main")],
        "side": [_section(s) for s in page.column("side")],
        "sources": [_source(s) for s in page.sources],
        "foot": page.foot(),
    }


def _section(section: Section) -> dict[str, Any]:
    lines: list[Line] = list(section.lines)
    return {
        "title": section.title,
        "lines": [asdict(line) for line in lines],
        "above": section.shown_above,
        "more": section.n_more,
        "is_inline": section.is_inline,
    }


def _source(source: Source) -> dict[str, Any]:
    facts = [source.publisher, source.published, shown_address(source.url) if source.url else None]
    return {
        "title": source.title,
        "facts": [fact for fact in facts if fact],
        "url": source.url,
        "quotes": [asdict(quote) for quote in source.quotes],
    }


def _broken(value: Any, name: str = "") -> Any:
    """`value` with zero-width spaces in every endless word, except in addresses that are followed."""
    if isinstance(value, dict):
        return {key: _broken(each, key) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_broken(each, name) for each in value]
    if isinstance(value, str) and name not in {"url", "link"}:
        return _ENDLESS.sub(lambda m: re.sub(rf"(.{{{_BREAK_EVERY}}})", "\\1\u200b", m[0]), value)
    return value
