"""Twins are found in a library as they come in, and a search shows one of them."""

from __future__ import annotations

from pathlib import Path

from index.library import Library
from index.models import Hit
from index.twins import group_missing, groups_of, twins_in, twins_of, without_copies
from tests.index.making import put

LEAD = (
    "VELMAR (Wire) - Dockworkers at the port of Velmar walked off the job on Friday over plans for cranes. "
)
TAIL = (
    "The strike is the first at the port since 2011 and involves about 2,300 workers, the union said. "
    "A spokesman for the port declined to comment on the talks that both sides broke off on Wednesday."
)
LOCAL = "In Harrowmere, two factories said they would run out of parts within a week if the strike went on. "


def hit(library: Library, rank: int, passage_id: int) -> Hit:
    found = library.passages([passage_id])[passage_id]
    return Hit(rank, 1.0 / rank, found.passage, found.title, None, None)


def test_a_copy_with_a_local_lead_is_found_and_another_story_is_not(library: Library) -> None:
    put(library, "wire", LEAD + TAIL)
    put(
        library,
        "other",
        "Growers in Lindhaven said that frost had spared most of their apple trees this spring.",
    )
    assert twins_of(LOCAL + LEAD + TAIL, library) == ["wire"]
    assert twins_of("An unrelated text about the weather of tomorrow and the day after.", library) == []


def test_articles_of_an_earlier_program_are_grouped_afterwards(library: Library) -> None:
    put(library, "wire", LEAD + TAIL)
    put(library, "copy", LEAD + TAIL + " More follows.")
    with library._writing() as db:
        db.execute("DELETE FROM twins")
        db.execute("DELETE FROM sketches")
    assert group_missing(library) == 2
    assert groups_of(library, ["wire", "copy"]) == {"wire": "wire", "copy": "wire"}
    assert group_missing(library) == 0


def test_a_passage_that_a_twin_said_above_is_left_out_and_its_local_lead_stays(library: Library) -> None:
    (wire,) = put(library, "wire", LEAD + TAIL)
    (copy,) = put(library, "copy", LEAD + TAIL, twins=["wire"])
    (lead,) = put(library, "lead", LOCAL + LEAD, twins=["wire"])
    shown = without_copies([hit(library, n, i) for n, i in enumerate((wire, copy, lead), start=1)], library)
    assert [h.passage.article_id for h in shown] == ["wire", "lead"]


def test_the_copies_of_an_article_are_those_of_its_group(library: Library) -> None:
    put(library, "wire", LEAD + TAIL)
    put(library, "copy", LEAD + TAIL, twins=["wire"])
    put(library, "other", LOCAL)
    assert twins_in(library, "wire") == [("copy", 1)]
    assert twins_in(library, "copy") == [("wire", 1)]
    assert twins_in(library, "other") == []


def test_a_copy_with_another_figure_is_never_left_out(library: Library) -> None:
    (wire,) = put(library, "wire", LEAD + TAIL)
    (corrected,) = put(library, "corrected", (LEAD + TAIL).replace("2,300", "1,300"), twins=["wire"])
    shown = without_copies([hit(library, 1, wire), hit(library, 2, corrected)], library)
    assert len(shown) == 2


def test_the_day_of_a_dateline_is_no_figure_of_the_story(library: Library) -> None:
    dated = "VELMAR, Oct 13 (Wire) - " + (LEAD + TAIL).removeprefix("VELMAR (Wire) - ")
    (bare,) = put(library, "bare", (LEAD + TAIL).removeprefix("VELMAR (Wire) - "))
    (wire,) = put(library, "wire", dated, twins=["bare"])
    shown = without_copies([hit(library, 1, bare), hit(library, 2, wire)], library)
    assert [h.passage.article_id for h in shown] == ["bare"]


def test_the_same_words_of_articles_that_are_no_twins_all_stay(library: Library) -> None:
    ids = [put(library, name, LEAD + TAIL)[0] for name in ("one", "two")]
    assert len(without_copies([hit(library, n, i) for n, i in enumerate(ids, start=1)], library)) == 2


def test_a_footer_that_hundreds_share_finds_nothing(library: Library, home: Path) -> None:
    footer = "Sign up to our newsletter for more stories like this one every morning at six"
    for n in range(205):
        put(library, f"a{n}", footer)
    assert twins_of(footer, library) == []
