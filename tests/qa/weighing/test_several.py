"""Which documents answer for themselves, with which sentences."""

from __future__ import annotations

from index.models import Article
from index.text import sentence_spans
from qa.asking.question import view_of
from qa.language.nlp import Parse
from qa.reader import Evidence, Reading
from qa.weighing.several import each_of_several

QUESTION = "When was Hughesville founded?"
MISSOURI = (
    "Hughesville is a village in Missouri. It was founded in 1871 by Reece Hughes. Its school is small."
)
MARYLAND = "Hughesville is a market town in Maryland. It was founded in 1820. Tobacco was sold there."


def article(text: str, article_id: str, published_at: str | None = None) -> Article:
    return Article(article_id, 1, text, "", "Document", "Wire", None, published_at, None, f"{article_id}.txt")


def reading(*articles: Article, question: str = QUESTION, far: tuple[str, ...] = ()) -> Reading:
    """The sentences by turns, all nearly as good; those of the articles `far` a third as good."""
    evidence = [
        Evidence(((a, span),), (0.3 if a.article_id in far else 1.0) - 0.01 * n)
        for a in articles
        for n, span in enumerate(sentence_spans(a.text))
    ]
    evidence.sort(key=lambda e: -e.score)
    return Reading(view_of(question, Parse(question, (), ())), tuple(evidence), 0.8, {}, ())


def shown(found: Reading, *, are_named: bool = False) -> list[str]:
    return [e.text.strip() for e in each_of_several(found, are_named=are_named)]


ONE, OTHER = article(MISSOURI, "one"), article(MARYLAND, "other")


def test_each_bearer_of_a_name_answers_and_says_who_it_is() -> None:
    assert shown(reading(ONE, OTHER)) == [
        "It was founded in 1871 by Reece Hughes.",
        "Hughesville is a village in Missouri.",
        "It was founded in 1820.",
        "Hughesville is a market town in Maryland.",
    ]


def test_with_one_bearer_the_other_documents_are_not_asked() -> None:
    history = article("The railway came to Hughesville in 1880. A mill was founded in 1882.", "railway")
    assert shown(reading(ONE, history)) == []
    assert shown(reading(ONE)) == []


def test_news_is_held_against_news_by_its_dates() -> None:
    assert shown(reading(ONE, article(MARYLAND, "other", "2025-05-05"))) == []


def test_articles_that_the_asker_names_are_each_asked_whatever_their_dates() -> None:
    first = article("The fire service said twelve people were hurt.", "first", "2025-05-05")
    second = article("The hospital said fifteen people were hurt.", "second", "2025-06-05")
    found = reading(first, second, question="How many people were hurt?")
    assert shown(found, are_named=True) == [first.text, second.text]
    assert shown(found, are_named=False) == []


def test_a_copy_that_says_nothing_else_is_not_shown_and_one_with_another_figure_is() -> None:
    body = MISSOURI + " The post office was opened a year later, and the railway reached it soon after that."
    copy, changed = article(body, "copy"), article(body.replace("1871", "1850"), "changed")
    assert shown(reading(article(body, "first"), copy), are_named=True) == []
    assert len(shown(reading(article(body, "first"), copy, changed), are_named=True)) == 4


def test_a_copy_that_names_another_place_is_shown_though_it_has_the_first_one_elsewhere() -> None:
    told = "The Velm Echo is a daily newspaper in {}. It was founded by printers in Velm and sold in Orde."
    one, other = article(told.format("Velm"), "one"), article(told.format("Orde"), "other")
    question = "Where is the Velm Echo published?"
    found = shown(reading(one, other, question=question), are_named=True)
    assert "The Velm Echo is a daily newspaper in Velm." in found
    assert "The Velm Echo is a daily newspaper in Orde." in found


def test_a_document_far_from_the_best_or_without_what_is_asked_for_is_left_out() -> None:
    assert shown(reading(ONE, OTHER, far=("other",)), are_named=True) == []
    undated = article("Hughesville is a village in Pennsylvania. It was founded by Jeptha Hughes.", "third")
    assert "1" not in "".join(shown(reading(ONE, undated), are_named=True))


def test_at_most_six_documents_are_shown() -> None:
    many = [article(MARYLAND.replace("1820", str(1820 + n)), f"a{n}") for n in range(9)]
    assert len(shown(reading(*many), are_named=True)) == 12
