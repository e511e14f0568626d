"""What time expressions stand for, as a table: a sentence, what is in brackets there, and its value.

Every article of the table is published on Friday, 14 March 2025, unless its group says otherwise.
"""

from __future__ import annotations

import pytest

from qa.dates import dated

# sentence with the expression in brackets -> the value as "date", "date..end_date" or "?" (not settled)
STATED = """
It fell on [2025-03-14].                                  2025-03-14
It fell on [2025/03/14].                                  2025-03-14
It fell on [14 March 2025].                               2025-03-14
It fell on [March 14, 2025], at dawn.                     2025-03-14
It fell on [March 14 , 2025] , at dawn .                  2025-03-14
It fell on [14/03/2025].                                  2025-03-14
It fell on [03/14/2025].                                  2025-03-14
It fell on [14.3.2025].                                   2025-03-14
It fell on [3.5.2025].                                    2025-05-03
It fell on [5/5/2025].                                    2025-05-05
It fell on [3/5/2025].                                    ?
It fell on [Friday, March 14, 2025].                      2025-03-14
It fell on [Fri. 14 March 2025].                          2025-03-14
It fell on [the 14th of March 2025].                      2025-03-14
It fell on [Aug. 4, 2024].                                2024-08-04
It fell on [Sept 4, 2024].                                2024-09-04
It fell in [March 2025].                                  2025-03
It fell in [early March 2025].                            2025-03
It fell in [March of 2024].                               2024-03
It has grown since [2022].                                2022
Moscow’s [2022] invasion of Ukraine                       2022
It opens in [mid-2028].                                   2028
It ran until [the end of 2028].                           2028
She was mayor [from 2013 until 2021].                     2013..2021
It ran [between 2019 and 2023].                           2019..2023
It grew in [2019-2023].                                   2019..2023
They won the [2019-20] title.                             2019..2020
It fell in [2024-03].                                     2024-03
It was big in [the 1990s].                                1990..1999
It was big in [the late 1980s].                           1980..1989
It was big in [the nineties].                             1990..1999
A [19th-century] painting was stolen.                     1801..1900
In [the 21st century] it is rare.                         2001..2100
in [the first quarter of 2029]                            2029-01..2029-03
in [Q3 2024]                                              2024-07..2024-09
by [the first half of 2028]                               2028-01..2028-06
It starts in [spring 2026].                               2026-03..2026-05
It fell in [the winter of 2023].                          2023-12..2024-02
It ran in [the first nine months of 2024].                2024-01..2024-09
It ran from [December 30 to January 2, 2026].             2025-12-30..2026-01-02
"""

RANGES = """
The talks were held on [October 29-30].                   2024-10-29..2024-10-30
The recount ran on [March 3–5].                           2025-03-03..2025-03-05
The fair will run from [3 to 5 May].                      2025-05-03..2025-05-05
The fair will run on [3/5 May].                           2025-05-03..2025-05-05
The fair will run from [May 3 to June 2].                 2025-05-03..2025-06-02
The fair will run from [3 May to 2 June].                 2025-05-03..2025-06-02
The fair will run between [3 and 5 May].                  2025-05-03..2025-05-05
It ran [from November to January].                        2024-11..2025-01
The economy shrank [between April and June].              2024-04..2024-06
It happened in [the night of March 2-3].                  2025-03-02..2025-03-03
"""

WEEKDAYS = """
The strike began on [Tuesday].                            2025-03-11
The strike began on [Friday].                             2025-03-14
The council met [last Friday].                            2025-03-07
The council met [last Tuesday].                           2025-03-11
The council met [this past Monday].                       2025-03-10
The council will vote on [Wednesday].                     2025-03-19
The council is to vote on [Wednesday].                    2025-03-19
The council should vote on [Wednesday].                   2025-03-19
Vaccinations begin [next Friday].                         2025-03-21
Vaccinations begin [this coming Monday].                  2025-03-17
It stays open until [Sunday].                             2025-03-16
The two sides will meet at [10:00 a.m. CET on Wednesday]. 2025-03-19
It collapsed at [5 a.m. on Tuesday], police said.         2025-03-11
It collapsed on [Tuesday at 4:30 p.m.], police said.      2025-03-11
It collapsed [late on Monday].                            2025-03-10
It collapsed on [Monday night].                           2025-03-10
It collapsed in [the night of Monday].                    2025-03-10
It walked out shortly after [midnight on Friday].         2025-03-14
[Monday]’s vote was close.                                2025-03-10
The fair, due to open on [Friday, June 13], is off.       2025-06-13
"""

NEAR = """
It fell [yesterday].                                      2025-03-13
It fell [yesterday morning].                              2025-03-13
It fell [last night].                                     2025-03-13
It fell [this morning].                                   2025-03-14
It fell [early this morning].                             2025-03-14
It fell [earlier today].                                  2025-03-14
They play [tonight].                                      2025-03-14
It will open [tomorrow].                                  2025-03-15
The bridge was closed [overnight].                        2025-03-13..2025-03-14
It will be closed [overnight].                            2025-03-14..2025-03-15
It grew [last week].                                      2025-03-03..2025-03-09
It grew [this week].                                      2025-03-10..2025-03-16
It grew [earlier this week].                              2025-03-10..2025-03-16
It opens [next week].                                     2025-03-17..2025-03-23
It stays until [the end of next week].                    2025-03-17..2025-03-23
It fell three days ago, or [three days ago].              2025-03-11
It fell [two weeks ago].                                  2025-02-24..2025-03-02
It fell [two months ago].                                 2025-01
It fell [four years ago].                                 2021
It fell [two decades ago].                                2000..2009
It opens [two weeks from now].                            2025-03-24..2025-03-30
It opens in [three days' time].                           2025-03-17
It rained over [the weekend].                             2025-03-08..2025-03-09
It will rain at [the weekend].                            2025-03-15..2025-03-16
It will rain [this weekend].                              2025-03-15..2025-03-16
It grew [last month].                                     2025-02
It grew [earlier this month].                             2025-03
It ends before [the end of the month].                    2025-03
It ends [later in the month].                             2025-03
It grew [last year].                                      2024
It grew [this year].                                      2025
It grew in [the current financial year].                  2025
They merge by [the end of the year].                      2025
They merge by [year-end].                                 2025
It grew [last quarter].                                   2024-10..2024-12
"""

OF_THE_YEAR = """
Sales fell in [the first quarter].                        2025-01..2025-03
Sales fell in [the fourth quarter].                       2024-10..2024-12
Sales fell in [the first quarter of last year].           2024-01..2024-03
Sales rose in [the second half of last year].             2024-07..2024-12
It will open in [the second half of the year].            2025-07..2025-12
Cranes are due in [the autumn].                           2025-09..2025-11
Cranes are due [this autumn].                             2025-09..2025-11
It was discussed [last autumn].                           2024-09..2024-11
Work starts [next spring].                                2026-03..2026-05
They froze [this winter].                                 2024-12..2025-02
Did it fall [this year]?                                  2025
It fell in [the fall of this year].                       2025-09..2025-11
It fell in [the fall].                                    2024-09..2024-11
It fell in [February].                                    2025-02
It fell in [late December].                               2024-12
It fell [last November].                                  2024-11
It is due in [September].                                 2025-09
The envoy proposed a vote for [January].                  2026-01
A second visit is being discussed for [3 February].       2026-02-03
The envoy proposed a vote in [January].                   2025-01
The firm had announced a loss for [January].              2025-01
It opens in [mid-October].                                2024-10
It will open in [mid-October].                            2025-10
It fell since [the beginning of March].                   2025-03
It fell in [April last year].                             2024-04
It fell on [April 3 last year].                           2024-04-03
The museum, closed in 2020, will stay closed until [August 12].   2025-08-12
ahead of her subsequent visit on [April 4-5]              2025-04-04..2025-04-05
ahead of her subsequent visit on [March 4-5]              2025-03-04..2025-03-05
It has a [March 31] deadline.                             2025-03-31
It should be done on the [31st].                          2025-03-31
It was done on the [12th].                                2025-03-12
It will be shown again before [Christmas].                2025-12-25
It fell on [New Year’s Eve].                              2024-12-31
"""

TOLD = """
It opened on March 3. It shut [three days later].         2025-03-06
It opened on March 3. It shut [the next day].             2025-03-04
It opened on March 3. It shut [the following week].       2025-03-10..2025-03-16
It opened on March 3. It had shut [a month earlier].      2025-02
It opened on March 3. It shut [that afternoon].           2025-03-03
It opened on March 3. It shut [later that day].           2025-03-03
It opened on March 3. It shut [the following Friday].     2025-03-07
It opened on March 3. It had shut [the previous Friday].  2025-02-28
It opened on March 3. It shut on the [17th].              2025-03-17
It opened on March 3. It had shut [the day before].       2025-03-02
It opened in 1998. It shut [the following year].          1999
It opened in 1998. It shut [that year].                   1998
It opened in 1998. It shut [ten years later].             2008
It opened in May 1998. It shut [the following spring].    1999-03..1999-05
It opened in 1998. It shut [three days later].            ?
Pay rises by 4 percent from April 1 and by 3 [a year later].  2026
Sales fell in January from [the same month a year ago].   2024-01
It shut [three days later].                               ?
It shut [the next day].                                   ?
It shut [a month earlier].                                ?
"""

NO_DATES = """
It may rain, and they may march on Sunday school day trips.   Sunday
They march on the town.
about 2000 people came
The 1340 GMT bulletin
It cost $2000 then.
May Lindqvist spoke.
Theresa May spoke, and a plan by May was read.
Mr March said so.
August Wilson wrote it.
She was second, and sat in the sun.
Turnout was 58.2 percent.
on February 31
It came on the 14th floor.
It came in the 3/4 time.
He writes in the Sunday Times.
It opens every Tuesday and on Mondays.
It ended three months earlier than planned.
It took three days.
It grew over the last week.
It fell in the last week of the talks.
It was the fall of the wall.
USA Today had it.
The version is 1.2.3.2025 now.
The second quarter-final was long.
""".strip().split("\n")


def _cases(table: str) -> list[tuple[str, str]]:
    rows = [line.rsplit(maxsplit=1) for line in table.strip().splitlines() if line]
    return [(sentence, value) for sentence, value in rows]


def _value(text: str, words: str, published_at: str | None) -> str:
    found = [r for e, r in dated(text, published_at) if e.words == words]
    assert found, [e.words for e, _ in dated(text, published_at)]
    resolved = found[-1]
    return "?" if resolved.date is None else "..".join(filter(None, (resolved.date, resolved.end_date)))


@pytest.mark.parametrize(
    ("sentence", "value"), _cases(STATED + RANGES + WEEKDAYS + NEAR + OF_THE_YEAR + TOLD)
)
def test_published_on_a_friday(sentence: str, value: str) -> None:
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    assert _value(sentence.replace("[", "").replace("]", ""), words, "2025-03-14T07:30:00+01:00") == value


OPEN = """
The talks were held on [October 29-30].                   --10-29..--10-30
The visit is due on [December 4-5].                       --12-04..--12-05
The fair runs from [December 30 to January 2].            --12-30..--01-02
It fell in [late March].                                  --03
It fell in [the first quarter].                           --01..--03
It has grown since [2022].                                2022
The council met on [Tuesday].                             ?
It grew [this year].                                      ?
It opens [next spring].                                   ?
It fell [yesterday].                                      ?
It fell on [March 3 last year].                           --03-03
It opened on March 3. It shut [three days later].         --03-06
It opened on February 27. It shut [three days later].     ?
"""


@pytest.mark.parametrize(("sentence", "value"), _cases(OPEN))
def test_without_a_publication_date_the_year_stays_open(sentence: str, value: str) -> None:
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    assert _value(sentence.replace("[", "").replace("]", ""), words, None) == value


AFTER_A_DATELINE = """
It fell [yesterday].                                      --05-19
It will open [tonight].                                   --05-20
It fell [last month].                                     --04
It fell [three days ago].                                 --05-17
It starts [next Monday].                                  ?
It fell on [Tuesday].                                     ?
It grew [this year].                                      ?
It fell in [late March].                                  --03
"""


@pytest.mark.parametrize(("sentence", "value"), _cases(AFTER_A_DATELINE))
def test_a_dateline_without_a_year_is_counted_from_and_is_no_event(sentence: str, value: str) -> None:
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    text = "KESSELBY, May 20 (Meridian Wire) — " + sentence.replace("[", "").replace("]", "")
    assert _value(text, words, None) == value
    assert len(dated(text, None)) == 1


@pytest.mark.parametrize("line", NO_DATES)
def test_what_is_no_date_is_not_found(line: str) -> None:
    sentence, _, found = line.partition("   ")
    assert [e.words for e, _ in dated(sentence, "2025-03-14")] == ([found] if found else [])
