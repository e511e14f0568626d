"""BM25 over passages and their titles, from the FTS5 index that the library keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.library import Library, conditions_of, marks
from index.models import Filters

# Words that ask or join and say nothing of the matter. Without them a query reads a tenth of the index.
STOPWORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does
    doing during for from had has have having he her hers him his how i if in into is it its itself
    just me more most my no nor not now of off on once only or other our out over own said same she
    should so some such than that the their them then there these they this those through to too
    under until up very was we were what when where which while who whom whose why will with would
    you your tell give according article articles many much s t
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*", re.UNICODE)
_MAX_TERMS = 40


def terms_of(query: str) -> list[str]:
    """The words of `query` worth looking up, lower case, in order, each once, at most 40.

    All of its words if none is.
    """
    words = list(dict.fromkeys(w.lower() for w in _WORD.findall(query)))
    return ([w for w in words if w not in STOPWORDS] or words)[:_MAX_TERMS]


def bm25(
    library: Library, terms: Sequence[str], k: int, filters: Filters, among: Sequence[int] | None = None
) -> dict[int, float]:
    """The best `k` passages that hold any of `terms`, best first: passage id to score, higher is better.

    With `among` only those passages are looked at. The score is SQLite FTS5's BM25 (k1 1.2, b 0.75) with
    porter stems and the sign turned; the statistics are of the whole library, whatever the filter.
    """
    if not terms:
        return {}
    conditions, values = conditions_of(filters)
    if among is not None:
        conditions += f" AND lexical.rowid IN ({marks(among)})"
        values = [*values, *among]
    rows = library.rows(
        "SELECT lexical.rowid, -bm25(lexical) AS score FROM lexical"
        " JOIN passages p ON p.passage_id = lexical.rowid"
        " JOIN versions v ON v.article_id = p.article_id AND v.version = p.version"
        f" WHERE lexical MATCH ? AND {conditions} ORDER BY score DESC, lexical.rowid LIMIT ?",
        [" OR ".join(_quoted(t) for t in terms), *values, k],
    )
    return {int(passage_id): float(score) for passage_id, score in rows}


def document_frequencies(library: Library, terms: Sequence[str]) -> tuple[dict[str, int], int]:
    """In how many passages each term occurs, stemmed as the index stems, and how many passages there are."""
    counted = "SELECT count(*) FROM lexical WHERE lexical MATCH ?"
    counts = {t: int(library.rows(counted, [_quoted(t)])[0][0]) for t in dict.fromkeys(terms)}
    return counts, library.n_passages()


def _quoted(term: str) -> str:
    """The term as an FTS5 string: no operator of its query language has effect in it."""
    return '"' + term.replace('"', '""') + '"'
