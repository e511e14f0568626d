"""Who said what: the speaker is the one the sentence gives, and the claim is his words and no other's."""

from __future__ import annotations

import pytest

from qa.briefing.entities import find_entities
from qa.briefing.outline import outline
from qa.briefing.prose import read
from qa.briefing.speech import find_attributions
from qa.models import Attribution
from tests.qa.brief_helpers import article, parser


def _attributions(text: str) -> list[Attribution]:
    (reading,) = read([outline(article(text))], parser())
    return find_attributions(reading, find_entities(reading).mentions)


def _said(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(a.speaker.value, a.verb, a.claim.value) for a in _attributions(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Transport Minister Pål Eikrem welcomed the outcome and said the rules would change.",
            [("Transport Minister Pål Eikrem", "said", "the rules would change.")],
        ),
        (
            "Pål Eikrem said the strike was avoidable, but added that he had no plans to step in.",
            [
                ("Pål Eikrem", "said", "the strike was avoidable"),
                ("Pål Eikrem", "added", "he had no plans to step in."),
            ],
        ),
        (
            "The key witness was Milan Dressler, who told the court in July that four firms shared a phone.",
            [("Milan Dressler", "told", "four firms shared a phone")],
        ),
        (
            "The longest measured 11 centimetres, said Nils Aarestrup, the city’s chief bridge engineer.",
            [("Nils Aarestrup", "said", "The longest measured 11 centimetres")],
        ),
        (
            "“We make payslips,” its chief executive, Viktoria Sandell, said.",
            [("Viktoria Sandell", "said", "“We make payslips,”")],
        ),
        (
            "The two sides will meet in the presence of a mediator, the Labour Ministry said on Monday.",
            [("the Labour Ministry", "said", "The two sides will meet in the presence of a mediator")],
        ),
        (
            "Tomasz Brandvold, the union’s general secretary, called the clause “the sentence we came for”.",
            [("Tomasz Brandvold", "called", "the clause “the sentence we came for”.")],
        ),
        (
            "Leila Storm called the cut “the smallest number of all”; her institute had recommended more.",
            [("Leila Storm", "called", "the cut “the smallest number of all”")],
        ),
        ("Tomasz Brandvold called for calm at the gates of the port.", []),
        (
            "“We love the city,” Ann Bell said, who chairs the harbour board.",
            [("Ann Bell", "said", "“We love the city,”")],
        ),
        (
            "“We love the city,” said Corvane Lines chief executive Ann Bell.",
            [("Corvane Lines chief executive Ann Bell", "said", "“We love the city,”")],
        ),
        (
            "Jorunn Teglgaard, who toured the town by boat, promised payments of 8,000 crowns per household.",
            [("Jorunn Teglgaard", "promised", "payments of 8,000 crowns per household.")],
        ),
        (
            "Anselm Pryce has promised 90 million crowns, while Dorota Wróbel has called it a gift.",
            [("Anselm Pryce", "promised", "90 million crowns")],
        ),
        (
            "Nils Aarestrup said that Anselm Pryce had told him that the bridge was safe.",
            [("Nils Aarestrup", "said", "Anselm Pryce had told him that the bridge was safe.")],
        ),
    ],
)
def test_the_words_are_those_of_the_one_who_says_them(text: str, said: list[tuple[str, str, str]]) -> None:
    assert _said(text) == said


def test_of_two_things_that_are_said_the_first_is_not_left_out() -> None:
    ((_, _, claim),) = _said(
        "Steve Jobs announced a seamless integration of podcasting with iTunes, and, to the amazement of "
        "many, that future Apple Macintosh computers will feature Intel processors."
    )
    assert claim
    assert claim.startswith("a seamless integration")


@pytest.mark.parametrize(
    "text",
    [
        "The journey with Anselm Pryce promises to be a long one for the city.",
        "The plant, which officials described as the largest of the country, closed on Monday.",
        "Anselm Pryce was promised a new bridge by the end of the year.",
        "Anselm Pryce, whose deputy said that the bridge was safe, was not there.",
    ],
)
def test_what_nobody_is_known_to_say_is_nobodys(text: str) -> None:
    assert all(speaker != "Anselm Pryce" for speaker, _, _ in _said(text))
    assert not any((claim or "").startswith("as ") for _, _, claim in _said(text))


def test_who_that_asks_is_nobody() -> None:
    assert _said("It is not known who said that the bridge was safe for the trucks of the town.") == []


def test_a_quotation_behind_the_name_is_the_same_speakers() -> None:
    said = _attributions(
        "“The bridge is not about to fall down,” Nils Aarestrup said. “But steel does not heal. I would "
        "rather be nervous now.”\n\n“Steel is patient,” said a poster at the door."
    )
    assert [(a.speaker.value, a.claim.value) for a in said][:2] == [
        ("Nils Aarestrup", "“The bridge is not about to fall down,”"),
        ("Nils Aarestrup", "“But steel does not heal. I would rather be nervous now.”"),
    ]
    assert all(a.claim.value and a.claim.value in a.claim.citations[0].quote for a in said)


def test_the_beginning_of_a_quotation_belongs_to_whom_its_end_names() -> None:
    (said,) = _attributions(
        "“We are slowing down. We are not walking away,” chief executive Viktor Sandrelli said."
    )
    assert said.speaker.value == "chief executive Viktor Sandrelli"
    assert said.claim.value == "“We are slowing down. We are not walking away,”"
    assert said.claim.citations[0].quote.startswith("“We are slowing down.")


@pytest.mark.parametrize(
    "text",
    [
        # Another names himself with the end of it.
        "“It was late,” Nils Aarestrup said. “It was early. It was noon,” Anselm Pryce said.",
        # A paragraph of its own, and somebody else's sentence between.
        "“It was late,” Nils Aarestrup said.\n\n“It was early.”",
        "“It was late,” Nils Aarestrup said. The mayor laughed. “It was early.”",
    ],
)
def test_a_quotation_is_not_given_to_whom_it_may_not_be(text: str) -> None:
    assert [claim for speaker, _, claim in _said(text) if speaker == "Nils Aarestrup"] == ["“It was late,”"]


def test_a_quotation_behind_reported_speech_may_be_anothers() -> None:
    said = _said("Nils Aarestrup said the bridge was safe. “It was never safe for the trucks of the town.”")
    assert said == [("Nils Aarestrup", "said", "the bridge was safe.")]


def test_a_quotation_over_two_paragraphs_is_quotation_in_both() -> None:
    (reading,) = read([outline(article("“It was late.\n\n“It was early,” Nils Aarestrup said.\n"))], parser())
    first = reading.sentences[0]
    assert first.is_quoted(first.span)


def test_the_mark_of_an_inch_opens_no_quotation() -> None:
    text = 'The board was 2" wide. It rained. Nils Aarestrup called it "a long day" on Monday.'
    (reading,) = read([outline(article(text))], parser())
    assert [s.words(q) for s in reading.sentences for q in s.quoted] == ['"a long day"']
