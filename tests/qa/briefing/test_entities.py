"""People keep their own role and nobody else's; company names are not people; figures keep their unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.briefing.entities import Entities, find_entities
from qa.briefing.figures import amount_of, find_figures
from qa.briefing.outline import outline
from qa.briefing.prose import read
from qa.briefing.speech import find_attributions
from qa.models import Attribution, Figure
from tests.qa.brief_helpers import STRIKE, article, parser

SEED_LIKE = (
    "NEW DELHI — Executives from leading arms manufacturers, including Adani Defence and Bharat Forge, "
    "met in Russia.\n\n"
    "The visit was led by India’s Defence Production Secretary Sanjeev Kumar ahead of Russian President"
    " Vladimir Putin’s trip. They spoke of spares for the Mikoyan MiG-29 fighter jet.\n\n"
    "Adani Defence and Aerospace was represented by its CEO Ashish Rajvanshi, according to sources, "
    "while the Society of Indian Defence Manufacturers also took part, representing over 500 arms and "
    "military equipment makers. Kumar left early."
)


def _entities(text: str) -> Entities:
    (reading,) = read([outline(article(text))], parser())
    return find_entities(reading)


def _people(text: str) -> dict[str, tuple[str | None, str | None]]:
    return {str(p.name.value): (p.role.value, p.affiliation.value) for p, _ in _entities(text).people}


def _organisations(text: str) -> list[str]:
    return [str(o.name.value) for o, _ in _entities(text).organisations]


def _figures(text: str) -> list[Figure]:
    (reading,) = read([outline(article(text))], parser())
    return [f.figure for s in reading.sentences for f in find_figures(s)]


def _said(text: str) -> list[Attribution]:
    (reading,) = read([outline(article(text))], parser())
    return find_attributions(reading, find_entities(reading).mentions)


def test_roles_and_affiliations_are_those_the_sentence_binds() -> None:
    assert _people(SEED_LIKE) == {
        "Sanjeev Kumar": ("Defence Production Secretary", "India"),
        "Vladimir Putin": ("President", "Russian"),
        "Ashish Rajvanshi": ("CEO", "Adani Defence and Aerospace"),
    }


def test_company_names_are_organisations_under_their_longest_name() -> None:
    assert _organisations(SEED_LIKE) == [
        "Adani Defence and Aerospace",
        "Bharat Forge",
        "Society of Indian Defence Manufacturers",
    ]


@pytest.mark.parametrize(
    ("sentence", "name", "role", "affiliation"),
    [
        (
            "Helle Sørlund, chief executive of Calder General, will lead it.",
            "Helle Sørlund",
            "chief executive",
            "Calder General",
        ),
        (
            "“No,” said Piet Vandermolen, 48, a baker who pulled two people out.",
            "Piet Vandermolen",
            "baker",
            None,
        ),
        ("The town's mayor, Cecily Haugen, said it was too early.", "Cecily Haugen", "mayor", "The town"),
        ("Former mayor Anselm Pryce abstained.", "Anselm Pryce", "Former mayor", None),
        ("Tom Falk and harbour master Jonas Eck met on Monday.", "Jonas Eck", "harbour master", None),
        (
            "Political scientist Zofia Brennick of Harrowmere University disagreed.",
            "Zofia Brennick",
            "Political scientist",
            "Harrowmere University",
        ),
        (
            "He was fined, said Thandeka Moorcroft, who chairs the board.",
            "Thandeka Moorcroft",
            "chairs the board",
            None,
        ),
        (
            "Helle Sørlund, who is chief executive of Calder General, said no.",
            "Helle Sørlund",
            "chief executive",
            "Calder General",
        ),
        ("Helle Sørlund has been harbour master since 2020.", "Helle Sørlund", "harbour master", None),
        (
            "Helle Sørlund, who became trade minister in May, said no.",
            "Helle Sørlund",
            "trade minister",
            None,
        ),
        ("Helle Sørlund was named trade minister on Monday.", "Helle Sørlund", "trade minister", None),
        ("The board has appointed Ann Bell as its chair.", "Ann Bell", "chair", None),
        (
            "The firm Bex Motors today named Ann Bell as its new chief executive.",
            "Ann Bell",
            "new chief executive",
            None,
        ),
        ("The board may appoint Ann Bell as its chair.", "Ann Bell", None, None),
        ("The board has not appointed Ann Bell as its chair.", "Ann Bell", None, None),
        ("The board appointed Ann Bell as its chair in 2019.", "Ann Bell", None, None),
        ("The board appointed Ann Bell as its chair until March.", "Ann Bell", None, None),
        ("Her predecessor, Helle Sørlund, is now trade minister.", "Helle Sørlund", "trade minister", None),
        (
            "Cecily Haugen, 44, a crane driver at Terminal 3, said no.",
            "Cecily Haugen",
            "crane driver at Terminal 3",
            None,
        ),
        (
            "Helle Sørlund (chief executive of Calder General) said no.",
            "Helle Sørlund",
            "chief executive",
            "Calder General",
        ),
    ],
)
def test_patterns_of_roles(sentence: str, name: str, role: str, affiliation: str | None) -> None:
    assert _people(f"The matter was told on Monday. {sentence}")[name] == (role, affiliation)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "A recount cut the lead of Anselm Pryce, the city’s election commissioner said on Monday.",
            "Anselm Pryce",
        ),
        ("Pål Eikrem, then a schools inspector, had defeated her by nine points.", "Pål Eikrem"),
        ("The minister met Helle Sørlund in Velmar.", "Helle Sørlund"),
        ("Helle Sørlund, who was chief executive until 2019, said no.", "Helle Sørlund"),
        ("Helle Sørlund was chief executive.", "Helle Sørlund"),
        ("Helle Sørlund has named Anselm Pryce trade minister.", "Helle Sørlund"),
        ("Helle Sørlund, who has named Anselm Pryce trade minister, said no.", "Helle Sørlund"),
        ("Helle Sørlund, whose brother is trade minister, said no.", "Helle Sørlund"),
        ("Helle Sørlund may become trade minister.", "Helle Sørlund"),
        ("Helle Sørlund was nearly elected president.", "Helle Sørlund"),
        ("Helle Sørlund has not been named trade minister.", "Helle Sørlund"),
        ("Helle Sørlund is no longer chief executive.", "Helle Sørlund"),
        ("Helle Sørlund became prime minister in 1990.", "Helle Sørlund"),
        ("Helle Sørlund became the second minister to resign.", "Helle Sørlund"),
    ],
)
def test_a_role_that_is_not_the_persons_is_not_given(sentence: str, name: str) -> None:
    role, affiliation = _people(f"It was a long day in Velmar. {sentence}").get(name, (None, None))
    assert role is None
    assert affiliation is None


def test_two_people_with_one_surname_are_kept_apart() -> None:
    text = (
        "Former mayor Dorota Wróbel won. Łukasz Wróbel, the city’s election commissioner, counted the votes. "
        "Wróbel thanked the voters."
    )
    people = _people(text)
    assert people["Dorota Wróbel"][0] == "Former mayor"
    assert people["Łukasz Wróbel"][0] == "election commissioner"
    assert len(people) == 2


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("About 36% of the arsenal is of Russian origin.", "36", "%", "about"),
        (
            "It represents over 500 arms and military equipment makers.",
            "500",
            "arms and military equipment makers",
            "over",
        ),
        ("At least half a dozen executives attended the talks.", "half a dozen", "executives", "at least"),
        ("The stoppage cost around 6 million crowns a day in fees.", "6 million", "crowns a day", "around"),
        ("The deal is worth $2.4 billion to the company.", "2.4 billion", "$", None),
        ("The fine is between 200 and 1,500 crowns.", "200 and 1,500", "crowns", "between"),
        ("The first fruit runs short within five to seven days.", "five to seven", "days", None),
    ],
)
def test_figures_keep_value_unit_and_qualifier(
    text: str, value: str, unit: str, qualifier: str | None
) -> None:
    figure = _figures(text)[0]
    assert (figure.value, figure.unit, figure.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "The cranes at Terminal 3 were due to arrive in 2026.",
        "It broke off at 3:40 p.m. local time.",
        "Corin Vasseur, 54, pleaded not guilty.",
        "They spoke of the Mikoyan MiG-29 fighter jet.",
    ],
)
def test_dates_times_ages_and_numbers_in_names_are_no_figures(text: str) -> None:
    assert _figures(text) == []


@given(st.integers(1, 10**12))
def test_amounts_in_digits_are_read_back(n: int) -> None:
    assert amount_of(f"{n:,}") == n
    assert amount_of(str(n)) == n


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1.9 million", 1.9e6),
        ("forty-one", 41.0),
        ("half a dozen", 6.0),
        ("three hundred", 300.0),
        ("200 and 1,500", None),
        ("dozens", None),
    ],
)
def test_amounts_in_words_are_read(words: str, amount: float | None) -> None:
    assert amount_of(words) == amount


def test_speakers_are_the_ones_beside_the_verb() -> None:
    said = [(a.speaker.value, a.verb) for a in _said(STRIKE)]
    assert ("Tomasz Brandvold", "said") in said
    assert ("Helle Sørlund", "said") in said
    assert ("Helle Sørlund", "denied") in said
    assert ("Transport Minister Pål Eikrem", "said") in said


def test_the_one_named_before_the_speaker_did_not_say_it() -> None:
    text = "The sides will meet before a mediator, retired judge Agathe Rhyne, the Labour Ministry said."
    assert all("Rhyne" not in str(a.speaker.value) for a in _said(text))


def test_a_hedge_goes_with_what_was_said() -> None:
    (said,) = _said("Adani Defence was represented by its CEO, according to sources.")
    assert (said.speaker.value, said.hedge) == ("sources", "according to sources")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Members backed it by 1,411 votes to 602.", [("1,411", "votes"), ("602", None)]),
        ("Cracks are in 14 of the 52 hangers.", [("14", "hangers"), ("52", "hangers")]),
        ("The repair cost 46 million crowns, against an estimate of 38 million.",
         [("46 million", "crowns"), ("38 million", "crowns")]),
        ("The damage is 120 million to 150 million crowns.", [("120 million to 150 million", "crowns")]),
        ("Pay rises 4 percent from April 1 and 3 percent later.", [("4", "percent"), ("3", "percent")]),
        ("The river stood at 4.1 metres.", [("4.1", "metres")]),
        ("Four had broken bones.", [("Four", None)]),
    ],
)  # fmt: skip
def test_figures_whose_unit_stands_elsewhere_keep_it(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(f.value, f.unit) for f in _figures(text)] == expected


def test_who_is_called_mr_is_a_person_and_what_has_people_called_after_it_a_place() -> None:
    text = (
        "Sunna Holt has been moved to the cabinet office of Morvia. Dr Holt was not dismissed, she said. "
        "Sarland wants half of the water; Morvia has offered less. A Morvian delegate disagreed."
    )
    found = _entities(text)
    assert "Sunna Holt" in _people(text)
    assert not {"Sunna Holt", "Morvia"} & set(_organisations(text))
    assert "Morvia" in [p.name.value for p, _ in found.places]


def test_what_somebody_was_dismissed_as_is_told_as_over() -> None:
    text = (
        "The airport’s chief executive, Gordon Tripp, spoke of steel. Gordon Tripp was dismissed as chief "
        "executive of Harn Airport last night. Ann Hale was not dismissed as mayor."
    )
    assert _people(text)["Gordon Tripp"][0] == "dismissed as chief executive"
    assert _people(text).get("Ann Hale", (None, None))[0] is None


def test_a_foreign_minister_is_of_no_place_called_foreign() -> None:
    text = "In a call, Foreign minister Marta Vell agreed. He met Halmark fisheries minister Ann Orl."
    assert _people(text)["Marta Vell"] == ("Foreign minister", None)
    assert _people(text)["Ann Orl"] == ("fisheries minister", "Halmark")


def test_handed_over_24_is_no_more_than_24() -> None:
    def qualifiers(text: str) -> list[str | None]:
        (reading,) = read([outline(article(text))], parser())
        return [f.figure.qualifier for s in reading.sentences for f in find_figures(s)]

    assert qualifiers("The ministry said it had handed over 24 prisoners.") == [None]
    assert qualifiers("The ministry said that over 24 prisoners came home.") == ["over"]
