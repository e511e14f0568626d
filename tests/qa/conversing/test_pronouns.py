"""A pronoun of a question is taken for what it can mean, and left alone where that is nothing spoken of."""

from __future__ import annotations

import pytest

from qa.conversing.kinds import Antecedent, Kind, kind_of
from qa.conversing.mentions import mentions_in_question, with_genders
from qa.conversing.pronouns import fill
from qa.conversing.she_or_he import Gender
from qa.language.nlp import SpacyParser

BRIDGE = Antecedent("the bridge", Kind.THING, acts=False)
NORVANE = Antecedent("Norvane", Kind.THING)
UNION = Antecedent("the union", Kind.THING)
FARMERS = Antecedent("the farmers", Kind.THINGS)
FERRIES = Antecedent("the ferries", Kind.THINGS, acts=False)
PAIR = Antecedent("Orsun and Oluk", Kind.THINGS)
DORN = Antecedent("Carl Dorn", Kind.PERSON)
BELL = Antecedent("Ann Bell", Kind.PERSON, Gender.SHE)
WINNER = Antecedent("the person who won the vote in Velm", Kind.PERSON)


@pytest.mark.parametrize(
    ("question", "mentions", "filled"),
    [
        ("What did it cost?", [BELL, BRIDGE], "What did the bridge cost?"),
        ("What do they want?", [FERRIES, BRIDGE, UNION], "What do the union want?"),
        ("What do they want?", [FERRIES, FARMERS], "What do the farmers want?"),
        ("Where do they land?", [FERRIES, FARMERS], "Where do the ferries land?"),
        ("Have they caught anyone?", [FERRIES, BRIDGE], "Have they caught anyone?"),
        ("What damage did it do?", [BRIDGE, NORVANE], "What damage did the bridge do?"),
        ("What did they do?", [FERRIES, FARMERS], "What did the farmers do?"),
        ("How do they know?", [BRIDGE], "How do they know?"),
        ("How many of them were held?", [BELL], "How many of them were held?"),
        ("What are their names?", [FERRIES, BRIDGE], "What are their names?"),
        ("Who is its director?", [BRIDGE, NORVANE], "Who is Norvane's director?"),
        ("Did she admit it?", [BELL, BRIDGE], "Did Ann Bell admit it?"),
        ("Who did it for her?", [BELL, BRIDGE], "Who did it for Ann Bell?"),
        ("Is she its owner?", [BELL, BRIDGE], "Is Ann Bell the bridge's owner?"),
        ("Was it found?", [BRIDGE, NORVANE], "Was the bridge found?"),
        ("And the mayor his?", [DORN], "And the mayor his?"),
        ("Did the doctor sell his house?", [DORN], "Did the doctor sell his house?"),
        ("Did the paper print his letter?", [DORN], "Did the paper print Carl Dorn's letter?"),
        ("Which of the sponsors withheld its money?", [NORVANE], "Which of the sponsors withheld its money?"),
        ("Who is her lawyer?", [WINNER], "Who is her lawyer?"),
        ("When is she coming?", [WINNER], "When is the person who won the vote in Velm coming?"),
        ("Did Norvane sell it?", [NORVANE, BRIDGE], "Did Norvane sell the bridge?"),
        ("Does he believe it?", [Antecedent("the doctor", k) for k in (Kind.PERSON, Kind.THING)],
         "Does the doctor believe it?"),
        ("Did the two of them meet?", [PAIR], "Did Orsun and Oluk meet?"),
        ("Did either of them resign?", [NORVANE, FARMERS], "Did either of the farmers resign?"),
        ("Is the old head one of them?", [NORVANE], "Is the old head one of them?"),
        ("Who leads them?", [Antecedent("The Renewal party", Kind.THING)], "Who leads the Renewal party?"),
    ],
)  # fmt: skip
def test_a_pronoun_is_what_it_can_mean(
    question: str, mentions: list[Antecedent], filled: str, parser: SpacyParser
) -> None:
    assert fill(question, mentions, parser) == filled


@pytest.mark.parametrize(
    ("question", "spoken_of"),
    [
        ("Why wasn't Pavo Renning there to vote?", set()),  # the parser reads all of it as one phrase
        ("Who was in favour of the tax?", {"the person who was in favour of the tax", "the tax"}),
        ("What became of the claim in the end?", {"the claim"}),
        ("Did Orsun and Oluk meet?", {"Orsun and Oluk"}),
        ("What became of her sister?", set()),
    ],
)
def test_what_stands_for_nothing_is_not_spoken_of(
    question: str, spoken_of: set[str], parser: SpacyParser
) -> None:
    found = {m.text for m in mentions_in_question(question, parser)}
    assert spoken_of <= found
    assert not {m for m in found if m.lower() in ("favour", question.lower().rstrip("?"))}
    misread = ("why", "who", "what", "favour", "the claim in")
    assert not any(m.lower().startswith(misread) or "her" in m.split() for m in found)


@pytest.mark.parametrize(
    ("label", "name", "kind"),
    [
        ("ORG", "Dr Ines Calder", Kind.PERSON),
        ("GPE", "Ilse Darvant", Kind.PERSON),
        ("GPE", "Dorvale", Kind.PLACE),
        ("PERSON", "Kestrel Bridge", Kind.THING),
        ("ORG", "Helen Astor Foundation", Kind.THING),
    ],
)
def test_a_name_is_of_the_kind_that_its_words_tell(label: str, name: str, kind: Kind) -> None:
    assert kind_of(label, name) is kind


def test_a_surname_is_she_where_the_whole_name_is(parser: SpacyParser) -> None:
    told = ["Three people were taken off the list, among them the banker Irina Dobrel."]
    (dobrel,) = with_genders([Antecedent("Dobrel", Kind.PERSON)], told, told, parser)
    assert dobrel.gender is Gender.SHE


def test_a_surname_is_he_where_a_passage_has_one_first_name_to_it(parser: SpacyParser) -> None:
    seen = ["Nobody is dancing, said Tobias Dobrel, the chair.", "Councillor Dobrel sat down."]
    (dobrel,) = with_genders([Antecedent("Dobrel", Kind.PERSON)], seen, [], parser)
    assert dobrel.gender is Gender.HE
    (either,) = with_genders([Antecedent("Dobrel", Kind.PERSON)], [*seen, "Irina Dobrel."], [], parser)
    assert either.gender is None


@pytest.mark.parametrize(
    ("question", "acts"),
    [
        ("What did the union ask for?", True),
        ("What did the farmers ask for?", True),
        ("What did the departments cost?", False),
        ("What did the bridge cost?", False),
        ("What did the orders cost?", False),
    ],
)
def test_only_people_and_what_they_make_up_act(question: str, acts: bool, parser: SpacyParser) -> None:
    first = next(m for m in mentions_in_question(question, parser) if m.text.startswith("the "))
    assert first.acts is acts


@pytest.mark.parametrize(
    ("question", "spoken_of", "not_spoken_of"),
    [
        ("When did Norvane Water ring the town hall?", "Norvane Water", "Norvane Water ring the town hall"),
        ("How many people had died by Tuesday?", "people", "Tuesday"),
        ("How many pupils left in the year before?", "pupils", "the year"),
        ("How much of the price is in cash?", "the price", "cash"),
        ("What did Ann Bell say about inflation?", "inflation", "Ann Bell say"),
        ("Will Carl Dorn resign?", "Carl Dorn", "Will Carl Dorn"),
        ("How many cases were there at the end of May?", "cases", "the end of May"),
        ("What did the owner of Burton's say?", "the owner of Burton's", "say"),
        (
            "How did the bidder's chief executive answer Ambrel's founder?",
            "Ambrel",
            "the bidder's chief executive answer Ambrel's",
        ),
    ],
)
def test_neither_a_time_nor_a_manner_nor_a_broken_phrase_is_spoken_of(
    question: str, spoken_of: str, not_spoken_of: str, parser: SpacyParser
) -> None:
    told = [m.text for m in mentions_in_question(question, parser)]
    assert any(spoken_of in text for text in told)
    assert not_spoken_of not in told


def test_who_is_called_will_keeps_his_name(parser: SpacyParser) -> None:
    assert "Will Dorn" in [m.text for m in mentions_in_question("What did Will Dorn say?", parser)]


def test_by_how_much_asks_of_no_firm_or_court(parser: SpacyParser) -> None:
    court = Antecedent("the High Court", Kind.THING)
    rent = Antecedent("the rent", Kind.THING, acts=False)
    assert fill("By how much was it cut?", [court], parser) == "By how much was it cut?"
    assert fill("By how much was it cut?", [rent], parser) == "By how much was the rent cut?"
    assert fill("When was it founded?", [court], parser) == "When was the High Court founded?"


def test_of_several_that_are_told_without_an_article_are_those_told(parser: SpacyParser) -> None:
    fires = Antecedent("fires", Kind.THINGS, acts=False)
    assert fill("How many of them were lit?", [fires], parser) == "How many of the fires were lit?"


def test_it_is_no_nurses_and_they_a_union_that_was_spoken_of_since(parser: SpacyParser) -> None:
    nurses = Antecedent("nurses", Kind.THINGS)
    assert fill("Was it kept?", [nurses], parser) == "Was it kept?"
    jobs = Antecedent("the jobs", Kind.THINGS, acts=False, ago=1)
    assert fill("Have they gone on strike?", [UNION, jobs], parser) == "Have the union gone on strike?"


def test_she_is_rather_who_is_known_for_a_woman_of_two_in_one_turn(parser: SpacyParser) -> None:
    oduya, before = (
        Antecedent("Ilan Oduya", Kind.PERSON),
        Antecedent("Ada Sorn", Kind.PERSON, Gender.SHE, ago=1),
    )
    assert fill("How old is she?", [oduya, BELL], parser) == "How old is Ann Bell?"
    assert fill("How old is she?", [oduya, before], parser) == "How old is Ilan Oduya?"


def test_where_he_was_is_not_told_if_he_is_not_known(parser: SpacyParser) -> None:
    velm = Antecedent("Velm", Kind.PLACE, by_the_way=True)
    assert fill("How long was he there?", [BELL, velm], parser) == "How long was he there?"


def test_the_bridge_costs_something_and_not_its_date(parser: SpacyParser) -> None:
    day = Antecedent("the opening date of Kell Bridge", Kind.THING, acts=False)
    assert fill("What did it cost?", [day], parser) == "What did Kell Bridge cost?"
    assert fill("Why was it moved?", [day], parser) == "Why was the opening date of Kell Bridge moved?"


@pytest.mark.parametrize(
    ("question", "spoken_of"),
    [
        ("How many boats is Norvane buying", ["Norvane", "the boats"]),
        ("any denial from the other side?", []),
        ("when will it be on sale", []),
    ],
)
def test_neither_a_verb_nor_anything_is_spoken_of(
    question: str, spoken_of: list[str], parser: SpacyParser
) -> None:
    assert [m.text for m in mentions_in_question(question, parser)] == spoken_of


def test_what_was_caused_is_no_firm(parser: SpacyParser) -> None:
    assert fill("What caused it?", [Antecedent("Norvane", Kind.THING)], parser) == "What caused it?"
    fire = Antecedent("the fire", Kind.THING, acts=False)
    assert (
        fill("What caused it?", [Antecedent("Norvane", Kind.THING), fire], parser) == "What caused the fire?"
    )
