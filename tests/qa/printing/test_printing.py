"""PDF, Word and HTML: one sheet, every script, links that lead, and words that stay words."""

from __future__ import annotations

import io
import json
import re

import docx as python_docx
import jsonschema  # type: ignore[import-untyped, unused-ignore]
import pypdfium2
import pytest
from playwright.sync_api import Browser

from qa.brief import make_brief
from qa.briefing.changes_page import lay_out_changes
from qa.briefing.comparing import compare
from qa.briefing.page import lay_out
from qa.models import Brief, Statement
from qa.printing.typesetting import SHEETS, Paper, height_mm, pdf
from qa.render import brief_schema, print_brief, render_brief
from tests.qa.brief_helpers import STRIKE, article, bag_of_words, parser
from tests.qa.printing.helpers import (
    HOSTILE,
    NAMES,
    brief_of,
    docx_part,
    n_sheets,
    pdf_fonts,
    pdf_text,
)

LONG = [
    f"Sentence {n} of the council tells of {n * 37} houses and {n + 3} boats near the lake."
    for n in range(90)
]
SCRIPTS = [f"The minister {name} spoke to reporters on Tuesday." for name in NAMES]
BRIEFS = {
    "short": brief_of(["The bridge fell."]),
    "long": brief_of(LONG, title="A long one"),
    "longest sentences": brief_of([line * 12 for line in LONG], title="Word " * 400),
    "scripts": brief_of(SCRIPTS, title=" ".join(NAMES), names=list(NAMES)),
    "hostile": brief_of(HOSTILE, title="".join(HOSTILE)),
    "nothing": Brief(title="", articles=[], engine="extractive", independent_sources=0),
}


def _real() -> Brief:
    """A brief as it is made, of an article with something of every kind."""
    return make_brief([article(STRIKE)], parser=parser(), model=None, embed=bag_of_words)


@pytest.mark.parametrize("name", BRIEFS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_pdf_is_one_sheet(name: str, paper: str) -> None:
    made = print_brief(BRIEFS[name], "pdf", paper)  # type: ignore[arg-type]
    assert n_sheets(made) == 1
    width, height = pypdfium2.PdfDocument(made)[0].get_size()
    assert (round(width), round(height)) == {"a4": (595, 842), "letter": (612, 792)}[paper]


def test_what_does_not_fit_is_cut_from_the_end_and_counted() -> None:
    page = lay_out(BRIEFS["long"])
    (points,) = page.sections
    assert [line.words for line in points.lines] == LONG[2 : 2 + len(points.lines)]
    assert points.n_more == len(LONG) - 2 - len(points.lines) > 0
    assert f"{points.n_more} more in the JSON" in pdf_text(pdf(page))
    # One entry more and the sheet would not hold it: the cut is no further up than it must be.
    assert len(points.lines) > 8


def test_a_pdf_has_a_title_selectable_words_and_links() -> None:
    brief = _real()
    made = print_brief(brief, "pdf")
    with pypdfium2.PdfDocument(made) as document:
        assert document.get_metadata_dict()["Title"] == brief.title
    assert brief.bottom_line[0].text.split(",")[0] in pdf_text(made)
    targets = re.findall(rb"/URI \((.*?)\)", made) or re.findall(rb"/URI\((.*?)\)", made)
    assert any(b"#:~:text=About%202%2C300%20dockworkers" in target for target in targets)
    assert print_brief(brief, "pdf") == made


def test_every_script_is_set_by_a_font_that_has_it() -> None:
    made = print_brief(BRIEFS["scripts"], "pdf")
    fonts = pdf_fonts(made)
    for font in NAMES.values():
        assert any(used.startswith(font) for used in fonts), font
    # Of Arabic, readers give back the letters as they were shaped; the others word for word.
    for name in set(NAMES) - {"محمد بن سلمان"}:
        assert name in pdf_text(made)


def test_hostile_words_stay_words_in_a_pdf() -> None:
    made = print_brief(BRIEFS["hostile"], "pdf")
    text = pdf_text(made)
    assert '#panic("x")' in text
    assert "javascript:" not in "".join(map(str, re.findall(rb"/URI ?\((.*?)\)", made)))
    assert "\u202e" not in text


def test_hostile_words_stay_words_in_word() -> None:
    made = print_brief(BRIEFS["hostile"], "docx")
    document = docx_part(made)
    assert not re.search(r"<w:(?:fldSimple|fldChar|instrText)\b", document)
    assert "INCLUDETEXT" in document
    assert "\u202e" not in document
    assert "\x07" not in document
    targets = re.findall(r'TargetMode="External"', docx_part(made, "word/_rels/document.xml.rels"))
    links = re.findall(r'Target="([^"]*)" TargetMode', docx_part(made, "word/_rels/document.xml.rels"))
    assert len(targets) == len(links)
    assert all(link.startswith("https://velmar-observer.example/1") for link in links)


def test_numbers_in_word_lead_to_their_quotes() -> None:
    brief = _real()
    made = print_brief(brief, "docx")
    document = docx_part(made)
    marks = re.findall(r'<w:bookmarkStart [^>]*w:name="(e\d+)"', document)
    assert set(re.findall(r'w:anchor="(e\d+)"', document)) == set(marks)
    assert len(marks) == len(set(marks)) > 5
    assert python_docx.Document(io.BytesIO(made)).core_properties.title == brief.title


@pytest.mark.browser
def test_html_prints_on_one_sheet_of_either_paper(browser: Browser) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for name, brief in (*BRIEFS.items(), ("real", _real())):
        tab.set_content(render_brief(brief, "html"))
        for paper in ("A4", "Letter"):
            made = tab.pdf(format=paper, prefer_css_page_size=True)
            assert n_sheets(made) == 1, (name, paper)
    assert asked == []


def test_documents_keep_to_the_schema() -> None:
    schema = json.loads(brief_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for brief in (*BRIEFS.values(), _real()):
        validator.validate(json.loads(render_brief(brief, "json")))
    assert not validator.is_valid(json.loads(render_brief(BRIEFS["short"], "json")) | {"more": 1})


def test_a_page_of_many_citations_is_one_sheet() -> None:
    many = brief_of(LONG)
    said = [*many.bottom_line, *many.key_points]
    one = Statement(
        text="All of it.", citations=[c for s in said for c in s.citations], verdict=said[0].verdict
    )
    crowded = many.model_copy(update={"key_points": [one] * 30, "bottom_line": said[:1]})
    assert n_sheets(print_brief(crowded, "pdf")) == 1


# -- what changed since the last brief ---------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("old", "new"), [("short", "long"), ("long", "hostile"), ("scripts", "scripts")])
def test_what_changed_is_a_second_sheet_and_never_a_third(old: str, new: str, paper: Paper) -> None:
    made = print_brief(compare(BRIEFS[old], BRIEFS[new]), "pdf", paper)
    assert n_sheets(made) == 2


def test_the_second_sheet_shows_both_sides_with_the_words_of_both() -> None:
    before, after = (
        "The strike cost the port 70 million crowns.",
        "The strike cost the port 90 million crowns.",
    )
    compared = compare(brief_of([before, "It rained."]), brief_of([after, "Ships came."]))
    with pypdfium2.PdfDocument(print_brief(compared, "pdf")) as document:
        second = " ".join(document[1].get_textpage().get_text_range().split())
    assert second.startswith("SINCE THE LAST BRIEF")
    assert "key point, figures:" in second
    assert second.index(after) < second.index(before)
    assert "1 new, 1 changed, 1 no longer in the brief, 0 unchanged" in second
    assert "It rained." in second  # which is gone, and quoted
    assert "Withdrawn" not in second
    word = docx_part(print_brief(compared, "docx"))
    assert before in word
    assert "SINCE THE LAST BRIEF" in word


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_second_sheet_on_which_nothing_changed_says_so(paper: Paper) -> None:
    same = compare(BRIEFS["short"], BRIEFS["short"])
    with pypdfium2.PdfDocument(print_brief(same, "pdf", paper)) as document:
        assert len(document) == 2
        first, second = (" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "EVIDENCE" in first
    assert "0 new, 0 changed, 0 no longer in the brief" in second
    assert "Nothing is new, changed or gone since then." in second
    assert "EVIDENCE" not in second  # there is none to show
    word = docx_part(print_brief(same, "docx", paper))
    assert "Nothing is new, changed or gone since then." in word
    assert word.count("EVIDENCE") == 1
    changed = print_brief(compare(brief_of(["It rained."]), brief_of(["Ships came."])), "docx", paper)
    assert "Nothing is new" not in docx_part(changed)
    assert docx_part(changed).count("EVIDENCE") == 2


def test_numbers_go_on_from_the_first_sheet() -> None:
    old, new = brief_of(["It rained all day.", "The quay was closed."]), brief_of(["Ships came in again."])
    first = lay_out(new)
    changes = lay_out_changes(compare(old, new).since_last, first)
    numbers = [q.number for s in changes.sources for q in s.quotes]
    assert min(numbers) == len(first.citations) + 1
    assert {changes.citations[n - 1].quote for n in numbers} == {"It rained all day.", "The quay was closed."}
    shown = {n for s in changes.sections for line in s.lines for n in line.numbers}
    assert shown <= set(range(1, len(changes.citations) + 1))


@pytest.mark.parametrize("name", ["long", "longest sentences", "scripts", "hostile"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_page_is_no_higher_than_it_was_measured(
    name: str, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = lay_out(BRIEFS[name])
    width, _ = SHEETS[paper]
    monkeypatch.setitem(SHEETS, paper, (width, height_mm(page) + 0.01))
    assert n_sheets(pdf(page, paper)) == 1  # pdf() refuses what takes more
