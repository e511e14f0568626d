"""Whom a paragraph goes on about that begins with "she" or "her salary".

In English news that is whom the paragraph above is about, and not the last whom it names: below a portrait of
the new director that ends with a rival, "Her salary" is the director's.
"""

from __future__ import annotations

import re
from collections import Counter

from index.models import Article, Span
from index.text import normalise
from qa.conversing.she_or_he import Gender
from qa.language.quotations import QUOTATION
from qa.reading.paragraphs import sentences_above
from qa.reading.people import gender_in, is_person, names_in

_SPEAKS = re.compile(
    r"[\"“]|\b(?:sa(?:id|ys)|told|add(?:ed|s)|warn\w*|called|wrote|argue\w*|insist\w*|criticis\w*|accus\w*|den(?:ied|ies)|"
    r"claim\w*|describ\w+|welcom\w+|prais\w+|asked)\b"
)


def told_on_above(article: Article, span: Span, gender: Gender) -> Span | None:
    """The first sentence of the paragraph above the one that begins at `span`, if it is about one of several
    whom "he" or "she" may mean: the one it names first, and whom the article names most. None where that is
    not clear, as where somebody speaks above and somebody goes on to speak."""
    own, above = sentences_above(article.text, span.start)
    if own or not above:
        return None
    first, last = above[0][0], above[0][-1]
    if speaks(span.of(article.text)) and speaks(last.of(article.text)):
        return None
    named = [_people(article, s, gender) for s in above[0]]
    others = {name for names in named for name in names}
    if not named[0] or len(others) < 2:
        return None
    times = Counter({name: len(re.findall(rf"\b{re.escape(name)}\b", article.text)) for name in others})
    topic = named[0][0]
    return first if all(times[topic] > times[name] for name in others - {topic}) else None


def speaks(text: str) -> bool:
    """True if somebody is said to speak, or is quoted."""
    return _SPEAKS.search(text) is not None


def _people(article: Article, span: Span, gender: Gender) -> list[str]:
    """The last names of those whom a sentence names, outside quotations, and who may be of that gender."""
    text = normalise(QUOTATION.sub('""', span.of(article.text))).text
    names = [name for name in names_in(f" {text}") if is_person(name, [text])]
    return [name.split()[-1] for name in names if gender_in(name, article.text) in (None, gender)]
