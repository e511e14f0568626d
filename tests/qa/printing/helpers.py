"""Briefs made without a parser, and ways to look into the files they become."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from index.models import Article, Span
from qa.citations import cite, verbatim
from qa.models import Brief, Grounded, Person, Statement
from tests.qa.brief_helpers import article

# Name, script, the font that has to set it.
NAMES = {
    "नरेन्द्र क्षत्रिय": "NotoSansDevanagari",
    "Дмитро Щербак": "LibertinusSerif",
    "محمد بن سلمان": "NotoSansArabic",
    "習近平": "NotoSansCJK",
    "さくら": "NotoSansCJK",
    "김대중": "NotoSansCJK",
}
HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1)) ![x](http://evil.example/p.png) https://evil.example www.evil.example",
    '=HYPERLINK("http://evil.example","x")',
    '{ INCLUDETEXT "c:\\\\secret" } { DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" } HYPERLINK',
    '#panic("x") #import "@preview/evil:1.0.0" $x$ @ref <e1> \\u{41} // comment /* */',
    "gnp.\u202egpj.exe \u2066\x07\x1b[31m\x0b\ufffe\U000e0041 end",
    "# heading",
    "A" * 3000,
)


def statements(article: Article) -> list[Statement]:
    """Each line of the article, cited."""
    made, at = [], 0
    for line in article.text.split("\n"):
        made.append(verbatim(article, Span(at, at + len(line))))
        at += len(line) + 1
    return made


def brief_of(lines: Sequence[str], *, title: str = "A brief", names: Sequence[str] = ()) -> Brief:
    """A brief that says `lines`; each of `names` stands in one of them."""
    source = article("\n".join(lines), title=title, published_at="2025-03-14")
    said = statements(source)
    people = []
    for name in names:
        at = source.text.index(name)
        cited = [cite(source, Span(at, at + len(name)))]
        people.append(
            Person(name=Grounded(value=name, citations=cited), role=Grounded(), affiliation=Grounded())
        )
    return Brief(
        title=title,
        articles=[],
        engine="extractive",
        bottom_line=said[:2],
        key_points=said[2:],
        people=people,
        independent_sources=1,
    )


def n_sheets(made: bytes) -> int:
    with pypdfium2.PdfDocument(made) as document:
        return len(document)


def pdf_text(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        return " ".join(str(document[0].get_textpage().get_text_range()).split())


def pdf_fonts(made: bytes) -> set[str]:
    """Names of the fonts that set something, without the mark of a subset."""
    found = set()
    with pypdfium2.PdfDocument(made) as document:
        for part in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(part), name, 200)
            found.add(name.value.decode().partition("+")[2])
    return found


def docx_part(made: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()
