"""What a statement leaves out of its sentence and may not: beside it what it may leave out."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.nlp import SpacyParser

SHOPS = "The chain shut all its shops outside the capital in May."
OWNERS = "Owners whose dogs are not chipped face fines of 80 euros."
SAMPLES = "Tests showed that the older samples contained lead."
FLOOD = "Forecasters said flooding was possible around Port Mercy."
FIRST = "Ines Roth became the first woman in Calden to lead a brigade of more than 200 people."
BECAUSE = "Bell was not convicted because he was rich, but because he had lied."
TITLES = "Quiroga and Anand won the women's and men's titles respectively."
MEDAL = "Roth was stripped of her gold medal in Calden, though not of the two bronzes."
CURFEW = "Outside the capital, the curfew was widely ignored."
CHILD = "Bell spoke only Tarnish at home."
SECOND = "Ice shrank to its second-lowest extent since 2012."
TIME = "Orrin fell when the storm came, and Halden was flooded two hours later."
ROOM = "Voters trust Bell on schools, but not on crime or the economy."
COUNTED = "With half of the votes counted, Bell led Dorn by 5 points."
QUOTE = '"It is a fine stadium for a country without hospitals," the poet Sela Moyo wrote.'
MERGER = "Roth ruled out a merger in Calden."
LUGGAGE = "Officers are not allowed to search the luggage without the permission of the ministry."
SHOT = "The witness was shot or stabbed on Friday."
FINE = "A court may fine or jail him."
BEER = "The shop does not sell beer to children."
BLAST = "Nobody was hurt in the first blast."
FIREWORKS = "The law forbids shops to sell fireworks to anyone under 18."
PRESS = "The mayor never spoke to the press about the fire, despite the rumours."
FORESTS = "It is not true, the governor told a crowd in Lamont, that she wants to sell the state forests."
HUNTERS = "The ban does not apply to hunters who kill wolves on their own land."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (SHOPS, "The chain shut all its shops."),
        (OWNERS, "Owners face fines of 80 euros."),
        (SAMPLES, "Tests showed that the samples contained lead."),
        (FLOOD, "Forecasters said there was flooding around Port Mercy."),
        (FIRST, "Ines Roth became the first woman in Calden to lead a brigade."),
        (BECAUSE, "Bell was not convicted."),
        (TITLES, "Quiroga and Anand won the women's and men's titles."),
        (MEDAL, "Roth was stripped of her medals."),
        (CURFEW, "The curfew was widely ignored."),
        (CHILD, "Bell spoke only Tarnish."),
        (SECOND, "Ice shrank to its lowest extent since 2012."),
        (SECOND, "Ice shrank to its second-lowest extent."),
        (TIME, "Halden was flooded when the storm came."),
        (TIME, "Orrin fell two hours later."),
        (ROOM, "Voters trust Bell on the economy."),
        (COUNTED, "With half of the votes, Bell led Dorn by 5 points."),
        (QUOTE, '"It is a fine stadium," the poet Sela Moyo wrote.'),
        (MERGER, "There was a merger in Calden."),
        (LUGGAGE, "Officers are not allowed to search the luggage."),
        (SHOT, "The witness was shot."),
        (HUNTERS, "The ban does not apply to hunters."),
        (BEER, "The shop does not sell beer."),
        (BLAST, "Nobody was hurt."),
        (FIREWORKS, "The law forbids shops to sell fireworks."),
        (PRESS, "The mayor never spoke to the press."),
        (FORESTS, "The governor told a crowd in Lamont that she wants to sell the state forests."),
    ],
)
def test_what_would_say_more_without_it_may_not_be_left_out(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (SHOPS, "The chain shut all its shops outside the capital."),
        (OWNERS, "Owners whose dogs are not chipped face fines."),
        (SAMPLES, "The older samples contained lead, tests showed."),
        (MEDAL, "Roth was stripped of her gold medal."),
        (QUOTE, '"It is a fine stadium for a country without hospitals," Sela Moyo wrote.'),
        (CURFEW, "The curfew was widely ignored outside the capital."),
        (CHILD, "At home Bell spoke only Tarnish."),
        (TIME, "Halden was flooded two hours later."),
        (ROOM, "Voters trust Bell on schools."),
        (MERGER, "Roth ruled out a merger."),
        (FINE, "A court may jail him."),
        (BEER, "The shop does not sell beer to children."),
        (PRESS, "The mayor never spoke to the press about the fire."),
        (LUGGAGE, "Officers are not allowed to search the luggage without permission."),
    ],
)
def test_what_is_kept_with_it_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
