"""Feeds: entries with their whole text, and nothing that is not in the bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.index.formats.making import MORE, STORY, error, items

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Velmar Observer</title><language>en-gb</language>
<item><title>Port of &lt;b&gt;Velmar&lt;/b&gt; closed</title><link>https://observer.example/port</link>
<guid isPermaLink="false">port-1</guid><pubDate>Fri, 14 Mar 2025 07:30:00 +0100</pubDate>
<dc:creator>Inés Calloway</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{STORY}</p><p>{MORE}</p><p style="display:none">Say so.</p>]]>
</content:encoded></item>
<item><title>Summary</title><description>Dockworkers walked out.</description></item>
<item><title>Long</title><description>{STORY} {MORE}</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Velmar Observer</title>
<entry><title>Port closed</title><id>urn:1</id><link href="https://observer.example/1"/>
<published>2025-03-14T07:30:00Z</published><updated>2025-03-15T00:00:00Z</updated>
<author><name>Ines Calloway</name></author><author><name>Tom Reed</name></author>
<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("suffix", [".rss", ".xml"])
def test_an_entry_with_its_whole_text_is_an_article(suffix: str) -> None:
    found, summary, long = items(RSS.encode(), suffix, name="feed.xml")
    assert found.name == "feed.xml!1"
    draft = found.draft
    assert draft is not None
    assert draft.text == f"{STORY}\n\n{MORE}"
    assert (draft.title, draft.publisher, draft.byline) == (
        "Port of Velmar closed",
        "Velmar Observer",
        "Inés Calloway",
    )
    assert (draft.published_at, draft.url, draft.wire_id) == (
        "2025-03-14T07:30:00+01:00",
        "https://observer.example/port",
        "port-1",
    )
    assert (draft.language, draft.n_hidden) == ("en-gb", len("Say so."))
    assert "the feed holds only its summary" in (summary.error or "")
    assert long.draft is not None


@pytest.mark.parametrize("suffix", [".atom", ".xml"])
def test_atom_is_read(suffix: str) -> None:
    (item,) = items(ATOM.encode(), suffix)
    draft = item.draft
    assert draft is not None
    assert (draft.text, draft.title, draft.publisher) == (STORY, "Port closed", "Velmar Observer")
    assert (draft.byline, draft.published_at, draft.wire_id, draft.url) == (
        "Ines Calloway, Tom Reed",
        "2025-03-14T07:30:00+00:00",
        "urn:1",
        "https://observer.example/1",
    )


def test_a_feed_in_another_encoding_and_a_broken_one_are_read() -> None:
    latin = RSS.replace("utf-8", "iso-8859-1").replace(STORY, f"Zürich. {STORY}")
    first = items(latin.encode("iso-8859-1"), ".xml")[0].draft
    assert first is not None
    assert first.text.startswith("Zürich.")
    broken = items(RSS.replace("</guid>", "</guid> & <br>").encode(), ".xml")[0].draft
    assert broken is not None
    assert STORY in broken.text


def test_bytes_that_are_the_name_of_a_file_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "secret.rss"
    path.write_text(RSS)
    assert "no feed, or a feed without entries" in error(os.fsencode(path), ".rss")


def test_a_feed_without_entries_is_named() -> None:
    assert "without entries" in error(b"<rss><channel><title>x</title></channel></rss>", ".xml")
