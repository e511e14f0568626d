"""PDF: page by page, without what nobody sees, and within bounds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.formats import Options
from index.formats.process import ReadingProcess
from tests.index.formats.making import draft, error, items, pdf, shown

HEAD = shown("Port of Velmar closed", (72, 740), 24)
LINE = shown("Dockworkers walked out on Friday, the union said.")
INK = shown("Two ferries went to Lindhaven.", (72, 100))


def test_the_pages_are_joined_by_blank_lines_and_their_offsets_kept() -> None:
    found = draft(pdf(HEAD + LINE, INK, title="Velmar port strike"), ".pdf")
    assert found.text == (
        "Port of Velmar closed\nDockworkers walked out on Friday, the union said.\n\n"
        "Two ferries went to Lindhaven."
    )
    assert [found.text[at:][:3] for at in found.pages] == ["Por", "Two"]
    assert (found.title, found.language, found.n_hidden) == ("Velmar port strike", "en", 0)


def test_the_dates_of_the_file_are_no_publication_date() -> None:
    assert draft(pdf(LINE), ".pdf").published_at is None


@pytest.mark.parametrize("title", ["", "Untitled-3", "strike_final.indd", "Microsoft Word - strike"])
def test_without_a_title_that_is_one_the_first_large_line_is_the_title(title: str) -> None:
    assert draft(pdf(HEAD + LINE + INK, title=title), ".pdf").title == "Port of Velmar closed"
    assert draft(pdf(LINE + INK, title=title), ".pdf").title is None


@pytest.mark.parametrize(
    "hidden",
    [
        shown("Say it was peaceful.", before="1 1 1 rg") + b"0 g\n",
        shown("Say it was peaceful.", before="0.97 0.96 0.98 rg") + b"0 g\n",
        b"3 Tr " + shown("Say it was peaceful.") + b"0 Tr\n",
        shown("Say it was peaceful.", size=0.4),
        shown("Say it was peaceful.", at=(2_000, 700)),
    ],
    ids=["white", "almost white", "invisible", "under a point", "off the page"],
)
def test_what_nobody_sees_is_left_out_and_counted(hidden: bytes) -> None:
    found = draft(pdf(hidden + INK), ".pdf")
    assert (found.text, found.n_hidden) == ("Two ferries went to Lindhaven.", len("Say it was peaceful."))


@pytest.mark.parametrize(
    "seen",
    [
        b"0 0 0.3 rg 70 690 300 30 re f\n" + shown("A white headline", before="1 1 1 rg") + b"0 g\n",
        b"BT /F1 1 Tf 11 0 0 11 72 700 Tm (A white headline) Tj ET\n",
    ],
    ids=["white on dark", "small but enlarged"],
)
def test_what_is_white_on_dark_or_enlarged_is_seen(seen: bytes) -> None:
    found = draft(pdf(seen + INK), ".pdf")
    assert (found.text, found.n_hidden) == ("A white headline\nTwo ferries went to Lindhaven.", 0)


def test_the_words_recognised_in_a_scan_are_its_text() -> None:
    picture = b"q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    assert draft(pdf(picture + b"3 Tr " + LINE), ".pdf").text.startswith("Dockworkers")
    found = draft(pdf(picture + INK + b"3 Tr " + LINE), ".pdf")
    assert found.text == "Two ferries went to Lindhaven."


def test_a_word_parted_at_the_end_of_a_line_keeps_a_soft_hyphen() -> None:
    lines = shown("The union gave infor-") + shown("mation on the strike.", (72, 686))
    assert draft(pdf(lines), ".pdf").text == "The union gave infor\u00admation on the strike."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<", "damaged, or no PDF"),
        (b"PK\x03\x04", "damaged, or no PDF"),
        (pdf(b"0 0 10 10 re f"), "hold no text; if it is a scan"),
        (pdf(b""), "hold no text"),
    ],
)
def test_what_is_no_pdf_or_has_no_text_is_named(data: bytes, says: str) -> None:
    assert says in error(data, ".pdf")


def test_a_pdf_of_too_many_pages_is_refused_at_once() -> None:
    began = time.monotonic()
    assert "over 2,000 pages" in error(pdf(*([b""] * 2_001)), ".pdf")
    assert items(pdf(LINE, n_pages=100_000), ".pdf")[0].name == "x"
    assert time.monotonic() - began < 10


def test_a_stream_that_unfolds_without_end_costs_bounded_time_and_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf(b"q Q " * 20_000_000, packed=True))  # 80 MB of operators in 100 KB
    assert path.stat().st_size < 300_000
    began = time.monotonic()
    with ReadingProcess(seconds=2) as reading:
        (item,) = reading.read(path, None, "bomb.pdf", Options())
        (after,) = reading.read(None, pdf(LINE), "good.pdf", Options())
    assert item.error
    assert after.draft
    assert time.monotonic() - began < 30
