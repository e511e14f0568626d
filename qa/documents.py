"""What the command line writes: JSON documents of the contract that are no model of their own, and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.models import Article, ArticleInfo, Hit
from index.report import AddReport
from index.versions import Change
from qa.answer import view_of_hit
from qa.errors import SettingsError
from qa.files import write_whole

if TYPE_CHECKING:
    from qa.render import Format


def add_document(report: AddReport, articles: Sequence[ArticleInfo], seconds: float) -> dict[str, Any]:
    """What became of the inputs; `articles` are all that are in the library now."""
    new = {a.article_id for a in report.added + report.updated}
    twins = [a for a in articles if a.article_id in new and a.twin_of]
    return {
        "added": [asdict(a) for a in report.added],
        "updated": [asdict(a) for a in report.updated],
        "unchanged": [asdict(a) for a in report.unchanged],
        "twins": [{"article_id": a.article_id, "of": a.twin_of} for a in twins],
        "failed": [asdict(f) for f in report.failed],
        "notes": [asdict(n) for n in report.notes],
        "seconds": seconds,
    }


def article_document(article: Article, change: Change | None) -> dict[str, Any]:
    """An article as it is stored, and, for an earlier version, what superseded it."""
    return asdict(article) | {"superseded": asdict(change) if change else None}


def search_document(query: str, hits: Sequence[Hit], total_ms: float) -> dict[str, Any]:
    """Ranked passages."""
    shown = [view_of_hit(hit).model_dump(mode="json") for hit in hits]
    return {"query": query, "hits": shown, "timings_ms": {"total": total_ms}}


_FORMS: dict[str, Format] = {
    ".md": "md", ".markdown": "md", ".htm": "html", ".html": "html", ".json": "json", ".pdf": "pdf",
    ".docx": "docx",
}  # fmt: skip


def form_of(output: Path | None) -> Format:
    """The form that the ending of a file's name asks for; Markdown where it has none.

    Raises:
        SettingsError: if no form has this ending.
    """
    ending = output.suffix.lower() if output else ""
    if ending and ending not in _FORMS:
        known = f"use one of {' '.join(_FORMS)}, or say --format"
        raise SettingsError(f"{output}: a brief has no form {ending!r}", hint=known)
    return _FORMS.get(ending, "md")


def require_folder(output: Path) -> None:
    """Let a place to write to pass whose folder is there: one made of a misspelt path would be lost.

    Raises:
        SettingsError: if it is not there.
    """
    folder = output.absolute().parent
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}", hint="make it, or choose another file with -o")


def write_file(path: Path, data: str | bytes) -> None:
    """Write a file a person asked for, whole or not at all.

    Raises:
        SettingsError: if it can not be written.
    """
    try:
        write_whole(path, data.encode() if isinstance(data, str) else data)
    except OSError as e:
        raise SettingsError(f"{path}: {e.strerror}", hint="choose another file with -o") from e
