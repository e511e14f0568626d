"""The sentences of the best passages, each once, with all the places it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.datelines import end_of_dateline
from index.models import Article, Hit, Span
from index.text import normalise, unaccented
from qa.language.imperatives import heard_spans, muted
from qa.language.words import WORD, content_stems, stem
from qa.reading.interviews import is_asked
from qa.reading.leads import read_under
from qa.reading.rows import as_told, is_head

MAX_SENTENCE_CHARS = 1_200
_MAX_PLACES = 3
_TITLE_WITHIN_CHARS = 20_000  # a headline is of the beginning

Place = tuple[Article, Span]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer. `hits` are the indices of the passages it stands in, the best first, and
    `places` where."""

    places: tuple[Place, ...]
    hits: tuple[int, ...]
    text: str

    def read_in(self, read: Collection[int]) -> Candidate:
        """It as it stands in one of those hits first, if it does in any, and in up to three in all."""
        if len(self.hits) == 1:
            return self
        order = sorted(range(len(self.hits)), key=lambda n: self.hits[n] not in read)
        places, hits = tuple(self.places[n] for n in order), tuple(self.hits[n] for n in order)
        return replace(self, places=places[:_MAX_PLACES], hits=hits)

    @property
    def article(self) -> Article:
        return self.places[0][0]

    @property
    def span(self) -> Span:
        return self.places[0][1]

    @property
    def is_question(self) -> bool:
        """True of what somebody asks who is not quoted: an interviewer, a headline."""
        return self.text.rstrip("*_ ").endswith("?") or is_asked(self.article, self.span.start)

    @property
    def is_head(self) -> bool:
        """True of the head of a table."""
        return is_head(self.article.text, self.span.start)

    @property
    def told(self) -> str:
        """What it tells where it stands: a row of a table with the names of its columns."""
        return as_told(self.article.text, self.span)

    @property
    def told_in_place(self) -> str:
        """What it tells, behind what it stands under: what was asked, or what its item is about."""
        head = read_under(self.article, self.span)
        return f"{head}{'' if head[-1] in '.?!' else ':'} {self.told}" if head else self.told

    @property
    def is_title(self) -> bool:
        return self.text == self.article.title


def headline_of(article: Article, question: str) -> str:
    """The title of an article as far as it may be read with its text: "" if neither the text nor the
    question takes up a word of it.

    What has nothing to do with either was put there for another reader.
    """
    title = muted(article.title)
    if _share_a_word(title, question):
        return title
    beginning = article.text.removeprefix(article.title)[:_TITLE_WITHIN_CHARS]
    return title if _share_a_word(title, beginning) else ""


def headlines_of(candidates: Sequence[Candidate], question: str) -> dict[str, str]:
    """`headline_of` each article that a candidate stands in, by its id."""
    articles = {article.article_id: article for c in candidates for article, _ in c.places}
    return {article_id: headline_of(article, question) for article_id, article in articles.items()}


@lru_cache(maxsize=512)  # of articles whose text is not kept here: some 10 MB at most
def _share_a_word(title: str, text: str) -> bool:
    if not (wanted := set(content_stems(title))):
        return False
    # A stem begins with the letter that its word begins with, but for the accent.
    initials = re.escape("".join({s[0] for s in wanted}))
    form = re.compile(rf"(?<![^\W_])(?<![^\W_][.,'])(?=[{initials}]){WORD.pattern}", re.IGNORECASE)
    # Line by line: most lines are in their normal form already, and the first takes up a word as a rule.
    words = (word for line in text.splitlines() for word in form.findall(unaccented(normalise(line).text)))
    return any(stem(word) in wanted for word in words)


def candidates_of(hits: Sequence[Hit], article_of: Callable[[str, int], Article]) -> list[Candidate]:
    """The sentences of `hits` in the order of the ranking, and of the text within a passage; without those
    that give orders to whoever answers. With a dateline before it a sentence is the one that stands
    elsewhere without, and is cited without."""
    places = [(place, n) for n, hit in enumerate(hits) for place in _places_in(hit, article_of)]
    keys = {_key(place) for place, _ in places}
    out: dict[str, Candidate] = {}
    for place, n in places:
        bare = _without_dateline(place)
        at = bare if bare != place and _key(bare) in keys else place
        key = _key(at)
        if known := out.get(key):
            out[key] = replace(known, places=(*known.places, at), hits=(*known.hits, n))
        elif any(c.isalnum() for c in key):
            out[key] = Candidate((at,), (n,), at[1].of(at[0].text))
    return list(out.values())


def _places_in(hit: Hit, article_of: Callable[[str, int], Article]) -> Iterator[Place]:
    article, at = article_of(hit.passage.article_id, hit.passage.version), hit.passage.span.start
    for found in heard_spans(hit.passage.text):
        yield article, Span(at + found.start, at + min(found.end, found.start + MAX_SENTENCE_CHARS))


def _key(place: Place) -> str:
    article, span = place
    return normalise(span.of(article.text)).text


def _without_dateline(place: Place) -> Place:
    article, span = place
    at = end_of_dateline(span.of(article.text))
    return (article, Span(span.start + at, span.end)) if at else place
