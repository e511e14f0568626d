"""Articles that disagree: in figures, dates and names; and corrections, which win."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.models import Article, Span
from index.text import sentence_spans
from qa.conflicts import are_rivals, claims_of, rivals_among
from qa.corrections import denied_by, note_on, superseded_by, superseded_in, with_what_is_right
from qa.nlp import SpacyParser
from qa.question import view_of
from qa.reader import Evidence, Reading


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


def test_each_thing_said_is_one_side_however_many_say_it(parser: SpacyParser) -> None:
    says = "The new plant will create {} jobs."
    articles = [article(n, says.format(jobs)) for n, jobs in enumerate(("1,800", "1,300", "1,800"))]
    seen = reading("How many jobs will the plant create?", parser, *articles)
    (sides,) = rivals_among(claims_of(seen, parser), seen)
    assert [s.evidence.text for s in sides] == [says.format("1,800"), says.format("1,300")]


CORRECTED = (
    "CORRECTION: An earlier version of this article said the plant would create 1,800 jobs. "
    "The new plant will create 1,300 jobs."
)


@pytest.mark.parametrize(
    ("corrected_at", "text", "wins"),
    [
        ("2025-06-11", CORRECTED, True),
        ("2025-06-09", CORRECTED, False),  # what is older corrects nothing that came later
        ("2025-06-11", CORRECTED.replace("1,800", "2,500"), False),  # it corrects something else
        ("2025-06-11", "The new plant will create 1,300 jobs.", False),
    ],
)
def test_the_later_article_that_says_so_wins(
    corrected_at: str, text: str, wins: bool, parser: SpacyParser
) -> None:
    wrong = article(1, "The new plant will create 1,800 jobs.")
    seen = reading("How many jobs will the plant create?", parser, wrong, article(2, text, corrected_at))
    found = superseded_in(claims_of(seen, parser))
    assert [s.wrong.text for s in found] == ([wrong.text] if wins else [])
    if wins:
        assert note_on(found[0]) == (
            "Superseded: “The new plant will create 1,800 jobs.” (Paper 1, 2025-06-10); "
            "corrected by Paper 2, 2025-06-11."
        )


def test_what_is_corrected_is_named_beside_whatever_the_correcting_article_is_shown_with(
    parser: SpacyParser,
) -> None:
    wrong = article(1, "The new plant will create 1,800 jobs by 2029, officials said.")
    right = article(2, f"{CORRECTED} The higher figure had held suppliers, 500 jobs.", "2025-06-11")
    seen = reading("How many jobs will the plant create?", parser, wrong, right)
    first, second = claims_of(seen, parser)
    assert [s.wrong for s in superseded_by([second], [first, second])] == [first.evidence]
    assert superseded_by([first], [first, second]) == []


def test_before_a_sentence_that_says_what_was_wrong_stands_what_is_right(parser: SpacyParser) -> None:
    each = article(1, CORRECTED)
    evidence = tuple(Evidence(((each, span),), 1.0) for span in sentence_spans(each.text))
    (parse,) = parser.parse(["How many jobs?"])
    seen = Reading(view_of("How many jobs?", parse), evidence, 0.9, {}, ())
    assert with_what_is_right(evidence[:1], seen) == [evidence[1], evidence[0]]
    assert with_what_is_right(evidence[1:], seen) == list(evidence[1:])


@pytest.mark.parametrize(
    ("note", "right"),
    [
        ("In our report of 8 June we gave the turnout as 61 percent. That was wrong. It was 57 percent.", 2),
        ("A report on Monday wrongly described the turnout as 61 percent. It was 57 percent.", 1),
        ("We said that the turnout was 61 percent. It was 57 percent.", 1),  # in a column of corrections
    ],
)
def test_a_right_figure_is_found_behind_the_wrong_one(note: str, right: int, parser: SpacyParser) -> None:
    each = replace(article(1, note), title="Corrections and clarifications")
    evidence = [Evidence(((each, span),), 1.0) for span in sentence_spans(each.text)]
    (parse,) = parser.parse(["What was the turnout?"])
    seen = Reading(view_of("What was the turnout?", parse), tuple(evidence), 0.9, {}, ())
    assert with_what_is_right(evidence[:1], seen) == [evidence[right], evidence[0]]


@pytest.mark.parametrize(
    ("note", "is_corrected"),
    [
        ("We correct our report: the plant was fined in 2017, not in 2019.", True),
        ("The agency corrects its report: the plant was fined in 2017, not in 2019.", True),
        ("An earlier version of this article said that the plant was fined in 2019.", True),
        ("The agency corrects its report: the plant was fined in 2019, not in 2017.", False),
        ("The plant was fined in 2017, not in 2019.", False),  # no correction of a report
    ],
)
def test_what_a_correction_denies_is_corrected_by_it(
    note: str, is_corrected: bool, parser: SpacyParser
) -> None:
    wrong, right = article(1, "The plant was fined in 2019."), article(2, note, "2025-06-12")
    seen = reading("When was the plant fined?", parser, wrong, right)
    first, second = claims_of(seen, parser)
    found = denied_by([first], [first, second])
    assert [(s.wrong.text, s.right.text) for s in found] == ([(wrong.text, note)] if is_corrected else [])
    assert denied_by([second], [first, second]) == []


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
