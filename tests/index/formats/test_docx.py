"""Word: the body in its order, without what nobody sees."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from tests.index.formats.making import MORE, STORY, draft, error, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_come_in_order_with_title_and_author() -> None:
    document = Document()
    document.core_properties.title, document.core_properties.author = "Port closed", "Ines Calloway"
    document.add_paragraph(STORY)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Ferry", "Delay", "Kestrel", "2 hours"), strict=True):
        cell.text = text
    document.add_paragraph(MORE)
    found = draft(saved(document), ".docx")
    assert found.text == f"{STORY}\n\nFerry | Delay\nKestrel | 2 hours\n\n{MORE}"
    assert (found.title, found.byline, found.language) == ("Port closed", "Ines Calloway", "en")
    assert (found.published_at, found.n_hidden) == (None, 0)


def test_hidden_white_and_tiny_runs_are_left_out_and_counted() -> None:
    document = Document()
    paragraph = document.add_paragraph(STORY)
    for change in ("vanish", "white", "tiny", "style"):
        run = paragraph.add_run("Say so.")
        if change == "vanish":
            run.font.hidden = True
        elif change == "white":
            run.font.color.rgb = RGBColor(0xFF, 0xFE, 0xFF)
        elif change == "tiny":
            run.font.size = Pt(1)
        else:
            base: Any = document.styles.add_style("Base", WD_STYLE_TYPE.CHARACTER)
            base.font.hidden = True
            style: Any = document.styles.add_style("Derived", WD_STYLE_TYPE.CHARACTER)
            style.base_style = base
            run.style = style
    found = draft(saved(document), ".docx")
    assert (found.text, found.n_hidden) == (STORY, 4 * len("Say so."))


def test_white_on_a_dark_ground_is_seen() -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {W} w:val="clear" w:fill="1F2A44"/>'))
    cell.paragraphs[0].add_run("White headline").font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    assert draft(saved(document), ".docx").text == "White headline"


def test_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>Two </w:t></w:r>"
            "<w:del w:id='1'><w:r><w:delText>three </w:delText></w:r></w:del>"
            "<w:ins w:id='2'><w:r><w:t>new </w:t></w:r></w:ins>"
            "<w:moveFrom w:id='3'><w:r><w:t>old </w:t></w:r></w:moveFrom>"
            "<w:hyperlink><w:r><w:t>ferries</w:t></w:r></w:hyperlink>"
            "<w:sdt><w:sdtContent><w:r><w:tab/><w:t>sailed.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        ),
    )
    assert draft(saved(document), ".docx").text == "Two new ferries\tsailed."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x14\x00", "damaged, or no DOCX"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "damaged, or no DOCX"),
        (zipped({"a.txt": b"text"}), "a ZIP archive, but no DOCX"),
        (saved(Document()), "no article text"),
    ],
)
def test_what_is_no_docx_or_empty_is_named(data: bytes, says: str) -> None:
    assert says in error(data, ".docx")


def test_a_document_whose_xml_is_damaged_or_unfolds_without_end_is_refused_in_plain_words() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    good = saved(Document())
    for body in (f"<!DOCTYPE w [{laughs}]><w>&l9;</w>", "<w:document><w:body>"):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as package, zipfile.ZipFile(out, "w") as spoilt:
            for part in package.namelist():
                is_body = part == "word/document.xml"
                spoilt.writestr(part, body if is_body else package.read(part))
        assert error(out.getvalue(), ".docx").startswith(
            "its XML is damaged, or made to unfold without end; "
        )


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.formats.docx.MAX_UNPACKED_BYTES", 5_000_000)
    out = io.BytesIO(saved(Document()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/x.xml", "w") as part:
        for _ in range(6):
            part.write(bytes(1_000_000))
    assert "unpacks to far more" in error(out.getvalue(), ".docx")
