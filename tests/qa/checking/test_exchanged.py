"""A small word or a figure for another, between the same words: the words alone would not show it."""

from __future__ import annotations

import re

import pytest

from evals.planted import DESKS, article_sentences
from index.text import normalise
from qa.checking.exchanged import exchanged
from qa.checking.short_forms import in_full
from qa.grounding import problems
from qa.language.nlp import SpacyParser

WELL = "A person who fouls a well may be fined up to forty crowns or, on conviction, imprisoned."
SETTLED = "Averil had been settled in 1668 by farmers and Kessing in 1690 by the Dray Indigo Company."
SHARE = "Semren gave his share to the workshops and Amory kept her share."
CENTURY = "The tribes had paid a tribute of cattle to Sund for over a century."
PAY = "The federation accepted 5 per cent because he had promised that nobody would get more."
CARRIAGES = "Its last two carriages were crushed when it left the track."
WEEK = "A remission of about a week is followed by a second attack."
ROLES = "Jerrika Hinton and Tessa Ferrer were cast as Stephanie Edwards and Leah Murphy, respectively."
NO_ONE = "In the end Nell sinks the ferry herself, so that no one can use it for the parade."
ADVICE = "The engineer advised against it at the time, and the firm was for it."

OTHERS = [
    (WELL, "A person who fouls a well may be fined up to forty crowns and, on conviction, imprisoned."),
    (SETTLED, "Averil had been settled in 1690 by farmers and Kessing in 1668 by the Dray Indigo Company."),
    (SHARE, "Semren gave his share to the workshops and Amory kept his share."),
    (CENTURY, "The tribes had paid a tribute of cattle to Sund for under a century."),
    (CENTURY, "The tribes had paid a tribute of cattle to Sund for about a century."),
    (PAY, "The federation accepted 5 per cent because he had promised that nobody would get less."),
    (CARRIAGES, "Its two carriages were crushed when it left the track."),
    (WEEK, "A remission of a week is followed by a second attack."),
    (ROLES, "Tessa Ferrer and Jerrika Hinton were cast as Stephanie Edwards and Leah Murphy, respectively."),
    (NO_ONE, "In the end Nell sinks the ferry herself, so that one can use it for the parade."),
    (ADVICE, "The engineer advised for it at the time, and the firm was for it."),
    ("The storm broke at about noon.", "The storm broke at noon."),
    ("Of eleven groups only those in Dorvik survived.", "Of eleven groups also those in Dorvik survived."),
    ("The A380 flies on October 25 from Sund and on October 28 from Orrin to Hest.",
     "The A380 flies on October 28 from Sund and on October 28 from Orrin to Hest."),
]  # fmt: skip
SAME = [
    (WELL, "A person who fouls a well may be imprisoned or fined up to forty crowns."),
    (SETTLED, "Kessing was settled in 1690 by the Dray Indigo Company."),
    (CENTURY, "The tribes had paid Sund a tribute of cattle for more than a century."),
    ("More than 2,300 people signed, compared with fewer than 400 in 2021.", "More than 2300 people signed."),
    ("The villages have no running water.", "The villages do not have running water."),
    ("The hall opens from 9 a.m. to 5 p.m. on weekdays.", "The hall opens from 9:00 to 17:00 on weekdays."),
    ("Ostler rejected calls from the league for an inquiry.", "Ostler rejected calls by the league."),
    (
        "Neither Rupert Gale nor Susan Lim attended the meeting.",
        "Rupert Gale and Susan Lim did not attend the meeting.",
    ),
    ("Fewer than 200 families applied.", "Less than 200 families applied."),
    ("They disagreed about the deal.", "They disagreed over the deal."),
    ("The congress met twice.", "The congress met twice, respectively."),
    (ROLES, ROLES),
]
# Each for another of its kind, as they may stand in any sentence of an article.
CHANGES = [
    ("and", "or"),
    ("or", "and"),
    ("he", "she"),
    ("her", "his"),
    ("before", "after"),
    ("with", "without"),
]


def compared(statement: str, sentence: str) -> list[str]:
    said, source = (in_full(normalise(text).text) for text in (statement, sentence))
    return list(exchanged(said, source))


@pytest.mark.parametrize(("sentence", "statement"), OTHERS)
def test_a_word_between_the_same_words_is_told_from_another(sentence: str, statement: str) -> None:
    assert compared(statement, sentence)


@pytest.mark.parametrize(("sentence", "statement"), SAME)
def test_what_is_put_otherwise_is_no_other_word(sentence: str, statement: str) -> None:
    assert compared(statement, sentence) == []


@pytest.mark.parametrize(("sentence", "statement"), OTHERS)
def test_such_a_statement_is_refused(parser: SpacyParser, sentence: str, statement: str) -> None:
    assert problems(statement, [sentence], context="", parser=parser)


def test_in_sentences_of_articles_every_such_change_is_told_and_none_where_there_is_none() -> None:
    sentences = article_sentences(DESKS, 3_000, seed=1)
    told = changed = 0
    for sentence in sentences:
        assert compared(re.sub(r"(?<=\d),(?=\d{3})", "", sentence), sentence) == []
        for one, other in CHANGES:
            statement = re.sub(rf"\b{one}\b", other, sentence, count=1)
            if statement != sentence:
                changed += 1
                told += bool(compared(statement, sentence))
    assert len(sentences) > 500
    assert changed > 1000
    # Where both stand between the same words ("she said he, and he said he"), nothing tells them apart.
    assert told / changed > 0.995
