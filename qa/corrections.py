"""What an earlier version of its article said where a sentence now says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from index.errors import UnknownArticle
from index.models import Article
from index.versions import change_between
from qa.dates import find_dates
from qa.numbers import quantities
from qa.reader import Evidence
from qa.words import content_stems

_LOOKED_BACK = 8  # versions
_ALIKE = 0.5  # of the words of both, figures and names left out
_NAME = re.compile(r"(?<=[\w,;:] )[^\W\d_a-z][\w'’-]*")


def notes_on_versions(shown: Iterable[Evidence], article_of: Callable[[str, int], Article]) -> list[str]:
    """A note for each sentence that an earlier version of its article had with another figure, date or
    name: what it said then, and which version changed it."""
    notes = (_note(evidence, article_of) for evidence in shown)
    return list(dict.fromkeys(note for note in notes if note))


def _note(evidence: Evidence, article_of: Callable[[str, int], Article]) -> str | None:
    newer, span = evidence.places[0]
    sentence = span.of(newer.text)
    for version in range(newer.version - 1, max(0, newer.version - 1 - _LOOKED_BACK), -1):
        try:
            older = article_of(newer.article_id, version)
        except UnknownArticle:  # its earliest versions were not kept
            return None
        change = change_between(older, newer)
        if any(new.strip() == sentence.strip() for new in change.new):
            said = _said_before(sentence, change.gone)
            how = "corrected" if change.correction else "changed"
            return said and (
                f"Superseded: “{said.strip()}” ({_source(older)}, version {older.version}); "
                f"{how} in version {newer.version} ({_day(newer)})."
            )
        newer = older
    return None


def _said_before(sentence: str, gone: Iterable[str]) -> str | None:
    """The sentence that went, says the same and gives another figure, date or name; None if none does."""
    values, around = _taken_apart(sentence)
    found: list[tuple[float, str]] = []
    for other in gone:
        other_values, other_around = _taken_apart(other)
        alike = len(around & other_around) / max(1, len(around | other_around))
        if alike >= _ALIKE and values - other_values and other_values - values:
            found.append((alike, other))
    return max(found)[1] if found else None


def _taken_apart(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """The values of a sentence, and the stems of its other words."""
    spans = [*(d.span for d in find_dates(sentence)), *(q.span for q in quantities(sentence))]
    values = {span.of(sentence).lower() for span in spans}
    values |= {m.group().lower() for m in _NAME.finditer(sentence)}
    stems = {s for value in values for s in content_stems(value)}
    return frozenset(values), frozenset(content_stems(sentence)) - stems


def _source(article: Article) -> str:
    return f"{article.publisher or 'publisher not stated'}, {_day(article)}"


def _day(article: Article) -> str:
    return (article.published_at or "date not stated")[:10]
