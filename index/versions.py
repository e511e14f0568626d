"""What became of an article between two versions: sentences that went, that came, the correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.models import Article
from index.text import normalise, sentence_spans

_WRONGLY = r"(?:wrongly|incorrectly|mistakenly|erroneously|inaccurately)"
_TOLD = (
    r"(?:said|stated|described|gave|reported|named|identified|put|called|attributed|credited|spelled|spelt|quoted|"
    r"listed|wrote|referred)"
)
_MISTOLD = r"(?:misstated|misidentified|misspell?ed|misspelt|misquoted|misattributed)"
_TOLD_WRONG = rf"\b(?:{_WRONGLY} {_TOLD}|{_TOLD} {_WRONGLY}|{_MISTOLD})\b"
_CORRECTION = re.compile(
    r"^\W*(?:correction|clarification|corrected|editor['’]s note|erratum)\b|"
    r"\b(?:an )?(?:earlier|previous) version of this (?:article|story|report|item)\b|"
    r"\bthis (?:article|story|report|item) (?:has been|was) (?:corrected|amended|updated|revised)\b|"
    r"\b(?:corrects|corrected) (?:to|the|in|that|paragraph|headline)\b|"
    r"\b(?:corrects?|corrected|correcting|retracts?|retracted) (?:its|our|their) "
    r"(?:own |earlier |previous )?(?:report|stor(?:y|ies)|article|item)\b|"
    r"\bin (?:our|an|the same|one of our) (?:earlier |previous |original )?(?:report|article|story|item)s?\b"
    rf".{{0,90}}?\b(?:we|it) {_TOLD}\b|"
    # Not "police wrongly named him": that is news.
    rf"\b(?:we|(?:our|this|an earlier|a previous) (?:report|article|story|item))\b.{{0,60}}?{_TOLD_WRONG}",
    re.IGNORECASE,
)
# Whatever the pattern finds has one of these.
_SIGNS = (
    *"correct clarif editor errat retract amended updated revised wrongly mistakenly erroneously".split(),
    *"inaccurately misstate misidentif missp misquote misattribute".split(),
    *("version of this", "in our ", "in an ", "in the same ", "in one of our "),
)
TELLS = rf"(?:{_TOLD}|{_MISTOLD})"  # as a paper does
_CORRECTIONS = re.compile(r"^\W*(?:corrections?|clarifications?|errat(?:a|um))\b", re.IGNORECASE)
# "Corrections and clarifications": below such a title "we described her as" and "an article on 7 April said"
# tell what was wrong.
WE_TOLD = re.compile(
    r"\b(?:we|(?:an?|the|our|this) (?:\w+ )?"
    r"(?:article|report|story|item|headline|caption|profile|feature|commentary|editorial|graphic|column|leader|"
    r"dispatch|interview|obituary|review|version)\b.{0,90}?) "
    rf"(?:(?:had|also|first|then|originally|initially|previously) ){{0,2}}{_TOLD}\b|{_TOLD_WRONG}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """From an older version to `version`: sentences that are `gone` and `new`, in the order of their texts,
    and those sentences of the newer one that say themselves that something was corrected."""

    version: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    correction: tuple[str, ...]


def change_between(old: Article, new: Article) -> Change:
    """How `new` differs from `old`, sentence by sentence. White space does not count, nor the shape of
    quotation marks and dashes."""
    was, now = _sentences(old), _sentences(new)
    known, kept = {normalise(s).text for s in was}, {normalise(s).text for s in now}
    return Change(
        version=new.version,
        gone=tuple(s for s in was if normalise(s).text not in kept),
        new=tuple(s for s in now if normalise(s).text not in known),
        correction=corrections_in(now, new.title),
    )


def corrections_in(sentences: Sequence[str], title: str) -> tuple[str, ...]:
    """The sentences in which an article of that title says that it, an earlier version of it or another
    report was corrected, or what was wrong in it."""
    is_below = is_column(title)
    return tuple(
        s for s in sentences if (_has_sign(s) and _CORRECTION.search(s)) or (is_below and WE_TOLD.search(s))
    )


def is_column(title: str) -> bool:
    """True of the title of an article that does nothing but correct others."""
    return _CORRECTIONS.match(title) is not None


def may_correct(text: str, title: str) -> bool:
    """False if `corrections_in` none of the sentences of `text`, for certain; in a fiftieth of the time."""
    return _has_sign(text) or is_column(title)


def _has_sign(text: str) -> bool:
    small = text.casefold()
    return any(sign in small for sign in _SIGNS)


def _sentences(article: Article) -> list[str]:
    return [span.of(article.text) for span in sentence_spans(article.text)]
