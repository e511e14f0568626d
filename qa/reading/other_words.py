"""What a sentence says in other words than the question does, where that can be told for certain.

"GM" where an article writes "General Motors", "European Central Bank" where it says "ECB": told by the
initials alone, so that it needs no list. "Comment" or "react" where somebody says something. And the few
things of which news asks by one word and tells by another: who was before and after, the strength of a quake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.text import normalise
from qa.answer_types import speaks
from qa.asked_kind import AnswerType, answer_type_of
from qa.words import carries, words_of

_JOINING = r"(?:(?:of|for|the|and|de|&) )*"
_SHORT = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})(?![\w.])")
_LONG = re.compile(rf"\b[A-Z][\w'’-]+(?: {_JOINING}[A-Z][\w'’-]+){{1,5}}")
_SAYING = re.compile(
    r"comment\w*|remark\w*|reacti\w+|react\w*|respon[sd]\w*|repl(?:y|ied|ies)|answer\w*|warn\w*|caution\w*|"
    r"think|thought|call(?:ed|s)?|describ\w+|speak|spoke|argue\w*|tribute|quotes?|words|statement|put",
    re.IGNORECASE,
)


_STRENGTH = frozenset({"strong", "powerful", "big", "strength", "size"})
_QUAKE = re.compile(r"\b(?:earth)?quakes?\b|\btremors?\b", re.IGNORECASE)
# What is asked by the first is told by the second.
_TOLD_BY = (
    (
        re.compile(r"predecessors?|successors?|succeed\w*|replac\w+", re.IGNORECASE),
        re.compile(
            r"\b(?:predecessor|success(?:or|ion)|succeed\w*|replac\w+|t(?:ake|ook|aking)s? over|in (?:his|her) place)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"ceo|boss", re.IGNORECASE),
        re.compile(r"\b(?:chief executive|CEO|boss|managing director)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"cfo", re.IGNORECASE),
        re.compile(r"\b(?:finance (?:chief|director)|chief financial|CFO)\b", re.IGNORECASE),
    ),
)


def in_other_words(question: str, texts: Sequence[str]) -> Mapping[str, NDArray[np.bool_]]:
    """For each word of `question` that may be told in other words, which of `texts` do so, (n,)."""
    found: dict[str, NDArray[np.bool_]] = {}
    for name, form in () if question.isupper() else _forms(question):
        is_written = np.array([any(map(_is_name, form.findall(text))) for text in texts], dtype=bool)
        for word in words_of(name):
            if word[0].isupper() and carries(word):
                found[word] = found.get(word, False) | is_written
    for asked, told in _TOLD_BY:
        if words := [word for word in words_of(question) if asked.fullmatch(word)]:
            are_told = np.array([told.search(text) is not None for text in texts], dtype=bool)
            found |= dict.fromkeys(words, are_told)
    if _QUAKE.search(question):
        are_measured = np.array(["magnitude" in text.lower() for text in texts], dtype=bool)
        found |= {word: are_measured for word in words_of(question) if word.lower() in _STRENGTH}
    if answer_type_of(question) is AnswerType.QUOTE:
        are_said = np.array([speaks(normalise(text).text) > 0 for text in texts], dtype=bool)
        found |= {word: are_said for word in words_of(question) if _SAYING.fullmatch(word)}
    return found


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


def _is_name(found: str) -> bool:
    """ "General Motors", not "The Vatican" for TV."""
    return all(carries(word) for word in words_of(found) if word[0].isupper())
