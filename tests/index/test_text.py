"""Sentence spans and the normal form hold for any text; a planted quote is always found again."""

from __future__ import annotations

import re
import textwrap
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Span
from index.text import find_quote, normalise, sentence_spans, sha256_of, storable, unaccented, visible

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u2066\U000e0041"
tricky = st.sampled_from(
    "aAeEkK19 .,;:!?()%$\"'-–—−…“”‘’«» \t\u00a0\u3000"
    + LINE_ENDS
    + INVISIBLE
    # Marks that compose, among them two of combining class 0, one that decomposes into others, and jamo.
    + "\u0301\u0308\u0323\u0338\u0345\u0f73\u09c7\u09be\u1112\u1161\u11ab한é가ﬁ😀👩\ufe0f"
)
any_text = st.text(st.one_of(tricky, st.characters(codec="utf-8")), max_size=60)
pieces = st.sampled_from(
    [
        "Mr. Kumar ",
        "at 5 p.m. Monday",
        "the U.S. Senate",
        " said. ",
        "No. 10",
        "e.g. ",
        "It rose 3.5%. ",
        "It is 20 m. ",
        "140 km/h. More",
        "5. ",
        "“Go!” ",
    ]
)
prose = st.lists(st.one_of(pieces, any_text), max_size=12).map("".join)

words = st.sampled_from(
    [
        "The", "court’s", "“ruling”", '"plain"', "it's", "co-operate", "2019–2021", "36%", "₹1,000",
        "e\u0301tat", "Zürich", "한국", "\u1112\u1161\u11ab", "ক\u09c7\u09be", "ﬁnal", "👩\u200d🚀", "said…",
        "naïve", "A\u030a",
    ]
)  # fmt: skip
STYLES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "curly quotes": lambda t: t.replace("'", "’").replace('"', "“"),
    "straight quotes": lambda t: t.translate(
        dict.fromkeys(map(ord, "‘’"), "'") | dict.fromkeys(map(ord, "“”"), '"')
    ),
    "dashes": lambda t: t.replace("-", "–").replace("–", "—"),
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "NFC": lambda t: unicodedata.normalize("NFC", t),
    "doubled spaces": lambda t: t.replace(" ", "  \u00a0"),
    "soft hyphens": lambda t: "".join(f"{c}\u00ad" if c.isascii() else c for c in t),
}
styles = st.sampled_from(sorted(STYLES)).map(STYLES.__getitem__)


@given(prose)
def test_sentences_are_ordered_disjoint_and_trimmed(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) and s.of(text) == s.of(text).strip() for s in spans)


@given(prose)
def test_every_character_that_is_not_white_space_is_in_a_sentence(text: str) -> None:
    covered = {i for s in sentence_spans(text) for i in range(s.start, s.end)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered


@given(prose)
def test_an_empty_line_always_ends_a_sentence(text: str) -> None:
    assert all(
        not re.search(r"[\r\n]\s*[\r\n]", s.of(text).replace("\r\n", "\n")) for s in sentence_spans(text)
    )


TRIAL = (
    "Corvix said on Monday there was no sign that the vaccine had caused the deaths. Professor Lucia Menn, "
    "who leads the trial, denied that she had resigned on Friday. “We have halted it,” she told a paper."
)
SALE = (
    "The council of Velmar voted by 19 to 12 on Tuesday to sell the old customs house. Dr. Ines Kall, the "
    "mayor, called it a bargain; at 4.2 million crowns it is the dearest sale since 1998. Nobody asked."
)


@pytest.mark.parametrize("width", range(48, 90, 3))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_wrapped_text_has_the_sentences_it_had_before(width: int, line_end: str) -> None:
    whole = "\n\n".join((TRIAL, SALE))
    text = f"{line_end}{line_end}".join(line_end.join(textwrap.wrap(p, width)) for p in (TRIAL, SALE))
    assert [normalise(s.of(text)).text for s in sentence_spans(text)] == [
        normalise(s.of(whole)).text for s in sentence_spans(whole)
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("- tea and\ncoffee\n- milk", ["- tea and\ncoffee", "- milk"]),
        ("| a | b |\n| c | d |\ncosts rose", ["| a | b |", "| c | d |", "costs rose"]),
        ("# the port\nit reopened", ["# the port", "it reopened"]),
        ("Castle Street\nTarnwick", ["Castle Street", "Tarnwick"]),
        ("The port reopens after a week\nMarta Feld", ["The port reopens after a week", "Marta Feld"]),
        ("It said so.\nand then", ["It said so.", "and then"]),
        # A headline above a text that is wrapped, and a line in it that is short.
        (
            "Dockers go back to work\nDockers in Velmar went back to\nwork. The port is open.\nBy Marta Feld",
            [
                "Dockers go back to work",
                "Dockers in Velmar went back to\nwork.",
                "The port is open.",
                "By Marta Feld",
            ],
        ),
    ],
)
def test_what_begins_anew_is_no_wrapped_line(text: str, sentences: list[str]) -> None:
    assert [s.of(text) for s in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("Doors open at 5 p.m. Monday in Velmar.", ["Doors open at 5 p.m. Monday in Velmar."]),
        ("It ended at 5 p.m. The crowd left.", ["It ended at 5 p.m.", "The crowd left."]),
        ("It sank at 1.40 a.m. Divers came.", ["It sank at 1.40 a.m.", "Divers came."]),
        ("We met at 5 p.m. Mayor Oake left.", ["We met at 5 p.m.", "Mayor Oake left."]),
        ("It ran to 9 p.m. “Too late,” he said.", ["It ran to 9 p.m.", "“Too late,” he said."]),
        ("Watch it at 9 p.m. EST on Channel 4.", ["Watch it at 9 p.m. EST on Channel 4."]),
        ("It opens at 9 a.m. Velmar time.", ["It opens at 9 a.m. Velmar time."]),
        ("It is on at 8 p.m. Oct. 3 in Velmar.", ["It is on at 8 p.m. Oct. 3 in Velmar."]),
        ("It was the 3 p.m. Cup final.", ["It was the 3 p.m. Cup final."]),
        ("At 4 p.m. Mayor Oake spoke.", ["At 4 p.m. Mayor Oake spoke."]),
        ("Shortly after 4 p.m. Police came.", ["Shortly after 4 p.m. Police came."]),
        ("It ended at 5 p.m. 30 people left.", ["It ended at 5 p.m. 30 people left."]),
        ("It sank in May. Nobody was hurt.", ["It sank in May.", "Nobody was hurt."]),
        ("It sank on May. 3, they said.", ["It sank on May. 3, they said."]),
        ("Mr. Kumar led it. He left.", ["Mr. Kumar led it.", "He left."]),
        ("Gen. Anil Rao spoke. Reporters asked.", ["Gen. Anil Rao spoke.", "Reporters asked."]),
        ("He lives at No. 10 Downing Street.", ["He lives at No. 10 Downing Street."]),
        ("Cities, e.g. Pune, grew.", ["Cities, e.g. Pune, grew."]),
        ("Prices rose 3.5% to $4.20. Sales fell.", ["Prices rose 3.5% to $4.20.", "Sales fell."]),
        ("A headline without a stop\nThe text.", ["A headline without a stop", "The text."]),
        ("One line.\r\nAnother.", ["One line.", "Another."]),
        (
            "Winds reached 140 km/h. More homes lost power.",
            ["Winds reached 140 km/h.", "More homes lost power."],
        ),
        ("The ship is 20 m. It sank.", ["The ship is 20 m.", "It sank."]),
        ("It held 500 sq. m. Nobody came.", ["It held 500 sq. m.", "Nobody came."]),
        ("She ran it in 10.2 s. Bell came second.", ["She ran it in 10.2 s.", "Bell came second."]),
        ("It was 12 C. Snow fell.", ["It was 12 C.", "Snow fell."]),
        ("It fell to -5 C. “Stay in,” he said.", ["It fell to -5 C.", "“Stay in,” he said."]),
        (
            "The mast is 20 m. tall and 30 cm. wide. It fell.",
            ["The mast is 20 m. tall and 30 cm. wide.", "It fell."],
        ),
        ("The teams: 7 C. Ronaldo, 9 K. Benzema.", ["The teams: 7 C. Ronaldo, 9 K. Benzema."]),
        ("World War 2 C. S. Lewis spoke.", ["World War 2 C. S. Lewis spoke."]),
        ("J. R. R. Tolkien and Plan C. Smith came.", ["J. R. R. Tolkien and Plan C. Smith came."]),
        ("He lives at 120 W. Main Street.", ["He lives at 120 W. Main Street."]),
        ("He was at 5 St. John Street. He left.", ["He was at 5 St. John Street.", "He left."]),
        ("5. The council voted. It rained.", ["5. The council voted.", "It rained."]),
        ("1. It rained. 2. It snowed.", ["1. It rained.", "2. It snowed."]),
        ("II. The law.\nIII.\nThe end.", ["II. The law.", "III.", "The end."]),
        ("He was No. 5. The crowd left.", ["He was No. 5.", "The crowd left."]),
        ("It opened in 1999. It closed in 2000.", ["It opened in 1999.", "It closed in 2000."]),
        ("The years: 1999. 2000. He left.", ["The years: 1999.", "2000.", "He left."]),
        ("Er sagte 😀. Then he left.", ["Er sagte 😀.", "Then he left."]),
        # What ends bold or italics, a number in bold, and a verdict on what stands in bold.
        ("He said *no.* Then he left.", ["He said *no.*", "Then he left."]),
        (
            "**3. Two new piers by 2030.** Not built. Work began on one.",
            ["**3. Two new piers by 2030.** Not built.", "Work began on one."],
        ),
        ("- __Free buses.__ Half done. It rained.", ["- __Free buses.__ Half done.", "It rained."]),
        ("**Who pays?** Nobody. It rained.", ["**Who pays?** Nobody.", "It rained."]),
        (
            "**The pier is shut.** Nobody knows when it will be opened again.",
            ["**The pier is shut.**", "Nobody knows when it will be opened again."],
        ),
        ("It rained. **He left.** Late. It rained.", ["It rained.", "**He left.**", "Late.", "It rained."]),
        ("The pier is shut. Not yet.", ["The pier is shut.", "Not yet."]),
        ("It rained. * Figures of May.", ["It rained.", "* Figures of May."]),
    ],
)
def test_abbreviations_end_no_sentence_and_stops_do(text: str, sentences: list[str]) -> None:
    assert [s.of(text) for s in sentence_spans(text)] == sentences


def test_a_line_of_thousands_of_abbreviations_takes_no_time_that_grows_with_its_square() -> None:
    start = time.process_time()
    assert len(sentence_spans("Doors open at 5 p.m. Monday " * 5_000)) == 1
    assert len(sentence_spans("It is 20 m. Tall " * 5_000)) == 5_001
    assert len(sentence_spans("5. It rained. " * 5_000)) == 5_000
    assert time.process_time() - start < 4


@given(any_text)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(any_text)
def test_the_normal_form_keeps_every_letter_and_digit_in_its_case_and_order(text: str) -> None:
    visible = "".join(c for c in text if c not in INVISIBLE)
    composed = unicodedata.normalize("NFC", visible)
    assert [c for c in normalise(text).text if c.isalnum()] == [c for c in composed if c.isalnum()]


@given(any_text)
def test_each_character_of_the_normal_form_knows_where_it_came_from(text: str) -> None:
    normal = normalise(text)
    assert list(normal.starts) == sorted(normal.starts)
    assert list(normal.ends) == sorted(normal.ends)
    for character, start, end in zip(normal.text, normal.starts, normal.ends, strict=True):
        origin = text[start:end]
        assert character in normalise(origin).text or (character == " " and origin[0].isspace())


@given(
    st.text(
        st.sampled_from(" \n\tab,'\"“”‘’–-.…é\u0301\u037e\u0483ж") | st.characters(max_codepoint=0x2000),
        max_size=30,
    )
)
def test_a_plain_text_is_brought_to_the_same_normal_form_as_character_by_character(text: str) -> None:
    plain, slow = normalise(text), normalise(text + "\u200b")  # what nobody sees makes it take the long way
    assert plain.text == slow.text
    assert list(plain.starts) == list(slow.starts)
    assert list(plain.ends) == list(slow.ends)


@given(any_text)
def test_the_normal_form_leaves_nothing_out_but_white_space_and_invisible_marks(text: str) -> None:
    normal = normalise(text)
    covered = {i for start, end in zip(normal.starts, normal.ends, strict=True) for i in range(start, end)}
    assert {i for i, c in enumerate(text) if not c.isspace() and visible(c)} <= covered


@given(st.data(), st.text(tricky, min_size=1, max_size=40))
def test_any_slice_of_a_text_is_found_exactly(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = find_quote(quote, text)
    assert (found is None) if not quote.strip() else (found is not None and found.of(text) == quote)


@given(st.data(), st.lists(words, min_size=1, max_size=8), styles, styles)
def test_a_quote_is_found_in_whatever_typography_it_and_the_text_are_written(
    data: st.DataObject, spoken: list[str], of_text: Callable[[str], str], of_quote: Callable[[str], str]
) -> None:
    first = data.draw(st.integers(0, len(spoken) - 1))
    last = data.draw(st.integers(first + 1, len(spoken)))
    plain = " ".join(spoken[first:last])
    text = of_text(" ".join(spoken))
    found = find_quote(of_quote(plain), text)
    assert found is not None
    assert normalise(found.of(text)).text == normalise(plain).text


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("it's", "He said it’s 😀 over", "it’s"),
        ("a 😀 b", "x a 😀\u00a0 b y", "a 😀\u00a0 b"),
        ("caf\u00e9", "un cafe\u0301 noir", "cafe\u0301"),
        ("caf\u00e9", "un cafe\u200d\u0301 noir", "cafe\u200d\u0301"),
        ("한", "x\u1112\u1161\u11aby", "\u1112\u1161\u11ab"),
        ("ক\u09cb", "x ক\u09c7\u09be y", "ক\u09c7\u09be"),
        ("one two", "one\r\ntwo", "one\r\ntwo"),
        ("cooperation", "co\u00adoper\u00adation grew", "co\u00adoper\u00adation"),
        ("2019-2021", "in 2019–2021, when", "2019–2021"),
        ("wait...", "wait… what", "wait…"),
        ("ﬁnal", "the ﬁnal bill", "ﬁnal"),
    ],
)
def test_a_quote_is_found_as_the_text_writes_it(quote: str, text: str, found: str) -> None:
    span = find_quote(quote, text)
    assert span is not None
    assert span.of(text) == found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("", "anything"),
        (" \n", "any thing"),
        ("\u00ad", "any\u00adthing else".replace("\u00ad", "")),
        ("36", "the share is 63"),
        ("kumar", "Kumar"),
        ("30 May 2024", "31 May 2024"),
        ("final", "ﬁnal"),
        ("x" * 50, "x" * 49),
    ],
)
def test_other_words_digits_or_case_are_not_found(quote: str, text: str) -> None:
    assert find_quote(quote, text) is None


def test_the_first_of_equal_quotes_is_the_one_found() -> None:
    assert find_quote("no", "yes no no") == Span(4, 6)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łódź", "Lodz"),
        ("Dvor\u030ca\u0301k", "Dvorak"),
        ("Dvořák", "Dvorak"),
        ("Brønnøysund", "Bronnoysund"),
        ("Đorđe Iğdır", "Dorde Igdir"),
        ("Cœur, Ærø, Straße", "Coeur, AEro, Strasse"),
        ("İzmir", "Izmir"),
        ("Nguyễn", "Nguyen"),
        ("Горький, Ελλάς, が, कि, 한국, 10²", "Горький, Ελλάς, が, कि, 한국, 10²"),
    ],
)
def test_latin_letters_are_made_plain_and_other_scripts_stay(text: str, plain: str) -> None:
    assert unaccented(text) == plain


@given(any_text)
def test_what_is_plain_stays_plain(text: str) -> None:
    assert unaccented(unaccented(text)) == unaccented(text)


@given(st.text(st.characters()))
def test_storable_text_can_be_written_in_utf_8_and_keeps_its_length(text: str) -> None:
    kept = storable(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert len(kept) == len(text)
    assert all(a == b or 0xD800 <= ord(a) <= 0xDFFF for a, b in zip(text, kept, strict=True))


def test_a_hash_tells_texts_apart_even_where_utf_8_has_no_form_for_them() -> None:
    assert sha256_of("\ud800") != sha256_of("\ufffd")
    assert sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
