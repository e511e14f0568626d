"""What a question or a sentence speaks of, in words that can stand in a question."""

from __future__ import annotations

from qa.conversing.kinds import Kind
from qa.conversing.mentions import mentions_in_question, mentions_in_sentences
from qa.language.nlp import SpacyParser


def test_a_town_in_the_capitals_of_a_dateline_is_the_town(parser: SpacyParser) -> None:
    found = mentions_in_sentences(["LONDON, Feb 17 - Six people were killed in a fire on Tuesday."], parser)
    assert [m.text for m in found][:1] == ["London"]


def test_the_bearer_of_a_first_name_with_an_article_is_a_ship(parser: SpacyParser) -> None:
    found = mentions_in_sentences(["The Elizabeth sank, and Ann Bell drowned."], parser)
    assert {m.text: m.kind for m in found} == {"Elizabeth": Kind.THING, "Ann Bell": Kind.PERSON}


def test_how_many_there_were_are_those(parser: SpacyParser) -> None:
    found = mentions_in_question("How many cases of measles were there at the end of May?", parser)
    assert "the cases of measles" in [m.text for m in found]


def test_what_somebody_will_do_is_spoken_of_as_a_thing(parser: SpacyParser) -> None:
    found = mentions_in_question("When will the defence minister visit Velmar?", parser)
    assert found[0].text == "the visit of the defence minister"
    assert found[0].kind is Kind.THING
