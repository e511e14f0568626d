"""A row of a table is read under the names of its columns."""

from __future__ import annotations

from index.models import Span
from qa.reading.rows import as_told, is_head

TABLE = "| Yard | Ships | Sales, €m |\n|---|:--|--|\n| Bell | 4 | 12.5 |\n| Esk | 5 |\nAfter.\n"
ROW, SHORT_ROW = "| Bell | 4 | 12.5 |", "| Esk | 5 |"


def _told(text: str, row: str) -> str:
    at = text.index(row)
    return as_told(text, Span(at, at + len(row)))


def test_each_cell_stands_behind_the_name_of_its_column_and_has_its_unit() -> None:
    assert _told(TABLE, ROW) == "Bell: Ships 4; Sales €12.5m"
    of_all = "| £bn | Q1 2026 | Change |\n|---|---|---|\n| Costs | 3.1 | +4% |"
    assert _told(of_all, "| Costs | 3.1 | +4% |") == "Costs: Q1 2026 £3.1bn; Change +4%"


def test_a_row_that_does_not_fit_and_what_is_no_row_stay_as_they_are() -> None:
    assert _told(TABLE, SHORT_ROW) == SHORT_ROW
    assert _told(TABLE, "After.") == "After."
    assert _told(TABLE.replace("|---|:--|--|\n", ""), ROW) == ROW


def test_a_head_is_a_row_with_a_rule_below_it() -> None:
    assert is_head(TABLE, 0)
    assert not is_head(TABLE, TABLE.index(ROW))
    assert not is_head(TABLE.replace("|---|:--|--|\n", ""), 0)
    assert not is_head("Yard\n|---|", 0)
    assert not is_head("| Yard |", 0)
