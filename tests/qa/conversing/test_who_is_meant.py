"""Whom "he", "she" and "it" of a follow-up mean, and what it asks about; nobody where that is not plain."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.mentions import mentions_in_sentences
from qa.conversing.naming import as_told, people_unlabelled, without_who_acts
from qa.conversing.spoken_of import people_once
from qa.conversing.standing_alone import stand_alone
from qa.conversing.turns import Turn, turns_of
from qa.language.nlp import SpacyParser
from qa.models import Abstained
from tests.qa.conversing.helpers import answered, seen


def test_he_is_nobody_who_only_stands_by_in_the_answer(parser: SpacyParser) -> None:
    asked = "When does the trial of Merrow begin?"
    quote = "The trial heard that Julian Merrow bought a painting by the artist Jan Verkade."
    answer = answered(asked, quote).model_copy(update={"hits": [seen("Julian Merrow stood up.")]})
    assert stand_alone("who was his lawyer?", [Turn(asked, answer)], parser) == "Who was Merrow's lawyer?"


def test_a_name_of_many_capitals_is_looked_at_in_time_that_grows_with_it(parser: SpacyParser) -> None:
    start = perf_counter()
    stand_alone("A" * 2_000 + "!", turns_of(["Who won?"]), parser)
    assert perf_counter() - start < 2.0


def test_of_two_people_in_an_answer_neither_is_he(parser: SpacyParser) -> None:
    asked = "When did the trial begin?"
    answer = answered(asked, "The trial began when Carl Dorn accused Daniel Orr of fraud.")
    read = stand_alone("who was his lawyer?", [Turn(asked, answer)], parser) or ""
    assert "Dorn" not in read
    assert "Orr" not in read


def test_she_is_whom_was_asked_about_and_not_who_told_of_something_else_since(parser: SpacyParser) -> None:
    usual, told = "Is that usual?", "A first journey to the south is usual, said Tolan Beyrek."
    turns = [Turn("Where did Dalia Orsun travel first?"), Turn(usual, answered(usual, told))]
    assert stand_alone("What did she secure?", turns, parser) == "What did Dalia Orsun secure?"


def test_it_is_the_body_that_answers_who(parser: SpacyParser) -> None:
    who, told = "Who took the sale to court?", "The complaint was brought by Norvane Lines."
    assert stand_alone("Where is it based?", [Turn(who, answered(who, told))], parser) == (
        "Where is Norvane Lines based?"
    )


def test_what_was_asked_about_is_told_in_brackets_before_what_only_answered(parser: SpacyParser) -> None:
    usual, told = "Is that usual?", "Nine days are usual, Norvane Lines said in Kirkby."
    turns = [Turn("How long did the strike last?"), Turn(usual, answered(usual, told))]
    assert stand_alone("Why did nobody see that?", turns, parser) == "Why did nobody see that (the strike)?"


def test_who_is_called_so_is_no_thing_whatever_the_small_pipeline_takes_him_for() -> None:
    person, thing = Antecedent("Ilse Darvant", Kind.PERSON), Antecedent("Darvant", Kind.THING)
    mill = Antecedent("the mill", Kind.THING)
    assert people_once([thing, person, mill, mill]) == [person, mill]


def test_whose_lawyer_stands_before_the_question_is_told(parser: SpacyParser) -> None:
    turns = turns_of(["Who is Leopold Hartig?"])
    read_as = stand_alone("And his own lawyer, what does he want?", turns, parser)
    assert read_as == "What does Leopold Hartig's own lawyer want?"


def test_what_gives_way_at_each_turn_leaves_nothing_of_itself(parser: SpacyParser) -> None:
    turns = turns_of(["Who is Sandell's chairman?", "and Norvane's?"])
    assert stand_alone("and Corvane's?", turns, parser) == "Who is Corvane's chairman?"
    turns = turns_of(["When did Ann Bell die?", "and her husband?"])
    assert stand_alone("and her son?", turns, parser) == "When did Ann Bell's son die?"


def test_will_is_no_name_of_whom_a_question_asks_about(parser: SpacyParser) -> None:
    turns = turns_of(["Will Carl Dorn resign?"])
    assert stand_alone("who replaced him?", turns, parser) == "Who replaced Carl Dorn?"
    assert stand_alone("and Emil Orr?", turns, parser) == "Will Emil Orr resign?"


def test_a_question_that_only_compared_is_not_asked_again(parser: SpacyParser) -> None:
    turns = turns_of(["What was Norvane's profit in 2024?", "Was that more than in 2023?"])
    assert stand_alone("and Sandell?", turns, parser) == "What was Sandell's profit in 2024?"


def test_it_is_what_came_up_by_name_though_nothing_told_of_it(parser: SpacyParser) -> None:
    first, read = "What will the N5 bus cost?", "What will the N7 bus cost?"
    silent = Abstained(question="and the N7?", read_as=read, confidence=0.1, engine="extractive")
    turns = [Turn(first), Turn("and the N7?", silent)]
    assert stand_alone("how many people use it?", turns, parser) == "How many people use the N7 bus?"


def test_why_asks_about_the_last_question_though_it_was_asked_in_vain(parser: SpacyParser) -> None:
    read = "How many people left the trial?"
    silent = Abstained(question="how many left?", read_as=read, confidence=0.1, engine="extractive")
    turns = [Turn("How many people joined the trial?"), Turn("how many left?", silent)]
    assert stand_alone("why?", turns, parser) == f"Why: {read}"


def test_who_was_asked_for_by_name_is_he(parser: SpacyParser) -> None:
    asked, told = "Who is Carl Dorn?", "Carl Dorn, a cook, is no kin of the officer Emil Orr."
    turns = [Turn(asked, answered(asked, told))]
    assert stand_alone("what did he plead?", turns, parser) == "What did Carl Dorn plead?"


def test_a_publisher_that_was_asked_is_not_what_was_asked_about(parser: SpacyParser) -> None:
    turns = turns_of(["When did the bridge close, according to Velmar Gazette?"])
    assert stand_alone("was that corrected?", turns, parser) == "Was that corrected (the bridge)?"


def test_it_is_no_place_that_only_stood_in_an_answer(parser: SpacyParser) -> None:
    asked, told = "What did Ann Bell find?", "Ann Bell told the inquiry in Velmar that she had found rust."
    read = stand_alone("why was it moved?", [Turn(asked, answered(asked, told))], parser)
    assert read is None or "was it moved" in read


def silent(question: str, read_as: str | None) -> Turn:
    """A turn that was not answered."""
    none = Abstained(question=question, read_as=read_as, confidence=0.1, engine="extractive")
    return Turn(question, none)


def test_what_was_asked_in_vain_is_asked_again_and_not_the_question_before_it(parser: SpacyParser) -> None:
    turns = [Turn("Why is Orr on the list?"), silent("did Velmar reply", "Did Velmar reply (the list)?")]
    assert stand_alone("and Kirkby?", turns, parser) == "Did Kirkby reply?"
    doubted = [Turn("How many people were on the tram?"), silent("was that right?", "Was that right (it)?")]
    assert stand_alone("how many dogs?", doubted, parser) == "How many dogs were on the tram?"


def test_a_whole_question_that_was_meant_is_read_by_itself(parser: SpacyParser) -> None:
    turns = turns_of(["Who closed the mill?"])
    assert stand_alone("no, I meant when did the strike end?", turns, parser) == "When did the strike end"


def test_he_is_who_was_spoken_of_before_where_nobody_is_known_who_did(parser: SpacyParser) -> None:
    turns = [Turn("Who is Carl Dorn?"), silent("who paid him?", None)]
    assert stand_alone("where does he live?", turns, parser) == "Where does Carl Dorn live?"
    assert stand_alone("where does he live?", turns_of(["Who paid?"]), parser) == (
        "Where does the person who paid live?"
    )


def test_whom_the_question_called_she_is_not_he(parser: SpacyParser) -> None:
    turns = [Turn("Who is Kim Bell?"), Turn("what does she earn?")]
    assert stand_alone("how old is she?", turns, parser) == "How old is Kim Bell?"
    assert stand_alone("how old is he?", turns, parser) is None


def test_a_title_in_the_passages_tells_who_is_she(parser: SpacyParser) -> None:
    asked, told = "Who left?", "Ilan Sorn told Ada Brell that the work was done."
    answer = answered(asked, told).model_copy(update={"hits": [seen("Mr Sorn came back.")]})
    assert stand_alone("how old is she?", [Turn(asked, answer)], parser) == "How old is Ada Brell?"


def test_a_name_that_begins_like_a_question_is_a_name(parser: SpacyParser) -> None:
    turns = turns_of(["What does Carl Dorn say?"])
    assert stand_alone("and Whitby?", turns, parser) == "What does Whitby say?"


def test_why_the_difference_is_not_asked_again_of_another_time(parser: SpacyParser) -> None:
    turns = turns_of(["How many people wait at Kirkby?", "why the difference?"])
    assert stand_alone("and a year ago?", turns, parser) == "How many people wait at Kirkby a year ago?"


def test_nobody_unknown_is_a_topic(parser: SpacyParser) -> None:
    turns = turns_of(["What did the inquiry say?", "who was mayor then?"])
    assert stand_alone("has anybody resigned?", turns, parser) == "Has anybody resigned (the inquiry)?"


def test_an_office_is_no_thing_that_was_spoken_of(parser: SpacyParser) -> None:
    told = "Health Minister Ann Bell met Finance Minister Tom Orr in Velm."
    assert [m.text for m in mentions_in_sentences([told], parser)] == [
        "Ann Bell", "Tom Orr", "Velm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told", "question", "read_as"),
    [
        # Whom the small pipeline has no name for, or takes for another thing.
        (
            "Who is the new coach of Norvane?",
            "Ines Carvalho, 41, starts in June. She comes from Porto Real.",
            "When does she start?",
            "When does Ines Carvalho start?",
        ),
        (
            "Was the MP there?",
            "Among them was Ruth Ollerby, the MP for Holm.",
            "What did she say?",
            "What did Ruth Ollerby say?",
        ),
        (
            "Who is the minister?",
            "The prime minister, Sabina Correll, named Tom Orr as minister.",
            "How old is he?",
            "How old is Tom Orr?",
        ),
        # What happened is no hospital.
        (
            "Who died in the Norvane leak?",
            "Joe Madsen, 34, died at Saltcoast General.",
            "How did it happen?",
            "How did the Norvane leak happen?",
        ),
        # The wife of a man is a woman.
        (
            "What does Joe Madsen's wife say?",
            "His wife said that he had gone back.",
            "Has she had an apology?",
            "Has Joe Madsen's wife had an apology?",
        ),
        # What stood in the same place.
        (
            "For what did Redwater pay for Kelbrook Athletic?",
            "It paid.",
            "What did Ann Bell pay for it?",
            "What did Ann Bell pay for Kelbrook Athletic?",
        ),
        # People are at work in a works, whatever town is named since.
        (
            "When will the Orvane works reopen?",
            "The firm hopes to reopen it in July.",
            "How many people work there?",
            "How many people work at the Orvane works?",
        ),
        # No part of a name, or of what is spoken of.
        (
            "Is Ann Bell still chair of Norvane?",
            "Ann Bell will stay.",
            "How did she find out?",
            "How did Ann Bell find out?",
        ),
        (
            "How far did Ann Bell's party drop in the election?",
            "It dropped by nine points.",
            "Who came in behind it?",
            "Who came in behind Ann Bell's party?",
        ),
        ("How much had Merrow Air lost?", "It lost 9 million.", "What is it that he wants?", None),
        # Of two hospitals neither is put off, and who leads them leads people.
        ("When will the two Velm hospitals merge?", "They merge in May.", "What is it worth?", None),
        (
            "Why does the Norvane party doubt the ballots?",
            "It doubts them.",
            "Who leads them now?",
            "Who leads the Norvane party now?",
        ),
    ],
)
def test_a_follow_up_means_what_the_answer_and_the_articles_say(
    parser: SpacyParser, asked: str, told: str, question: str, read_as: str | None
) -> None:
    answer = answered(asked, told).model_copy(update={"hits": [seen(told)]})
    read = stand_alone(question, [Turn(asked, answer)], parser)
    assert (read or "").partition(" (")[0].rstrip("?") == (read_as or question).rstrip("?")


def test_articles_tell_what_a_name_stands_for() -> None:
    taken = [
        Antecedent("Dunmarsh", Kind.PERSON),
        Antecedent("Piers Haldane", Kind.THING),
        Antecedent("Darvant", Kind.THING),
        Antecedent("Varga", Kind.PERSON),
        Antecedent("Norvane Rovers", Kind.THING),
    ]
    said = "Ilse Darvant came. Trust in Varga is gone, Varga said. Norvane Rovers, who lost, went home."
    texts = ["A leak in Dunmarsh. Haldane, 66, spoke.", said]
    kinds = [Kind.PLACE, Kind.PERSON, Kind.PERSON, Kind.PERSON, Kind.THING]
    assert [m.kind for m in as_told(taken, texts)] == kinds


def test_who_is_named_in_full_is_known_by_what_the_articles_call_him() -> None:
    asked = "Why was Pavo Renning not at Norvane Rovers?"
    texts = ["Renning said that he was ill. Rovers said nothing."]
    assert people_unlabelled(asked, [], texts) == [Antecedent("Pavo Renning", Kind.PERSON)]
    assert people_unlabelled(asked, [], ["It rained."]) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The defence minister, Edvard Lindqvar, signed it.", Kind.PERSON),
        ("Defence minister Edvard Lindqvar signed it.", Kind.PERSON),
        ("Mr Lindqvar signed it.", Kind.PERSON),
        ("The owner, Edvard Lindqvar, signed it.", Kind.THING),  # a firm owns as well
        ("The mayor met Edvard Lindqvar.", Kind.THING),
    ],
)
def test_who_has_an_office_is_a_person(text: str, kind: Kind) -> None:
    (told,) = as_told([Antecedent("Edvard Lindqvar", Kind.THING)], [text])
    assert told.kind is kind


def test_which_minister_is_the_one_who_is_named(parser: SpacyParser) -> None:
    asked, told = (
        "Which minister signed the order?",
        "The defence minister, Edvard Lindqvar, signed the order.",
    )
    turn = Turn(asked, answered(asked, told).model_copy(update={"hits": [seen(told)]}))
    assert stand_alone("When did he sign it?", [turn], parser) == "When did Edvard Lindqvar sign the order?"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Port Calder, Una Feld, spoke.",
        "Mayor Una Feld and mayor Una Feld.",
        "Una Feld, the new mayor",
    ],
)
def test_who_acts_is_not_whom_it_is_done_to(text: str) -> None:
    people = [Antecedent("Una Feld", Kind.PERSON), Antecedent("Ann Bell", Kind.PERSON)]
    assert without_who_acts(people, "What does the mayor want from her?", [text]) == people[1:]
    assert without_who_acts(people, "What does the mayor want?", [text]) == people
    assert without_who_acts(people, "What does the judge want from her?", [text]) == people


def test_where_somebody_is_from_is_no_firm(parser: SpacyParser) -> None:
    told = "It is the first trip by a Velmoran head of government in six years."
    office = "Velmoran Prime Minister Anton Brelik did not attend."
    named = mentions_in_sentences([told, office], parser)
    assert [m.text for m in named] == ["Anton Brelik"]
