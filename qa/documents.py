"""What the command line writes: JSON documents of the contract that are no model of their own, and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from index.ingest import AddReport
from index.models import ArticleInfo, Hit
from qa.answer import view_of_hit
from qa.errors import SettingsError


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
        "seconds": seconds,
    }


def search_document(query: str, hits: Sequence[Hit], total_ms: float) -> dict[str, Any]:
    """Ranked passages."""
    shown = [view_of_hit(hit).model_dump(mode="json") for hit in hits]
    return {"query": query, "hits": shown, "timings_ms": {"total": total_ms}}


def form_of(output: Path | None) -> Literal["md", "html", "json"]:
    """The form that a file's name asks for; Markdown if it asks for none."""
    suffix = output.suffix.lower() if output else ""
    return "html" if suffix in {".html", ".htm"} else "json" if suffix == ".json" else "md"


def write_file(path: Path, text: str) -> None:
    """Write a file a person asked for.

    Raises:
        SettingsError: if it can not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as e:
        raise SettingsError(f"{path}: {e.strerror}", hint="choose another file with -o") from e
