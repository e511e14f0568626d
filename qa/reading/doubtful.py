"""What is of the kind asked for and must not be marked as the answer: what is denied or merely claimed, what
was and is no longer, the plan for the fact, the loser for the winner, another's figure or account.

The sentence is still shown; whoever reads it sees what it says. A mark would say more than it does.
"""

from __future__ import annotations

import re

from index.text import CAPITAL, is_row
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.language.nlp import Parse
from qa.language.orders import orders_in
from qa.language.words import content_stems
from qa.reading.answer_types import FIGURES
from qa.reading.asked_source import is_said_by, source_in
from qa.reading.foreseen import asks_what_comes, is_foreseen, tells_what_comes
from qa.weighing.counted import figures_in

_CLAIMED = re.compile(
    r"\b(?:claim\w*|alleg\w*|accus\w*|den(?:y|ies|ied|ying)|rumou?r\w*|hoax\w*|false(?:ly)?|unconfirmed|"
    r"suspect\w*|speculat\w*|propos\w*)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:resign\w*|step(?:s|ped|ping)? down|quit|oust\w*|sacked|dismissed|fired|former|ex-|late|"
    r"(?:will|to) leave|leav(?:es|ing)|outgoing|replaced|retir\w*|until now|hitherto|at the time|the then)\b",
    re.IGNORECASE,
)
_IS_NOW = re.compile(
    r"^\W*(?:who|what) (?:is|are|runs|heads|leads|owns|chairs|coaches|manages)\b", re.IGNORECASE
)
# Who is to begin is not in office yet.
BEGINS_LATER = re.compile(
    r"\b(?:will|(?:is|are|was|were) (?:due |set )?to|expected to) (?:be (?:replaced|succeeded)|become|"
    r"succeed|replace|join|start|begin|assume|take (?:over|up|office|charge|the))\b|"
    r"\b(?:takes? (?:over|up|office)|starts?|begins?|succeeds?)\b[^.;,]{0,40} "
    r"(?:on \d|in [A-Z]|next (?:week|month|year))",
    re.IGNORECASE,
)
_WHO_IS_NAMED = re.compile(rf"^\W*[Ww]ho(?:'s| is| was| are| were) (?:[Tt]he )?{CAPITAL}")
_ORDER_OR_DROPPED = re.compile(
    r"\b(?:previous|earlier|rejected|abandoned|first|old|before|dropped|scrapped|withdr\w+|shelved)\b", re.I
)
_WHO_IS_ANY = re.compile(r"\W*who(?:['’]s| is| was) ([a-z]+ [a-z]+)\b", re.IGNORECASE)
_ASKS_THING = re.compile(
    r"\W*(?:what\b(?!.*\bnames?\b)(?! (?:[\w-]+ )?(?:person|man|woman|ministers?|officials?)\b)|"
    r"(?:how|why|do|does|did)\b)",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:won|wins|winner)\b", re.IGNORECASE)
_WON_A_SHARE = re.compile(
    r"\bw[io]ns? (?:\w+ ){0,2}\d[\d.,]*\s?(?:%|per ?cent|votes|seats|points)", re.IGNORECASE
)
# "Was among the first" does not say who was first.
_AMONG = re.compile(r"\b(?:among|one of) the (first|last|most|least|best|worst|\w+est)\b", re.IGNORECASE)
_DROPPED = re.compile(
    r"\b(?:previous|earlier|rejected|abandoned|first) "
    r"(?:plan|scheme|project|proposal|offer|bid|version|estimate|deal|contract)\b|"
    r"\b(?:was|were|been) (?:dropped|scrapped|abandoned|withdrawn|shelved)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# "The police counted 18,000, the organisers spoke of 65,000": which of them is right nobody says.
_SOURCE = (
    r"(?P<who>police|organi[sz]ers?|ministry|government|unions?|company|firm|council|officials|prosecutors?|"
    r"defen[cs]e|hospital|agency|insurers?|owners?|army|campaigners|residents|growers|opposition|team|study)"
)
_BY_SOURCE = re.compile(
    rf"\({_SOURCE}\)|\b{_SOURCE.replace('who', 'who2')}(?:\s+(?!and\b|or\b|but\b)[\w'’-]+){{0,6}}?,?\s+"
    r"(?:counted|counts?|puts?|said|says?|spoke of|speaks? of|estimate[sd]?|came to|reckon(?:s|ed)?|"
    r"at (?:only |about |some |less than |more than |over |under )?(?=[\d£$€]|half))",
    re.IGNORECASE,
)
_NAMED = frozenset({"PERSON", "ORG", "GPE"})
_FIRST_WORD = re.compile(rf"(?:The )?({CAPITAL}[\w-]+)")
_AGED = re.compile(rf"{CAPITAL}[\w'’-]+, \d{{1,3}}\b[,.]")
_OPENS = 5  # characters: "The "


def is_doubtful(view: QuestionView, text: str, parse: Parse, article: str) -> bool:
    """True if no words of `text` may be marked as the answer: a sentence of `article`, with its names in
    `parse`."""
    question = view.text
    if _WHO_IS_NAMED.search(question) or _asks_of_one(question, text):
        return True  # it has the name, and asks for more
    if view.answer_type is AnswerType.PERSON and _ASKS_THING.match(question):
        return True  # "what is the one who led it accused of"
    if asks_what_comes(question) and not tells_what_comes(text):
        return True
    if _DROPPED.search(text) and not _ORDER_OR_DROPPED.search(question):
        return True
    if _CLAIMED.search(text) and not _CLAIMED.search(question):
        return True
    if _IS_NOW.search(question) and _ENDED.search(text) and not _ENDED.search(question):
        return True
    if _IS_NOW.search(question) and BEGINS_LATER.search(text):
        return True
    if view.answer_type is AnswerType.PERSON and _WON.search(question) and _WON_A_SHARE.search(text):
        return True
    if not is_said_by(source_in(question), text):
        return True
    if view.answer_type in FIGURES and _is_told_by_several(text):
        return True
    if _is_of_another_time(view, text) or _is_one_of_several(question, text):
        return True
    return is_foreseen(text, question) or _is_of_another(view, text, parse, article)


def _is_told_by_several(text: str) -> bool:
    """True if two sources or more give a figure in the sentence."""
    found = _BY_SOURCE.finditer(text)
    return len({(m["who"] or m["who2"]).lower() for m in found}) > 1 and len(figures_in(text)) > 1


def _asks_of_one(question: str, text: str) -> bool:
    """True if it asks who somebody is, whose name it has without capitals."""
    found = _WHO_IS_ANY.match(question)
    return found is not None and found[1].title() in text


def _is_one_of_several(question: str, text: str) -> bool:
    """True if the question asks for the first or the most, and the sentence tells who was among them."""
    among = _AMONG.search(text)
    return among is not None and among[1].lower() in question.lower() and not _AMONG.search(question)


def _is_of_another_time(view: QuestionView, text: str) -> bool:
    """True if the question names a year and the sentence others, or it asks for the final one and the
    sentence tells of the second."""
    if view.answer_type is not AnswerType.DATE:
        years, told = set(_YEAR.findall(view.text)), set(_YEAR.findall(text))
        # A row is of what its first cell says, whatever the others hold.
        told = set(_YEAR.findall(text.strip("| ").split("|")[0])) or told if is_row(text) else told
        if years and told and not years & told:
            return True
    asked, said = set(orders_in(view.text)), set(orders_in(text))
    return bool(asked) and bool(said) and not asked & said


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
