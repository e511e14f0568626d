"""The language pipeline: names with their places, grammar when asked for, and a clear end when it stops."""

from __future__ import annotations

import pytest

from qa.errors import ParserError
from qa.language.nlp import SpacyParser

TEXT = "Zeynep Öztürk, 🙂 the minister, met Carl Dorn in Paris on 3 May 2025."


def test_names_are_found_at_their_code_points(parser: SpacyParser) -> None:
    (parse,) = parser.parse([TEXT])
    found = {e.span.of(TEXT): e.label for e in parse.entities}
    assert found["Carl Dorn"] == "PERSON"
    assert found["3 May 2025"] == "DATE"
    assert parse.tokens == ()


def test_a_deep_parse_has_a_head_for_every_token(parser: SpacyParser) -> None:
    (parse,) = parser.parse([TEXT], deep=True)
    words = [t.span.of(TEXT) for t in parse.tokens]
    met = words.index("met")
    assert parse.tokens[met].head == met
    assert parse.tokens[words.index("Dorn")].dep == "dobj"
    assert all(0 <= t.head < len(words) for t in parse.tokens)


def test_names_alone_are_those_of_a_deep_parse(parser: SpacyParser) -> None:
    texts = [TEXT, "Bell told Reuters in Oslo that Norvane Steel had lost 40 million euros since 2021.", "3%"]
    assert [p.entities for p in parser.parse(texts)] == [p.entities for p in parser.parse(texts, deep=True)]


def test_texts_come_back_in_order_and_the_same_each_time(parser: SpacyParser) -> None:
    texts = ["Ann left.", TEXT, "Ann left.", ""]
    once, again = parser.parse(texts), parser.parse(texts)
    assert [p.text for p in once] == texts
    assert once == again


def test_a_pipeline_that_was_stopped_says_so() -> None:
    stopped = SpacyParser()
    stopped.close()
    with pytest.raises(ParserError, match="stopped"):
        stopped.parse(["Anything."])
