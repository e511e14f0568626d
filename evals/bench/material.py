"""What is measured on: articles made of the sample's sentences, and large libraries made of their passages.

The sample is too small to measure speed on, and embedding a hundred thousand passages takes an hour. So
each made article is a random handful of the sample's sentences, in which every second word is exchanged for
another of the sample's, or all would be near copies of each other; and each passage of a large library is
made of two that were embedded: half of its text from each, as long in all as the sample's passages are, and
for a vector the mix of their vectors with noise, which lies about as far from its sources (cosine .85) as
neighbours in a library lie from each other.

A large library tells of more than the sample does: a word is another word in each of the `_WORLDS` that an
article may be of, and the first of them has the sample's own. The others are whole words of the embedder's
vocabulary, so that a passage has as many tokens as real text. A question on the sample then shares a word
with a seventh of the passages, as it did with 100,000 passages made of encyclopedia text.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from index.desk import embedded_text
from index.embedding import Embedder, Vectors, model_tokenizer
from index.formats import parse
from index.lexical import STOPWORDS
from index.library import Library, NewPassage
from index.models import Article, Span
from index.text import sentence_spans, sha256_of
from index.vectors import VectorIndex

_SENTENCES = (6, 18)  # of an article, both inclusive: one to three passages
_PASSAGES_AN_ARTICLE = 10
_PUBLISHERS = 40
_FIRST_DAY, _DAYS = date(2023, 1, 1), 1_000
_PASSAGE_CHARS = 750  # the mean of the sample's
_WORLDS = 6
_WORD = re.compile(r"[^\W\d_]{3,}")
_OTHER, _NOISE = 0.5, 0.45  # lengths of the second vector and of the noise, where the first has 1
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


def write_articles(folder: Path, n: int, *, seed: int) -> None:
    """Write `n` Markdown articles of the sample's sentences into `folder`."""
    folder.mkdir(parents=True)
    sentences = list(_sample_sentences())
    words = " ".join(sentences).split()
    draw = random.Random(seed)
    for i in range(n):
        drawn = draw.sample(sentences, draw.randint(*_SENTENCES))
        body = " ".join(_exchanged(sentence, words, draw) for sentence in drawn)
        head = f"title: {_title(draw, sentences, i)}\npublisher: {_publisher(draw)}\ndate: {_day(draw)}"
        (folder / f"{seed}-{i}.md").write_text(f"---\n{head}\n---\n{body}\n", "utf-8")


def embedded_passages(library: Library) -> list[str]:
    """The texts that were embedded for the passages of `library`, in the order they came in."""
    found = library.passages(library.passage_ids())
    return [embedded_text(found[i].title, found[i].passage.text) for i in sorted(found)]


def fill(home: Path, n: int, texts: list[str], vectors: Vectors, embedder: Embedder) -> None:
    """Make a library of `n` passages at `home`, with its index, from passages and their vectors (m, dim)."""
    draw, noise = random.Random(n), np.random.default_rng(n)
    sentences = [_SENTENCE_END.split(text.split("\n", 1)[-1]) for text in texts]
    library = Library(home)
    for number in range(-(-n // _PASSAGES_AN_ARTICLE)):
        pairs = [
            (draw.randrange(len(texts)), draw.randrange(len(texts)))
            for _ in range(min(_PASSAGES_AN_ARTICLE, n - number * _PASSAGES_AN_ARTICLE))
        ]
        first, second = (vectors[list(side)] for side in zip(*pairs, strict=True))
        away = noise.normal(size=first.shape) / np.sqrt(first.shape[1])
        mixed = first + _OTHER * second + _NOISE * away
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        world = draw.randrange(_WORLDS)
        pieces = [_elsewhere(f"{_half(sentences[a])} {_half(sentences[b])}", world) for a, b in pairs]
        _put(library, number, pieces, mixed.astype(np.float32), draw, embedder)
    index = VectorIndex(home, library, embedder.name, embedder.dim)
    with index.writing():
        index.rebuild()
    index.close()
    library.close()


def _put(
    library: Library, number: int, pieces: list[str], rows: Vectors, draw: random.Random, embedder: Embedder
) -> None:
    text = "\n".join(pieces)
    starts = np.cumsum([0, *(len(p) + 1 for p in pieces)])
    spans = [Span(int(at), int(at) + len(p)) for at, p in zip(starts, pieces, strict=False)]
    article = Article(
        article_id=f"made{number}",
        version=1,
        text=text,
        sha256=sha256_of(text),
        title=f"Made article {number}",
        publisher=_publisher(draw),
        byline=None,
        published_at=_day(draw),
        url=None,
        origin=f"made{number}.txt",
    )
    passages = [
        NewPassage(span, sha256_of(f"{number} {at}"), row)
        for at, (span, row) in enumerate(zip(spans, rows, strict=True))
    ]
    library.put(article, passages, embedder.name)


def _sample_sentences() -> Iterator[str]:
    with as_file(files("evals").joinpath("gold", "articles")) as folder:
        for path in sorted(folder.iterdir()):
            text = parse(path.read_bytes(), path.suffix).text
            for span in sentence_spans(text):
                sentence = " ".join(span.of(text).split())
                if sentence.endswith(".") and len(sentence) > 40:
                    yield sentence


def _exchanged(sentence: str, words: list[str], draw: random.Random) -> str:
    """The sentence with half of its words, but not the last, exchanged for any of `words`."""
    *before, last = sentence.split()
    kept = [word if draw.random() < 0.5 else draw.choice(words).rstrip(".") for word in before]
    return " ".join([*kept, last])


def _half(sentences: list[str]) -> str:
    """The first of the sentences, up to half a passage."""
    half = ""
    for sentence in sentences:
        if len(half) + len(sentence) / 2 > _PASSAGE_CHARS / 2:
            break
        half += sentence + " "
    return half.strip() or sentences[0]


def _elsewhere(text: str, world: int) -> str:
    """The text with other words for all that carry meaning; the words of world 0 are its own."""
    if not world:
        return text
    words = _words_elsewhere()[world::_WORLDS]

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word.lower() in STOPWORDS:
            return word
        there = words[zlib.crc32(word.lower().encode()) % len(words)]
        return there.capitalize() if word[0].isupper() else there

    return _WORD.sub(other, text)


@cache
def _words_elsewhere() -> list[str]:
    """Words that the sample does not have, each one token of the embedder, in no order."""
    own = {word.lower() for sentence in _sample_sentences() for word in _WORD.findall(sentence)}
    known = {w for w in model_tokenizer().get_vocab() if _WORD.fullmatch(w) and w.isascii()}
    words = sorted(known - own - STOPWORDS)
    random.Random(0).shuffle(words)
    return words


def _title(draw: random.Random, sentences: list[str], number: int) -> str:
    words = draw.choice(sentences).split()[:6]
    return re.sub(r"[^\w ]", "", " ".join(words)) + f" {number}"


def _publisher(draw: random.Random) -> str:
    """One of forty; the first a quarter of the time, the last once in 170."""
    names = [f"Publisher {n}" for n in range(1, _PUBLISHERS + 1)]
    return draw.choices(names, [1 / n for n in range(1, _PUBLISHERS + 1)])[0]


def _day(draw: random.Random) -> str:
    return (_FIRST_DAY + timedelta(days=draw.randrange(_DAYS))).isoformat()
