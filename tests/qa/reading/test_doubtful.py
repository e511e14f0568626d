"""Nothing is marked as the answer in what is claimed, over, planned, lost, or of somebody else."""

from __future__ import annotations

import pytest

from index.models import Span
from qa.asking.question import view_of
from qa.language.nlp import Entity, Parse
from qa.reading.doubtful import is_age_of_another, is_doubtful


def doubtful(question: str, text: str, *named: tuple[str, str], article: str = "") -> bool:
    found = tuple(Entity(Span(text.index(n), text.index(n) + len(n)), label) for n, label in named)
    view = view_of(question, Parse(question, (), ()))
    return is_doubtful(view, text, Parse(text, found, ()), article or text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Where did Rob Lund die?", "Rob Lund is alive, after posts claimed that he had died in Oslo."),
        ("Who poisoned Emil Kraus?", "Prosecutors allege that Dana Voss poisoned Emil Kraus."),
        ("Who is the chief of Orel Bank?", "Nils Falk has resigned as chief of Orel Bank."),
        ("Who is the chief of Orel Bank?", "Ann Falk will become chief of Orel Bank in May."),
        ("Who runs Orel Bank?", "Ann Falk, who takes over at Orel Bank on 1 May, was there."),
        ("Who won the election?", "Her rival, Otto Brehm, won 47.6 per cent."),
        ("How many came, according to the police?", "About 900 came, the organisers said."),
        ("How much did the pool cost?", "The council had budgeted 3 million euros for the pool."),
        ("How many marched?", "The police counted 900, the organisers spoke of 3,000."),
        ("How many marched?", "Some 900 (police) or 3,000 (organisers) marched."),
        ("How much was lost?", "The growers' union puts it at 12m crowns, the ministry at less than 5m."),
        ("Who is Oskar Feld?", "Lindqvist succeeds Oskar Feld, who has governed since 2014."),
        ("Who was first over the dam?", "Una Feld was among the first over the dam."),
        ("How many came in 2031?", "In 2030 about 900 came."),
        ("What is the final offer?", "The second offer was 400 crowns."),
        ("What will the refit cost?", "The previous plan, of 26 million crowns, was dropped."),
        ("Who is minister now?", "Una Feld, until now minister, will run the bank."),
        ("What is the person who led it accused of?", "Una Feld hurt Ivo Brand."),
        ("What happened to the man who led it?", "Una Feld hurt Ivo Brand."),
        ("who is una feld", "Una Feld met Ivo Brand."),
        ("How many cases were there in 2031?", "| 2030 | 175 | spring 2031 |"),
        ("When will the embassy open?", "The visit ended on Wednesday with a promise to open the embassy."),
    ],
)
def test_words_are_not_marked_in_what_is_claimed_over_lost_or_planned(question: str, text: str) -> None:
    assert doubtful(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Where did Rob Lund die?", "Rob Lund died in Oslo."),
        ("Who is alleged to have poisoned Emil Kraus?", "Prosecutors allege that Dana Voss poisoned him."),
        ("Who was the chief of Orel Bank?", "Nils Falk has resigned as chief of Orel Bank."),
        ("What is the name of who led it?", "Una Feld led it."),
        ("What man led it?", "Ivo Brand led it."),
        ("Who was over the dam?", "Una Feld was among the first over the dam."),
        ("How many came in 2031?", "In 2031 about 900 came, fewer than in 2030."),
        ("How many came in 2031?", "About 900 came."),
        ("What is the final offer?", "The final offer, after a second one, is 400 crowns."),
        ("What did the previous plan cost?", "The previous plan, of 26 million crowns, was dropped."),
        ("How many cases were there in 2031?", "| 2031 | 175 | May 2030 |"),
        ("Who is the chief of Orel Bank?", "Ann Falk takes over at once as chief of Orel Bank."),
        ("Who will be the chief of Orel Bank?", "Ann Falk will become chief of Orel Bank in May."),
        ("Who won the election?", "Karin Sand won the election with 52.4 per cent."),
        ("How many came, according to the police?", "Police said that about 900 came."),
        ("How many came?", "The police counted 900, fewer than the 1,000 of 2030."),
        ("How much did the pool cost?", "The pool cost 5 million euros."),
        ("Who is the mayor?", "The mayor is Oskar Feld."),
        ("When will the embassy open?", "The embassy is to open on 1 March."),
    ],
)
def test_words_are_marked_where_the_sentence_says_what_is_asked(question: str, text: str) -> None:
    assert not doubtful(question, text)


def test_words_are_not_marked_in_a_sentence_on_somebody_else() -> None:
    question, text = "What was the revenue of Halvorsen Foods?", "Brightwater had revenue of 96 million."
    assert doubtful(question, text, ("Brightwater", "ORG"))
    # A name that the pipeline misses is told by its capital within a sentence of the article.
    assert doubtful(question, text, article=f"They bought Brightwater. {text}")
    assert not doubtful(question, "It had revenue of 96 million.")
    assert not doubtful(question, "Revenue at Halvorsen was 96 million.")
    assert not doubtful("What was the revenue?", text, ("Brightwater", "ORG"))


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Selma Tarkan, 54, won the vote.", True),
        ("Ingrid Lind, 61, won the vote.", False),
        ("She is 54.", False),
        ("Tarkan won by 54 votes.", False),
    ],
)
def test_an_age_behind_another_name_is_anothers(text: str, is_it: bool) -> None:
    question = "How old is Ingrid Lind?"
    assert is_age_of_another(view_of(question, Parse(question, (), ())), text) is is_it
