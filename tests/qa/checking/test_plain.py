"""A statement is written as prose is, or as its sentence is; it asks nothing and says nothing twice."""

from __future__ import annotations

import pytest

from qa.grounding import problems
from qa.language.nlp import SpacyParser

CRANE = "The harbour master said the crane was unsafe."
DEGREES = "Bell said the oven reached 400°C (a record) on Monday."
OVEN = "Bell said the oven reached 400.5 degrees Celsius on Monday."
SHOP = "eBay cut 400 jobs in Halden on Monday."
DASH = "- Orrin won!"
CAFE = "Caf\xe9 owner Zo\xeb Bell said the ban cost her \xa34,000 a week \u2013 half her sales."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (CRANE, "The harbour master said the crane ≠ was unsafe."),
        (CRANE, "\u202eThe harbour master said the crane was unsafe."),
        (CRANE, "The harbour master said the crane was un\u200bsafe."),
        (CRANE, "The harbour master said the crane was unsafe\u0338."),
        (CRANE, "The harbour master said the crane was unsafe. ❌"),
        (CRANE, "The harbour master said the crane was unsafe. ²"),
        (CRANE, "# The harbour master said the crane was unsafe."),
        (CRANE, "- The harbour master said the crane was unsafe."),
        (CRANE, "**The harbour master said the crane was unsafe**"),
        (CRANE, "The harbour master said the _crane_ was unsafe."),
        (CRANE, "The harbour master said the crane was unsafe?"),
        (CRANE, "The harbour master said the crane was unsafe (!)"),
        (CRANE, "The harbour master said the crane was unsafe!"),
        (CRANE, "The harbour master said the crane was unsafe..."),
        (
            CRANE,
            "The harbour master said the crane was unsafe. The harbour master said the crane was unsafe.",
        ),
        (
            CRANE,
            "The harbour master said the crane was unsafe.\nThe harbour master said the crane was unsafe.",
        ),
        (CRANE, "the harbour master said the crane was unsafe."),
        (CRANE, "THE HARBOUR MASTER SAID THE CRANE WAS UNSAFE."),
        (DEGREES, "Bell said the oven reached ٤٠٠°C on Monday."),
        (OVEN, "Bell said the oven reached 400.5°F."),
        (CRANE, "The harbour master said the crane was unsafe°."),
        (DASH, "- Orrin won"),
    ],
)
def test_marks_and_forms_that_are_no_prose_are_refused(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (DEGREES, "Bell said the oven reached 400°C (a record)."),
        (OVEN, "Bell said the oven reached 400.5°C."),
        (SHOP, "eBay cut 400 jobs in Halden."),
        (SHOP, "400 jobs were cut in Halden on Monday by eBay."),
        (DASH, "- Orrin won!"),
        (CAFE, "Zo\xeb Bell said the ban cost her \xa34,000 a week \u2013 half her sales."),
        (CAFE, "Zoë Bell said the ban cost her £4,000 a week."),
    ],
)
def test_what_is_written_as_the_sentence_is_passes(
    parser: SpacyParser, sentence: str, statement: str
) -> None:
    assert problems(statement, [sentence], context="", parser=parser) == []
