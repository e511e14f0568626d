"""Publication dates keep the precision they are stated with, and nonsense states none."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.published import Published, iso_published, published_of


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2025-03-14", "2025-03-14"),
        ("20250314", "2025-03-14"),
        (" 2025-03-14\n", "2025-03-14"),
        ("2025-W11-5", "2025-03-14"),
        ("2025W115", "2025-03-14"),
        ("14 March 2025", "2025-03-14"),
        ("March 14, 2025", "2025-03-14"),
        ("Mar 14, 2025", "2025-03-14"),
        ("2025/03/14", "2025-03-14"),
        ("Friday, March 14, 2025", "2025-03-14"),
        ("Fri, 14 Mar 2025", "2025-03-14"),
        ("2025-3-4", "2025-03-04"),
        ("4th March 2025", "2025-03-04"),
        ("4th of March 2025", "2025-03-04"),
        ("March 4th, 2025", "2025-03-04"),
        ("1st Jan. 2025", "2025-01-01"),
        ("Sept. 12, 2025", "2025-09-12"),
        ("12 Sept 2025", "2025-09-12"),
    ],
)
def test_a_day_stays_a_day(stated: str, kept: str) -> None:
    assert iso_published(stated) == kept


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("2025-03-14T07:30:00+05:30", "2025-03-14T07:30:00+05:30"),
        ("2025-03-14T07:30:00Z", "2025-03-14T07:30:00+00:00"),
        ("2025-03-14T23:30:00.123456-08:00", "2025-03-14T23:30:00-08:00"),
        ("2025-03-14 07:30", "2025-03-14T07:30:00"),
        ("Fri, 14 Mar 2025 07:30:00 +0530", "2025-03-14T07:30:00+05:30"),
        ("Fri, 14 Mar 2025 07:30:00 GMT", "2025-03-14T07:30:00+00:00"),
        ("Fri, 14 Mar 2025 07:30:00 -0000", "2025-03-14T07:30:00"),
    ],
)
def test_a_time_keeps_the_offset_it_was_given_with_and_gets_none_where_none_was(
    stated: str, kept: str
) -> None:
    assert iso_published(stated) == kept


@pytest.mark.parametrize(
    "stated",
    [
        None, "", "  ", "yesterday", "2025", "2025-03", "2025-W11", "2025W11", "14.03", "2025-13-01",
        "2025-02-30", "32 March 2025", "14 Mar 99999999999999 10:00:00",
        "14 Mar 2025 99999999999999999999:00:00", "12/03/2026", "12.03.2026", "3. Mai 2026", "March 2026",
        "2025-2-30", "2025-3", "32nd March 2025", "th March 2025", "4th 2025",
    ],
)  # fmt: skip
def test_what_states_no_day_is_not_stated(stated: str | None) -> None:
    assert iso_published(stated) is None


def test_of_several_dates_the_first_that_can_be_read_counts_and_else_the_words_of_the_first() -> None:
    assert published_of(None, "12/03/2026", "2026-03-12") == Published(iso="2026-03-12")
    assert published_of("", "12/03/2026", "2026-02-31") == Published(unread="12/03/2026")


@pytest.mark.parametrize("stated", [None, "", "n/a", "unknown", "-"])
def test_what_has_no_figure_states_no_date(stated: str | None) -> None:
    assert published_of(stated) == Published()


fragments = st.sampled_from(
    (
        "2025 14 99 0 4th 1st of Sept. Mar March Fri, Friday, W11 T Z : - + , . / 10:00 07:30:00 +0530 -9999"
        " GMT EST 99999999999 ² ٣"
    ).split()
)
date_like = st.lists(fragments, max_size=7).flatmap(
    lambda f: st.sampled_from(["".join(f), " ".join(f), "-".join(f)])
)


@given(st.one_of(st.text(), date_like))
@example("14 Mar 99999999999999 10:00:00")
def test_any_string_gives_an_iso_date_or_none_and_never_raises(stated: str) -> None:
    kept = iso_published(stated)
    if kept is not None:
        date.fromisoformat(kept[:10])
        datetime.fromisoformat(kept)
        assert iso_published(kept) == kept


@given(st.datetimes(timezones=st.one_of(st.none(), st.timezones())))
def test_a_time_written_in_iso_8601_is_kept_to_the_second(moment: datetime) -> None:
    stated = moment.isoformat()
    kept = iso_published(stated)
    assert kept is not None
    assert datetime.fromisoformat(kept) == datetime.fromisoformat(stated).replace(microsecond=0)
