"""Quotations of several sentences, and the one sentence beside them that names who speaks.

The paper names him once, with the first or the last words of what he says: “We are slowing down. We are not
walking away,” Bell said. “We never would.”
"""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Span
from qa.briefing.prose import Sentence, follows
from qa.citations import cite
from qa.models import Attribution, Grounded

_OPENING, _CLOSING = '“"', '”"'


def with_quotations(
    sentences: Sequence[Sentence], told: Sequence[list[Attribution]]
) -> list[list[Attribution]]:
    """What each sentence tells, `told`, with what stands in quotation marks before and behind it in the same
    paragraph: the beginning of a quotation is taken into the claim that ends it, and a quotation that follows
    is a claim of its own, of the speaker named last."""
    out = [list(of_sentence) for of_sentence in told]
    waiting: list[Sentence] = []  # of a quotation that has not ended
    speaks: Attribution | None = None  # who was quoted last
    for n, sentence in enumerate(sentences):
        if n and not _goes_on(sentence, sentences[n - 1]):
            waiting, speaks = [], None
        if sentence.is_quoted(sentence.span):
            waiting.append(sentence)
            if sentence.text[-1] in _CLOSING:
                out[n] += [_claimed(speaks, waiting)] if speaks else []
                waiting = []
            continue
        if waiting and out[n] and sentence.text[0] not in _OPENING:
            out[n][0] = _from(waiting[0], sentence, out[n][0])
        waiting = []
        speaks = out[n][-1] if out[n] and (out[n][-1].claim.value or "")[-1:] in _CLOSING else None
    return out


def _goes_on(sentence: Sentence, before: Sentence) -> bool:
    between = sentence.article.text[before.span.end : sentence.span.start]
    return follows(sentence, before) and "\n" not in between


def _claimed(speaks: Attribution, quotation: Sequence[Sentence]) -> Attribution:
    """The quotation as the words of who spoke before; its citations are those of his name too."""
    article, span = quotation[0].article, Span(quotation[0].span.start, quotation[-1].span.end)
    claim = Grounded(
        value=span.of(article.text), citations=[cite(article, span), *speaks.claim.citations[:1]]
    )
    return speaks.model_copy(update={"claim": claim, "hedge": None})


def _from(first: Sentence, last: Sentence, said: Attribution) -> Attribution:
    """What is said, if it ends a quotation, from the quotation's beginning on."""
    article, end = first.article, last.quoted[0].end if last.quoted else last.span.start
    claim = said.claim.value or ""
    if not last.text.startswith(claim):
        return said
    whole = Span(first.span.start, end)
    cited = cite(article, Span(first.span.start, last.span.end))
    return said.model_copy(update={"claim": Grounded(value=whole.of(article.text), citations=[cited])})
