"""Sentences of an article that tell nothing: orders and questions to whoever reads, adverts, program code.

They may have been planted for a machine to obey or be the site's own ("Sign up here"); a brief takes nothing
from either. What someone is quoted as saying is told by the article, whatever its form.
"""

from __future__ import annotations

import re

from qa.briefing.prose import Sentence
from qa.language.imperatives import is_for_a_machine, orders_in

_ADVERT = re.compile(
    r"\b(?:click|tap) (?:here|below|the (?:link|button))\b|"
    r"\b(?:sign up|subscribe|register) (?:now|today|here|for|to)\b|"
    r"\b(?:buy|order|shop|call|book) (?:now|today)\b|\bpromo(?:tion(?:al)?)? code\b|\bfree trial\b|"
    r"\bmoney.back\b|\blimited.time offer\b",
    re.I,
)


def tells(sentence: Sentence) -> bool:
    """False for a sentence that addresses its reader or is code; what stands in quotation marks may."""
    text = _without_quotations(sentence)
    if is_for_a_machine(text) or _ADVERT.search(text):
        return False
    return not (text.rstrip().endswith("?") or _is_order(sentence))


def _without_quotations(sentence: Sentence) -> str:
    start, end = sentence.span.start, sentence.span.end
    pieces = []
    for quoted in sentence.quoted:
        pieces.append(sentence.article.text[start : quoted.start])
        start = max(start, quoted.end)
    return "“”".join([*pieces, sentence.article.text[start:end]])


def _is_order(sentence: Sentence) -> bool:
    """True if a main verb outside of quotation marks gives an order."""
    orders = orders_in(sentence.tokens, sentence.word)
    return any(not sentence.is_quoted(sentence.tokens[i].span) for i in orders)
