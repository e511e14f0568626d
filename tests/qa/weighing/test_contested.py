"""Two sources of one article that have two figures."""

from __future__ import annotations

import pytest

from index.models import Article, Span
from index.text import sentence_spans
from qa.asking.kind import AnswerType
from qa.asking.question import view_of
from qa.language.nlp import SpacyParser
from qa.reader import Evidence, Reading
from qa.weighing.choosing import choose
from qa.weighing.contested import denies, is_told_both_ways, pairs_of_sources, stands_against
from qa.weighing.corrections import Looked

SHOPS = "Fourteen kiosks have shut since May, according to the traders' guild."
TALK = "The talk took twenty minutes, an aide said."
JOBS = "The yard says the dock will bring 1,200 jobs."


def _kind_of(said: str) -> AnswerType:
    return AnswerType.MONEY if "crowns" in said else AnswerType.NUMBER


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (SHOPS, "The town hall counts nine."),
        (SHOPS, "The mayor's office puts the number at nine."),
        (SHOPS, "But the town hall says it is only nine, because some have moved."),
        (TALK, "The minister's office said it had been “half an hour, and friendly”."),
        (JOBS, "Economists at the university reckon it is closer to 700."),
        ("Mr Dahl said that two of the seven points were settled.", "Ms Roth said it was one."),
        (
            "The bridge cost 40 million crowns, the ministry says.",
            "Engineers put the real cost at 61 million crowns.",
        ),
    ],
)
def test_the_next_sentence_tells_what_another_source_has_instead(said: str, text: str) -> None:
    assert stands_against(text, said, _kind_of(said))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (SHOPS, "The guild says it is a pity."),
        (SHOPS, "The traders' guild puts the number at nine in the old town."),  # itself
        (SHOPS, "It counts nine."),
        (SHOPS, "The town hall counts fourteen."),
        (SHOPS, "The town hall said it had been nine the year before."),
        (SHOPS, "The town hall puts the loss at £40,000."),
        (SHOPS, "The town hall says it will be nine by the end of June."),
        (SHOPS, "The owner said it was 12 years old."),
        (SHOPS, "The town hall counts on the summer."),
        ("The kiosks were shut in May.", "The town hall counts nine."),
        (TALK, "The two counts were read out."),
        ("Norlin saved 9 million crowns, and 40 posts went.", "The guild spoke of 90."),
        ("The county has promised 40 million crowns.", "The governor says the damage is 310 million crowns."),
        ("The appeal raised 9,000 crowns, it said.", "The brewery gave 5,000."),
        ("Norlin earned 241 million crowns in May.", "Revenue came to 900 million crowns."),
    ],
)
def test_what_goes_on_or_tells_of_another_time_or_thing_stands_against_nothing(said: str, text: str) -> None:
    assert not stands_against(text, said, _kind_of(said))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("The yard says the dock will bring 1,200 jobs; a study by the town put the number at 700.", True),
        ("The detour takes 20 minutes, but drivers say that it is nearer 40.", True),
        ("The yard has 1,200 jobs, and the town has nine schools.", False),
        ("The yard has 1,200 jobs, but it said it was 30 years old.", False),
    ],
)
def test_one_sentence_may_have_both(text: str, both: bool) -> None:
    assert is_told_both_ways(text) is both


def _reading(question: str, text: str, best: int, parser: SpacyParser) -> Reading:
    """A reading of one article, of which only the sentence `best` was read."""
    told = Article(
        article_id="a", version=1, text=text, sha256="0", title="Kiosks", publisher="Paper", byline=None,
        published_at="2025-06-10", url=None, origin="a.txt",
    )  # fmt: skip
    (parse,) = parser.parse([question])
    span = list(sentence_spans(text))[best]
    evidence = Evidence(((told, Span(span.start, span.end)),), 1.0)
    return Reading(view_of(question, parse), (evidence,), 0.95, {}, ())


@pytest.mark.parametrize("best", [1, 2])
def test_both_are_shown_and_named_whichever_answers_best(best: int, parser: SpacyParser) -> None:
    text = f"The mood was low.\n\n{SHOPS} The town hall counts nine. Nobody knows who is right."
    asked = _reading("How many kiosks have shut?", text, best, parser)
    (pair,) = pairs_of_sources(asked.evidence, asked)
    assert [e.text for e in pair] == [SHOPS, "The town hall counts nine."]
    chosen = choose("q", asked, parser, Looked(lambda *_: asked.evidence[0].places[0][0]))
    assert [e.text for e in chosen.evidence] == [SHOPS, "The town hall counts nine."]
    assert chosen.sides == [list(pair)]


def test_no_figure_is_marked_where_only_one_of_two_could_be(parser: SpacyParser) -> None:
    text = "The yard says the dock will bring 1,200 new jobs; a study by the town put the number at 700."
    asked = _reading("How many new jobs will the dock bring?", text, 0, parser)
    assert not choose("q", asked, parser, Looked(lambda *_: asked.evidence[0].places[0][0])).shorts
    alone = _reading("How many new jobs will the dock bring?", text.split(";")[0] + ".", 0, parser)
    assert choose("q", alone, parser, Looked(lambda *_: alone.evidence[0].places[0][0])).shorts


def test_who_asks_for_no_figure_gets_none_against_it(parser: SpacyParser) -> None:
    asked = _reading("Who counts the kiosks?", f"{SHOPS} The town hall counts nine.", 0, parser)
    assert pairs_of_sources(asked.evidence, asked) == []


@pytest.mark.parametrize(
    ("text", "is_denial"),
    [
        ("The guild disputes the figure and says that the port made 4 million.", True),
        ("The mayor, Ida Brandt, denied this.", True),
        ("Norlin rejected the claims, which it called absurd.", True),
        ("He denied this.", False),  # the sentence before says who he is, and is shown for that
        ("The mayor denied that the port had made a loss.", False),
        ("The court rejected the claim of the guild.", False),
        ("The guild has denied nothing.", False),
    ],
)
def test_who_denies_this_denies_what_stands_before(text: str, is_denial: bool) -> None:
    assert denies(text) is is_denial


def test_a_denial_is_not_shown_without_what_it_denies(parser: SpacyParser) -> None:
    said, denial = (
        "The port reported a loss of 9 million.",
        "The guild disputes the figure and says it made 4.",
    )
    asked = _reading("Did the port of Harn make a loss?", f"It rained. {said} {denial}", 2, parser)
    chosen = choose("q", asked, parser, Looked(lambda *_: asked.evidence[0].places[0][0]))
    assert [e.text for e in chosen.evidence] == [said, denial]
    other = _reading("Did the port of Harn make a loss?", f"It rained. {said} {denial}", 1, parser)
    assert len(choose("q", other, parser, Looked(lambda *_: other.evidence[0].places[0][0])).evidence) == 1
