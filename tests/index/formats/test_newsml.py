"""News agencies' XML, and XML that wants more than to be read."""

from __future__ import annotations

import time

import pytest

from tests.index.formats.making import MORE, STORY, draft, error, items, page

NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf><head><title>In short</title><docdata>
<doc-id id-string="velmar-1"/><date.issue norm="20250314T073000+0100"/><doc.copyright holder="Velmar Wire"/>
</docdata></head><body><body.head><hedline><hl1>Port of <em>Velmar</em> closed</hl1></hedline>
<byline>Ines Calloway</byline></body.head><body.content>
<p>{STORY}</p><!-- no words --><p>{MORE}</p></body.content>
</body></nitf>"""

CONTENT = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body><p>{STORY}</p><p>{MORE}</p></body></html></inlineXML>"""


def news_item(content: str = CONTENT, guid: str = "urn:newsml:wire.example:1") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3"
 xml:lang="en-GB">
<itemMeta><provider qcode="nprov:VW"><name>Velmar Wire</name></provider>
<versionCreated>2025-03-14T07:30:00+01:00</versionCreated>
<firstCreated>2025-03-13T20:00:00Z</firstCreated></itemMeta>
<contentMeta><contentCreated>2025-03-14T06:00:00+01:00</contentCreated><by>Ines Calloway</by>
<headline>Port of Velmar closed</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def test_nitf_says_what_it_is() -> None:
    found = draft(NITF.encode(), ".xml")
    assert found.text == f"{STORY}\n\n{MORE}"
    assert (found.title, found.byline, found.publisher) == (
        "Port of Velmar closed",
        "Ines Calloway",
        "Velmar Wire",
    )
    assert (found.published_at, found.wire_id) == ("2025-03-14T07:30:00+01:00", "velmar-1")


def test_newsml_says_what_it_is_and_when_this_version_was_made() -> None:
    found = draft(news_item().encode(), ".xml")
    assert found.text == f"{STORY}\n\n{MORE}"
    assert (found.title, found.byline, found.publisher) == (
        "Port of Velmar closed",
        "Ines Calloway",
        "Velmar Wire",
    )
    assert (found.published_at, found.language) == ("2025-03-14T07:30:00+01:00", "en-GB")
    assert found.wire_id == "urn:newsml:wire.example:1"


@pytest.mark.parametrize(
    "content",
    [
        f'<inlineXML><nitf xmlns=""><body><body.content>{STORY}</body.content></body></nitf></inlineXML>',
        f"<inlineData>{STORY}</inlineData>",
        f'<inlineData contenttype="text/html">&lt;p>{STORY}&lt;/p></inlineData>',
        f'<remoteContent href="urn:x"/><inlineData contenttype="text/plain">{STORY}</inlineData>',
    ],
    ids=["NITF", "data", "HTML data", "after a remote rendition"],
)
def test_each_form_of_content_in_line_is_read(content: str) -> None:
    assert draft(news_item(content).encode(), ".xml").text == STORY


def test_a_message_gives_its_items_and_names_the_one_without_text() -> None:
    remote = news_item('<remoteContent href="https://wire.example/1"/>', "urn:2")
    message = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{news_item()}{remote}</itemSet>
</newsMessage>"""
    first, second = items(message.encode(), ".xml", name="m.xml")
    assert (first.name, second.name) == ("m.xml!1", "m.xml!2")
    assert first.draft is not None
    assert "carries no text" in (second.error or "")


def test_xml_of_another_kind_is_named_and_xhtml_is_a_page() -> None:
    assert "XML of another kind (<svg>)" in error(b"<svg/>", ".xml")
    assert "no XML that can be read" in error(b"no xml", ".xml")
    assert "not well-formed XML (line 1)" in error(b"<nitf><body>", ".xml")
    assert STORY in draft(page(), ".xml").text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize("suffix", [".xml", ".rss", ".atom"])
@pytest.mark.parametrize(
    "entities",
    [LAUGHS, '<!ENTITY l9 SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "http://x.example/p"> %p;'],
    ids=["billion laughs", "file", "parameter"],
)
@pytest.mark.parametrize("root", ["nitf", "rss", "newsItem", "html"])
def test_entities_are_refused_with_one_line(entities: str, suffix: str, root: str) -> None:
    began = time.monotonic()
    data = f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]><{root}><p>&l9;</p></{root}>'
    for encoding in ("utf-8", "utf-16"):
        assert "its DTD defines entities" in error(data.encode(encoding), suffix)
    assert time.monotonic() - began < 10


def test_xml_nested_without_end_is_refused() -> None:
    assert "not well-formed" in error(b"<nitf>" + b"<p>" * 100_000, ".xml")
