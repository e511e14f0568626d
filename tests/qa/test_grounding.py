"""Planted changes: a statement with one thing changed is refused, the unchanged one is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa.grounding import MAX_STATEMENT_CHARS, problems
from qa.language.nlp import SpacyParser

TRAIN = "National Rail chose Trellmann Rail to supply 64 regional trains for 780 million euros."
REPAIR = "The repair cost about 46 million crowns, compared with an estimate of 38 million in March."
LEAD = "Pryce held a lead of over 212 votes, election commissioner Łukasz Wróbel said on Monday."
CHIEFS = "Ann Bell, chief executive of Norvane, met Carl Dorn, chief executive of Sandell."
PLAN = "Corvane Lines plans to buy Tern Shipping in 2026, according to two people familiar with the talks."
DENIAL = "The ministry did not approve the merger."
QUOTE = "“A bridge is a promise,” Mayor Dorota Wróbel said."
NO_PARSE = "Trip aimed to lay the groundwork for a subsequent visit."  # the parser sees no subject in it
FALL = "Shares in Norvane fell 6 percent on Thursday."

# name of the change, sentence, statement that holds, statement with one thing changed
CASES = [
    ("number", TRAIN, "National Rail chose Trellmann Rail to supply 64 regional trains.", "National Rail chose Trellmann Rail to supply 46 regional trains."),
    ("magnitude", REPAIR, "The repair cost about 46 million crowns.", "The repair cost about 46 billion crowns."),
    ("unit", REPAIR, "The repair cost about 46 million crowns.", "The repair cost about 46 million euros."),
    ("percent", FALL, "Shares in Norvane fell 6 percent.", "Shares in Norvane fell 6."),
    ("qualifier dropped", REPAIR, "The repair cost about 46 million crowns.", "The repair cost 46 million crowns."),
    ("qualifier changed", LEAD, "Pryce held a lead of over 212 votes, Łukasz Wróbel said.", "Pryce held a lead of under 212 votes, Łukasz Wróbel said."),
    ("name", TRAIN, "National Rail chose Trellmann Rail.", "National Rail chose Tellmann Rail."),
    ("first name", LEAD, "Pryce held a lead of over 212 votes, Łukasz Wróbel said.", "Pryce held a lead of over 212 votes, Dorota Wróbel said."),
    ("day", FALL, "Shares in Norvane fell 6 percent on Thursday.", "Shares in Norvane fell 6 percent on Friday."),
    ("year", PLAN, "Corvane Lines plans to buy Tern Shipping in 2026, according to two people.", "Corvane Lines plans to buy Tern Shipping in 2027, according to two people."),
    ("direction", FALL, "Shares in Norvane fell 6 percent.", "Shares in Norvane rose 6 percent."),
    ("negation dropped", DENIAL, "The ministry did not approve the merger.", "The ministry did approve the merger."),
    ("negation added", TRAIN, "National Rail chose Trellmann Rail.", "National Rail never chose Trellmann Rail."),
    ("intention dropped", PLAN, "Corvane Lines plans to buy Tern Shipping, according to two people.", "Corvane Lines buys Tern Shipping, according to two people."),
    ("possibility of a state dropped", "The bridge may be safe by June.", "The bridge may be safe.", "The bridge is safe."),
    ("possibility of having dropped", "Ann Bell may have cancer.", "Bell may have cancer.", "Ann Bell has cancer."),
    ("what one had", "The mill had 500 workers in 2019.", "The mill had 500 workers.", "The mill has 500 workers."),
    ("what one used to have", "The mill used to have 500 workers.", "The mill used to have 500 workers.", "The mill has 500 workers."),
    ("what one wants to have", "The mill wants to have 500 workers.", "The mill wants to have 500 workers.", "The mill has 500 workers."),
    ("what one will have", "The mill will have 500 workers.", "The mill will have 500 workers.", "The mill has 500 workers."),
    ("where one may be", "Ann Bell may be in Moscow.", "Bell may be in Moscow.", "Ann Bell is in Moscow."),
    ("where one was", "Ann Bell was in Moscow on Friday.", "Ann Bell was in Moscow.", "Ann Bell is in Moscow."),
    ("having, as somebody says", "Ann Bell has cancer, her lawyer said.", "Ann Bell has cancer, her lawyer said.", "Ann Bell has cancer."),
    ("a qualifier behind its number", "500 or more people died.", "500 or more people died.", "500 people died."),
    ("a qualifier behind its noun", "500 people or more died.", "500 people or more died.", "500 people died."),
    ("a number below zero", "It was minus 5 degrees in Velmar.", "It was minus 5 degrees.", "It was 5 degrees."),
    ("so much more for so much", "Those who napped had a 23% higher rate of stroke.", "Those who napped had a 23% higher rate of stroke.", "23% of those who napped had a stroke."),
    ("a currency by its sign", "Ann Bell has ₪5 million.", "Ann Bell has ₪5 million.", "Ann Bell has 5 million."),
    ("a state that is over", "Ann Bell was chief executive of Norvane until May.", "Ann Bell was chief executive of Norvane.", "Ann Bell is chief executive of Norvane."),
    ("a state that was over before", "The bridge had been safe for years.", "The bridge had been safe for years.", "The bridge is safe."),
    ("a role held no more", "The ousted president of Norvane, Ann Bell, left.", "The ousted president of Norvane, Ann Bell, left.", "Ann Bell is the president of Norvane."),
    ("a role of another time", "Ann Bell, then chief executive of Norvane, signed it.", "Ann Bell, then chief executive of Norvane, signed it.", "Ann Bell, chief executive of Norvane, signed it."),
    ("a role given up", "Ann Bell, no longer chief executive of Norvane, spoke.", "Ann Bell spoke.", "Ann Bell is chief executive of Norvane."),
    ("a role claimed", "Ann Bell, the self-styled king of Norvane, spoke.", "Ann Bell, the self-styled king of Norvane, spoke.", "Ann Bell is the king of Norvane."),
    ("the end of a role", "Ann Bell, chief executive of Norvane until 2019, spoke.", "Ann Bell, chief executive of Norvane until 2019, spoke.", "Ann Bell is chief executive of Norvane."),
    ("a word that ends no role", "She left late on Monday, the mayor said.", "She left on Monday, the mayor said.", "She left late on Tuesday, the mayor said."),
    ("a question made a statement", "Is Ann Bell chief executive of Norvane?", "Is Ann Bell chief executive of Norvane?", "Ann Bell is chief executive of Norvane."),
    ("plan of a state dropped", "Ann Bell will be chief executive in May.", "Ann Bell will be chief executive.", "Ann Bell is chief executive."),
    ("attribution dropped", PLAN, "Corvane Lines plans to buy Tern Shipping, according to two people.", "Corvane Lines plans to buy Tern Shipping."),
    ("the holder of an office", "The president of Norvane, Ann Bell, left the meeting.", "Ann Bell left the meeting.", "Norvane left the meeting."),
    ("whose widow", "The widow of the president, Ann Bell, left.", "The widow of the president, Ann Bell, left.", "Ann Bell is the president."),
    ("whose adviser", "The adviser to the president of Norvane, Ann Bell, left.", "The adviser to the president of Norvane left.", "Ann Bell is the president of Norvane."),
    ("speaker with a name and an office", "Norvane's chief executive, Ann Bell, said profits rose 5 percent.", "Ann Bell said profits rose 5 percent.", "Norvane said profits rose 5 percent."),
    ("who told whom", "Her lawyer, Carl Dorn, told the court that two banks had closed.", "Carl Dorn told the court that two banks had closed.", "The court told Carl Dorn that two banks had closed."),
    ("a deed announced before", "Ann Bell, 63, who heads Norvane, will not resign as announced in May.", "Ann Bell will not resign as announced in May.", "Norvane will not resign as announced in May."),
    ("who declined", "A spokesman for the ministry, Carl Dorn, declined to comment.", "Carl Dorn declined to comment.", "The ministry declined to comment."),
    ("several who agree", "Norvane and the union agreed on Thursday to resume talks.", "The union agreed on Thursday to resume talks.", "The union agreed on Monday to resume talks."),
    ("the first of fewer", "Tilda Brekke became the first Norwegian woman to win the race.", "Tilda Brekke became the first Norwegian woman to win the race.", "Tilda Brekke became the first woman to win the race."),
    ("the largest since", "It was the largest haul in Almar since 2011.", "It was the largest haul in Almar since 2011.", "It was the largest haul in Almar."),
    ("about half", "The drug cut the cost by roughly half.", "The drug cut the cost by about half.", "The drug cut the cost by half."),
    ("at least until", "Norvane put off the launch until at least spring.", "Norvane put off the launch until at least spring.", "Norvane put off the launch until spring."),
    ("up and down", "Norvane carried 5.2 million people, up 11 percent from May, and 300 dogs, down 2 percent.", "Norvane carried 5.2 million people, up 11 percent from May.", "Norvane carried 5.2 million people, down 11 percent from May."),
    ("down from", "One fifth of teachers would do it again, down from half.", "One fifth of teachers would do it again, down from half.", "One fifth of teachers would do it again, up from half."),
    ("according to", "The talks failed, the union said.", "According to the union, the talks failed.", "According to the ministry, the talks failed."),
    ("what was added", "The union said the talks failed, adding that pay was too low.", "The union added that pay was too low.", "The ministry added that pay was too low."),
    ("who warned said", "The union warned that the talks could fail.", "The union said that the talks could fail.", "The union said that the talks failed."),
    ("who denied did not say", "The union denied that the talks failed.", "The union denied that the talks failed.", "The union said that the talks failed."),
    ("whose brother", "Nadia Kerr, whose brother Tom was shot, welcomed it.", "Nadia Kerr welcomed it.", "Nadia Kerr was shot."),
    ("another one's words", "Prices rose, the bank said, but the union warned that pay fell.", "The union warned that pay fell.", "The bank warned that pay fell."),
    ("quotation marks dropped", "“We have to be patient,” Ann Bell said.", "Ann Bell said, “We have to be patient.”", "We have to be patient, Ann Bell said."),
    ("what she warned of", "Ann Bell warned of a flood on Monday.", "Ann Bell warned of a flood.", "Ann Bell warned on Monday."),
    ("whose founder", "A Velmar start-up has raised 3.5 million euros from the Danish fund Tavlik, its founder, Ann Bell, announced on Tuesday.", "A Velmar start-up has raised 3.5 million euros from the Danish fund Tavlik, its founder, Ann Bell, announced on Tuesday.", "Ann Bell is the founder of the Danish fund Tavlik."),
    ("compared with what", "Turnout was 52 percent, lower than in 2022 yet higher than forecast, the clerk said.", "Turnout was 52 percent, lower than in 2022 yet higher than forecast, the clerk said.", "Turnout was lower than forecast, the clerk said."),
    ("fewer than", "Fewer than 200 families applied.", "Less than 200 families applied.", "More than 200 families applied."),
    ("role swapped", CHIEFS, "Ann Bell, chief executive of Norvane, met Carl Dorn.", "Ann Bell, chief executive of Sandell, met Carl Dorn."),
    ("doer swapped", TRAIN, "National Rail chose Trellmann Rail.", "Trellmann Rail chose National Rail."),
    ("deed changed", TRAIN, "National Rail chose Trellmann Rail.", "National Rail sued Trellmann Rail."),
    ("quoted words changed", QUOTE, "“A bridge is a promise,” Mayor Dorota Wróbel said.", "“A bridge is a threat,” Mayor Dorota Wróbel said."),
    ("fact added", FALL, "Shares in Norvane fell 6 percent.", "Shares in Norvane fell 6 percent after a strike."),
]  # fmt: skip

# sentence, all of it that stands before a semicolon
HALVES = [
    ("A throw through the ring from above scores two points; from the side it scores one.", True),
    ("Among those under 25 the rate stood at 14.1 per cent; it had been 12.6 a year earlier.", True),
    ("The tank at the Orrin plant leaks every winter; the firm denies it.", False),
    ("Two of the managers took bribes; nine others did not, the prosecutor said.", False),
    ("The plant at Orrin will open in May; that is, if the council agrees.", False),
    ("Not so; the bridge at Orrin is open.", False),
]

# sentence, statement in its words that it does not carry
TRAPS = [
    (
        "Rain delayed the launch by two days, from 3 to 5 August.",
        "Rain delayed the launch to 3 August to 5 August.",
    ),
    ("The son of Ann Bell left the party.", "Ann Bell left the party."),
    ("Bharat Forge's chief executive met Adani's chairman in Pune.", "Adani's chief executive met Bharat Forge's chairman in Pune."),
    ("Critics say the reform failed, but the ministry says it worked.", "The reform failed."),
    ("The ministry said it had not decided whether to sell the bank.", "The ministry sold the bank."),
    ("Shares fell 3 percent in London and rose 5 percent in Tokyo.", "Shares fell 5 percent in Tokyo."),
    ("Shares fell 3 percent in London and rose 5 percent in Tokyo.", "Shares rose 3 percent in London."),
    ("If the vote passes, Orr will resign.", "Orr will resign."),
    ("Orr pretended to sign the treaty.", "Orr signed the treaty."),
    ("It is not true that Orr signed the treaty.", "Orr signed the treaty."),
    ("Orr is accused of taking bribes.", "Orr took bribes."),
    ("Orr is accused of taking bribes.", "Orr is taking bribes."),
    ("The plan to close the mine was dropped.", "The mine was closed."),
    ("The alleged thief, Max Dorn, was freed.", "Max Dorn is the thief."),
    ("Police said Dorn, who killed two people, fled.", "Dorn killed two people."),
    ("Before Orr left, Klee arrived.", "Orr left before Klee arrived."),
    ("Few ministers backed the bill.", "Ministers backed the bill."),
    ("Bell was not the first woman to lead Norvane.", "Bell was the first woman to lead Norvane."),
    ("Norvane is larger than Sandell.", "Sandell is larger than Norvane."),
    ("Norvane has 500 workers, Sandell 300.", "Norvane has 300 workers."),
    ("Cars may use the bridge, Mayor Ann Bell said on Monday.", "Mayor Ann Bell said on Monday."),
    ("Ann Bell told reporters on Monday that pay rose.", "Ann Bell told reporters."),
    ("It is safe, according to the ministry, but the union says it is not.", "It is safe, according to the union."),
    ("Norvane's lawyer, Ann Bell, and its chief, Carl Dorn, left.", "Carl Dorn is Norvane's lawyer."),
    ("“We have to be more patient.”", "We have to be more patient."),
    ("We have to be more patient.”", "We have to be more patient."),
    ("We have to be more patient,” Ann Bell said.", "We have to be more patient, Ann Bell said."),
    ("“Rust is patient. We are not,” said Ann Bell.", "Rust is patient."),
    ("Rumours that the king died are false, the palace said.", "The king died, the palace said."),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "statement"), [c[1:3] for c in CASES], ids=[c[0] for c in CASES])
def test_a_statement_in_the_sentences_words_passes(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


@pytest.mark.parametrize(("sentence", "is_carried"), HALVES)
def test_what_stands_before_a_semicolon_is_said_unless_what_follows_stands_over_it(
    parser: SpacyParser, sentence: str, is_carried: bool
) -> None:
    half = f"{sentence.split(';')[0]}."
    assert (problems(half, [sentence], context="", parser=parser) == []) is is_carried


@pytest.mark.parametrize(("sentence", "statement"), [(c[1], c[3]) for c in CASES], ids=[c[0] for c in CASES])
def test_a_statement_with_one_thing_changed_is_refused(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser) != []


@pytest.mark.parametrize("sentence", [TRAIN, REPAIR, LEAD, CHIEFS, PLAN, DENIAL, QUOTE, FALL, NO_PARSE])
def test_a_sentence_carries_itself(parser: SpacyParser, sentence: str) -> None:
    assert problems(sentence, [sentence], context="", parser=parser) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.integers(2, 9_999), said=st.integers(2, 9_999))
def test_a_number_passes_exactly_when_it_is_the_one_that_stands_there(
    parser: SpacyParser, told: int, said: int
) -> None:
    found = problems(
        f"{said} ships were waiting.", [f"{told} ships were waiting."], context="", parser=parser
    )
    assert (found == []) == (told == said)


@pytest.mark.parametrize(
    "fragment", ["Ann Bell", "chief executive of Norvane", "64", "Łukasz Wróbel, commissioner"]
)
def test_a_fragment_that_answers_only_with_the_question_is_refused(
    parser: SpacyParser, fragment: str
) -> None:
    found = problems(fragment, [CHIEFS, TRAIN, LEAD], context="Who runs Sandell?", parser=parser)
    assert found


@pytest.mark.parametrize(
    ("sentence", "statement", "passes"),
    [
        ("Bell was shot by an off-duty officer.", "Bell was shot by an on-duty officer.", False),
        ("Bell was shot by an off-duty officer.", "Bell was shot by an off-duty officer in short.", False),
        ('Bell said he would "never, under any circumstances" sell.', "Bell said he would sell.", False),
        ("Bell said he would sell, and not in May.", "Bell said he would sell.", True),
        (
            "The court ruled on Monday, after lawyers had spoken, that the search was unlawful.",
            "The court ruled on Monday, after lawyers had spoken.",
            False,
        ),
    ],
)
def test_small_words_that_turn_the_sense_are_kept(
    parser: SpacyParser, sentence: str, statement: str, passes: bool
) -> None:
    assert (not problems(statement, [sentence], context="", parser=parser)) is passes


def test_two_sentences_do_not_add_up_to_a_third(parser: SpacyParser) -> None:
    sentences = ["Ann Bell is the chief executive of Norvane.", "Carl Dorn runs Sandell."]
    assert problems("Ann Bell runs Sandell.", sentences, context="", parser=parser)


def test_a_word_from_the_question_is_no_evidence_and_the_reason_says_so(parser: SpacyParser) -> None:
    found = problems("Ann Bell sued Norvane.", [CHIEFS], context="Whom has Ann Bell sued?", parser=parser)
    assert any("only in the question" in why for why in found)


@pytest.mark.parametrize("statement", ["", "   ", "word " * MAX_STATEMENT_CHARS])
def test_nothing_and_too_much_are_refused(parser: SpacyParser, statement: str) -> None:
    assert problems(statement, [TRAIN], context="", parser=parser)


def test_a_statement_that_cites_nothing_is_refused(parser: SpacyParser) -> None:
    assert problems("National Rail chose Trellmann Rail.", [], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), TRAPS, ids=[trap[1] for trap in TRAPS])
def test_the_same_words_in_another_sense_are_refused(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)
