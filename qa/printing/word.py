"""[door docx] A page as a Word file: the two columns as a table, then the quotes as a numbered list.

Words of articles go into runs of text alone, which Word neither reads as fields nor follows. The page was
measured in other fonts; one sheet is what Word is meant to take, and can not be promised.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from qa.briefing.links import shown_address
from qa.briefing.page_parts import Line, Page, Section, Source
from qa.printing.typesetting import SHEETS, Paper

_SERIF, _SANS = "Times New Roman", "Arial"  # the fonts of the HTML; Word finds others for other scripts
_INK, _SOFT, _STRONG = "16181D", "5C6370", "9A1B1E"
_MARGIN_MM = 13
_GUTTER_MM = 6
_MAIN_SHARE = 0.6


def docx(page: Page, paper: Paper = "a4", changes: Page | None = None) -> bytes:
    """The page as the bytes of a .docx file, with `changes` as a second page."""
    import docx as python_docx

    document = python_docx.Document()
    _prepare(document, page, paper)
    _sheet(document, page, paper)
    if changes:
        document.add_page_break()
        _sheet(document, changes, paper)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _sheet(document: Any, page: Page, paper: Paper) -> None:
    from docx.enum.section import WD_SECTION

    _text(_paragraph(document), page.kicker.upper(), 6.5, _STRONG, bold=True)
    _text(_paragraph(document, style="Title"), page.title, 16, _INK, bold=True, font=_SERIF)
    _text(_paragraph(document, after=5), " · ".join(page.about), 7, _SOFT)
    for line in page.bottom_line:
        _entry(_paragraph(document, after=3), line, 10)
    _columns(document, page, paper)
    if page.sources:
        _text(_paragraph(document, before=4), "EVIDENCE", 6.5, _INK, bold=True)
    _in_columns(document.add_section(WD_SECTION.CONTINUOUS), 2)
    for source in page.sources:
        _source(document, source)
    # Only columns that another section follows are made equally long.
    _in_columns(document.add_section(WD_SECTION.CONTINUOUS), 1)
    for label, words in page.foot():
        foot = _paragraph(document, before=2)
        _text(foot, f"{label} ", 6, _INK, bold=True)
        _text(foot, f"{words}.", 6, _SOFT)


def _prepare(document: Any, page: Page, paper: Paper) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in SHEETS[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _SERIF, Pt(9)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    facts = document.core_properties
    facts.title, facts.author, facts.comments = page.title, "Groundwire", ""


def _columns(document: Any, page: Page, paper: Paper) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    width = SHEETS[paper][0] - 2 * _MARGIN_MM
    for cell, share, column in zip(
        table.rows[0].cells, (_MAIN_SHARE, 1 - _MAIN_SHARE), (page.column("main"), page.column("side")),
        strict=True,
    ):  # fmt: skip
        cell.width = Mm(width * share)
        for section in column:
            _section(cell, section)
        # Word wants a paragraph in each cell, and puts an empty one first.
        if len(cell.paragraphs) > 1:
            cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)


def _section(cell: Any, section: Section) -> None:
    _text(_paragraph(cell, before=4, after=1), section.title.upper(), 6.5, _INK, bold=True)
    size = 8.5 if section.column == "main" else 7.8
    if section.is_inline and section.lines:
        inline = _paragraph(cell)
        for n, line in enumerate(section.lines):
            _entry(inline, line, size)
            if n < len(section.lines) - 1:
                _text(inline, " · ", size, _SOFT, font=_SERIF)
    else:
        for line in section.lines:
            _entry(_paragraph(cell, after=1.5), line, size)
    if section.shown_above or section.n_more:
        more = _paragraph(cell)
        if section.shown_above:
            _text(more, "Also above: " if section.lines else "Named above: ", 6.5, _SOFT)
            _numbers(more, section.shown_above, 6.5, raised=False)
        if section.n_more:
            _text(more, f" {section.n_more} more in the JSON.", 6.5, _SOFT)


def _entry(paragraph: Any, line: Line, size: float) -> None:
    if line.label:
        _text(paragraph, f"{line.label} ", size * 0.9, _INK, bold=True)
    _text(paragraph, line.words, size, _INK, font=_SERIF)
    _numbers(paragraph, line.numbers, size * 0.9)
    if line.note:
        _text(paragraph, f" {line.note}", 6.5, _SOFT)


def _source(document: Any, source: Source) -> None:
    head = _paragraph(document, before=2)
    head.paragraph_format.keep_with_next = True
    holder = _link(head, source.url) if source.url else None
    _text(head, source.title, 6, _INK, bold=True, inside=holder)
    facts = [source.publisher, source.published, shown_address(source.url) if source.url else None]
    _text(head, "".join(f" · {fact}" for fact in facts if fact), 6, _SOFT)
    for quote in source.quotes:
        paragraph = _paragraph(document)
        _bookmark(paragraph, f"e{quote.number}", quote.number)
        _text(paragraph, f"{quote.number} ", 6, _STRONG, bold=True)
        holder = _link(paragraph, quote.link) if quote.link else None
        _text(paragraph, quote.words, 6, _SOFT, inside=holder)
        if quote.page:
            _text(paragraph, f" (page {quote.page})", 6, _SOFT)


def _numbers(paragraph: Any, numbers: Sequence[int], size: float, *, raised: bool = True) -> None:
    """Numbers that lead to the quotes."""
    for n, number in enumerate(numbers):
        if n:
            _text(paragraph, ",", size, _STRONG, raised=raised)
        _text(paragraph, str(number), size, _STRONG, raised=raised, inside=_leading_to(paragraph, number))


def _paragraph(holder: Any, before: float = 0, after: float = 0, style: str | None = None) -> Any:
    from docx.shared import Pt

    paragraph = holder.add_paragraph(style=style)
    if style == "Title":  # kept for the outline; its rule and colour are not ours
        for border in paragraph.style.element.xpath("./w:pPr/w:pBdr"):
            border.getparent().remove(border)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def _text(
    paragraph: Any,
    words: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    font: str = _SANS,
    raised: bool = False,
    inside: Any = None,
) -> None:
    """A run of text at the end of `paragraph`, or in its link `inside`; `size` in points."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.bold = font, Pt(round(size * 2) / 2), bold
    run.font.color.rgb = RGBColor.from_string(colour)
    run.font.superscript = raised or None
    # Scripts like Arabic and Devanagari have a size of their own.
    size_element = run._r.rPr.find(qn("w:sz"))
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), size_element.get(qn("w:val")))
    size_element.addnext(complex_size)
    if inside is not None:
        inside.append(run._r)


def _link(paragraph: Any, url: str) -> Any:
    """An empty link to `url` at the end of the paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    return _hyperlink(paragraph, qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True))


def _leading_to(paragraph: Any, number: int) -> Any:
    from docx.oxml.ns import qn

    return _hyperlink(paragraph, qn("w:anchor"), f"e{number}")


def _hyperlink(paragraph: Any, name: str, value: str) -> Any:
    from docx.oxml import OxmlElement

    link = OxmlElement("w:hyperlink")
    link.set(name, value)
    paragraph._p.append(link)
    return link


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
        paragraph._p.append(element)
    start.set(qn("w:name"), name)


def _in_columns(section: Any, n: int) -> None:
    from docx.oxml.ns import qn

    columns = section._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), str(n))
    columns.set(qn("w:space"), str(round(_GUTTER_MM / 25.4 * 1440)))
