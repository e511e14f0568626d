"""Who only tells of it, names the one, or did something else is not whom "who" asks for, nor is a ship."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.reading.who import may_be_who


def _may_be(question: str, text: str, name: str, label: str = "PERSON") -> bool:
    return may_be_who(question, text, Span(text.index(name), text.index(name) + len(name)), label)


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("Who shot first?", "Major Ivo Brand, head of the guard, said that a scout shot first.", "Ivo Brand"),
        ("Who burned the mill?", '"A lodger burned the mill," said Inspector Una Feld.', "Una Feld"),
        ("Who asked for the delay?", "The envoy, Una Feld, said the wish had come from Tarne.", "Una Feld"),
        (
            "Who led the inquiry?",
            "It was set up in 2031 by the then minister, Una Feld, in haste.",
            "Una Feld",
        ),
        (
            "Who will head the inquiry?",
            "Una Feld backs an inquiry, to be led by the judge Ivo Brand.",
            "Una Feld",
        ),
        ("Who succeeded Brand?", "President Una Feld has recalled Brand.", "Una Feld"),
        ("Who filed a complaint?", "The yard has filed a complaint over an award to Una Feld.", "Una Feld"),
        ("Who attacked the mayor?", "A man attacked the mayor, Una Feld, and fled.", "Una Feld"),
        ("Who is the new envoy?", "Feld dismissed the envoy, Ivo Brand, in May.", "Ivo Brand"),
        ("Who ran it before her?", "Her successor is Ivo Brand.", "Ivo Brand"),
        ("Who loosed the rope?", "A gust tore the rope of the Lady Ottoline.", "Lady Ottoline"),
        ("Who is to blame?", "The mayor of Tarne blamed the firm.", "Tarne"),
        ("Who is to blame?", "Its chief, Ivo Brand, rejected that.", "Ivo Brand"),
        ("Who died?", "A nurse of Feld's ward died.", "Feld"),
        (
            "Who bought Orvik?",
            "Orvik was bought by the fund Tarne Rock, which sacked Ivo Brand.",
            "Ivo Brand",
        ),
        ("Who was arrested?", "Una Feld was found alive, and a man has been arrested.", "Una Feld"),
        ("Who warned of it?", "He was let go after warning of it, Mr Brand said.", "Brand"),
        ("Who gave the money?", "It comes from the family of the late shipbuilder Ivo Brand.", "Ivo Brand"),
        ("Who leads the choir?", "Ivo Brand will lead the choir until she is found.", "Ivo Brand"),
        ("Who did Mayor Feld blame?", "Mayor Una Feld blamed the firm.", "Una Feld"),
    ],
)
def test_who_did_not_do_it_is_not_meant(question: str, text: str, name: str) -> None:
    assert not _may_be(question, text, name)


@pytest.mark.parametrize(
    ("question", "text", "name", "label"),
    [
        ("Who was hurt?", "They were flown to the clinic in Tarne.", "Tarne", "GPE"),
        ("Who paid?", "The pier of the Tarne council was mended.", "Tarne", "GPE"),
        ("Who died?", "It is an outbreak of Legionnaires' disease.", "Legionnaires", "NORP"),
        ("Who sent two ships?", "Two Tarnish ships were sent.", "Tarnish", "NORP"),
    ],
)
def test_a_place_and_a_people_are_not_meant(question: str, text: str, name: str, label: str) -> None:
    assert not _may_be(question, text, name, label)


@pytest.mark.parametrize(
    ("question", "text", "name", "label"),
    [
        ("Who opposes it?", "Its chair, Ivo Brand, said he would oppose it.", "Ivo Brand", "PERSON"),
        ("Who led the trial?", '"It works," said Dr Una Feld, who led the trial.', "Una Feld", "PERSON"),
        ("Who is the head of Orvik?", "Una Feld, head of Orvik, said the trains ran.", "Una Feld", "PERSON"),
        ("Who set it up?", "It was set up in 2031 by the then minister, Una Feld.", "Una Feld", "PERSON"),
        ("Who bought it?", "It was bought by its founder, Una Feld, in May.", "Una Feld", "PERSON"),
        ("Who left?", "The mill was bought by Orvik, and Una Feld left.", "Una Feld", "PERSON"),
        ("Who drove the van?", "The van was driven by Una Feld, 61.", "Una Feld", "PERSON"),
        ("Who replaced Brand?", "His place was taken by Una Feld.", "Una Feld", "PERSON"),
        ("Who succeeded Brand?", "He will be succeeded by Una Feld.", "Una Feld", "PERSON"),
        ("Who said it was over?", "Una Feld said that it was over.", "Una Feld", "PERSON"),
        ("Who filed it?", "The complaint was filed on Monday by Una Feld.", "Una Feld", "PERSON"),
        ("Who filed it?", "Filed by Una Feld, the complaint was heard.", "Una Feld", "PERSON"),
        ("Who replaced Brand?", "The board replaced Brand with Una Feld.", "Una Feld", "PERSON"),
        ("Who told them?", "So told them, at last, Una Feld.", "Una Feld", "PERSON"),
        ("Who heads them?", "The heads of both are Una Feld and Ivo Brand.", "Una Feld", "PERSON"),
        ("Who bought the mill?", "Orvik has bought the mill.", "Orvik", "ORG"),
        # The parser takes a person for a company now and then.
        ("Who is her husband?", "In 2031 she married the painter Ivo Brand.", "Ivo Brand", "ORG"),
    ],
)
def test_who_did_it_may_be_meant(question: str, text: str, name: str, label: str) -> None:
    assert _may_be(question, text, name, label)
