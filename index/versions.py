"""What became of an article between two versions: sentences that went, that came, the correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article
from index.text import normalise, sentence_spans

_CORRECTION = re.compile(
    r"^\W*(?:correction|clarification|corrected|editor['’]s note|erratum)\b|"
    r"\b(?:an )?(?:earlier|previous) version of this (?:article|story|report|item)\b|"
    r"\bthis (?:article|story|report|item) (?:has been|was) (?:corrected|amended|updated|revised)\b|"
    r"\b(?:corrects|corrected) (?:to|the|in|that|paragraph|headline)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """From an older version to `version`: sentences that are `gone` and `new`, in the order of their texts,
    and those sentences of the newer one that say themselves that something was corrected."""

    version: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    correction: tuple[str, ...]


def change_between(old: Article, new: Article) -> Change:
    """How `new` differs from `old`, sentence by sentence; punctuation and white space do not count."""
    was, now = _sentences(old), _sentences(new)
    known, kept = {normalise(s).text for s in was}, {normalise(s).text for s in now}
    return Change(
        version=new.version,
        gone=tuple(s for s in was if normalise(s).text not in kept),
        new=tuple(s for s in now if normalise(s).text not in known),
        correction=corrections_in(now),
    )


def corrections_in(sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences in which an article says that it, or an earlier version of it, was corrected."""
    return tuple(s for s in sentences if _CORRECTION.search(s))


def _sentences(article: Article) -> list[str]:
    return [span.of(article.text) for span in sentence_spans(article.text)]
