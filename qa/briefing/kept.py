"""The last brief of each topic, kept in the home so that the next one can be compared with it.

One file a topic, named by a hash of it and replaced in one step. An article that is removed takes the kept
briefs that quote it along.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic import ValidationError

from qa.errors import SettingsError
from qa.files import write_whole
from qa.models import Brief

FOLDER = "briefs"


def keep(home: Path, article_ids: Sequence[str], topic: str | None, brief: Brief) -> None:
    """Keep `brief` as the last one of these articles or this topic."""
    path = _file(home, article_ids, topic)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, brief.model_dump_json().encode())


def last(home: Path, article_ids: Sequence[str], topic: str | None) -> Brief | None:
    """The brief that was kept last of these articles or this topic; None if there is none to be read."""
    try:
        return read_brief(_file(home, article_ids, topic))
    except SettingsError:
        return None


def forget(home: Path, article_ids: Collection[str]) -> None:
    """Remove what was kept of briefs on these articles."""
    for path in (home / FOLDER).glob("*.json"):
        try:
            brief = read_brief(path)
        except SettingsError:
            brief = None  # what can not be read can not be known to be free of them
        if brief is None or any(a.article_id in article_ids for a in brief.articles):
            path.unlink(missing_ok=True)


def read_brief(path: Path) -> Brief:
    """A brief from its JSON; what it says of a brief before it is left out.

    Raises:
        SettingsError: if the file can not be read or holds none.
    """
    try:
        document = json.loads(path.read_text("utf-8"))
        if isinstance(document, dict):
            document.pop("since_last", None)
        return Brief.model_validate(document)
    except OSError as e:
        raise SettingsError(f"{path}: {e.strerror}", hint="name a brief that was written as JSON") from e
    except (ValidationError, ValueError, RecursionError) as e:
        raise SettingsError(f"{path} is no brief as JSON", hint="write one with --format json") from e


def _file(home: Path, article_ids: Sequence[str], topic: str | None) -> Path:
    # Whether a topic is written large or small, and in which order articles are named, makes no other brief.
    subject = [" ".join(topic.casefold().split()) if topic else None, sorted(set(article_ids))]
    return home / FOLDER / f"{hashlib.sha256(json.dumps(subject).encode()).hexdigest()[:32]}.json"
