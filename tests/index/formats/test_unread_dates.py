"""A stated date that can not be read is no date, and is told, whatever kind of file states it."""

from __future__ import annotations

import json

import pytest

from tests.index.formats.making import STORY, items, page
from tests.index.formats.test_feed import ATOM, RSS
from tests.index.formats.test_mail import message
from tests.index.formats.test_newsml import NITF, news_item

DAY = "12/03/2026"
ISSUED = "20250314T073000+0100"


def mail() -> bytes:
    made = message().as_string().replace("Fri, 14 Mar 2025 07:30:00 +0100", DAY)
    return made.encode()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (f"---\ndate: {DAY}\n---\n{STORY}".encode(), ".md"),
        (page().replace(b"</head>", f'<meta name="date" content="{DAY}"></head>'.encode()), ".html"),
        (mail(), ".eml"),
        (RSS.replace("Fri, 14 Mar 2025 07:30:00 +0100", DAY).encode(), ".rss"),
        (ATOM.replace("2025-03-14T07:30:00Z", DAY).encode(), ".atom"),
        (NITF.replace(ISSUED, DAY).encode(), ".xml"),
        (json.dumps({"text": STORY, "date": DAY}).encode(), ".jsonl"),
    ],
)
def test_the_words_of_a_date_that_can_not_be_read_are_kept(data: bytes, suffix: str) -> None:
    draft = items(data, suffix)[0].draft
    assert draft is not None
    assert (draft.published_at, draft.unread_date) == (None, DAY)


def test_a_date_that_can_be_read_beside_it_is_taken() -> None:
    first = items(news_item().replace("2025-03-14T07:30:00+01:00", DAY).encode(), ".xml")[0].draft
    assert first is not None
    assert (first.published_at, first.unread_date) == ("2025-03-14T06:00:00+01:00", None)
