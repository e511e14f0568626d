"""Answers, hits and lists as a terminal shows them. Article text is stripped of control characters first:
an escape sequence in an article must not reach the terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

import click

from index.models import Article, ArticleInfo, Hit
from index.versions import Change
from qa.language.quotations import left_out
from qa.models import Abstained, Answer, Citation, Statement

_INDENT = "    "


def plain(text: str) -> str:
    """`text` on one line, without control, format or private characters."""
    kept = (c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} else " " for c in text)
    return " ".join("".join(kept).split())


def answer_text(answer: Answer, width: int) -> str:
    """The answer with numbered citations: title, publisher, date and the quoted sentence of each."""
    telling = Telling(width)
    return "\n".join([*map(telling.statement, answer.statements), telling.rest(answer)])


_NUMBER = re.compile(r"\[(\s*\^?\d+\s*)\]")


def _quotable(text: str) -> str:
    """`text` on one line, in which no "[2]" passes for a citation of ours."""
    return _NUMBER.sub(r"\\[\1\\]", plain(text))


def _quoted(text: str) -> str:
    """`text` on one line and in quotation marks, as it stands in the article: ours stand outside of them.

    Only where the text itself seems to end the quotation, what follows must not pass for a citation."""
    line = plain(text)
    ends = _end_of_quotation(line)
    before, behind = left_out(line)
    return f"“{before}{line[:ends]}{_quotable(line[ends:])}{behind}”"


def _end_of_quotation(line: str) -> int:
    """Where a ” stands in `line` that no “ in it opened; else its length."""
    depth = 0
    for at, mark in enumerate(line):
        depth += (mark == "“") - (mark == "”")
        if depth < 0:
            return at
    return len(line)


class Telling:
    """An answer as it is told: its statements while they are settled, and then the rest."""

    def __init__(self, width: int) -> None:
        self.width = min(width, 100)
        self._citations: list[Citation] = []
        self._told: set[str] = set()

    def statement(self, statement: Statement) -> str:
        """The next statement with the numbers of its citations."""
        self._told.add(statement.text)
        shown = _shown(statement)
        # Wrapped first: codes that nobody sees would count as width. A line break takes the place of a space.
        wrapped = _wrapped(f"{shown} {self._numbers(statement)}", self.width)
        return _marked(wrapped[: len(shown)], statement) + wrapped[len(shown) :] + self._before(statement)

    def _before(self, statement: Statement) -> str:
        """What says whom it means, on lines of its own."""
        if statement.before is None:
            return ""
        quote = f"{_INDENT}before that: {_quoted(statement.before.quote)}"
        return "\n" + click.style(_wrapped(quote, self.width, _INDENT), dim=True)

    def _numbers(self, statement: Statement) -> str:
        return "".join(f"[{_number(c, self._citations)}]" for c in statement.citations)

    def rest(self, answer: Answer) -> str:
        """What follows the statements: as what the question was read, citations, or that the articles do not
        say; how sure it is."""
        read_as = _wrapped(f"Read as: {plain(answer.read_as)}", self.width) if answer.read_as else None
        if isinstance(answer, Abstained):
            lines = [*([read_as, ""] if read_as else []), *self._abstention(answer)]
        else:
            lines = [*(["", read_as] if read_as else []), *self._after(answer)]
        return "\n".join([*lines, "", click.style(_wrapped(plain(answer.made), self.width), dim=True)])

    def _abstention(self, answer: Abstained) -> Iterator[str]:
        reason = plain(answer.reason or "The articles do not say.")
        yield click.style(_wrapped(reason, self.width), bold=True)
        if answer.closest:
            yield "\nClosest, but not taken for an answer:"
            for citation in answer.closest:
                byline = _byline(citation.title, citation.publisher, citation.published_at, citation.page)
                yield _wrapped(f"- {_quoted(citation.quote)} ({byline})", self.width, "  ")
        elif answer.hits:
            yield "\nClosest articles:"
            closest = dict.fromkeys(_byline(h.title, h.publisher, h.published_at) for h in answer.hits[:5])
            for byline in list(closest)[:3]:
                yield _wrapped(f"- {byline}", self.width, "  ")

    def _after(self, answer: Answer) -> Iterator[str]:
        for conflict in answer.conflicts:
            about = conflict.about
            on = "" if about in (answer.question, answer.read_as) else f" on “{_quotable(about)}”"
            yield "\n" + click.style(_wrapped(f"{conflict.who} disagree{on}:", self.width), bold=True)
            yield from (_wrapped(f"- {self._side(side)}", self.width, "  ") for side in conflict.sides)
        yield ""
        for n, citation in enumerate(self._citations, start=1):
            byline = _byline(citation.title, citation.publisher, citation.published_at, citation.page)
            yield _wrapped(f"[{n}] {byline}", self.width, _INDENT)
            if citation.quote not in self._told:  # a sentence that stands above need not be read twice
                yield _wrapped(f"{_INDENT}{_quoted(citation.quote)}", self.width, _INDENT)
        for part in answer.unanswered:
            yield "\n" + _wrapped(f"Not answered: {plain(part)}", self.width)
        if answer.reason:
            yield "\n" + _wrapped(f"Note: {plain(answer.reason)}", self.width)
        if answer.dropped:
            count = len(answer.dropped)
            yield f"\n{count} statement(s) of the model were not shown: no sentence carries them."

    def _side(self, side: Statement) -> str:
        """Who said it and when; what was said, where it does not stand above."""
        words = "" if side.text in self._told else f": {_shown(side)}"
        return f"{_origin(side)} {self._numbers(side)}{words}"


def _marked(shown: str, statement: Statement) -> str:
    """The wrapped words in bold, those that answer underlined."""
    before, short, _ = statement.around_short()
    start = len(plain(before))  # or a little further, behind a quotation mark and a space
    found = re.compile(r"\s".join(map(re.escape, plain(short).split()))).search(shown, start)
    at, end = found.span() if short and found else (len(shown), len(shown))
    pieces = (shown[:at], False), (shown[at:end], True), (shown[end:], False)
    return "".join(click.style(piece, bold=True, underline=is_it) for piece, is_it in pieces if piece)


def _shown(statement: Statement) -> str:
    return _quoted(statement.text) if statement.verdict == "verbatim" else _quotable(statement.text)


def _origin(side: Statement) -> str:
    """Who published one side of a conflict, and when."""
    first = side.citations[0]
    day = first.published_at[:10] if first.published_at else "date not stated"
    return _quotable(f"{first.publisher or first.title}, {day}")


def _number(citation: Citation, citations: list[Citation]) -> int:
    if citation not in citations:
        citations.append(citation)
    return citations.index(citation) + 1


def _byline(title: str, publisher: str | None, published_at: str | None, page: int | None = None) -> str:
    day = published_at[:10] if published_at else "date not stated"
    place = f" · page {page}" if page else ""
    return _quotable(f"{title} · {publisher or 'publisher not stated'} · {day}{place}")


def hits_text(hits: Sequence[Hit], width: int) -> str:
    """Ranked passages, each under the article it comes from."""
    lines: list[str] = []
    for hit in hits:
        head = f"{hit.rank}. {_byline(hit.title, hit.publisher, hit.published_at)}  ({hit.score:.2f})"
        lines += [click.style(head, bold=True), _wrapped(_INDENT + plain(hit.passage.text), width, _INDENT)]
    return "\n".join(lines) or "No passage was found."


def article_text(article: Article, change: Change | None = None) -> str:
    """The article with what it says of itself above its text, line by line as stored.

    `change` is what became of it, where it is not the current version.
    """
    facts = (
        ("publisher", article.publisher), ("byline", article.byline), ("published", article.published_at),
        ("url", article.url), ("language", article.language),
        ("version", str(article.version)), ("sha256", article.sha256),
    )  # fmt: skip
    head = [f"{name:10} {plain(value) if value else 'not stated'}" for name, value in facts]
    if change is not None:
        head.append(f"{'superseded':10} by version {change.version}")
        head += [f"{'':10} correction: {plain(s)}" for s in change.correction]
        head += [f"{'':10} - {plain(s)}" for s in change.gone] + [f"{'':10} + {plain(s)}" for s in change.new]
    body = (plain(line) for line in article.text.splitlines())
    return "\n".join([click.style(plain(article.title), bold=True), *head, "", *body])


def articles_text(articles: Sequence[ArticleInfo], width: int) -> str:
    """One article a line: id, day, publisher, title."""
    lines = []
    for a in articles:
        day = (a.published_at or "no date")[:10]
        line = f"{a.article_id}  {day:10}  {plain(a.publisher or '-')[:24]:24}  {plain(a.title)}"
        lines.append(line if len(line) <= width else f"{line[: width - 1]}…")
    return "\n".join(lines) or "The library holds no articles. Add some: groundwire add FOLDER"


def _wrapped(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
