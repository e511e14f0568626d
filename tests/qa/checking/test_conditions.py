"""On what condition, with what exception and until when something is said may not be left out."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

ONCE = "Under the agreement, Norvane will withdraw its ships once Calder stops drilling in the strait."
INSTEAD = "Farmers say they will sell their herds instead of moving them if the reservoir is built."
INVERTED = "The port would not have let the barge sail had it known of the leak."
REOPEN = "The hospital will not reopen before its roof is replaced."
EXCEPT = "Road deaths fell everywhere in the country except in the southern islands."
RETURN = "Residents can return to Pine Hollow only after inspectors have checked the gas lines."
LENDER = "Provided that the lender agrees, the shipyard will hire 400 welders."
OFFICE = "As long as the mayor stays in office, the cathedral will not be lit in pink."
GUARD = "Had the guard not been asleep, he might have seen the boys climb the fence."
AMBULANCE = "The boy would have lived had the ambulance not been sent to the wrong street."
STORE = "Apart from the Oslo store, which made a profit, every outlet of the chain lost money last year."
ABBOT = "Nobody but the abbot knows the recipe of the beer."
WAGES = "Wages will rise by 4 percent in January and pensions by 6 percent, provided parliament agrees."
PARAGUAY = "The painter did not return to Paraguay until after the fall of the dictatorship."
CABIN = "The lower cabin was not reached until Thursday night."
UNTIL = "Ann Bell, chief executive of Gorse until 2019, resigned."
VANS = (
    "Kim Ha of Hanul Motors said the company would recall 900 vans if tests at a laboratory confirm a fault."
)
NURSES = "Every nurse but Olga Strom signed the petition."
PLANT = "The plant, owned by Gorse until 2017, stands empty."
TENANTS = "All tenants left but the owner stayed in Orrin."

MORE_CONDITIONS = [
    (
        "The lender plans to open 12 branches in Norvane so long as rents stay low.",
        "The lender plans to open 12 branches in Norvane.",
    ),
    (
        "Doctors said 900 children could fall ill by May, twice as many as last year, if no drug arrives.",
        "Doctors said 900 children could fall ill by May.",
    ),
]
MORE_WITH_CONDITION = [
    (
        "The lender plans to open 12 branches in Norvane so long as rents stay low.",
        "The lender plans to open 12 branches in Norvane so long as rents stay low.",
    ),
    (
        "Doctors said 900 children could fall ill by May, twice as many as last year, if no drug arrives.",
        "Doctors said 900 children could fall ill by May if no drug arrives.",
    ),
]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (ONCE, "Norvane will withdraw its ships."),
        (ONCE, "Calder stops drilling in the strait."),
        (INSTEAD, "Farmers say they will sell their herds."),
        (INVERTED, "The port would not have let the barge sail."),
        (REOPEN, "The hospital will not reopen."),
        (EXCEPT, "Road deaths fell everywhere in the country."),
        (RETURN, "Residents can return to Pine Hollow."),
        (LENDER, "The shipyard will hire 400 welders."),
        (UNTIL, "Ann Bell, chief executive of Gorse, resigned."),
        (OFFICE, "The mayor stays in office."),
        (OFFICE, "The cathedral will not be lit in pink."),
        (GUARD, "The guard had not been asleep."),
        (AMBULANCE, "The ambulance had not been sent to the wrong street."),
        (STORE, "Every outlet of the chain lost money last year."),
        (ABBOT, "Nobody knows the recipe of the beer."),
        (WAGES, "Wages will rise by 4 percent in January."),
        (CABIN, "The lower cabin was not reached."),
        (PARAGUAY, "The painter did not return to Paraguay after the fall of the dictatorship."),
        (VANS, "Kim Ha said the company would recall 900 vans."),
        (NURSES, "Every nurse signed the petition."),
        (PLANT, "The plant was owned by Gorse."),
    ],
)
def test_what_holds_on_a_condition_only_is_not_said_without_it(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (ONCE, "Norvane will withdraw its ships once Calder stops drilling."),
        (EXCEPT, "Road deaths fell everywhere in the country except in the southern islands."),
        (AMBULANCE, "The boy would have lived had the ambulance not been sent to the wrong street."),
        (ABBOT, "Nobody but the abbot knows the recipe."),
        (CABIN, "The lower cabin was not reached until Thursday."),
        (NURSES, "Every nurse but Olga Strom signed the petition."),
        (TENANTS, "All tenants left."),
    ],
)
def test_what_is_said_with_its_condition_passes(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []


@pytest.mark.parametrize(("sentence", "statement"), MORE_CONDITIONS)
def test_a_condition_in_any_place_is_not_left_out(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(("sentence", "statement"), MORE_WITH_CONDITION)
def test_a_condition_in_any_place_may_be_told(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
