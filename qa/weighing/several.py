"""Where each article answers for itself: its sentence, and the one that says whom it means.

So it is where the asker names the articles to ask. And so it is where a name has several bearers, a town in
Ohio and one in Texas: at least two articles say what it is, and none states a date, by which news is held
against news. Which of them was meant no article can say, so none is left out for another; a copy that says
nothing else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article
from index.sketches import are_twins, shingles_of
from index.text import sentence_spans
from qa.language.nlp import Parse
from qa.language.words import content_stems
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, holds_answer

_LEAST = 0.5  # of the best score: what is below speaks of something else
_MOST = 6  # articles
_CLOSE = 0.85  # of a article's own best: its second sentence
_ASKED, _KIND = 0.2, 0.4  # what the words of the question beside its names, and the kind of answer, are worth
_SAYS_WHAT_IT_IS = re.compile(r"(?P<subject>[^\n]{2,200}?)\s(?:is|was|are|were)\s+(?:an?|the|one of)\s")
_HEAD_CHARS = 300  # of a sentence, in which its subject and its verb stand


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question as each article is asked it."""

    reading: Reading
    names: frozenset[str]  # stems
    rest: frozenset[str]

    def worth(self, evidence: Evidence) -> float:
        """Of a sentence among those of its article. What all share, the name, does not tell them apart."""
        stems = set(content_stems(evidence.text))
        own = len(self.rest & stems) / len(self.rest) if self.rest else 0.0
        return evidence.score + _ASKED * own + _KIND * (self.asks_figure and self.holds_figure(evidence))

    @property
    def asks_figure(self) -> bool:
        return self.reading.view.answer_type in FIGURES

    def holds_figure(self, evidence: Evidence) -> bool:
        return holds_answer(self.reading.view, Parse(evidence.text, (), ())) > 0

    def says_who(self, evidence: Evidence) -> bool:
        """True if the sentence says what bears the name: "Hughesville is a village in Missouri"."""
        found = _SAYS_WHAT_IT_IS.match(evidence.text[:_HEAD_CHARS])
        return found is not None and bool(self.names & set(content_stems(found["subject"])))


def each_of_several(reading: Reading, *, are_named: bool) -> list[Evidence]:
    """What each article answers, the best article first: its best sentence, and the one that says who is
    meant or comes close to it. None where there is one article, or one bearer of the name and the asker
    has not named the articles (`are_named`)."""
    articles = _by_article(reading)
    names = frozenset(s for name in reading.view.names for s in content_stems(name))
    asked = _Asked(reading, names, frozenset(content_stems(reading.view.text)) - names)
    if len(articles) < 2 or not (are_named or _has_bearers(articles, asked)):
        return []
    out: list[Evidence] = []
    shown: list[Article] = []
    for sentences in articles[:_MOST]:
        picked = _picked(sentences, asked)
        article = sentences[0].places[0][0]
        is_answer = asked.holds_figure(picked[0]) or not asked.asks_figure
        if is_answer and not _is_said(picked, article, shown):
            out += picked
            shown.append(article)
    return out if len(shown) > 1 else []


def _has_bearers(articles: Sequence[Sequence[Evidence]], asked: _Asked) -> bool:
    if any(sentences[0].places[0][0].published_at for sentences in articles):
        return False
    return sum(any(asked.says_who(e) for e in sentences) for sentences in articles) > 1


def _by_article(reading: Reading) -> list[list[Evidence]]:
    """The sentences of each article that comes near the best, in the order of their scores."""
    found: dict[str, list[Evidence]] = {}
    for evidence in reading.evidence:
        article_id = evidence.places[0][0].article_id
        if article_id in found or evidence.score >= _LEAST * reading.evidence[0].score:
            found.setdefault(article_id, []).append(evidence)
    return list(found.values())


def _picked(sentences: Sequence[Evidence], asked: _Asked) -> list[Evidence]:
    """What answers, then what says who is meant, else what is nearly as good."""
    ranked = sorted(sentences, key=asked.worth, reverse=True)
    best = ranked[0]
    others = [e for e in sentences if e is not best]
    who = next((e for e in others if asked.says_who(e)), None) if not asked.says_who(best) else None
    second = ranked[1] if len(ranked) > 1 else None
    is_close = second is not None and asked.worth(second) >= _CLOSE * asked.worth(best)
    more = who or (second if is_close else None)
    return [best, more] if more is not None else [best]


def _is_said(picked: Sequence[Evidence], article: Article, shown: Sequence[Article]) -> bool:
    """True if a copy of the article is shown, and has every sentence that was picked: one that names another
    place in it, which the article names elsewhere, says something else."""
    own = shingles_of(article.text)
    said = [Counter(content_stems(e.text)) for e in picked]
    return any(
        are_twins(own, shingles_of(other.text)) and all(_has_sentence(other, words) for words in said)
        for other in shown
    )


def _has_sentence(article: Article, stems: Counter[str]) -> bool:
    sentences = (span.of(article.text) for span in sentence_spans(article.text))
    return any(stems <= Counter(content_stems(sentence)) for sentence in sentences)
