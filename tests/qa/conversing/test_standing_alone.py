"""Follow-ups are read as questions that stand alone; what stands alone is left as it is."""

from __future__ import annotations

import pytest

from qa.conversing.standing_alone import phrased, stand_alone
from qa.conversing.turns import Turn, turns_of
from qa.errors import ModelTimeout
from qa.language.nlp import SpacyParser
from qa.language.words import content_stems
from qa.models import Abstained
from qa.phrasing.llm import ScriptedModel
from tests.qa.conversing.helpers import WON, answered, seen


@pytest.mark.parametrize(
    ("before", "question", "read_as"),
    [
        (
            "What was the profit of Norvane in 2023?",
            "And in 2024?",
            "What was the profit of Norvane in 2024?",
        ),
        (
            "What was the profit of Norvane in 2023?",
            "What about Sandell?",
            "What was the profit of Sandell in 2023?",
        ),
        (
            "What is the unemployment rate in Pellworth?",
            "and in Nordmark?",
            "What is the unemployment rate in Nordmark?",
        ),
        (
            "How many jobs did Norvane cut in Velmar in 2023?",
            "In Kirkby?",
            "How many jobs did Norvane cut in Kirkby in 2023?",
        ),
        (
            "What did Ann Bell say in Parliament?",
            "In court?",
            "What did Ann Bell say in Parliament in court?",
        ),
        (
            "How many boats will Sandell get according to Ann Bell?",
            "and according to Lenth?",
            "How many boats will Sandell get according to Lenth?",
        ),
        (
            "How many boats will Sandell get?",
            "And according to Carl Dorn?",
            "How many boats will Sandell get according to Carl Dorn?",
        ),
        ("How many homes lost power?", "And in Kirkby?", "How many homes lost power in Kirkby?"),
        ("How much did Orel Bank earn?", "and Varga Bank?", "How much did Varga Bank earn?"),
        ("When did trains to Velmar start?", "and to Kirkby?", "When did trains to Kirkby start?"),
        (
            "How much did the Pellworth library cost?",
            "and the Kirkby library?",
            "How much did the Kirkby library cost?",
        ),
        ("When did the bridge close?", "Why?", "Why did the bridge close?"),
        (
            "By how much did Norvane's sales fall in January 2009?",
            "And Sandell?",
            "By how much did Sandell's sales fall in January 2009?",
        ),
        (
            "How far did the Dow Jones fall in May 2009?",
            "What about the Nikkei?",
            "How far did the Nikkei fall in May 2009?",
        ),
        ("Who sued Norvane over the name?", "Why?", "Why did someone sue Norvane over the name?"),
        ("Who sued Norvane over the name?", "When?", "When did someone sue Norvane over the name?"),
        ("Who is suing Norvane over the name?", "Why?", "Why is someone suing Norvane over the name?"),
        ("who owns the plant?", "why?", "Why does someone own the plant?"),
        ("When does Carl Dorn arrive in Berlin?", "And when does he leave?", "When does Carl Dorn leave?"),
        (
            "Who led the delegation to Moscow?",
            "and when is he coming?",
            "When is the person who led the delegation to Moscow coming?",
        ),
        (
            "How long did the strike at the Port of Velmar last?",
            "Who mediated?",
            "Who mediated (the strike at the Port of Velmar)?",
        ),
        (
            "Which painting was stolen from the Hollis House Museum?",
            "What is it insured for?",
            "What is the painting that was stolen from the Hollis House Museum insured for?",
        ),
        ("When did Kestrel Bridge reopen?", "And who opened it?", "Who opened Kestrel Bridge?"),
        ("What did Kestrel Bridge cost in all?", "Why was it closed?", "Why was Kestrel Bridge closed?"),
        ("When will the regional trains arrive?", "Who makes them?", "Who makes the regional trains?"),
        ("Who is Viktor Sandrelli?", "What did he say?", "What did Viktor Sandrelli say?"),
        (
            "What was stolen from the Hollis museum?",
            "Who painted it?",
            "Who painted the thing that was stolen from the Hollis museum?",
        ),
        ("the Kirkby library", "who designed it?", "Who designed the Kirkby library?"),
        ("When was the Kirkby Library opened?", "who designed it?", "Who designed the Kirkby Library?"),
        ("What is known about the Kirkby library?", "who designed it?", "Who designed the Kirkby library?"),
        ("What did the library in Kirkby cost?", "who designed it?", "Who designed the library in Kirkby?"),
        ("Where was the painting found?", "And when?", "When was the painting found?"),
        ("When did the bridge close?", "For how long?", "For how long did the bridge close?"),
        ("Who won in Velmar?", "no, in Kirkby", "Who won in Kirkby?"),
        ("Who won in Velmar?", "No, I meant Kirkby", "Who won in Kirkby?"),
        ("Who won in Velmar?", "sorry, Kirkby I meant", "Who won in Kirkby?"),
        ("When did the bridge close?", "back to the strike: is it over?", "Is the strike over?"),
        (
            "When did the bridge close?",
            "back to the quake: how many lost their homes?",
            "How many lost their homes (the quake)?",
        ),
        (
            "When will the stadium open?",
            "back to the painting, how long will they need to mend it?",
            "How long will they need to mend the painting?",
        ),
        ("Who is the mayor?", "And the pilot, when does he land?", "When does the pilot land?"),
        ("Who is the mayor?", "what about the tax? Will it go up?", "Will the tax go up?"),
        ("How many people died in Velmar?", "and how many were hurt?", "How many people were hurt (Velmar)?"),
        ("Who is Ann Bell?", "and her successor?", "Who is Ann Bell's successor?"),
        (
            "How long did the strike at the Port of Velmar last?",
            "What did the mayor say to that?",
            "What did the mayor say to that (the strike at the Port of Velmar)?",
        ),
        ("Who is Sandell's chairman?", "and Norvane's?", "Who is Norvane's chairman?"),
        ("How much did Sandell earn?", "and Norvane's?", "How much did Norvane earn?"),
        ("What was Sandell's profit?", "and Norvane's sales?", "What was Norvane's sales?"),
        ("What was Norvane's profit?", "and a year ago?", "What was Norvane's profit a year ago?"),
        ("How many seats will it have after the works?", "and now?", "How many seats will it have now?"),
        ("When did Ann Bell die?", "and her husband?", "When did Ann Bell's husband die?"),
        ("Who prosecuted Carl Dorn?", "and who defended him?", "Who defended Carl Dorn?"),
        (
            "What did the minister say about the port?",
            "and the union?",
            "What did the union say about the port?",
        ),
        ("When did the bridge close?", "and the mayor?", "The mayor (the bridge)?"),
        (
            "What did Ann Bell say about the tram?",
            "and about the port?",
            "What did Ann Bell say about the port?",
        ),
        (
            "How many people had died by Tuesday?",
            "how many missing?",
            "How many people were missing by Tuesday?",
        ),
        ("How many people died in Velmar?", "and the injured?", "How many people were injured in Velmar?"),
        (
            "How many fires were there in Velmar?",
            "what about floods?",
            "How many floods were there in Velmar?",
        ),
        ("Was Ann Bell paid by Norvane?", "what about men?", "Was Ann Bell paid by Norvane (men)?"),
        ("Did Norvane win the case?", "why not?", "Why didn't Norvane win the case?"),
        ("Did Norvane win the case?", "why?", "Why did Norvane win the case?"),
        ("What was Norvane's profit?", "why?", "Why: What was Norvane's profit?"),
        ("Who won?", "and he?", None),
        (
            "What happened to Ann Bell at the High Court?",
            "by how much was it cut?",
            "By how much was it cut (Ann Bell)?",
        ),
        ("When did Norvane cut jobs?", "Who is the mayor?", None),
        ("Which painting was stolen?", "When?", "When: Which painting was stolen?"),
        ("Who is Ann Bell?", "Who won the election in Harrowmere?", None),
        ("Who is Ann Bell?", "Did Carl Dorn say when he arrives?", None),
        ("Who is Ann Bell?", "What is inflation?", None),
    ],
)
def test_a_follow_up_is_read_with_what_it_leaves_out(
    before: str, question: str, read_as: str | None, parser: SpacyParser
) -> None:
    assert stand_alone(question, turns_of([before]), parser) == read_as


def test_she_is_whom_the_answer_named(parser: SpacyParser) -> None:
    asked = "Who won the mayoral election in Harrowmere?"
    turn = Turn(asked, answered(asked, WON))
    assert stand_alone("Whom did she appoint?", [turn], parser) == "Whom did Dorota Wróbel appoint?"


WHITCOMBE = "Daniel Whitcombe KC, prosecuting, told the court that she had lied."


def test_her_husband_is_that_of_the_woman_spoken_of_and_not_of_a_man_named_since(parser: SpacyParser) -> None:
    who, prosecuted = "Who is Margaret Oyelaran?", "Who prosecuted Margaret Oyelaran?"
    turns = [Turn(who), Turn(prosecuted, answered(prosecuted, WHITCOMBE))]
    assert stand_alone("and her husband?", turns, parser) == "Who is Margaret Oyelaran's husband?"
    assert stand_alone("What did he say?", turns, parser) == "What did Daniel Whitcombe KC say?"


def test_who_is_named_as_a_source_is_spoken_of(parser: SpacyParser) -> None:
    turns = [Turn("How many boats will Sandell get?"), Turn("And according to Carl Dorn?")]
    assert stand_alone("What is his job?", turns, parser) == "What is Carl Dorn's job?"


def test_and_him_is_who_else_was_spoken_of(parser: SpacyParser) -> None:
    asked, next_asked = "Who replaced Daniel Dorn?", "How much will Ann Bell be paid?"
    turns = [Turn(asked), Turn(next_asked)]
    assert stand_alone("and him?", turns, parser) == "How much will Daniel Dorn be paid?"
    assert stand_alone("And her?", turns, parser) is None  # she is who was asked about


def test_her_husband_is_left_as_asked_where_only_a_man_was_spoken_of(parser: SpacyParser) -> None:
    turns = [Turn("Who prosecuted?", answered("Who prosecuted?", WHITCOMBE))]
    assert stand_alone("And her husband?", turns, parser) is None


@pytest.mark.parametrize(
    ("asked", "quote", "question", "read_as"),
    [
        (
            "who owns the plant?",
            "The plant is owned by Corvane Steel, a family firm.",
            "why?",
            "Why does Corvane Steel own the plant?",
        ),
        (
            "who owns the plant?",
            "The plant is owned by Corvane Steel and Sandell Motors.",
            "why?",
            "Why does someone own the plant?",
        ),
        (
            "Who is suing Norvane?",
            "Corvane Steel is suing Norvane over its name.",
            "Since when?",
            "Since when is Corvane Steel suing Norvane?",
        ),
        (
            "Who is the mayor of Velmar?",
            "Ann Bell, the mayor of Velmar, said the port was safe.",
            "Since when?",
            "Since when is Ann Bell the mayor of Velmar?",
        ),
    ],
)
def test_why_is_asked_of_whom_the_answer_named(
    asked: str, quote: str, question: str, read_as: str, parser: SpacyParser
) -> None:
    assert stand_alone(question, [Turn(asked, answered(asked, quote))], parser) == read_as


def test_nobody_looks_for_a_someone_that_was_not_asked_for() -> None:
    assert content_stems("Why does someone own the plant?") == content_stems("Why own the plant?")


def test_a_place_gives_way_to_the_next_over_several_turns(parser: SpacyParser) -> None:
    turns = turns_of(["What is the unemployment rate in Pellworth?", "and in Nordmark?"])
    assert stand_alone("what about Kirkby?", turns, parser) == "What is the unemployment rate in Kirkby?"
    turns = turns_of(["What is the unemployment rate in Pellworth?", "and in 2023?"])
    assert stand_alone("in Kirkby?", turns, parser) == "What is the unemployment rate in Kirkby in 2023?"


def test_it_is_what_was_asked_about_last(parser: SpacyParser) -> None:
    turns = turns_of(["What is the unemployment rate in Pellworth?", "what about the Kirkby library?"])
    assert stand_alone("who designed it?", turns, parser) == "Who designed the Kirkby library?"


def test_what_is_asked_without_a_verb_is_asked_of_whom_the_answer_named(parser: SpacyParser) -> None:
    asked = "Who won the mayoral election in Harrowmere?"
    turn = Turn(asked, answered(asked, WON))
    read_as = "By how many votes was it that Dorota Wróbel won the mayoral election in Harrowmere?"
    assert stand_alone("By how many votes?", [turn], parser) == read_as
    lead = "Mayor Anselm Pryce held a lead of just 212 votes over Dorota Wróbel."
    turns = [turn, Turn("By how many votes?", answered("By how many votes?", lead))]
    assert stand_alone("Whom did she appoint?", turns, parser) == "Whom did Dorota Wróbel appoint?"


def test_a_conversation_is_followed_over_several_turns(parser: SpacyParser) -> None:
    turns = turns_of(["Which painting was stolen from the Hollis House Museum?", "What is it insured for?"])
    read_as = stand_alone("Where was it found?", turns, parser)
    assert read_as == "Where was the painting that was stolen from the Hollis House Museum found?"


@pytest.mark.parametrize(
    ("asked", "quote", "question", "read_as"),
    [
        (
            "When will the defence minister visit Tessaro?",
            "She will travel to Tessaro next week.",
            "why was it postponed?",
            "Why was the visit of the defence minister postponed?",
        ),
        (
            "How many sailors died on the Almira?",
            "Tessaro has renewed its fleet since the sinking of the Almira, in which 17 died.",
            "why did it sink?",
            "Why did the Almira sink?",
        ),
        (
            "How many people died in the Dunmarrow fire?",
            "DUNMARROW, Feb 17 - Six people were killed in Dunmarrow on Tuesday.",
            "what caused it?",
            "What caused the Dunmarrow fire?",
        ),
        (
            "What caused the Dunmarrow fire?",
            "It was a heater.",
            "is there anything newer?",
            "What caused the Dunmarrow fire now?",
        ),
        ("What is velotrexin?", "It blocks a protein.", "how does it work?", "How does velotrexin work?"),
    ],
)
def test_it_is_what_happened_the_ship_or_the_fire_and_no_place(
    asked: str, quote: str, question: str, read_as: str, parser: SpacyParser
) -> None:
    answer = answered(asked, quote).model_copy(update={"hits": [seen(quote)]})
    assert stand_alone(question, [Turn(asked, answer)], parser) == read_as


def test_of_what_was_asked_in_vain_without_a_name_nobody_goes_on(parser: SpacyParser) -> None:
    about, dose = "What is velotrexin?", "how much will a dose cost?"
    turns = [Turn(about, answered(about, "It blocks a protein.")), Turn(dose, in_vain(dose))]
    assert stand_alone("when will it be approved?", turns, parser) == "When will velotrexin be approved?"


def test_they_are_nobody_who_only_stood_in_an_answer_before_the_last(parser: SpacyParser) -> None:
    about, board = "How much is offered for the mill?", "Did the board accept it?"
    first = Turn(about, answered(about, "Ardentis offers 3 million for the maker of Crumley biscuits."))
    read = stand_alone("how much did they offer?", [first, Turn(board, in_vain(board))], parser)
    assert read is None or "Crumley" not in read


def test_whom_a_source_names_is_somebody_where_the_passages_tell_so(parser: SpacyParser) -> None:
    asked = "How much potash will Velmora deliver according to Lenth?"
    answer = answered(asked, "It is 380,000 tonnes.")
    hits = [seen("Deputy Agriculture Minister Gabor Lenth said it was 380,000 tonnes.")]
    turn = Turn(asked, answer.model_copy(update={"hits": hits}))
    assert stand_alone("what is his job?", [turn], parser) == "What is Lenth's job?"


def test_a_person_brought_up_takes_the_place_of_nothing_that_was_counted(parser: SpacyParser) -> None:
    asked = "How many jobs will go at the mill?"
    turn = Turn(asked, answered(asked, "Some 250 jobs will go."))
    assert stand_alone("what about the chief executive?", [turn], parser) is None


def test_who_was_brought_up_in_vain_is_who_is_asked_about_then(parser: SpacyParser) -> None:
    asked, about = "How many jobs will go at the mill?", "what about the chief executive?"
    vain = in_vain(about).model_copy(update={"read_as": "How many jobs will go (the chief executive)?"})
    turns = [Turn(asked, answered(asked, "Some 250 jobs will go.")), Turn(about, vain)]
    assert stand_alone("how old is she?", turns, parser) == "How old is the chief executive?"


def in_vain(question: str) -> Abstained:
    return Abstained(question=question, reason="", unanswered=[question], confidence=0.1, engine="extractive")


def test_without_turns_nothing_is_read_into_a_question(parser: SpacyParser) -> None:
    assert stand_alone("When is he coming?", (), parser) is None


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ({"question": "When does Carl Dorn leave Berlin?"}, "When does Carl Dorn leave Berlin?"),
        ({"question": "When does Carl Dorn leave Moscow?"}, "RULES"),
        ({"question": ""}, "RULES"),
        ({"question": "When does he leave?"}, "RULES"),
        ({"question": "When does Carl Dorn arrive in Berlin?"}, "RULES"),  # was asked before
        ({"question": "Where does Carl Dorn leave Berlin?"}, "RULES"),
        ({"question": "and when does he leave"}, "RULES"),
        (ModelTimeout("the language model did not answer in time"), "RULES"),
    ],
)
def test_a_model_may_put_it_in_words_of_the_conversation_only(reply: object, shown: str) -> None:
    turns = turns_of(["When does Carl Dorn arrive in Berlin?"])
    model = ScriptedModel([reply])  # type: ignore[list-item]
    rules = "When does Carl Dorn leave?"
    expected = rules if shown == "RULES" else shown
    assert phrased("And when does he leave?", rules, turns, model) == expected


def test_names_in_small_letters_are_those_of_the_passages_before(parser: SpacyParser) -> None:
    asked = "who won the election in velm?"
    answer = answered(asked, "She won.").model_copy(
        update={"hits": [seen("They chose her in Velm and in Harn.")]}
    )
    assert stand_alone("and in harn?", [Turn(asked, answer)], parser) == "Who won the election in Harn?"


def test_what_is_long_is_not_told_in_brackets(parser: SpacyParser) -> None:
    turns = turns_of(["What was found in the cellar of the old town hall of Velmar by the painters?"])
    read_as = "Why did nobody see that (the old town hall of Velmar)?"
    assert stand_alone("Why did nobody see that?", turns, parser) == read_as
    assert "the thing that" not in (stand_alone("What do they say?", turns, parser) or "")


def test_only_a_capital_is_no_other_reading(parser: SpacyParser) -> None:
    answer = answered("q", "She won.").model_copy(update={"hits": [seen("They chose her in Velm.")]})
    assert stand_alone("who won the election in velm", [Turn("q", answer)], parser) is None


def test_what_was_asked_in_vain_after_another_question_is_nothing_to_go_on_from(parser: SpacyParser) -> None:
    first, second = "Who won the election in Velmar?", "And the one before?"
    silent = Abstained(
        question=second, read_as="The one before (the election)?", confidence=0.1, engine="extractive"
    )
    turns = [Turn(first), Turn(second, silent)]
    assert stand_alone("And in Kirkby?", turns, parser) == "Who won the election in Kirkby?"


def test_small_talk_is_nothing_to_go_on_from(parser: SpacyParser) -> None:
    turns = turns_of(["Who won the election in Velmar?", "thanks!"])
    assert stand_alone("And in Kirkby?", turns, parser) == "Who won the election in Kirkby?"
