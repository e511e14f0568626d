"""What counts as the same in other words: names short and long, and somebody's saying something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.other_words import in_other_words, quarters_written_out, tells_asked


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("How many jobs go at GM?", "General Motors will cut 10,000 jobs.", {"GM"}),
        ("What did the ECB decide?", "The European Central Bank left its rate unchanged.", {"ECB"}),
        ("What did the E.C.B. decide?", "The European Central Bank left its rate unchanged.", {"E.C.B"}),
        ("Which UN body met?", "The United Nations met.", {"UN"}),
        ("Which DoT official resigned?", "The Department of Transport said so.", set()),
        ("What did the European Central Bank decide?", "The ECB waited.", {"European", "Central", "Bank"}),
        (
            "What did the World Health Organization say?",
            "The W.H.O. warned.",
            {"World", "Health", "Organization"},
        ),
        ("How many jobs go at GM?", "Great men will cut 10,000 jobs.", set()),
        ("How many jobs go at GM?", "General Mills and Motors Inc. cut jobs.", {"GM"}),  # its initials, too
        ("Which TV station closed?", "The Vatican closed its gates.", set()),
        ("Which IT firm closed?", "In Tokyo a bank closed.", set()),
        ("Did Velmar Port Authority gain?", "The VPA gained.", {"Velmar", "Port", "Authority"}),
        ("How did Bell react?", "Bell said it was over.", {"react"}),
        ("How did Bell react?", "Bell left the room.", set()),
        ("Why did they react?", "Bell said it was over.", set()),
        ("HOW MANY JOBS GO AT GM?", "General Motors cut jobs.", set()),
        ("Who is Feld's predecessor?", "Feld succeeded Sand in May.", {"predecessor"}),
        ("Who is Feld's successor?", "Feld was replaced by Sand.", {"successor"}),
        ("Who is Feld's successor?", "His predecessor was Sand.", set()),
        ("Who takes over from Feld?", "He will be succeeded by Sand.", {"takes"}),
        ("Who takes the bus?", "He will be succeeded by Sand.", set()),
        ("What did his wife say?", "Ann Orr said her husband had been ill.", {"wife"}),
        ("What did her husband say?", "Tom Orr said his late wife had been ill.", {"husband"}),
        ("What is Most's job?", "The minister Karu Most left.", {"job"}),
        ("What post does Most hold?", "The minister Karu Most left.", {"post", "hold"}),
        ("What is Most's job?", "Karu Most left.", set()),
        ("Who is the ceo?", "Chief executive Ann Bell left.", {"ceo"}),
        ("Where did Ann sleep?", "Ann slept in her car.", {"sleep"}),
        ("What was stolen?", "A thief stole the clock.", {"stolen"}),
        ("Who was hurt in the break-in?", "All windows broke.", set()),
        ("Who took it?", "She takes the bus.", set()),  # says too little
        ("How strong was the quake?", "It had a magnitude of 6.3.", {"strong"}),
        ("How strong was the wind?", "It had a magnitude of 6.3.", set()),
        ("What was Bell's Q3 profit?", "It earned 4 million in the third quarter.", {"Q3"}),
        ("What was Bell's third-quarter profit?", "It earned 4 million in Q3.", {"third", "quarter"}),
        ("What did Bell earn in the first half?", "H1 profit rose.", {"first", "half"}),
        ("What did Bell earn in Q3?", "Third-quarter profit rose.", {"Q3"}),
        ("What did Bell earn in H1?", "Third-quarter profit rose.", set()),
        ("What did Bell earn in the second quarter?", "Q3 profit rose.", set()),
    ],
)
def test_a_word_is_told_in_other_words_or_not(question: str, text: str, words: set[str]) -> None:
    found = in_other_words(question, [text])
    assert {word for word, is_told in found.items() if is_told[0]} == words


@given(st.text(max_size=200), st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_question_and_texts_can_be_compared(question: str, texts: list[str]) -> None:
    assert all(is_told.shape == (len(texts),) for is_told in in_other_words(question, texts).values())


def test_a_quarter_is_written_out_for_the_models_and_a_car_is_not() -> None:
    assert (
        quarters_written_out("Bell Q3 profit, 4Q sales") == "Bell third quarter profit, fourth quarter sales"
    )
    assert quarters_written_out("The Audi Q3, Q30 and Q5 sold well.") == "The Audi Q3, Q30 and Q5 sold well."


def test_only_what_is_asked_is_told() -> None:
    texts = ["Feld succeeded Sand.", "It had a magnitude of 6.3.", "Nothing of the kind."]
    assert list(tells_asked("Who is Feld's predecessor?", texts)) == [True, False, False]
    assert list(tells_asked("How strong was the quake?", texts)) == [False, True, False]
    assert list(tells_asked("Who is the mayor?", texts)) == [False, False, False]
