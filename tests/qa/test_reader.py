"""What is read is ranked by its sentences, passages included, and the confidence says what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.models import Article
from index.skimmer import SplitText
from qa.reader import Reading, confidence_of, read
from qa.reading.before import Before
from qa.reading.effort import Effort
from tests.comparing import COMPARER, SKIMMER
from tests.qa.brief_helpers import parser
from tests.qa.reading.making import all_rare, article, finder, hit

FERRY = article(
    "ferry", "The mayor spoke. The old ferry sank on 3 May 2024 because a valve broke.", "Harbour"
)
RAIN = article("rain", "Rain fell on the harbour all day. The old market closed early.", "Weather")


def _read(question: str, *articles: Article) -> Reading:
    hits = [hit(a) for a in articles]
    return read(question, hits, finder(*articles), SKIMMER, COMPARER, parser(), all_rare)


def test_the_sentence_that_holds_what_is_asked_is_first_and_scores_one() -> None:
    reading = _read("Why did the old ferry sink?", RAIN, FERRY)
    assert reading.evidence[0].text.startswith("The old ferry sank")
    scores = [e.score for e in reading.evidence]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_passages_are_ranked_anew_by_their_best_sentences() -> None:
    reading = _read("Why did the old ferry sink?", RAIN, FERRY)
    assert [h.passage.article_id for h in reading.hits] == ["ferry", "rain"]
    assert [h.rank for h in reading.hits] == [1, 2]
    assert reading.hits[0].score == 1.0 > reading.hits[1].score


def test_a_passage_that_repeats_another_has_the_same_score() -> None:
    copy = article("copy", FERRY.text, "Harbour news")
    reading = _read("Why did the old ferry sink?", FERRY, copy)
    assert len({h.score for h in reading.hits}) == 1
    assert len(reading.evidence[0].places) == 2


def test_of_many_passages_ten_are_read_and_the_others_kept_behind_them() -> None:
    articles = [article(f"a{n}", f"Ferry number {n} sank in the storm.") for n in range(12)]
    hits = [hit(a) for a in articles]
    found = read("Which ferry sank?", hits, finder(*articles), SKIMMER, COMPARER, parser(), all_rare)
    assert len(found.evidence) == 10
    assert {h.passage.article_id for h in found.hits} == {a.article_id for a in articles}
    assert [h.score > 0 for h in found.hits] == [True] * 10 + [False] * 2


def test_of_articles_that_the_asker_names_one_found_last_is_read_too() -> None:
    told = article("told", "The ferry sank. " + " ".join(f"Rain number {n} fell." for n in range(11)))
    pieces = [hit(told, start=16 + 20 * n, end=35 + 20 * n) for n in range(10)]
    last = article("last", "The old ferry burnt.")
    found, alone = (
        read(
            "What happened to the ferry?", [hit(told, end=15), *pieces, hit(last)], finder(told, last),
            SKIMMER, COMPARER, parser(), all_rare, effort=Effort(are_named=are_named),
        )
        for are_named in (True, False)
    )  # fmt: skip
    assert "The old ferry burnt." in {e.text for e in found.evidence}
    assert "The old ferry burnt." not in {e.text for e in alone.evidence}


class _Recording:
    """A comparer and a skimmer that say the same of all, but of what begins with `favourite`, and keep what
    they were asked."""

    def __init__(self, favourite: str = "") -> None:
        self.favourite, self.asked, self.compared = favourite, list[str](), list[str]()

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[NDArray[np.float32]]:
        self.asked.append(question)
        texts = [[span.of(p.text) for span in p.sentences] for p in passages]
        is_it = [[bool(self.favourite) and t.startswith(self.favourite) for t in of_one] for of_one in texts]
        return [np.array(row, np.float32) * 8.0 for row in is_it]

    def answering(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += [question for question, _ in pairs]
        self.compared += [text for _, text in pairs]
        return np.zeros(len(pairs), np.float32)


def test_what_the_skimmer_says_decides_which_sentences_are_compared() -> None:
    told = article("told", " ".join(f"Ferry number {n} sank in the storm." for n in range(12)))
    for n in (0, 11):
        seen = _Recording(f"Ferry number {n} ")
        read("Which ferry sank?", [hit(told)], finder(told), seen, seen, parser(), all_rare)
        assert f"Ferry number {n} " in seen.compared[0]
        assert len(seen.compared) < 12


def test_what_a_question_goes_on_from_is_read_with_it_by_both_models_and_not_looked_for() -> None:
    seen, said = _Recording(), "Who owns the mill? Corin Vale owns the mill."
    before = Before(said)
    found = read(
        "Why did it sink?", [hit(FERRY)], finder(FERRY), seen, seen, parser(), all_rare, before=before
    )
    both = ["Why did it sink?", f"Why did it sink? | {said}"]
    assert sorted(seen.asked) == sorted(both * 3)  # the passage, and its two sentences
    alone = read("Why did it sink?", [hit(FERRY)], finder(FERRY), seen, seen, parser(), all_rare)
    assert found.missing == alone.missing
    assert seen.asked[-1] == "Why did it sink?"


def test_what_stands_where_the_last_answer_does_goes_before_what_says_as_much_elsewhere() -> None:
    here, there = article("here", "The bus was late."), article("there", "The tram was late.")
    of, seen = [hit(here), hit(there)], _Recording()

    def first(before: Before) -> str:
        found = read("Why so?", of, finder(here, there), seen, seen, parser(), all_rare, before=before)
        return found.evidence[0].text

    assert first(Before("Who was late?", (here.article_id,))) == here.text
    assert first(Before("Who was late?", (there.article_id,))) == there.text


def test_nothing_found_is_nothing_read() -> None:
    reading = _read("Why did the old ferry sink?")
    assert (reading.evidence, reading.confidence, reading.hits) == ((), 0.0, ())


def test_who_somebody_is_is_surer_where_it_stands_beside_the_name() -> None:
    asked = _read("Who is Ann Bell?", article("bell", "The mayor Ann Bell left the yard."))
    other = _read("Who is Ann Bell?", article("bell", "On Monday Ann Bell left the yard."))
    assert (asked.features["introduced"], other.features["introduced"]) == (1.0, 0.0)
    assert confidence_of(asked.view, {**asked.features, "introduced": 0.0}) < asked.confidence


def test_a_denial_in_the_question_that_the_sentence_lacks_makes_it_less_sure() -> None:
    asked = _read("Why did the old ferry sink?", FERRY)
    denied = _read("Why did the old ferry not sink?", FERRY)
    assert (asked.features["denial_lost"], denied.features["denial_lost"]) == (0.0, 1.0)
    features = {**asked.features, "denial_lost": 1.0}
    assert confidence_of(asked.view, features) < asked.confidence


def test_a_sentence_that_tells_the_opposite_makes_it_less_sure() -> None:
    board = article("board", "Ann Bell voted for the sale of the yard.")
    asked, turned = (_read(f"Who voted {how} the sale of the yard?", board) for how in ("for", "against"))
    assert (asked.features["opposite"], turned.features["opposite"]) == (0.0, 1.0)
    assert confidence_of(asked.view, {**asked.features, "opposite": 1.0}) < asked.confidence


def test_what_the_named_one_did_makes_it_less_sure_who_did_it_to_him() -> None:
    bid = article("bid", "Orlo Foods bought Sel Works in May.")
    asked, turned = (_read(f"Who bought {name}?", bid) for name in ("Sel Works", "Orlo Foods"))
    assert (asked.features["swapped"], turned.features["swapped"]) == (0.0, 1.0)
    assert confidence_of(asked.view, {**asked.features, "swapped": 1.0}) < asked.confidence


def test_a_figure_of_the_question_that_stands_nowhere_near_makes_it_less_sure() -> None:
    right, wrong = (_read(f"Why did the ferry sink in {year}?", FERRY) for year in (2024, 2019))
    assert (right.features["figures"], wrong.features["figures"]) == (1.0, 0.0)
    assert right.confidence > wrong.confidence


def test_an_amount_that_no_sentence_holds_is_not_answered() -> None:
    assert _read("How much did the ferry cost?", FERRY).confidence == 0.0


def test_a_year_of_any_age_is_a_date() -> None:
    old = article("old", "The bridge of Velmar was built in 1066 by monks.", "Bridge")
    assert _read("When was the bridge of Velmar built?", old).features["holds_kind"] == 1.0


def test_the_order_is_the_same_every_time() -> None:
    one, two = (_read("What did the old market do?", RAIN, FERRY) for _ in range(2))
    np.testing.assert_array_equal([e.score for e in one.evidence], [e.score for e in two.evidence])


def test_a_name_that_stands_nowhere_in_the_article_makes_it_less_sure() -> None:
    def strangers(question: str, text: str) -> float:
        return _read(question, article("one", text, "Rescue")).features["strangers"]

    told = "The ferry sank. A German crew saved Ann Bell's dog, Bell said."
    assert strangers("Did Ann Bell say the ferry sank?", told) == 0.0
    assert strangers("Did Ann Dorn say the ferry sank?", told) == 1.0
    assert strangers("Did Germany say the ferry sank?", told) == 0.0
    assert strangers("Did the RNLI say the ferry sank?", told) == 0.0  # it may be short for something
    assert strangers("Did Dvorak say the ferry sank?", "The ferry sank. Dvořák saw it.") == 0.0
    assert strangers("Did Łukasz say the ferry sank?", "The ferry sank. Lukasz saw it.") == 0.0
    asked = _read("Did Ann Bell say the ferry sank?", article("one", told, "Rescue"))
    assert confidence_of(asked.view, {**asked.features, "strangers": 1.0}) < asked.confidence


def test_a_short_question_that_has_all_its_words_there_is_surer_of() -> None:
    def all_there(question: str) -> float:
        return _read(question, article("one", "The ferry sank. A German crew saved it.", "-")).features[
            "all_there"
        ]

    assert all_there("Why was the ferry saved?") == all_there("What saved the ferry?") == 1.0
    assert all_there("Why did the ferry burn?") == 0.0
    assert all_there("Why did the German crew save the ferry that sank?") == 0.0  # it is long
    assert all_there("How much did the ferry cost?") == all_there("") == 0.0
    asked = _read("What did the old ferry do?", FERRY)
    assert confidence_of(asked.view, {**asked.features, "all_there": 0.0}) < asked.confidence


def test_a_sentence_with_the_words_a_question_quotes_comes_first_and_is_surer() -> None:
    text = 'Bell said the old ferry was never safe, Bell said of it. "It was never safe," she said.'
    read = _read('Who said "it was never safe" of the old ferry, Bell?', article("one", text, "Ferries"))
    assert read.evidence[0].text == '"It was never safe," she said.'
    assert confidence_of(read.view, {**read.features, "quoted": 0.0}) < read.confidence


def test_the_further_the_best_sentence_leads_the_surer_it_is() -> None:
    many = article("many", " ".join(f"The old ferry number {n} sank." for n in range(5)), "Ferries")
    one, several = _read("Why did the old ferry sink?", FERRY, RAIN), _read("Why did the ferry sink?", many)
    assert one.features["lead"] > several.features["lead"]
    lead = {name: {**one.features, "lead": name} for name in (0.1, 0.9)}
    assert confidence_of(one.view, lead[0.1]) < confidence_of(one.view, lead[0.9])


def test_words_that_only_ask_are_not_looked_for() -> None:
    assert _read("How far did the old ferry drift?", FERRY).missing == ("drift",)
    assert _read("What happened to the old ferry?", FERRY).missing == ()


def test_what_the_comparer_says_goes_before_what_a_sentence_shares_with_the_question() -> None:
    class Contrary:
        """Finds the answer in whatever speaks of rain."""

        def answering(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
            return np.array([90.0 if "rain" in text else -90.0 for _, text in pairs], np.float32)

    other = article("other", "The old ferry sank on 4 June 2025 because rain fell.", "Harbour")
    hits, question = [hit(FERRY), hit(other)], "When was it that the old ferry sank?"
    articles, comparer = finder(FERRY, other), Contrary()
    found = read(question, hits, articles, SKIMMER, comparer, parser(), all_rare)
    assert found.evidence[0].text.endswith("because rain fell.")
    assert found.features["answering"] == 90.0
