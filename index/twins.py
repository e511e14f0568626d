"""Twins in the library: a new article's are looked up by its sketch, and searches show one of them.

See `index.sketches` for what twins are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.datelines import end_of_dateline
from index.library import Library
from index.models import Hit
from index.sketches import are_twins, shingles_of, sketch_of
from index.sql import marks

_COMPARED = 20
_MIN_SHARED = 0.05  # of the sketch; twins share a tenth of the text at least, and less by chance here
_COMMON = 200  # articles; a shingle that more of them hold is a footer, and finds nothing
_SAID = 0.8  # of a passage's shingles, and all its figures: a corrected copy must not be hidden
_FIGURE = re.compile(r"\d[\d.,]*")


def twins_of(text: str, library: Library) -> list[str]:
    """Ids of the current articles that are twins of this text, the most alike first."""
    found = Counter[str]()
    sketch = sketch_of(text)
    for part in sketch:
        holders = library.rows(
            "SELECT t.article_id FROM sketches s JOIN twins t USING (n) WHERE s.hash = ? LIMIT ?",
            [part, _COMMON + 1],
        )
        if len(holders) <= _COMMON:
            found.update(str(row[0]) for row in holders)
    nearest = [i for i, shared in found.most_common(_COMPARED) if shared >= _MIN_SHARED * len(sketch)]
    own = shingles_of(text)
    return [i for i in nearest if are_twins(own, shingles_of(library.article(i).text))]


def group_missing(library: Library) -> int:
    """Group the current articles that are in no group yet; how many there were.

    There are some only in a library that an earlier version of the program made.
    """
    rows = library.rows(
        "SELECT article_id FROM versions WHERE is_current"
        " AND article_id NOT IN (SELECT article_id FROM twins) ORDER BY rowid"
    )
    for (article_id,) in rows:
        library.group(article_id, twins_of(library.article(article_id).text, library))
    return len(rows)


def groups_of(library: Library, article_ids: Iterable[str]) -> dict[str, str]:
    """The group of each of these articles; twins have the same."""
    ids = list(dict.fromkeys(article_ids))
    rows = library.rows(f"SELECT article_id, group_id FROM twins WHERE article_id IN ({marks(ids)})", ids)
    return dict(rows)


def twins_in(library: Library, article_id: str) -> list[tuple[str, int]]:
    """The current articles in the group of this one, without itself, by id and version."""
    rows = library.rows(
        "SELECT v.article_id, v.version FROM twins t JOIN twins o USING (group_id)"
        " JOIN versions v ON v.article_id = o.article_id AND v.is_current"
        " WHERE t.article_id = ? AND o.article_id <> t.article_id ORDER BY v.rowid",
        [article_id],
    )
    return [(str(i), int(version)) for i, version in rows]


def without_copies(hits: list[Hit], library: Library) -> list[Hit]:
    """The hits in their order, without passages that a twin's passage above says already.

    What a twin says besides, a local lead for example, stays.
    """
    groups = groups_of(library, (hit.passage.article_id for hit in hits))
    kept: list[Hit] = []
    for hit in hits:
        group = groups.get(hit.passage.article_id)
        above = [
            h.passage
            for h in kept
            if groups.get(h.passage.article_id) == group and h.passage.article_id != hit.passage.article_id
        ]
        if not (group and above and _is_said(hit.passage.text, [p.text for p in above])):
            kept.append(hit)
    return kept


def _is_said(text: str, above: list[str]) -> bool:
    own = shingles_of(text)
    said = frozenset().union(*(shingles_of(t) for t in above))
    figures = set(_FIGURE.findall(" ".join(above)))
    told = text[end_of_dateline(text) :]  # the day of the dateline is no figure of the story
    return len(own & said) >= _SAID * len(own) and figures.issuperset(_FIGURE.findall(told))
