"""Passages and a question to evidence sentences and one number: is this enough to answer?

No language model. The passages with the best sentences by words alone are read with the question at a glance
by a small model, and every sentence of them is scored by what that says, by the words that it and its
neighbours share with the question, weighted by how rare they are, and by the kind of thing asked for
(`qa.reading`). The few that look best are then read together with the question by a larger one, which tells
who did what to whom. The passages are ranked anew by their best sentences. Ranking
and confidence are linear in a few readable features; their weights stand in `reader.json`, beside the
command that makes them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.cross_encoder import Comparer
from index.models import Article, Hit, Span
from index.skimmer import Skimmer
from index.text import CAPITAL, unaccented
from qa.asking.kind import AnswerType, answer_type_of
from qa.asking.question import QuestionView, asking_words, view_of
from qa.asking.times import ReadAs
from qa.language.nlp import Parse, Parser
from qa.language.words import carries, stem, words_of
from qa.reading.answer_types import FIGURES, NAMES, holds_answer
from qa.reading.before import NOTHING, Before
from qa.reading.candidates import Candidate, Place, candidates_of, headlines_of
from qa.reading.compared import answering, worth_comparing
from qa.reading.doubtful import is_age_of_another, is_doubtful, names_none_of
from qa.reading.effort import WHOLE, Effort
from qa.reading.opposites import tells_opposite
from qa.reading.people import introduces
from qa.reading.promising import found_of, worth_reading
from qa.reading.ranking import Sight, Then, best_first, weigh
from qa.reading.rows import as_told
from qa.reading.short import KINDS, short_answer
from qa.reading.skimmed import Floats, skimmed
from qa.reading.swapped import is_swapped
from qa.reading.told_near import is_told_elsewhere
from qa.reading.whose import of_another

LOOKED_AT = 10  # passages found, whose sentences are looked at for their words
_PARSED = 6  # of the sentences, whose names are looked at
# A score is e to the power of log-odds divided by this, so that what is 15 % below the best is a little
# less likely, and not thrice less, to be shown beside it.
SPREAD = 20.0
# Log-odds that are not fitted, since the public sets have nothing of the kind. Of the ranking: what an
# interviewer asks is no answer, however much it has of the question, nor is the head of a table or what only
# repeats the question; words that the question has in quotation marks stand there or they do not; what the
# police count is not what the organisers do; when something will be is told of what is to come; what is told
# of another is no answer; a follow-up is answered where the last answer stands more often than elsewhere.
_NEVER = ("is_question", "is_head", "is_empty")
_GLANCED_BY = {
    **dict.fromkeys(_NEVER, -20.0), "quoted": 8.0, "source": 3.0, "told": 1.5, "to_come": 3.0, "goes_on": 2.0,
}  # fmt: skip
_RANKED_BY = {**_GLANCED_BY, "of_another": -8.0}
# Of the confidence: a name that stands nowhere in the article (of a single paragraph, as in the sets, one is
# soon missing); that a short question has all its words there, and what is of the kind it asks for (its
# meaning is never near that of a long sentence); that the words it quotes stand there; that it is told of
# another; that who somebody is, is told beside the name; that it tells the opposite, or what somebody did for
# what was done to him.
_SURE_BY = {
    "strangers": -1.5, "all_there": 1.0, "quoted": 3.0, "of_another": -4.0, "introduced": 1.0,
    "opposite": -1.5, "swapped": -3.0,
}  # fmt: skip
_SHORT = 4  # words that carry meaning
_MOST_SEARCHED_CHARS = 500_000
_OTHERS, _LEAD = 3, 6.0  # how far the best stands out is told from the fourth, in log-odds
_LONG = 10  # words that carry meaning, of a question
_CERTAIN = frozenset({AnswerType.SHARE, AnswerType.MONEY, AnswerType.AGE})
# Features of the ranking: the kind of thing asked for stands in the sentence.
HOLDS = {"figure": FIGURES, "name": NAMES, "quote": frozenset({AnswerType.QUOTE})}
# "Germany" and "German" begin alike; what is all capitals may be short for something.
_NAME_WORD, _AS_BEGINNING = re.compile(rf"{CAPITAL}[^\W\d_A-Z]"), 5
_NOT = re.compile(r"\b(?:not|never|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|fail\w*|refus\w*|den(?:y|ies|ied)|"
    r"lack\w*|except)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a retrieved passage, with its score in (0, 1]; 1 is the best of its reading.

    `places` are the articles it stands in, word for word, best ranked first: a copy adds no support, but
    the reader may want the other publisher.
    """

    places: tuple[Place, ...]
    score: float

    @property
    def text(self) -> str:
        article, span = self.places[0]
        return span.of(article.text)

    @property
    def told(self) -> str:
        """What it tells where it stands: a row of a table with the names of its columns."""
        article, span = self.places[0]
        return as_told(article.text, span)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. `evidence` is ranked, best first; `confidence` is in [0, 1]; `features` are what it
    was made of; `missing` are words of the question that stand nowhere near the best evidence; `hits` are
    the passages, those that were read ranked by their best sentences. `earlier` tell how things stood before
    the best sentence, in which `short` answers, where that is known."""

    view: QuestionView
    evidence: tuple[Evidence, ...]
    confidence: float
    features: Mapping[str, float]
    missing: tuple[str, ...]
    hits: tuple[Hit, ...] = ()
    earlier: tuple[Evidence, ...] = ()
    short: Span | None = None


def read(
    question: str,
    hits: Sequence[Hit],
    article_of: Callable[[str, int], Article],
    skimmer: Skimmer,
    comparer: Comparer,
    parser: Parser,
    idf: Callable[[Sequence[str]], Mapping[str, float]],
    told: Sequence[ReadAs] = (),
    effort: Effort = WHOLE,
    before: Before = NOTHING,
) -> Reading:
    """Rank the sentences of the first hits by how well they answer `question`, and say how sure that is.

    `idf` gives the weight of words; no hits give no evidence and confidence 0. `told` is the time asked
    about: a sentence that tells of it counts as if it held its words, and the confidence is that in the best
    sentence that does not tell of another time. `effort` bounds how much is read. `before` is what the
    question goes on from, which the models read with it.
    """
    weights = words_weighed(question, idf)
    found = candidates_of(hits if effort.are_named else hits[:LOOKED_AT], article_of)
    if not found:
        return Reading(view_of(question, _unparsed(question)), (), 0.0, {}, (), tuple(hits))
    candidates = to_read(question, weights, found, hits, effort, before)
    # The parser is asked last: in a cold program it is still loading while the passages are skimmed.
    then = Then.of(question, told, candidates)
    view, sight = sight_of(
        question, weights, candidates, hits, skimmer, comparer, parser, then, effort, before
    )
    odds = weigh(sight.features, {**_fitted()["ranking"]["weights"], **_RANKED_BY})
    scores = np.exp((odds - odds.max()) / SPREAD)
    order = np.argsort(-scores, kind="stable")
    of_then = best_first(odds, then)
    features = confidence_features(view, sight, candidates, odds, of_then)
    return Reading(
        view=view,
        evidence=tuple(Evidence(candidates[i].places, float(scores[i])) for i in order),
        confidence=confidence_of(view, features),
        features=features,
        missing=tuple(sight.missing(int(of_then[0]))),
        hits=_ranked(hits, candidates, scores),
    )


def words_weighed(question: str, idf: Callable[[Sequence[str]], Mapping[str, float]]) -> Mapping[str, float]:
    """What the words of `question` weigh, but for those that only ask."""
    asks = asking_words(question)
    return idf([word for word in words_of(question) if word not in asks])


def to_read(
    question: str,
    weights: Mapping[str, float],
    found: Sequence[Candidate],
    hits: Sequence[Hit],
    effort: Effort = WHOLE,
    before: Before = NOTHING,
) -> list[Candidate]:
    """`worth_reading` of all that was found, for a question whose words weigh `weights`."""
    view, fitted = view_of(question, _unparsed(question)), _fitted()["found"]["weights"]
    return worth_reading(view, weights, found, hits, fitted, effort, before)


def sight_of(
    question: str,
    weights: Mapping[str, float],
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    skimmer: Skimmer,
    comparer: Comparer,
    parser: Parser,
    then: Then,
    effort: Effort = WHOLE,
    before: Before = NOTHING,
) -> tuple[QuestionView, Sight]:
    """What the question asks for, and the candidates with all their features: those of the first glance, and
    what the comparer says of the best."""
    view, sight, glance = glance_at(question, weights, candidates, hits, skimmer, parser, then, before)
    compared = worth_comparing(candidates, glance, then, effort)
    sight.features["answering"] = answering(
        question, candidates, sight.headlines, compared, then, comparer, before
    )
    sight.features["of_another"] = of_another(question, candidates, compared)
    return view, sight


def glance_at(
    question: str,
    weights: Mapping[str, float],
    candidates: Sequence[Candidate],
    hits: Sequence[Hit],
    skimmer: Skimmer,
    parser: Parser,
    then: Then,
    before: Before = NOTHING,
) -> tuple[QuestionView, Sight, Floats]:
    """What the question asks for, the candidates as they look before they are read with it, and the log-odds
    of that, (n,).

    Figures, quotes and reasons are told by their form, so a cold program need not wait for the parser;
    names are looked for in the `_PARSED` sentences that are best without them.
    """
    headlines = headlines_of(candidates, question)
    heads = [headlines[candidate.article.article_id] for candidate in candidates]
    told = [skimmed(way, candidates, hits, headlines, skimmer) for way in before.ways(question)]
    odds = np.mean(told, axis=0)
    sight = Sight(question, weights, candidates, heads, odds, then)
    sight.features["found"] = found_of(candidates, hits)
    sight.features["goes_on"] = before.goes_on(candidates)
    texts, kinds = [c.told for c in candidates], np.zeros(len(candidates))
    by = {**_fitted()["glance"]["weights"], **_GLANCED_BY}
    if answer_type_of(question) in NAMES:
        unnamed = {name: weight for name, weight in by.items() if name not in HOLDS}
        at = np.argsort(-weigh(sight.features, unnamed), kind="stable")[:_PARSED]
        asked, *parses = parser.parse([question, *(texts[i] for i in at)])
        view = view_of(question, asked)
    else:
        at, view = np.arange(len(candidates)), view_of(question, _unparsed(question))
        parses = [_unparsed(text) for text in texts]
    for i, parse in zip(at, parses, strict=True):
        kinds[i] = holds_answer(view, parse)
    # A figure is told from none more surely than a name; so each weighs by itself.
    for feature, these in HOLDS.items():
        sight.features[feature] = kinds * (view.answer_type in these)
    return view, sight, weigh(sight.features, by)


def _unparsed(text: str) -> Parse:
    return Parse(text, (), ())


def _ranked(hits: Sequence[Hit], candidates: Sequence[Candidate], scores: Floats) -> tuple[Hit, ...]:
    """The passages by their best sentences, whose score is theirs; 0 of those not read, but for copies."""
    best = [0.0] * len(hits)
    for candidate, score in zip(candidates, scores, strict=True):
        for n in candidate.hits:
            best[n] = max(best[n], float(score))
    order = sorted(range(len(hits)), key=lambda n: -best[n])
    return tuple(replace(hits[n], score=best[n], rank=rank) for rank, n in enumerate(order, start=1))


def confidence_features(
    view: QuestionView, sight: Sight, candidates: Sequence[Candidate], odds: Floats, order: NDArray[np.intp]
) -> dict[str, float]:
    """What the confidence is made of, each about in [0, 1]; the names are those of `reader.json`.

    `odds` are the log-odds of the candidates, (n,), and `order` those that count, best first.
    """
    best = int(order[0])
    lead = float(odds[best] - odds[order[min(_OTHERS, len(order) - 1)]])
    own = {s for s, held in zip(sight.stem_weights, sight.own_stems[best], strict=True) if held}
    near = {s for s, held in zip(sight.stem_weights, sight.stems[best], strict=True) if held >= 0.5}
    named = view.name_stems & set(sight.stem_weights)
    # Another sentence's age is another's age.
    first = order[: 1 if view.answer_type is AnswerType.AGE else 3]
    is_anothers = view.answer_type is AnswerType.AGE and is_age_of_another(view, candidates[best].text)
    holds_kind = float(any(sight.features[k][i] > 0.0 for k in HOLDS for i in first) and not is_anothers)
    is_denial_lost = bool(_NOT.search(view.text)) and not _DENIES.search(candidates[best].text)
    return {
        "answering": float(sight.features["answering"][best]),
        "skimmed": float(sight.features["skimmed"][best]),
        "around": float(sight.features["around"][best]),
        "found": float(sight.features["found"][best]),
        "weakest": float(sight.features["weakest"][best]),
        "names": float(named <= own),
        "strangers": float(_names_a_stranger(view, own, candidates[best])),
        "figures": float(np.mean([f in near for f in view.figures])) if view.figures else 1.0,
        "denial_lost": float(is_denial_lost),
        "swapped": float(is_swapped(view.text, candidates[best].text)),
        "opposite": float(tells_opposite(view.text, candidates[best].text)),
        "asks_name": float(view.answer_type in NAMES),
        "holds_kind": holds_kind,
        "lacks_figure": float(view.answer_type in FIGURES and not holds_kind),
        "pairs": float(sight.features["pairs"][best]),
        "quote": float(sight.features["quote"][best] == 1.0),
        "quoted": float(sight.features["quoted"][best]),
        "of_another": float(sight.features["of_another"][best]),
        "introduced": float(introduces(view.text, candidates[best].text)),
        "all_there": float(_all_there(view, sight, best, holds_kind)),
        "lead": 1.0 - math.exp(-lead / _LEAD),
        "length": min(1.0, len(sight.stem_weights) / _LONG),
        "never": max(float(sight.features[name][best]) for name in _NEVER),
    }


def _all_there(view: QuestionView, sight: Sight, best: int, holds_kind: float) -> bool:
    """True if a question of few words has them all in or near the best sentence, and the kind asked for."""
    is_held = holds_kind > 0.0 or view.answer_type in (AnswerType.ANY, AnswerType.REASON)
    return is_held and 0 < len(sight.stem_weights) <= _SHORT and not sight.missing(best)


def _names_a_stranger(view: QuestionView, own: set[str], candidate: Candidate) -> bool:
    """True if a name of the question stands nowhere in the article of a sentence that holds the stems `own`:
    what is told there is told of others. Of articles longer than books it is not known."""
    if sum(len(article.text) for article, _ in candidate.places) > _MOST_SEARCHED_CHARS:
        return False
    named = {w for name in view.names for w in words_of(name) if _NAME_WORD.match(w) and carries(w)}
    words = {w for w in named if stem(w) not in own}
    if not words:
        return False
    plain = (unaccented(w).removesuffix("'s")[:_AS_BEGINNING] for w in words)
    texts = [unaccented(f"{article.title}\n{article.text}") for article, _ in candidate.places]
    forms = [re.compile(r"\b" + re.escape(beginning), re.I) for beginning in plain]
    return any(not any(form.search(text) for text in texts) for form in forms)


@cache
def _fitted() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("qa").joinpath("reader.json").read_text("utf-8"))
    return loaded


def short_of(reading: Reading, evidence: Evidence, parser: Parser) -> Span | None:
    """Where the few words of a sentence stand that answer, in its text; None if that is not clear."""
    text, view = evidence.text, reading.view
    if reading.short and evidence is reading.evidence[0]:
        return reading.short
    # Names are needed to tell what is of others, too.
    is_asked = view.answer_type in NAMES or (view.answer_type in KINDS and names_none_of(view, text))
    (parse,) = parser.parse([text]) if is_asked else [_unparsed(text)]
    if is_doubtful(view, text, parse, evidence.places[0][0].text):
        return None
    span = short_answer(view, text, parse, reading.confidence, _fitted()["short"])
    return None if span is None or is_told_elsewhere(view, *evidence.places[0]) else span


def confidence_of(view: QuestionView, features: Mapping[str, float]) -> float:
    """The probability that the best evidence answers the question, by the weights of `reader.json`.

    0 where that can answer none, and where a share or an amount is asked for and none of the three best
    sentences holds one, or an age and the best does not: they are told by their form for certain. Of years,
    and of numbers in words, that is only likely.
    """
    is_lacking = view.answer_type in _CERTAIN and not features["holds_kind"]
    if is_lacking or features["never"]:
        return 0.0
    model = _fitted()["confidence"]
    weights = {**model["weights"], **_SURE_BY}
    total = model["intercept"] + sum(weight * features[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
