"""Files to drafts: text as written, metadata as stated, and a plain refusal where there is none."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from index.errors import InputError, NoArticleText, UnreadableInput
from index.formats import MAX_ARTICLE_CHARS, files_in, load_bytes, parse
from index.models import Draft

STORY = (
    "Dockworkers at the port of Velmar walked out on Friday after talks on night shifts broke down, "
    "the union said. About 1,900 of them stopped work at six in the morning."
)
MORE = (
    "The operator said that two ferries had been sent to Lindhaven. It called the strike unlawful and asked "
    "a court to end it. A hearing is planned for next week, a clerk of the court said."
)


def page(head: str = "", body: str = f"<article><p>{STORY}</p><p>{MORE}</p></article>") -> bytes:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


# -- plain text ------------------------------------------------------------------------------------------


def test_plain_text_is_kept_as_received_to_the_last_space() -> None:
    text = "  Title\r\n\r\nBody  with\ttabs. \r\n"
    assert parse(text.encode(), ".txt") == Draft(text=text, title="Title")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A headline\n\nThe text.", "A headline"),
        ("A first sentence.\nA second one.\n", None),
        ("Only one line", None),
        ("A line and an empty one\n\n", None),
        ("x" * 251 + "\n\nThe text.", None),
        ("x" * 250 + "\n\nThe text.", "x" * 250),
    ],
)
def test_a_title_is_a_short_first_line_that_stands_alone_above_text(text: str, title: str | None) -> None:
    assert parse(text.encode(), ".txt").title == title


# -- Markdown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "keys", "stated", "kept"),
    [
        ("title", ("title", "headline", "Title", "HEADLINE"), "No: 'yes'".replace(": ", " "), "No 'yes'"),
        ("publisher", ("publisher", "outlet", "source", "site"), "Velmar Observer", "Velmar Observer"),
        ("byline", ("byline", "author", "authors"), "[Ines Calloway, Tom Reed]", "Ines Calloway, Tom Reed"),
        ("published_at", ("published", "published_at", "datePublished", "date"), "2025-03-14", "2025-03-14"),
        ("url", ("url", "link", "canonical", "permalink"), "https://x.example/1", "https://x.example/1"),
        ("language", ("language", "lang"), "no", "no"),
    ],
)
def test_front_matter_is_read_under_each_of_its_names(
    field: str, keys: tuple[str, ...], stated: str, kept: str
) -> None:
    for key in keys:
        draft = parse(f"---\n{key}: {stated}\n---\n\nThe text.\n".encode(), ".md")
        assert (getattr(draft, field), draft.text) == (kept, "The text.\n")


def test_a_time_in_front_matter_keeps_its_offset() -> None:
    draft = parse(b"---\r\ndate: 2025-03-14T07:30:00+05:30\r\n---\r\nThe text.", ".md")
    assert (draft.published_at, draft.text) == ("2025-03-14T07:30:00+05:30", "The text.")


@pytest.mark.parametrize(
    "front",
    ["title: [unclosed\nand words", "just words", "- a\n- list", "a: " + "[" * 3_000, "we: said: so"],
    ids=["broken", "no mapping", "a list", "nested too deep", "no known key"],
)
def test_front_matter_that_is_no_mapping_stays_in_the_text(front: str) -> None:
    whole = f"---\n{front}\n---\nThe text.\n"
    assert parse(whole.encode(), ".md").text == whole


def test_a_title_with_a_colon_or_brackets_does_not_spoil_the_front_matter() -> None:
    front = "title: CORRECTION: toll lowered\nPublisher: 'Northern Press'\n\ndate: 2026-03-09"
    draft = parse(f"---\n{front}\n---\nThe text.\n".encode(), ".md")
    assert (draft.title, draft.publisher) == ("CORRECTION: toll lowered", "Northern Press")
    assert (draft.published_at, draft.text) == ("2026-03-09", "The text.\n")
    assert (
        parse(b"---\ntitle: [Update] Port: closed\n---\nThe text.\n", ".md").title == "[Update] Port: closed"
    )


@pytest.mark.parametrize("text", ["---\n---\n", "---\n---", "---\ntitle: Port closed\n---\n", "***\n\n- \n"])
def test_what_holds_no_letter_and_no_digit_is_no_article(text: str) -> None:
    with pytest.raises(NoArticleText, match="no article text was found"):
        parse(text.encode(), ".md")


def test_a_heading_is_the_title_and_stays_in_the_text() -> None:
    draft = parse(b"# Port closed #\n\nThe text.\n", ".md")
    assert (draft.title, draft.text) == ("Port closed", "# Port closed #\n\nThe text.\n")


# -- HTML --------------------------------------------------------------------------------------------------

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Port of Velmar closed",
"datePublished": "2025-03-14T07:30:00+01:00",
"author": [{"name": "Ines Calloway"}, "Tom Reed"], "publisher": {"name": "Velmar Observer"},
"url": "https://observer.example/port"}]}</script>"""


def test_html_with_json_ld_says_what_it_is() -> None:
    draft = parse(page(JSON_LD), ".html")
    assert STORY in draft.text
    assert "<" not in draft.text
    assert draft.title == "Port of Velmar closed"
    assert draft.publisher == "Velmar Observer"
    assert draft.byline == "Ines Calloway, Tom Reed"
    assert draft.published_at == "2025-03-14T07:30:00+01:00"
    assert (draft.url, draft.language) == ("https://observer.example/port", "en")


def test_html_with_meta_tags_says_when_it_was_published() -> None:
    head = '<title>Port closed</title><meta property="article:published_time" content="2025-03-14T07:30:00Z">'
    draft = parse(page(head), ".htm")
    assert (draft.title, draft.published_at) == ("Port closed", "2025-03-14T07:30:00+00:00")


def test_html_that_says_nothing_of_itself_gets_no_date_from_its_words_or_the_clock() -> None:
    body = f"<article><p>Published 14 March 2025. {STORY}</p><p>{MORE}</p></article>"
    draft = parse(page(body=body), ".html")
    assert STORY in draft.text
    assert (draft.published_at, draft.publisher, draft.byline, draft.url) == (None, None, None, None)


def test_broken_json_ld_says_nothing_and_the_page_is_still_read() -> None:
    draft = parse(page('<script type="application/ld+json">{"headline": </script>'), ".html")
    assert STORY in draft.text
    assert draft.published_at is None


@pytest.mark.parametrize(
    "body",
    ["", "<p></p>", "<script>var a = 1</script>"],
    ids=["nothing", "empty", "script"],
)
def test_html_without_text_holds_no_article(body: str) -> None:
    with pytest.raises(NoArticleText, match="no article text"):
        parse(page(body=body), ".html")


def test_html_is_read_in_the_charset_it_declares() -> None:
    text = page('<meta charset="windows-1252">').decode().replace("Velmar", "Välmar “port”")
    draft = parse(text.encode("windows-1252"), ".html")
    assert "Välmar “port”" in draft.text


# -- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_part_of_the_text(encoding: str) -> None:
    assert parse("Prix : 12 € à Zürich 😀".encode(encoding), ".txt").text == "Prix : 12 € à Zürich 😀"


def test_an_encoding_that_was_given_is_used() -> None:
    assert parse("12 € “so”".encode("windows-1252"), ".txt", encoding="windows-1252").text == "12 € “so”"
    assert parse("12 €".encode("utf-16-be"), ".txt", encoding="utf-16-be").text == "12 €"


def test_undecodable_bytes_are_refused_with_one_line_that_names_the_option() -> None:
    with pytest.raises(UnreadableInput) as refused:
        parse(b"Caf\xe9 closed.", ".txt")
    assert str(refused.value) == (
        "byte 0xe9 at 3 is not utf-8; name its encoding, for example --encoding windows-1252"
    )


@pytest.mark.parametrize("encoding", ["no-such", "hex", "utf-7"])
def test_an_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read as"):
        parse(b"+2AA- lone surrogate", ".txt", encoding=encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 12>>stream\n\x00\x9c\x01\x02\nendstream",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"text with a \x00 in it",
        bytes(range(256)),
    ],
    ids=["pdf", "zip", "NUL", "all bytes"],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ""])
def test_a_binary_file_is_refused_whatever_it_is_called(data: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableInput, match="binary file, not text"):
        parse(data, suffix)


def test_more_text_than_an_article_may_have_is_refused() -> None:
    assert parse(b"x" * MAX_ARTICLE_CHARS, ".txt").text
    with pytest.raises(NoArticleText, match="1,000,000 characters"):
        parse(b"x" * (MAX_ARTICLE_CHARS + 1), ".txt")


# -- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(UnreadableInput, match="the file is empty"):
        load_bytes(tmp_path / "a.txt")


def test_a_missing_file_a_folder_and_an_overlong_name_are_refused(tmp_path: Path) -> None:
    for path, what in ((tmp_path / "no.txt", "no such file"), (tmp_path, "not a regular file")):
        with pytest.raises(UnreadableInput, match=what):
            load_bytes(path)
    with pytest.raises(InputError):
        load_bytes(Path("x" * 5_000))


def test_a_line_of_fifty_megabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"x")
        file.seek(50_000_000 - 1)
        file.write(b"x")
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableInput, match="over 10 MB"):
            load_bytes(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 25_000_000


def test_a_folder_gives_its_known_files_in_order_without_hidden_ones_and_links(tmp_path: Path) -> None:
    for name in ("b/2.md", "b/1.TXT", "a.html", ".hidden.txt", ".git/x.txt", "image.png", "z.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "z.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = [str(path.relative_to(tmp_path)) for path in files_in(tmp_path)]
    assert found == ["a.html", "z.txt", "b/1.TXT", "b/2.md"]


def test_the_time_a_file_was_changed_is_no_publication_date(tmp_path: Path) -> None:
    for name, data in (("a.txt", STORY.encode()), ("a.md", STORY.encode()), ("a.html", page())):
        path = tmp_path / name
        path.write_bytes(data)
        os.utime(path, (1_700_000_000, 1_700_000_000))
        assert parse(load_bytes(path), path.suffix).published_at is None
