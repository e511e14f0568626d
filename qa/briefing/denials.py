"""Charges that someone denies in the same article: both sides of them, in the article's own words."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Span
from qa.briefing.prose import ReadArticle, Sentence, follows
from qa.briefing.role_phrases import SUBJECTS
from qa.citations import verbatim
from qa.models import Conflict

# What is done to a charge, and how that is called.
_DENIED = {
    "deny": "denied", "reject": "rejected", "dispute": "disputed", "dismiss": "dismissed",
    "refute": "refuted", "contradict": "contradicted",
}  # fmt: skip
_POINTING = frozenset("that this it them these those".split())
_CHARGES = frozenset("accusation allegation claim charge criticism suggestion account assertion".split())
_CHARGING = frozenset(
    "accuse allege claim charge blame criticise criticize say tell argue insist report complain".split()
)
_FAR = 2  # sentences between a charge and its denial, at most
_BARE_WORDS = 6  # "Pryce denied that." says why only in the next sentence
_MAX_WHO_CHARS = 50


def denials(readings: Sequence[ReadArticle]) -> list[Conflict]:
    """What one says and another denies within two sentences, pointing back to it ("denied that")."""
    found: list[Conflict] = []
    for reading in readings:
        for n, sentence in enumerate(reading.sentences):
            about = _denial_in(sentence)
            charge = _charge_before(reading.sentences[max(0, n - _FAR) : n + 1]) if about else None
            if about and charge:
                side = _with_reason(sentence, reading.sentences[n + 1 : n + 2])
                sides = [verbatim(charge.article, charge.span), verbatim(sentence.article, side)]
                found.append(Conflict(about=about, sides=sides))
    return found


def _denial_in(sentence: Sentence) -> str | None:
    """ "denied by Pryce", if the sentence says that he denied what was said before it."""
    for i, token in enumerate(sentence.tokens):
        word = _DENIED.get(token.lemma.lower())
        if word is None or token.pos != "VERB" or sentence.is_quoted(token.span):
            continue
        children = [(c, sentence.tokens[c]) for c in sentence.children(i)]
        who = next((c for c, t in children if t.dep in SUBJECTS[:1]), None)
        points_back = any(
            t.dep == "dobj" and (sentence.word(c).lower() in _POINTING or t.lemma.lower() in _CHARGES)
            for c, t in children
        )
        if who is not None and points_back and not any(t.dep == "neg" for _, t in children):
            return f"{word} by {_who(sentence, who)}"
    return None


def _who(sentence: Sentence, subject: int) -> str:
    tree = sentence.subtree(subject)
    span = Span(sentence.tokens[tree[0]].span.start, sentence.tokens[tree[-1]].span.end)
    return sentence.words(span if len(span) <= _MAX_WHO_CHARS else sentence.tokens[subject].span)


def _charge_before(upto: Sequence[Sentence]) -> Sentence | None:
    """The nearest sentence before the last of `upto`, with none left out between, in which somebody says
    something."""
    for before, after in zip(reversed(upto[:-1]), reversed(upto[1:]), strict=True):
        if not follows(after, before):
            return None
        if any(t.lemma.lower() in _CHARGING and t.pos == "VERB" for t in before.tokens):
            return before
    return None


def _with_reason(denial: Sentence, behind: Sequence[Sentence]) -> Span:
    """The denial, with the sentence behind it where it says no more than that something is denied."""
    is_bare = len(denial.text.split()) <= _BARE_WORDS
    if is_bare and behind and follows(behind[0], denial):
        return Span(denial.span.start, behind[0].span.end)
    return denial.span
