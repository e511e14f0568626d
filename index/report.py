"""What became of the inputs of an add."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Added:
    """An article version that is in the library now."""

    article_id: str
    version: int
    title: str
    passages: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not become an article."""

    input: str
    error: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Something about an input that a person should know."""

    input: str
    note: str


@dataclass(slots=True)
class AddReport:
    """What became of each input."""

    added: list[Added] = field(default_factory=list)
    updated: list[Added] = field(default_factory=list)
    unchanged: list[Added] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
