"""Articles that disagree: in figures, dates and names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article, Span
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import SpacyParser
from qa.reader import Evidence, Reading
from qa.weighing.claims import claims_of
from qa.weighing.conflicts import are_rivals, rivals_among


def article(n: int, text: str, published_at: str | None = "2025-06-10") -> Article:
    return Article(
        article_id=f"a{n}", version=1, text=text, sha256=str(n), title=f"Title {n}", publisher=f"Paper {n}",
        byline=None, published_at=published_at, url=None, origin=f"{n}.txt",
    )  # fmt: skip


def reading(question: str, parser: SpacyParser, *articles: Article) -> Reading:
    """A reading whose evidence is the last sentence of each article, all equally good."""
    (parse,) = parser.parse([question])
    found = []
    for each in articles:
        last = list(sentence_spans(each.text))[-1]
        found.append(Evidence(((each, Span(last.start, last.end)),), 1.0))
    return Reading(view_of(question, parse), tuple(found), 0.9, {}, ())


@pytest.mark.parametrize(
    ("question", "one", "other", "differ"),
    [
        (
            "How many jobs?",
            "The new plant will create 1,800 jobs.",
            "The new plant will create 1,300 jobs.",
            True,
        ),
        (
            "How many jobs?",
            "The new plant will create 1,800 jobs.",
            "The new plant will bring 1,800 jobs.",
            False,
        ),
        (
            "What did it cost?",
            "The repair cost about 46 million crowns.",
            "The repair cost 46.2 million crowns.",
            False,
        ),
        (
            "How many people were hurt in the footbridge collapse?",
            "Twelve people were injured when a footbridge over the river gave way, the fire service said.",
            "Fifteen people were injured as the footbridge fell into the flooded river, a hospital counted.",
            True,
        ),
        (
            "When does the bridge open?",
            "The bridge opens on 3 May 2025.",
            "The bridge opens on 5 May 2025.",
            True,
        ),
        (
            "When does the bridge open?",
            "The bridge opens on 3 May 2025.",
            "The bridge opens in May 2025.",
            False,
        ),
        (
            "At what time did the bridge come down?",
            "The bridge came down at 3:40 p.m. local time, the fire service said.",
            "The bridge came down shortly after 4 p.m., said a woman who owns the kiosk.",
            True,
        ),
        (
            "At what time did the bridge come down?",
            "The bridge came down at 3:40 p.m. local time, the fire service said.",
            "The bridge came down at 15:45, said a woman who owns the kiosk.",
            False,
        ),
        (
            "Why did the bridge come down?",
            "The bridge came down at 3:40 p.m. local time, the fire service said.",
            "The bridge came down shortly after 4 p.m., said a woman who owns the kiosk.",
            False,
        ),
        (
            "What was the profit of Orel Bank?",
            "Orel Bank's profit rose by 12 percent to 340 million euros in the first quarter of 2026.",
            "Orel Bank's profit fell by 4 percent to 1.1 billion euros in 2025.",
            False,
        ),
        (
            "What was the profit of Orel Bank?",
            "Orel Bank's profit rose by 12 percent to 340 million euros in 2026.",
            "Orel Bank's profit rose by 12 percent to 350 million euros in 2026.",
            True,
        ),
        (
            "How many people were killed in the explosion in Esk?",
            "An explosion at the chemical plant in Esk killed four workers and injured 19.",
            "Six workers died and 19 were injured when an explosion tore through the plant in Esk.",
            True,
        ),
        (
            "How many people were injured in the explosion in Esk?",
            "An explosion at the chemical plant in Esk killed four workers and injured 19.",
            "Four workers died and 19 were injured when an explosion tore through the plant in Esk.",
            False,
        ),
        (
            "Who opened the bridge?",
            "The repaired bridge was opened by Ann Bell.",
            "The repaired bridge was opened by Carl Dorn.",
            True,
        ),
        (
            "Who opened the bridge?",
            "The repaired bridge was opened by Ann Bell.",
            "The repaired bridge was opened by Mayor Bell.",
            False,
        ),
        (
            "Who opened the bridge?",
            "Ann Bell opened the bridge.",
            "Carl Dorn did not attend the opening.",
            False,
        ),
        (
            "How much was the warehouse insured for?",
            "Prosecutors said Orne owed 900,000 euros and the depot had been insured for €3.4 million.",
            "The premises were insured for €4.3 million under a policy of 2019.",
            True,
        ),
        (
            "How much was the warehouse insured for?",
            "The depot had been insured for €3.4 million.",
            "Orne owed €4.3 million to his bank, and the depot was insured.",
            False,  # one is a debt
        ),
        (
            "How much was the warehouse insured for?",
            "The depot had been insured for more than €3 million.",
            "The premises were insured for €3.4 million.",
            False,
        ),
        (
            "How much does the club pay for its pitch?",
            "The club pays €40,000 a year for its pitch.",
            "The club pays €5,000 a month for its pitch.",
            False,
        ),
        (
            "How much did the town spend on the pool?",
            "The town spent €3 million on the pool.",
            "The town will spend €5 million on the pool.",
            False,  # a plan
        ),
        (
            "How long was the council in session?",
            "The council sat for six hours, with two breaks.",
            "Mayor Lind won her vote after the council had met for nine hours.",
            True,
        ),
        (
            "How long was the council in session?",
            "The council sat for six hours.",
            "The council has six members, and its leader was away for nine hours.",
            False,
        ),
        (
            "How old was Petra Solm?",
            "Jan Kerr, 40, a baker, and Petra Solm, 31, died in the crash.",
            "Petra Solm, a teacher aged 33, and a 40-year-old baker were killed.",
            True,
        ),
        (
            "How old was Petra Solm?",
            "Jan Kerr, 40, a baker, and Petra Solm, 31, died in the crash.",
            "Petra Solm died there, and Ida Solm, 33, was hurt.",
            False,  # another of that name
        ),
        (
            "What time did the fire break out?",
            "The fire started at about 1.10am, the court heard.",
            "It was Orne who lit the fire, in a shed behind the house, at about 12.40am.",
            True,
        ),
        (
            "What time was the landslide?",
            "The landslide was reported at 4.10 a.m. by a driver.",
            "A girl was dug out at 10.25 a.m. on Friday, six hours after the landslide.",
            False,  # the rescue
        ),
        (
            "When does the new ferry timetable start?",
            "Ferry passengers will pay more from 9 June 2025, when Norlin brings in its new timetable.",
            "The ferry between Harn and Velm will run hourly from 2 June 2025, Norlin said.",
            True,
        ),
        (
            "When did the mayor visit the school?",
            "The mayor resigned on 3 May 2025.",
            "The mayor was elected on 5 May 2025.",
            False,
        ),
        (
            "How did Orel do against expectations?",
            "Operating profit was €41m, against a consensus of €37m.",
            "The consensus is for revenue of €440m and operating profit of €37m.",
            False,
        ),
        (
            "How many shops is Orel closing?",
            "Orel is to close five shops in the north this year.",
            "Orel has now announced the closure of 17 shops this year in the north.",
            False,  # all so far
        ),
        (
            "How many leaders attended the summit in Esk?",
            "Eleven leaders attended the summit in Esk.",
            "Nine leaders attended last year's summit in Esk.",
            False,
        ),
        (
            "How many leaders attended the summit in Esk?",
            "Eleven leaders attended the summit in Esk.",
            "Nine leaders attended the summit in Esk.",
            True,
        ),
        (
            "How many people died in the flood in Esk?",
            "At least four people died in the flood in the Esk valley.",
            "Eleven people died in the flood in the Esk valley.",
            False,
        ),
    ],
)
def test_two_articles_disagree_or_not(
    question: str, one: str, other: str, differ: bool, parser: SpacyParser
) -> None:
    seen = reading(question, parser, article(1, one), article(2, other))
    first, second = claims_of(seen, parser)
    assert are_rivals(first, second, seen) is differ
    assert are_rivals(second, first, seen) is differ


def test_an_article_does_not_disagree_with_itself(parser: SpacyParser) -> None:
    seen = reading(
        "How many?", parser, article(1, "They shut 12 of the mines."), article(1, "They shut 9 of the mines.")
    )
    first, second = claims_of(seen, parser)
    assert not are_rivals(first, second, seen)


def test_what_stands_in_one_article_is_no_conflict_with_its_copy(parser: SpacyParser) -> None:
    one, other = "The toll in Esk rose to 22 people missing.", "Fifteen people missing in Esk were found."
    whole, trimmed = article(1, f"{one} {other}"), article(2, one)
    seen = reading("How many people are missing in Esk?", parser, whole, trimmed)
    first, second = claims_of(seen, parser)
    assert not are_rivals(first, second, seen)
    assert not are_rivals(second, first, seen)


@pytest.mark.parametrize(("day", "differ"), [("2025-06-10", True), ("2025-06-27", False)])
def test_prices_that_move_on_two_days_are_no_conflict(day: str, differ: bool, parser: SpacyParser) -> None:
    one = article(1, "Shares in Orel jumped by 24% on the news of the bid.")
    other = article(2, "Shares in Orel rose by 6% on the news of the bid.", day)
    seen = reading("Did shares in Orel rise?", parser, one, other)
    first, second = claims_of(seen, parser)
    assert are_rivals(first, second, seen) is differ


def test_whom_the_headline_names_a_sentence_need_not(parser: SpacyParser) -> None:
    fee = (
        "Velm have agreed to sell Tom Brandt to Harn in June. "
        "The fee is believed to be €2 million, rising to €2.5 million if they go up."
    )
    one = replace(article(1, fee), title="Harn to buy Brandt")
    other = article(2, "Harn expect to complete the signing of Tom Brandt for €3 million.", "2025-06-12")
    record = article(3, "Their record sale remains the €4 million that Esk paid for Carl Dorn.")
    seen = reading("How much will Harn pay for Brandt?", parser, one, other, record)
    first, second, third = claims_of(seen, parser)
    assert are_rivals(first, second, seen)
    assert not are_rivals(first, third, seen)
    assert not are_rivals(second, third, seen)


def test_each_thing_said_is_one_side_however_many_say_it(parser: SpacyParser) -> None:
    says = "The new plant will create {} jobs."
    articles = [article(n, says.format(jobs)) for n, jobs in enumerate(("1,800", "1,300", "1,800"))]
    seen = reading("How many jobs will the plant create?", parser, *articles)
    (sides,) = rivals_among(claims_of(seen, parser), seen)
    assert [s.evidence.text for s in sides] == [says.format("1,800"), says.format("1,300")]


@pytest.mark.parametrize(
    ("dateline", "differ"),
    [("KESSELBY, June 11, 2025 — ", True), ("KESSELBY, August 2, 2025 — ", False), ("", True)],
)
def test_the_day_of_an_article_without_a_publication_date_is_that_of_its_dateline(
    dateline: str, differ: bool, parser: SpacyParser
) -> None:
    one = article(
        1, "Twelve people were injured when a footbridge over the river gave way, the fire service said."
    )
    text = f"{dateline}Fifteen people were injured as the footbridge fell into the river, a hospital counted."
    read = reading("How many people were injured?", parser, one, article(2, text, None))
    first, second = claims_of(read, parser)
    assert are_rivals(first, second, read) is differ


MEMBERS = (
    "The guild of pilots has about 3,400 members at the port.",
    (
        "The guild of pilots has 2,700 members at the port, of whom four in five voted in June to strike for "
        "better pay, shorter shifts and a new boat."
    ),
)


@pytest.mark.parametrize(
    ("question", "one", "other", "differ"),
    [
        (
            "How many pilots were hurt?",
            "Two Ostrelian harbour pilots were hurt on Monday when a crane fell on the quay at Harn.",
            "Three pilots of the harbour service were hurt, not two, the minister told parliament.",
            True,
        ),
        (
            "How many pupils wait for a place?",
            "The number of pupils waiting for a place stood at 410 at the end of May.",
            "At the end of May 360 pupils were waiting for a place, the town said.",
            True,
        ),
        (
            "How many people were hurt when the quay at Harn fell?",
            "Twelve people were hurt when the quay at Harn fell on Monday.",
            "Another three people were hurt when the quay at Harn fell on Monday, it was found.",
            False,
        ),
        (
            "How many cases of fever are there at Harn?",
            "There are 17 cases of fever at the port of Harn, the board said.",
            "The board at Harn struck off three early cases of fever.",
            False,
        ),
        (
            "How many early cases of fever are there at Harn?",
            "There were 17 early cases of fever at Harn, the board said.",
            "The board counted three early cases of fever at Harn.",
            True,
        ),
        (
            "How many ships were seized?",
            "Six ships were seized at the port of Harn, not nine.",
            "At the port of Harn six ships were seized.",
            False,
        ),
    ],
)
def test_counts_differ_whatever_stands_between_the_figure_and_what_it_counts(
    question: str, one: str, other: str, differ: bool, parser: SpacyParser
) -> None:
    asked = reading(question, parser, article(1, one), article(2, other))
    first, second = claims_of(asked, parser)
    assert are_rivals(first, second, asked) is differ


def test_a_count_told_in_the_same_words_is_another_though_it_answers_less_well(parser: SpacyParser) -> None:
    asked = reading("How many members has the guild?", parser, article(1, MEMBERS[0]), article(2, MEMBERS[1]))
    weak = replace(asked, evidence=(asked.evidence[0], replace(asked.evidence[1], score=0.6)))
    first, second = claims_of(weak, parser)
    assert are_rivals(first, second, weak)
    elsewhere = reading(
        "How many members has the Harn guild?", parser, *(article(n, t) for n, t in enumerate(MEMBERS))
    )
    weak = replace(elsewhere, evidence=(elsewhere.evidence[0], replace(elsewhere.evidence[1], score=0.6)))
    first, second = claims_of(weak, parser)
    assert not are_rivals(first, second, weak)


def test_what_an_article_says_weeks_later_counts_only_for_whoever_compares(parser: SpacyParser) -> None:
    about = "It was told to Ida Brandt of Ostrel and Jon Solm of Norlin. "
    texts = article(1, about + MEMBERS[0]), article(2, about + MEMBERS[1], "2025-07-20")
    asked = reading("How many members has the guild?", parser, *texts)
    first, second = claims_of(asked, parser)
    assert not are_rivals(first, second, asked)
    assert are_rivals(first, second, asked, at_any_time=True)
    assert rivals_among([first, second], asked, at_any_time=True) == [[first, second]]
    # Another guild's, for all that is known.
    texts = article(1, about + MEMBERS[0]), article(2, MEMBERS[1], "2025-07-20")
    asked = reading("How many members has the guild?", parser, *texts)
    first, second = claims_of(asked, parser)
    assert not are_rivals(first, second, asked, at_any_time=True)
