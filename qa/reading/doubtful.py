"""What is of the kind asked for and must not be marked as the answer: what is denied or merely claimed, what
was and is no longer, the plan for the fact, the loser for the winner, another's figure or account.

The sentence is still shown; whoever reads it sees what it says. A mark would say more than it does.
"""

from __future__ import annotations

import re

from index.text import CAPITAL
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.language.nlp import Parse
from qa.language.words import content_stems
from qa.reading.asked_source import source_in
from qa.reading.foreseen import asks_what_comes, is_foreseen, tells_what_comes

_CLAIMED = re.compile(
    r"\b(?:claim\w*|alleg\w*|accus\w*|den(?:y|ies|ied|ying)|rumou?r\w*|hoax\w*|false(?:ly)?|unconfirmed|"
    r"suspect\w*|speculat\w*|propos\w*)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:resign\w*|step(?:s|ped|ping)? down|quit|oust\w*|sacked|dismissed|fired|former|ex-|late|"
    r"(?:will|to) leave|leav(?:es|ing)|outgoing|replaced|retir\w*)\b",
    re.IGNORECASE,
)
_IS_NOW = re.compile(r"^\W*(?:who|what) (?:is|are|runs|heads|leads|owns|chairs)\b", re.IGNORECASE)
_WHO_IS_NAMED = re.compile(rf"^\W*[Ww]ho(?:'s| is| was| are| were) (?:[Tt]he )?{CAPITAL}")
_WON = re.compile(r"\b(?:won|wins|winner)\b", re.IGNORECASE)
_WON_A_SHARE = re.compile(
    r"\bw[io]ns? (?:\w+ ){0,2}\d[\d.,]*\s?(?:%|per ?cent|votes|seats|points)", re.IGNORECASE
)
_NAMED = frozenset({"PERSON", "ORG", "GPE"})
_FIRST_WORD = re.compile(rf"(?:The )?({CAPITAL}[\w-]+)")
_AGED = re.compile(rf"{CAPITAL}[\w'’-]+, \d{{1,3}}\b[,.]")
_OPENS = 5  # characters: "The "


def is_doubtful(view: QuestionView, text: str, parse: Parse, article: str) -> bool:
    """True if no words of `text` may be marked as the answer: a sentence of `article`, with its names in
    `parse`."""
    question = view.text
    if _WHO_IS_NAMED.search(question):
        return True  # it has the name, and asks for more
    if asks_what_comes(question) and not tells_what_comes(text):
        return True
    if _CLAIMED.search(text) and not _CLAIMED.search(question):
        return True
    if _IS_NOW.search(question) and _ENDED.search(text) and not _ENDED.search(question):
        return True
    if view.answer_type is AnswerType.PERSON and _WON.search(question) and _WON_A_SHARE.search(text):
        return True
    if not source_in(question) <= set(content_stems(text)):
        return True
    return is_foreseen(text, question) or _is_of_another(view, text, parse, article)


def names_none_of(view: QuestionView, text: str) -> bool:
    """True if the question names somebody, and the sentence none of those."""
    return bool(view.name_stems) and not view.name_stems & set(content_stems(text))


def is_age_of_another(view: QuestionView, text: str) -> bool:
    """True if an age stands behind a name, "Selma Tarkan, 54,", in a sentence that holds no name of the
    question."""
    return names_none_of(view, text) and _AGED.search(text) is not None


def _is_of_another(view: QuestionView, text: str, parse: Parse, article: str) -> bool:
    """True if the sentence begins with a name, and holds none of those that the question names: "Brightwater
    reported revenue of 96 million" says nothing of Halvorsen's."""
    if not names_none_of(view, text):
        return False
    known = set(content_stems(view.text))
    opening = [e.span.of(parse.text) for e in parse.entities if e.span.start <= _OPENS and e.label in _NAMED]
    # The small pipeline misses names: what is written with a capital within a sentence, too, is one.
    first = _FIRST_WORD.match(text)
    if first and re.search(rf"(?<=[a-z,] ){re.escape(first[1])}\b", article):
        opening.append(first[1])
    return any(not known & set(content_stems(name)) for name in opening)
