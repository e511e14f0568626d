"""What an interviewer asks, also where he does not ask: "**There was talk of a sale.**" and the answer below.

A paragraph is told from an answer by what sets the questions of the article apart: the marks that stand
around it, or the name before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.models import Article, Span

_LINE = re.compile(r"[^\n]+")
# A whole paragraph in bold or italics.
_MARKED = re.compile(r"(\*{1,3}|_{1,3})(?![\s*_])(?:(?!\1).)+\1")
_LABEL = re.compile(r"[*_]{0,3}([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})[*_]{0,3}:[*_]{0,3}(?=\s)")
_Q, _A = re.compile(r"[*_]{0,3}Q\."), re.compile(r"[*_]{0,3}A\.")
_ASKS = re.compile(r"\?[\"”'’)*_\s]*$")
_NOTE = re.compile(r"\W*(?:correct|clarif|update|editor)", re.IGNORECASE)
_WHO_ASK = frozenset({"Q", "Question", "Interviewer", "Host", "Moderator", "Reporter"})

_Line = tuple[int, str]  # where it begins, and its words


def is_asked(article: Article, start: int) -> bool:
    """True if what stands at `start` is of a paragraph that an interviewer says."""
    lines = _asked_in(article)
    return bool(lines) and article.text.rfind("\n", 0, start) + 1 in lines


def question_over(article: Article, start: int) -> Span | None:
    """The paragraph of an interviewer that is answered by what stands at `start`: the one right above, or the
    last one above if another follows."""
    if not (lines := _asked_in(article)):
        return None
    own = article.text.rfind("\n", 0, start) + 1
    asked = max((at for at in lines if at < own), default=None)
    if asked is None or own in lines:
        return None
    question = _LINE.match(article.text, asked)
    if question is None or (article.text[question.end() : own].strip() and max(lines) < start):
        return None
    words = question.group()
    first = asked + len(words) - len(words.lstrip())
    return Span(first, asked + len(words.rstrip()))


def _asked_in(article: Article) -> frozenset[int]:
    """Where the lines begin that an interviewer says."""
    if "?" not in article.text:
        return frozenset()
    return _asked(article.text, f"{article.publisher or ''} {article.byline or ''}")


@lru_cache(maxsize=512)
def _asked(text: str, who: str) -> frozenset[int]:
    """Where the lines begin that an interviewer says; `who` publishes and wrote the article."""
    lines = [(m.start(), m.group().strip()) for m in _LINE.finditer(text)]
    lines = [line for line in lines if line[1]]
    return frozenset({*_in_marks(lines), *_by_name(lines, who)})


def _in_marks(lines: Sequence[_Line]) -> Iterator[int]:
    """The paragraphs in marks that set questions apart, from the first question on, with an answer below."""
    marks = [m[1] if (m := _MARKED.fullmatch(line)) else "" for _, line in lines]
    asking = [bool(mark) and _asks(line) for mark, (_, line) in zip(marks, lines, strict=True)]
    for mark in set(marks) - {""}:
        own = [n for n, other in enumerate(marks) if other == mark]
        asked = [n for n in own if asking[n]]
        if len(asked) * 2 < len(own):
            continue
        for n in own:
            is_answered = n + 1 < len(lines) and marks[n + 1] != mark
            if n >= asked[0] and is_answered and not _NOTE.match(lines[n][1]):
                yield lines[n][0]


def _by_name(lines: Sequence[_Line], who: str) -> Iterator[int]:
    """The paragraphs behind the name of one who asks: he is called so, or is the paper or its author, or most
    of what he says are questions, and not most of what the other says."""
    said: dict[str, list[_Line]] = defaultdict(list)
    for at, line in lines:
        if label := _LABEL.match(line):
            said[label[1]].append((at, line))
    if any(_A.match(line) for _, line in lines):
        said["Q"] += [(at, line) for at, line in lines if _Q.match(line)]
    n_asked = {name: sum(_asks(line) for _, line in told) for name, told in said.items()}
    is_answered = any(n_asked[name] * 2 < len(told) for name, told in said.items())
    for name, told in said.items():
        is_theirs = name in _WHO_ASK or set(name.split()) <= set(who.split())
        mostly_asks = is_answered and len(told) > 1 and n_asked[name] * 2 >= len(told)
        if n_asked[name] and (is_theirs or mostly_asks):
            yield from (at for at, _ in told)


def _asks(line: str) -> bool:
    return _ASKS.search(line) is not None
