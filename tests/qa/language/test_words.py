"""Words are compared by their stems, whatever accents they are written with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest

from qa.language.nlp import SpacyParser
from qa.language.words import content_stems, pairs_of, stem
from qa.reader import read
from tests.qa.asking_helpers import tools_over


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "Lodz"),
        ("ŁÓDŹ", "lodz"),
        ("Dvořák’s".replace("’", "'"), "Dvorak"),
        ("Tromsø", "Tromso"),
        ("Đoković", "Dokovic"),
        ("Iğdır", "Igdir"),
        ("Cœur", "coeur"),
        ("Große", "Grosse"),
        ("café", "cafes"),
    ],
)
def test_a_word_compares_equal_with_and_without_its_accents(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_of_a_question_without_accents_are_found_in_a_text_with_them() -> None:
    assert set(content_stems("Has Dvorak resigned?")) <= set(
        content_stems("Jan Dvořák resigned on Saturday.")
    )
    assert pairs_of("Lodz stadium") <= pairs_of("The Łódź stadium opened.")


def test_plain_words_are_stemmed_as_before() -> None:
    assert [stem(w) for w in ("Bridges", "Bank's", "running", "3.5")] == ["bridg", "bank", "run", "3.5"]


def test_a_name_asked_for_without_its_accents_is_not_missing(tmp_path: Path) -> None:
    parser = SpacyParser()
    text = "The new stadium in Łódź cost 240 million zloty. It seats 30,000 people."
    with tools_over({"stadium.txt": text}, tmp_path, parser) as tools:
        hits = tools.retriever.search("Lodz", 5)
        question = "How much did the stadium in Lodz cost?"
        reading = read(question, hits, tools.article_of, tools.skimmer, tools.comparer, parser, tools.idf)
    parser.close()
    assert [hit.passage.text for hit in hits] == [text]
    assert "lodz" not in reading.missing
    assert reading.features["names"] == 1.0


@pytest.fixture
def threads_that_change_often() -> Iterator[ThreadPoolExecutor]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    stem.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        yield threads
    sys.setswitchinterval(before)
    stem.cache_clear()


def test_threads_that_stem_at_once_get_what_one_alone_gets(
    threads_that_change_often: ThreadPoolExecutor,
) -> None:
    beginnings, ends = (
        "hope run nation fortun relat govern elect".split(),
        "ful ational ations ed ies".split(),
    )
    words = ["".join(pair) for pair in product(beginnings, ends)]
    alone = [stem(word) for word in words]
    for _ in range(10):
        stem.cache_clear()
        at_once = threads_that_change_often.map(lambda _: [stem(word) for word in words], range(4))
        assert list(at_once) == [alone] * 4
