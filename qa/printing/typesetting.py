"""[door typst] Sets a page in type: whether one sheet holds it, and the PDF.

The words go to the typesetter as data and the template is ours alone, so nothing in an article can be a
command. It reads no file but the fonts of the packages named here, and asks no network.
"""

from __future__ import annotations

import json
import re
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
    import typst

    sheet = _NARROWEST
    found = typst.query(_template(), "<height>", field="value", one=True, **_given(page, sheet, True))
    return float(json.loads(found)) <= sheet[1] - 2 * _END_MARGIN_MM - _SLACK_MM


def pdf(page: Page, paper: Paper = "a4") -> bytes:
    """The page as a PDF of one sheet: text that can be selected, links, a title. The same page always gives
    the same bytes.

    Raises:
        ValueError: if the page takes more than one sheet; `qa.briefing.page.lay_out` makes none that does.
    """
    import typst

    made = typst.compile(_template(), format="pdf", **_given(page, SHEETS[paper]))
    if (n := _n_sheets(made)) != 1:
        raise ValueError(f"the page takes {n} sheets")
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


def _given(page: Page, sheet: tuple[float, float], only_measure: bool = False) -> dict[str, Any]:
    """What the typesetter is given besides the template: the fonts, and the page as one JSON document."""
    document = {
        "width": sheet[0],
        "height": sheet[1],
        "side_margin": _SIDE_MARGIN_MM,
        "end_margin": _END_MARGIN_MM,
        "only_measure": only_measure,
        "title": page.title,
        "about": page.about,
        "bottom_line": [asdict(line) for line in page.bottom_line],
        "main": [_section(s) for s in page.column("main")],
        "side": [_section(s) for s in page.column("side")],
        "sources": [_source(s) for s in page.sources],
        "foot": page.foot(),
    }
    words = json.dumps(_broken(document), ensure_ascii=False)
    return {"sys_inputs": {"page": words}, "font_paths": _fonts(), "ignore_system_fonts": True}


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
