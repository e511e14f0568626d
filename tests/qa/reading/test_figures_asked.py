"""A figure is marked with what qualifies it, and only where it is of what the question counts."""

from __future__ import annotations

import pytest

from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reading.figures_asked import figures_asked


def _fits(question: str, text: str) -> list[str]:
    found = figures_asked(view_of(question, Parse(question, (), ())), text)
    return [c.span.of(text) for c in found if c.fit > 0]


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        # What qualifies a figure belongs to it.
        ("How many goats died?", "At least 31 goats died.", ["At least 31"]),
        ("How many goats are there?", "There are about 310 goats.", ["about 310"]),
        ("How many shots were heard?", "They heard between 30 and 35 shots.", ["between 30 and 35"]),
        ("How long was the call?", "It lasted one minute and 48 seconds.", ["one minute and 48 seconds"]),
        ("How many goats did it give?", "It handed over 31 goats.", ["31"]),
        ("How much will the dam cost?", "It is to cost 2.4 billion marks.", ["2.4 billion marks"]),
        ("How long is the dam?", "The 640-metre dam took two years.", ["640-metre"]),
        ("How much is it a share?", "It pays 640p a share.", ["640p"]),
        ("How much did it give?", "It gave 31,000 crowns.", ["31,000 crowns"]),
        ("How much did Orvik pay?", "Of the 71 million crowns asked, 12 million was paid.", ["12 million"]),
        # What counts something else is left out.
        ("How many beams were renewed?", "She said 12 of the 71 beams had been renewed.", ["12"]),
        ("How many beams are there?", "She said 12 of the 71 beams had been renewed.", ["12", "71"]),
        ("How many people died?", "Two cooks died and eleven people were taken to hospital.", ["Two"]),
        ("How many homes burned?", "In Tarne 12 of 71 homes have burned.", ["12"]),
        ("How many trams run?", "It will run one tram in five.", []),
        ("How many trams run?", "It runs four in five.", []),
        ("How many cases are there?", "Since then three earlier cases were struck off.", []),
        ("How many earlier cases are there?", "Three earlier cases were struck off.", ["Three"]),
        ("How many were hurt?", "Another 12 were hurt.", []),
        ("How many jobs go?", "About 260 of the jobs go in Tarne, the rest in Velm.", []),
        ("How much did it give?", "Her niece died at the age of nine.", []),
        ("How many came?", "The study STEP-2 had 71 adults at 3.10am.", ["71"]),
        ("How many doses were given?", "The 40mg arm had 71 doses, four times as many.", ["71"]),
        ("How many backed it?", "It passed by 71 votes to 64.", []),
        ("By how many votes did it pass?", "It passed by 71 votes to 64.", ["71 votes to 64"]),
        ("How many ministers are there?", "It has six women.", []),
        ("How many captives were exchanged?", "Seventeen people went over.", []),
        ("How many trucks does it want to order?", "Its 85 trucks move to Tarne.", []),
        ("How many trucks does it have?", "Its 85 trucks move to Tarne.", ["85"]),
        ("How many points has it?", "It has 18 points from 11 games.", ["18 points", "11"]),
        # A change is no level, and of what each gets the sum is not told.
        ("How much did the rate fall?", "The rate was $2,140 a box.", []),
        ("How much did the rate fall?", "The rate fell by $140.", ["$140"]),
        ("By how much has it gone up?", "In 2031 it was put at £71m.", []),
        ("By how much has the cost of it gone up?", "In 2031 it was put at £71m.", []),
        ("By how much has the cost of it gone up?", "It has gone up by £71m.", ["£71m"]),
        ("How much more does it cost?", "It costs £71m more than in May.", ["£71m"]),
        ("How much did it pay altogether?", "They get an average of £340 each.", []),
        ("How much will it spend on the new stand?", "It will spend £60m on the team over time.", []),
        ("How much will it spend on the team?", "It will spend £60m on the team over time.", ["£60m"]),
        ("How much will it spend on the team?", "It will spend £60m in all.", ["£60m"]),
        ("How much did it pay each?", "They get an average of £340 each.", ["£340"]),
    ],
)
def test_figures_are_of_what_is_asked_for(question: str, text: str, found: list[str]) -> None:
    assert _fits(question, text) == found
