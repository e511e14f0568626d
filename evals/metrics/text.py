"""How close shown words come to an accepted answer: exact match, token F1, and whether it occurs.

All three compare in the normal form of SQuAD. All lie in [0, 1].
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

from index.text import normalise

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def squad_normalise(text: str) -> str:
    """Lower case, no ASCII punctuation, no articles, single spaces.

    Source: `normalize_answer` of SQuAD's evaluate-v2.0.py. One step comes before it, which ASCII text
    does not notice: typographic quotation marks and dashes become their plain forms, so that they too
    are punctuation.

    >>> squad_normalise("The port’s “first” strike — in 1,200 days")
    'ports first strike in 1200 days'
    """
    bare = normalise(text).text.lower().translate(_NO_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(shown: str, answer: str) -> float:
    """1 if both are equal in normal form, else 0.

    Source: Rajpurkar et al., "SQuAD", EMNLP 2016. Bounds: 0 or 1.

    >>> exact_match("The Lady Amparo.", "Lady Amparo")
    1.0
    """
    return float(squad_normalise(shown) == squad_normalise(answer))


def token_f1(shown: str, answer: str) -> float:
    """Harmonic mean of precision and recall over the multiset of tokens: 2·|common| / (|shown| + |answer|).

    Source: `compute_f1` of SQuAD's evaluate-v2.0.py: tokens count as often as they occur; both empty is
    1, one empty is 0. Low by construction for sentences: a whole sentence that holds a two-word answer
    has a precision of two in its length. Bounds: [0, 1]; 1 for the same tokens, symmetric.

    >>> token_f1("seven percent over two years", "seven percent")  # 2·2 / (5 + 2)
    0.5714285714285714
    """
    have, wanted = squad_normalise(shown).split(), squad_normalise(answer).split()
    if not have or not wanted:
        return float(have == wanted)
    n_common = (Counter(have) & Counter(wanted)).total()
    return 2 * n_common / (len(have) + len(wanted))


def contains(shown: str, answer: str) -> float:
    """1 if the tokens of the answer occur in the shown text as an unbroken run, else 0.

    Source: the "accuracy" of open-domain answering (for one, Mallen et al., ACL 2023), here over whole
    tokens: "9" does not occur in "19". An answer of no tokens occurs nowhere. Bounds: 0 or 1.

    >>> contains("It ended a 12-day strike.", "12 day"), contains("A strike of 12 days.", "12 days")
    (0.0, 1.0)
    """
    wanted = squad_normalise(answer)
    return float(bool(wanted) and f" {wanted} " in f" {squad_normalise(shown)} ")


def best_over(measure: Callable[[str, str], float], shown: str, answers: Sequence[str]) -> float | None:
    """The highest value of `measure` over the accepted answers; `None` without any, unscored.

    Source: `metric_max_over_ground_truths` of SQuAD. Bounds: those of `measure`.

    >>> best_over(contains, "A rise of 7 percent", ["seven percent", "7 percent"])
    1.0
    """
    return max((measure(shown, answer) for answer in answers), default=None)


def overlaps(words: str, answers: Sequence[str]) -> bool:
    """True if `words` hold one of `answers` or stand in one, compared as SQuAD's script compares.

    For few words that are marked as an answer: "about 36 %" is right where "36 %" is accepted, and so is
    "Sørlund" where "Helle Sørlund" is. Source: this project. Bounds: true or false; false without answers.

    >>> [overlaps("the 46 million crowns", ["46 million"]), overlaps("46", ["38"]), overlaps("", ["a"])]
    [True, False, False]
    """
    own = f" {squad_normalise(words)} "
    known = [f" {squad_normalise(answer)} " for answer in answers]
    return bool(own.strip()) and any(own in one or one in own for one in known if one.strip())
