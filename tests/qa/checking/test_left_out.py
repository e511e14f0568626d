"""What a statement leaves out of its sentence and may not: beside it what it may leave out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.grounding import problems
from qa.nlp import SpacyParser


@pytest.fixture(scope="module")
def parser() -> Iterator[SpacyParser]:
    parser = SpacyParser()
    yield parser
    parser.close()


ONCE = "Under the agreement, Norvane will withdraw its ships once Calder stops drilling in the strait."
INSTEAD = "Farmers say they will sell their herds instead of moving them if the reservoir is built."
INVERTED = "The port would not have let the barge sail had it known of the leak."
REOPEN = "The hospital will not reopen before its roof is replaced."
EXCEPT = "Road deaths fell everywhere in the country except in the southern islands."
SHOPS = "The chain shut all its shops outside the capital in May."
OWNERS = "Owners whose dogs are not chipped face fines of 80 euros."
SAMPLES = "Tests showed that the older samples contained lead."
FLOOD = "Forecasters said flooding was possible around Port Mercy."
FIRST = "Ines Roth became the first woman in Calden to lead a brigade of more than 200 people."
BECAUSE = "Bell was not convicted because he was rich, but because he had lied."
TITLES = "Quiroga and Anand won the women's and men's titles respectively."
MEDAL = "Roth was stripped of her gold medal in Calden, though not of the two bronzes."
CURFEW = "Outside the capital, the curfew was widely ignored."
RETURN = "Residents can return to Pine Hollow only after inspectors have checked the gas lines."
LENDER = "Provided that the lender agrees, the shipyard will hire 400 welders."
CHILD = "Bell spoke only Tarnish at home."
SECOND = "Ice shrank to its second-lowest extent since 2012."
UNTIL = "Ann Bell, chief executive of Gorse until 2019, resigned."
TIME = "Orrin fell when the storm came, and Halden was flooded two hours later."
ROOM = "Voters trust Bell on schools, but not on crime or the economy."
OFFICE = "As long as the mayor stays in office, the cathedral will not be lit in pink."
COUNTED = "With half of the votes counted, Bell led Dorn by 5 points."
QUOTE = '"It is a fine stadium for a country without hospitals," the poet Sela Moyo wrote.'
MERGER = "Roth ruled out a merger in Calden."
GUARD = "Had the guard not been asleep, he might have seen the boys climb the fence."
AMBULANCE = "The boy would have lived had the ambulance not been sent to the wrong street."
STORE = "Apart from the Oslo store, which made a profit, every outlet of the chain lost money last year."
ABBOT = "Nobody but the abbot knows the recipe of the beer."
WAGES = "Wages will rise by 4 percent in January and pensions by 6 percent, provided parliament agrees."
LUGGAGE = "Officers are not allowed to search the luggage without the permission of the ministry."
CABIN = "The lower cabin was not reached until Thursday night."
SHOT = "The witness was shot or stabbed on Friday."
FINE = "A court may fine or jail him."
BEER = "The shop does not sell beer to children."
BLAST = "Nobody was hurt in the first blast."
FIREWORKS = "The law forbids shops to sell fireworks to anyone under 18."
PRESS = "The mayor never spoke to the press about the fire, despite the rumours."
NURSES = "Every nurse but Olga Strom signed the petition."
TENANTS = "All tenants left but the owner stayed in Orrin."
PLANT = "The plant, owned by Gorse until 2017, stands empty."
FORESTS = "It is not true, the governor told a crowd in Lamont, that she wants to sell the state forests."
HUNTERS = "The ban does not apply to hunters who kill wolves on their own land."
VANS = (
    "Kim Ha of Hanul Motors said the company would recall 900 vans if tests at a laboratory confirm a fault."
)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (ONCE, "Norvane will withdraw its ships."),
        (ONCE, "Calder stops drilling in the strait."),
        (INSTEAD, "Farmers say they will sell their herds."),
        (INVERTED, "The port would not have let the barge sail."),
        (REOPEN, "The hospital will not reopen."),
        (EXCEPT, "Road deaths fell everywhere in the country."),
        (SHOPS, "The chain shut all its shops."),
        (OWNERS, "Owners face fines of 80 euros."),
        (SAMPLES, "Tests showed that the samples contained lead."),
        (FLOOD, "Forecasters said there was flooding around Port Mercy."),
        (FIRST, "Ines Roth became the first woman in Calden to lead a brigade."),
        (BECAUSE, "Bell was not convicted."),
        (TITLES, "Quiroga and Anand won the women's and men's titles."),
        (MEDAL, "Roth was stripped of her medals."),
        (CURFEW, "The curfew was widely ignored."),
        (RETURN, "Residents can return to Pine Hollow."),
        (LENDER, "The shipyard will hire 400 welders."),
        (CHILD, "Bell spoke only Tarnish."),
        (SECOND, "Ice shrank to its lowest extent since 2012."),
        (SECOND, "Ice shrank to its second-lowest extent."),
        (UNTIL, "Ann Bell, chief executive of Gorse, resigned."),
        (TIME, "Halden was flooded when the storm came."),
        (TIME, "Orrin fell two hours later."),
        (ROOM, "Voters trust Bell on the economy."),
        (OFFICE, "The mayor stays in office."),
        (OFFICE, "The cathedral will not be lit in pink."),
        (COUNTED, "With half of the votes, Bell led Dorn by 5 points."),
        (QUOTE, '"It is a fine stadium," the poet Sela Moyo wrote.'),
        (MERGER, "There was a merger in Calden."),
        (GUARD, "The guard had not been asleep."),
        (AMBULANCE, "The ambulance had not been sent to the wrong street."),
        (STORE, "Every outlet of the chain lost money last year."),
        (ABBOT, "Nobody knows the recipe of the beer."),
        (WAGES, "Wages will rise by 4 percent in January."),
        (LUGGAGE, "Officers are not allowed to search the luggage."),
        (CABIN, "The lower cabin was not reached."),
        (SHOT, "The witness was shot."),
        (HUNTERS, "The ban does not apply to hunters."),
        (VANS, "Kim Ha said the company would recall 900 vans."),
        (BEER, "The shop does not sell beer."),
        (BLAST, "Nobody was hurt."),
        (FIREWORKS, "The law forbids shops to sell fireworks."),
        (PRESS, "The mayor never spoke to the press."),
        (NURSES, "Every nurse signed the petition."),
        (PLANT, "The plant was owned by Gorse."),
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
        (ONCE, "Norvane will withdraw its ships once Calder stops drilling."),
        (EXCEPT, "Road deaths fell everywhere in the country except in the southern islands."),
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
        (AMBULANCE, "The boy would have lived had the ambulance not been sent to the wrong street."),
        (ABBOT, "Nobody but the abbot knows the recipe."),
        (CABIN, "The lower cabin was not reached until Thursday."),
        (FINE, "A court may jail him."),
        (BEER, "The shop does not sell beer to children."),
        (PRESS, "The mayor never spoke to the press about the fire."),
        (NURSES, "Every nurse but Olga Strom signed the petition."),
        (TENANTS, "All tenants left."),
        (LUGGAGE, "Officers are not allowed to search the luggage without permission."),
    ],
)
def test_what_is_kept_with_it_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
