"""What a sentence says in other words than the question does, where that can be told for certain.

"GM" where an article writes "General Motors", "European Central Bank" where it says "ECB": told by the
initials alone, so that it needs no list. "Comment" or "react" where somebody says something. And the few
things of which news asks by one word and tells by another: who was before and after, the strength of a quake,
"Q3" for the third quarter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.text import normalise
from qa.asking.kind import AnswerType, answer_type_of
from qa.language.irregular import forms_of
from qa.language.words import carries, words_of
from qa.reading.answer_types import speaks
from qa.reading.news_words import SAME
from qa.reading.people import asks_by_post, introduces, whose_post

_JOINING = r"(?:(?:of|for|the|and|de|&) )*"
_SHORT = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})(?![\w.])")
_LONG = re.compile(rf"\b[A-Z][\w'’-]+(?: {_JOINING}[A-Z][\w'’-]+){{1,5}}")
_SAYING = re.compile(
    r"comment\w*|remark\w*|reacti\w+|react\w*|respon[sd]\w*|repl(?:y|ied|ies)|answer\w*|warn\w*|caution\w*|"
    r"think|thought|call(?:ed|s)?|describ\w+|speak|spoke|argue\w*|tribute|quotes?|words|statement|put",
    re.IGNORECASE,
)

_FOLLOWED = r"success(?:or|ion)|succeed\w*|replac\w+|t(?:akes?|ook|aking) over|in (?:his|her) place"
# What the words of the first ask, the second tells.
_TOLD_BY = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\bpredecessors?\b", rf"\b(?:predecessor|{_FOLLOWED})\b"),
        (r"\b(?:successors?|succeed\w*|replac\w+|t(?:akes?|ook|aking)(?= over\b))", rf"\b(?:{_FOLLOWED})\b"),
        (r"\bwife\b", r"\b(?:wife|widow|(?:her|whose) (?:late )?husband)\b"),
        (r"\bhusband\b", r"\b(?:husband|widower|(?:his|whose) (?:late )?wife)\b"),
        (r"\b(?:ceo|boss)\b", r"\b(?:chief executive|ceo|boss|managing director)\b"),
        (r"\bcfo\b", r"\b(?:finance (?:chief|director)|chief financial|cfo)\b"),
        (
            r"\b(?:strong|powerful|big|strength|size)\b(?=.*\b(?:(?:earth)?quakes?|tremors?)\b)",
            r"\bmagnitude\b",
        ),
    )
)
# "Q3", "3Q", "the third-quarter"; "H1", "the first half".
_QUARTERS = ("first", "second", "third", "fourth")
_QUARTER = re.compile(r"(?<!Audi )\b(?:[Qq]([1-4])|([1-4])Q)\b")
_NTH = ("first|1st", "second|2nd", "third|3rd", "fourth|4th")
_PERIODS = tuple(
    (re.compile(rf"\b(?:{letter}{n}|{n}{letter})\b"), re.compile(rf"\b(?:{nth})[ -]{part}\b", re.I))
    for letter, part, parts in (("[Qq]", "quarter", 4), ("[Hh]", "half", 2))
    for n, nth in enumerate(_NTH[:parts], start=1)
)
_WHOLE_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")


def in_other_words(question: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.bool_]]:
    """For each word of `question` that may be told in other words, which of `texts` do so, (n,)."""
    found: dict[str, NDArray[np.bool_]] = {}
    for words, tells in _ways(question):
        are_told = np.array([bool(tells(text)) for text in texts], dtype=bool)
        found |= {word: found.get(word, False) | are_told for word in words}
    return found


def _ways(question: str) -> Iterator[tuple[list[str], Callable[[str], object]]]:
    """Words of the question, and what is true of a text that tells them in other words."""
    for name, form in () if question.isupper() else _forms(question):
        written = [word for word in words_of(name) if word[0].isupper() and carries(word)]
        yield written, partial(_names_it, form)
    forms = [(m.group(), told) for asked, told in _TOLD_BY for m in asked.finditer(question)]
    periods = (way for pair in _PERIODS for way in (pair, pair[::-1]))
    forms += [(w, told) for asked, told in periods for m in asked.finditer(question) for w in words_of(m[0])]
    forms += [
        (w, form) for form in SAME for m in form.finditer(question) for w in words_of(m[0]) if carries(w)
    ]
    for word, form in (*forms, *_verbs(question)):
        yield [word], form.search
    if posts := asks_by_post(question):
        yield posts, partial(introduces, question)
    if answer_type_of(question) is AnswerType.QUOTE:
        said = [word for word in words_of(question) if _SAYING.fullmatch(word)]
        yield said, lambda text: speaks(normalise(text).text) > 0


def _verbs(question: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The verbs of the question that a stemmer does not know in all their forms: "sleep" of "slept", and not
    the "break" of "the break-in"."""
    for match in _WHOLE_WORD.finditer(question):
        if carries(match.group()) and (forms := forms_of(match.group())):
            yield match.group(), forms


def quarters_written_out(text: str) -> str:
    """`text` with "third quarter" for "Q3", as the models know it."""
    return _QUARTER.sub(lambda m: f"{_QUARTERS[int(m[1] or m[2]) - 1]} quarter", text)


def tells_asked(question: str, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which of `texts` tell what is asked by one word and told by another, (n,); none if it is not asked."""
    forms = [told for asked, told in _TOLD_BY if asked.search(question)]
    asks_post = whose_post(question) is not None
    told = (any(form.search(t) for form in forms) or (asks_post and introduces(question, t)) for t in texts)
    return np.fromiter(told, dtype=bool, count=len(texts))


def _forms(question: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The names of the question with the form that another length of theirs has."""
    for match in _SHORT.finditer(question):
        letters = match.group().replace(".", "")
        yield match.group(), re.compile(r"\b" + rf"[\w'’-]+ {_JOINING}".join(letters) + r"[\w'’-]+")
    for match in _LONG.finditer(question):
        initials = [word[0] for word in words_of(match.group()) if word[0].isupper() and carries(word)]
        short, dotted = "".join(initials), re.escape(".".join(initials))
        if len(initials) > 1:
            yield match.group(), re.compile(rf"\b{short}\b|\b{dotted}\.")


def _names_it(form: re.Pattern[str], text: str) -> bool:
    return any(map(_is_name, form.findall(text)))


def _is_name(found: str) -> bool:
    """ "General Motors", not "The Vatican" for TV."""
    return all(carries(word) for word in words_of(found) if word[0].isupper())
