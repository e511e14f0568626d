"""What a statement leaves out of its sentence and may not: beside it what it may leave out."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

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

NURSES = "Of the 310 nurses who answered the survey, 60 percent said they were tired."
PUMPS = "Engineers replaced three of the seven pumps that failed during the flood."

MORE_SAID = [
    (FIRST, "Ines Roth became the woman in Calden to lead a brigade of more than 200 people."),
    (NURSES, "60 percent of nurses said they were tired."),
    ("A landlord who ignores two warnings may lose his licence.", "A landlord may lose his licence."),
    ("A landlord who ignores two warnings may lose his licence.", "The landlord may lose his licence."),
    ("A pilot who lands late three times in a month can be fined.", "A pilot who lands late can be fined."),
    ("The tunnel was not designed to carry trains.", "The tunnel was not designed."),
    ("Nobody over 70 was invited to the hearing.", "Nobody was invited to the hearing."),
    (
        "Either the baker or his son sold the painting, the police believe.",
        "The baker and his son sold the painting, the police believe.",
    ),
    (
        "Either the baker or his son sold the painting, the police believe.",
        "The baker sold the painting, the police believe.",
    ),
    ("Mira Sand was the first surgeon to lead the union.", "Mira Sand was the first to lead the union."),
    (
        "The watchdog did not fine the clinic but found that nurses had been threatened.",
        "The watchdog fined the clinic.",
    ),
    (
        "The watchdog did not fine the clinic but found that nurses had been threatened.",
        "The watchdog did not find that nurses had been threatened.",
    ),
    ("Despite the rumours, the abbot did not flee, and the choir has not been sold.", "The abbot fled."),
    (
        "Despite the rumours, the abbot did not flee, and the choir has not been sold.",
        "The choir has been sold.",
    ),
    (
        "Gorse Mills disputes that and says no worker was ever hurt.",
        "Gorse Mills disputes no worker was ever hurt.",
    ),
]
AS_SAID = [
    (PUMPS, "Engineers replaced three of the seven pumps."),
    (NURSES, "60 percent of the 310 nurses who answered the survey said they were tired."),
    (
        "A landlord who ignores two warnings may lose his licence.",
        "A landlord who ignores two warnings may lose his licence.",
    ),
    (
        "A pilot who lands late three times in a month can be fined.",
        "A pilot who lands late three times in a month can be fined.",
    ),
    ("A man who robbed a bank in Orrin may go to prison.", "A man may go to prison."),
    ("The tunnel was not designed to carry trains.", "The tunnel was not designed to carry trains."),
    ("Nobody over 70 was invited to the hearing.", "Nobody over 70 was invited to the hearing."),
    ("None of them was hurt, the fire chief said.", "None of them was hurt, the fire chief said."),
    (
        "Either the baker or his son sold the painting, the police believe.",
        "The police believe either the baker or his son sold the painting.",
    ),
    (
        "Mira Sand was the first surgeon to lead the union.",
        "Mira Sand was the first surgeon to lead the union.",
    ),
    (
        "The watchdog did not fine the clinic but found that nurses had been threatened.",
        "The watchdog found that nurses had been threatened.",
    ),
    (
        "Despite the rumours, the abbot did not flee, and the choir has not been sold.",
        "The abbot did not flee.",
    ),
    (
        "Despite the rumours, the abbot did not flee, and the choir has not been sold.",
        "The choir has not been sold.",
    ),
    (
        "Gorse Mills disputes that and says no worker was ever hurt.",
        "Gorse Mills says no worker was ever hurt.",
    ),
]


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


@pytest.mark.parametrize(("sentence", "statement"), MORE_SAID)
def test_what_narrows_or_denies_only_part_is_not_left_out(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), AS_SAID)
def test_what_is_kept_with_what_narrows_it_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
