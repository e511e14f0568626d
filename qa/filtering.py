"""Filters that can let nothing through are wrong usage: the articles are not silent, none was asked."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from index.errors import UnknownArticle
from index.known import publishers_of, unknown_articles, unknown_publishers
from index.library import Library
from index.models import Filters
from qa.errors import SettingsError


def require_usable(filters: Filters, library: Library) -> None:
    """Let filters pass that name articles and publishers of the library, and days in their order.

    Raises:
        UnknownArticle: if an article is not there.
        SettingsError: if no article is of a publisher, or a day is after one that ends the time.
    """
    since = filters.since
    for name, last in (("--until", filters.until), ("--as-of", filters.as_of)):
        if since and last and since > last:
            raise SettingsError(f"--since {since} is after {name} {last}", hint="name an earlier day first")
    if missing := unknown_articles(library, filters.article_ids):
        raise UnknownArticle(f"there is no article {missing[0]}")
    if missing := unknown_publishers(library, filters.publishers):
        near = nearest(missing[0], publishers_of(library))
        hint = f"did you mean {near!r}?" if near else "`groundwire list` shows what is there"
        raise SettingsError(f"no article is of the publisher {missing[0]!r}", hint=hint)


def nearest(name: str, names: Sequence[str]) -> str | None:
    """The one of `names` that `name` is a part of, or else a misspelling; None if there is none."""
    by_key = {each.casefold(): each for each in names}
    key = name.casefold().strip()
    holding = [each for each in by_key if key and key in each]
    found = holding or get_close_matches(key, by_key, n=1)
    return by_key[found[0]] if found else None
