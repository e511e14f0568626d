"""A row of a table as it is read: under the names of its columns, "Lisle: sales £640m; profit £64.9m"."""

from __future__ import annotations

import re
from functools import lru_cache

from index.models import Span
from index.text import head_of_table, is_row

_RULE = re.compile(r"\|[\s:|-]+$")  # the line between the head of a table and its rows
_UNIT = re.compile(r"(?:^|(?P<name>.*?)[\s,(]+)(?P<sign>[£$€])(?P<scale>m|mn|bn|tn|k)?\)?$")
_NUMBER = re.compile(r"[-+−]?\d[\d.,]*$")
_MOST_CHARS = 600


def is_head(text: str, start: int) -> bool:
    """True if the head of a Markdown table begins at `start`: a row with a rule below it."""
    if not is_row(text[start : start + 1]):
        return False
    end = text.find("\n", start)
    return end >= 0 and _RULE.match(_line(text, end + 1)) is not None


def as_told(text: str, span: Span) -> str:
    """What stands at `span` of `text`; a row of a table with the name of its column before each cell."""
    own = span.of(text)
    return _under_its_head(text, span.start, own) if is_row(own) else own


@lru_cache(maxsize=4_096)
def _under_its_head(text: str, start: int, row: str) -> str:
    at = head_of_table(text, start)
    if at == start or not is_head(text, at):
        return row
    names, (label, *cells) = _cells(_line(text, at)), _cells(row)
    if len(names) != len(cells) + 1:
        return row
    of_all = _UNIT.match(names[0])
    of_all = of_all if of_all and not of_all["name"] else None  # "£m" over the labels is of all columns
    told = "; ".join(_told(name, cell, of_all) for name, cell in zip(names[1:], cells, strict=True))
    return f"{label}: {told}"[:_MOST_CHARS]


def _told(name: str, cell: str, of_all: re.Match[str] | None) -> str:
    unit = _UNIT.match(name) or of_all
    if unit is None or not _NUMBER.match(cell):
        return f"{name} {cell}"
    own = (unit["name"] or "") if unit is not of_all else name
    return f"{own} {unit['sign']}{cell}{unit['scale'] or ''}".strip()


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip()


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
