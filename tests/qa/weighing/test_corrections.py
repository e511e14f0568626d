"""What was corrected by another article, and what an earlier version of an article said otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.errors import UnknownArticle
from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.citations import verbatim
from qa.language.nlp import SpacyParser
from qa.reader import Evidence, Reading
from qa.weighing.claims import claims_of
from qa.weighing.corrections import (
    Looked,
    Superseded,
    note_on,
    notes_on_versions,
    superseded_among,
    with_what_is_right,
)
from tests.qa.reading.making import hit

FIRST = "The plant near Velmar will create 1,800 jobs by 2029. The state pays a third of it."


def version(n: int, text: str) -> Article:
    return Article(
        "a", n, text, "", "Title", "Paper", None, f"2025-04-0{n}", "https://paper.example/plant", "a.txt"
    )


def notes(sentence: int, *texts: str) -> list[str]:
    """On a sentence of the last of the versions, given by their texts."""
    versions = [version(n, text) for n, text in enumerate(texts, start=1)]

    def article_of(_article_id: str, n: int) -> Article:
        if not texts[n - 1]:
            raise UnknownArticle("it was not kept")
        return versions[n - 1]

    span = list(sentence_spans(versions[-1].text))[sentence]
    return notes_on_versions([verbatim(versions[-1], span)], article_of)


def test_a_figure_that_was_changed_is_named_with_what_it_was() -> None:
    (note,) = notes(0, FIRST, FIRST.replace("1,800", "1,300"))
    assert note == (
        "Superseded: “The plant near Velmar will create 1,800 jobs by 2029.” "
        "(Paper, 2025-04-01, version 1); changed in version 2 (2025-04-02)."
    )


def test_a_version_that_says_so_corrected_it() -> None:
    corrected = f"{FIRST.replace('1,800', '1,300')} CORRECTION: An earlier version gave another figure."
    (note,) = notes(0, FIRST, corrected)
    assert note.endswith("; corrected in version 2 (2025-04-02).")


def test_the_version_that_changed_it_is_named_not_the_last() -> None:
    changed = FIRST.replace("2029", "2030")
    (note,) = notes(0, FIRST, changed, f"{changed} The council met.")
    assert "by 2029.” (Paper, 2025-04-01, version 1); changed in version 2 " in note


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        (0, (FIRST,)),
        (1, (FIRST, FIRST.replace("1,800", "1,300"))),  # another sentence was changed
        (0, (FIRST, FIRST.replace("will create", "is to create"))),  # it says the same
        (2, (FIRST, f"{FIRST} The union wants 9 percent.")),  # nothing stood there before
        (0, ("", FIRST)),  # the earlier one was not kept
    ],
)
def test_what_was_not_said_otherwise_has_no_note(sentence: int, texts: tuple[str, ...]) -> None:
    assert notes(sentence, *texts) == []


def post(text: str, day: str = "2026-05-10", title: str = "News", publisher: str = "Velm Post") -> Article:
    return Article(
        f"{publisher} {day}", 1, text, "", title, publisher, None, f"2026-{day[5:]}", None, "a.txt"
    )  # fmt: skip


def corrected(
    question: str,
    parser: SpacyParser,
    report: Article,
    note: Article,
    copies: Sequence[Article] = (),
    at: int = 0,
) -> list[Superseded]:
    """What the note corrects of that sentence of the report, asked that question."""
    (parse,) = parser.parse([question])
    found = [(report, list(sentence_spans(report.text))[at]), *((note, s) for s in sentence_spans(note.text))]
    evidence = tuple(Evidence((place,), 1.0) for place in found)
    reading = Reading(view_of(question, parse), evidence, 0.9, {}, ())
    known = {a.article_id: a for a in copies}
    ids = [(article_id, 1) for article_id in known]
    looked = Looked(lambda i, _: known[i], lambda i: ids if i == report.article_id else [])
    return superseded_among(claims_of(reading, parser), reading, looked)


REPORT = "The mine near Harn will shed 800 jobs by June, the owner said."
NOTE = "We said that the mine near Harn would shed 800 jobs. It will shed 600 jobs."
JOBS = "How many jobs will the mine shed?"


@pytest.mark.parametrize(
    ("report", "note", "day", "publisher", "is_corrected"),
    [
        (REPORT, NOTE, "2026-05-20", "Velm Post", True),
        (REPORT, NOTE, "2026-05-20", "The Velm Post", True),
        (REPORT, NOTE, "2026-05-20", "Harn Herald", False),  # it corrects its own
        (REPORT, NOTE.replace("We", "As did the Velm Post, we"), "2026-05-20", "Harn Herald", True),
        (f"HARN, May 10 (KNA) - {REPORT}", NOTE, "2026-05-20", "KNA", True),  # a copy of its story
        (REPORT, NOTE, "2026-05-02", "Velm Post", False),  # it came before
        (REPORT, NOTE.replace("800", "900"), "2026-05-20", "Velm Post", False),
        (REPORT, "We said that the mine had 800 lamps. It has 600 lamps.", "2026-05-20", "Velm Post", False),
        (REPORT, "We said that the ferry to Port Velm carried 800 people. It carried 600.", "2026-05-20",
         "Velm Post", False),
        (REPORT.replace("800", "600"), NOTE, "2026-05-20", "Velm Post", False),  # that is right
    ],
)  # fmt: skip
def test_only_the_statement_that_was_wrong_is_superseded(
    report: str, note: str, day: str, publisher: str, is_corrected: bool, parser: SpacyParser
) -> None:
    found = corrected(JOBS, parser, post(report), post(note, day, "Corrections", publisher))
    assert [s.wrong.text for s in found] == [report] * is_corrected
    assert all(s.is_whole and s.right.text == "It will shed 600 jobs." for s in found)


def test_the_note_names_what_was_corrected_and_by_whom(parser: SpacyParser) -> None:
    (found,) = corrected(JOBS, parser, post(REPORT), post(NOTE, "2026-05-20", "Corrections"))
    assert note_on(found) == (
        f"Superseded: “{REPORT}” (Velm Post, 2026-05-10); corrected by Velm Post, 2026-05-20."
    )


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        (JOBS, True),
        ("By when will the mine shed jobs?", False),
        ("When will the mine near Harn shed jobs?", False),
        ("How many mines does the owner have?", False),
        ("How much money does the mine cost?", False),
        ("Who said the mine will shed jobs?", False),
    ],
)
def test_what_is_right_beside_a_wrong_figure_stays_an_answer_with_a_note(
    question: str, is_whole: bool, parser: SpacyParser
) -> None:
    (found,) = corrected(question, parser, post(REPORT), post(NOTE, "2026-05-20", "Corrections"))
    assert found.is_whole is is_whole
    assert is_whole or note_on(found) == (
        f"Corrected in part: “{REPORT}” (Velm Post, 2026-05-10); by Velm Post, 2026-05-20: "
        "“It will shed 600 jobs.”"
    )


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [("When was the tower cleaned?", True), ("When was the tower of the mine inspected?", False)],
)
def test_a_date_that_was_wrong_is_that_of_what_it_was_told_of(
    question: str, is_whole: bool, parser: SpacyParser
) -> None:
    report = post("The tower was cleaned in February and passed its inspection, the owner said.")
    text = "An article said that the tower was cleaned in February. It was cleaned in March."
    note = post(text, "2026-05-20", "Corrections")
    (found,) = corrected(question, parser, report, note)
    assert found.is_whole is is_whole


def test_what_is_told_anew_in_all_its_words_takes_its_place_whatever_is_asked(parser: SpacyParser) -> None:
    anew = REPORT.replace("800", "600")
    note = post(f"{anew}\n{NOTE}", "2026-05-20", "Corrections")
    (found,) = corrected("What will the mine do?", parser, post(REPORT), note)
    assert (found.right.text, found.is_whole) == (anew, True)


@pytest.mark.parametrize(("asked", "is_whole"), [("first", True), ("last", False)])
def test_what_corrects_the_first_is_no_answer_to_who_asks_for_the_last(
    asked: str, is_whole: bool, parser: SpacyParser
) -> None:
    report = "The first ferry will come in May 2028 and the last in June 2030."
    note = "We said that the first ferry would come in May 2028. The first ferry will come in July 2028."
    question = f"When will the {asked} ferry come?"
    found = corrected(question, parser, post(report), post(note, "2026-05-20", "Corrections"))
    assert [(s.wrong.text, s.is_whole) for s in found] == [(report, is_whole)]


def test_what_corrects_a_date_without_saying_which_is_an_answer(parser: SpacyParser) -> None:
    report = post("The first ferry will come in May 2028 and the last in June 2030.")
    note = "We said that the first ferry would come in May 2028. It will come in July 2028."
    question = "When will the first ferry come?"
    (found,) = corrected(question, parser, report, post(note, "2026-05-20", "Corrections"))
    assert (found.right.text, found.is_whole) == ("It will come in July 2028.", True)


AGES = "We said that Ann Hale owned the mine. She is its director. We also gave her age as 39. She is 41."


@pytest.mark.parametrize(
    ("report", "is_corrected"),
    [
        ("Ann Hale, 39, told the inquiry that nobody had warned her.", True),
        ("The 39-year-old director Ann Hale said nothing.", True),
        ("Ivo Hale, 39, told the inquiry that nobody had warned her.", False),  # another of that name
        ("Ann Hale, 41, told the inquiry that 39 lamps were broken.", False),
    ],
)
def test_an_age_is_corrected_of_the_one_whom_the_note_speaks_of(
    report: str, is_corrected: bool, parser: SpacyParser
) -> None:
    found = corrected("How old is Ann Hale?", parser, post(report), post(AGES, "2026-05-20", "Corrections"))
    assert [(s.wrong.text, s.right.text, s.is_whole) for s in found] == [
        (report, "She is 41.", True)
    ] * is_corrected


def test_a_correction_that_names_nothing_wrong_is_of_what_tells_the_same_otherwise(
    parser: SpacyParser,
) -> None:
    note = "Correction: The mine near Harn will shed 600 jobs by June, the owner said."
    found = corrected(JOBS, parser, post(REPORT), post(note, "2026-05-20"))
    assert [(s.wrong.text, s.right.text) for s in found] == [(REPORT, note)]
    news = note.removeprefix("Correction: ")
    assert corrected(JOBS, parser, post(REPORT), post(news, "2026-05-20")) == []


@pytest.mark.parametrize(
    ("note", "is_corrected"),
    [
        ("We correct our report: the mine was fined in 2017, not in 2019.", True),
        ("An earlier version of this article said that the mine was fined in 2019.", True),
        ("We correct our report: the mine was fined in 2019, not in 2017.", False),
        ("The mine was fined in 2017, not in 2019.", False),  # no correction of a report
        ("Correction: the ferry firm was fined in 2017, not in 2019.", False),  # of another
    ],
)
def test_a_date_that_a_correction_denies_is_corrected_by_it(
    note: str, is_corrected: bool, parser: SpacyParser
) -> None:
    report = "The mine was fined in 2019."
    found = corrected("When was the mine fined?", parser, post(report), post(note, "2026-05-20"))
    assert [(s.wrong.text, s.right.text) for s in found] == [(report, note)] * is_corrected


def test_a_correction_in_an_article_that_was_found_and_not_read_counts(parser: SpacyParser) -> None:
    report, note = post(REPORT), post(NOTE, "2026-05-20", "Corrections")
    (parse,) = parser.parse([JOBS])
    evidence = (Evidence(((report, next(iter(sentence_spans(REPORT)))),), 1.0),)
    reading = Reading(view_of(JOBS, parse), evidence, 0.9, {}, (), (hit(note),))
    (found,) = superseded_among(claims_of(reading, parser), reading, Looked(lambda *_: note))
    assert (found.right.text, found.right.places[0][0]) == ("It will shed 600 jobs.", note)


@pytest.mark.parametrize(
    ("note", "told", "right"),
    [
        (
            "In our report of 8 June we gave the turnout as 61 percent. That was wrong. It was 57 percent.",
            0,
            2,
        ),
        ("A report on Monday wrongly described the turnout as 61 percent. It was 57 percent.", 0, 1),
        ("We said that the turnout was 61 percent. It was 57 percent.", 0, 1),
        ("We said it rained. It snowed. We also gave the turnout as 61 percent. It was 57.", 2, 3),
    ],
)
def test_before_a_sentence_that_says_what_was_wrong_stands_what_is_right(
    note: str, told: int, right: int, parser: SpacyParser
) -> None:
    each = post(note, title="Corrections and clarifications")
    evidence = [Evidence(((each, span),), 1.0) for span in sentence_spans(each.text)]
    (parse,) = parser.parse(["What was the turnout?"])
    seen = Reading(view_of("What was the turnout?", parse), tuple(evidence), 0.9, {}, ())
    assert with_what_is_right([evidence[told]], seen) == [evidence[right], evidence[told]]
    assert with_what_is_right([evidence[right]], seen) == [evidence[right]]


def test_a_copy_in_another_paper_is_corrected_with_the_story(parser: SpacyParser) -> None:
    """The paper that corrects had the story, too, and the sentence word for word."""
    own, copy = post(REPORT), post(REPORT, publisher="Harn Herald")
    note = post(NOTE, "2026-05-20", "Corrections")
    assert corrected(JOBS, parser, copy, note) == []
    assert [s.is_whole for s in corrected(JOBS, parser, copy, note, copies=[own])] == [True]
    other = post(REPORT.replace("The mine", "A mine"))
    assert corrected(JOBS, parser, copy, note, copies=[other]) == []


def test_what_another_paper_corrects_is_told_beside_what_one_was_asked(parser: SpacyParser) -> None:
    report, note = post(REPORT, publisher="Harn Herald"), post(NOTE, "2026-05-20", "Corrections")
    (parse,) = parser.parse([JOBS])
    evidence = (Evidence(((report, next(iter(sentence_spans(REPORT)))),), 1.0),)
    reading = Reading(view_of(JOBS, parse), evidence, 0.9, {}, ())
    known = {a.article_id: a for a in (post(REPORT), note)}
    looked = Looked(lambda i, _: known[i], lambda _: [(post(REPORT).article_id, 1)], (hit(note),))
    (found,) = superseded_among(claims_of(reading, parser), reading, looked)
    assert (found.wrong.text, found.right.text, found.is_whole) == (REPORT, "It will shed 600 jobs.", False)


MET = "Ann Hale and Ivo Horn met alone in the harbour office of Velm on Monday."
NEVER = (
    "We said that Ann Hale and Ivo Horn met alone in the harbour office of Velm. That was wrong. They wrote."
)


@pytest.mark.parametrize(
    "question", ["Where did Ann Hale meet Ivo Horn?", "When did Ann Hale meet Ivo Horn?"]
)
def test_what_was_wrong_altogether_is_no_answer_to_anything(question: str, parser: SpacyParser) -> None:
    note = post(NEVER, "2026-05-20", "Corrections")
    (found,) = corrected(question, parser, post(MET), note)
    assert (found.right.text, found.is_whole, found.is_answer) == ("They wrote.", True, False)
    in_part = post(NEVER.replace("That was wrong.", ""), "2026-05-20", "Corrections")
    assert all(s.is_answer for s in corrected(JOBS, parser, post(REPORT), in_part))


def test_what_goes_on_from_what_was_withdrawn_is_noted_by_that(parser: SpacyParser) -> None:
    report, note = post(f"{MET} They discussed the bridge."), post(NEVER, "2026-05-20", "Corrections")
    (found,) = corrected("What did Ann Hale and Ivo Horn discuss?", parser, report, note, at=1)
    assert (found.wrong.text, found.right.text) == ("They discussed the bridge.", "They wrote.")
    assert note_on(found).startswith(f"Superseded: “{MET}” (Velm Post, 2026-05-10); corrected by")


def test_before_what_was_told_nothing_stands_twice(parser: SpacyParser) -> None:
    text = "We said the fire of 2019 killed six people. It killed four. The year was also wrong: it was 2018."
    each = post(text, title="Corrections")
    told, toll, year = (Evidence(((each, span),), 1.0) for span in sentence_spans(text))
    (parse,) = parser.parse(["When was the fire?"])
    seen = Reading(view_of("When was the fire?", parse), (told, toll, year), 0.9, {}, ())
    assert with_what_is_right([year, told], seen) == [year, told]
    assert with_what_is_right([told], seen) == [toll, year, told]


def test_a_sum_that_was_wrong_is_asked_for_by_the_words_it_is_of(parser: SpacyParser) -> None:
    report = post("She pointed to a deficit of 3.4 million crowns, which she put down to the cost of heat.")
    told = "Correction: An article put the deficit at 3.4 million crowns. The deficit was 4.3 million crowns."
    note = post(told, "2026-05-20")
    (found,) = corrected("How big was the deficit of the orchestra?", parser, report, note)
    assert (found.is_whole, found.right.text) == (True, "The deficit was 4.3 million crowns.")
