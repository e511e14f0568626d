"""Answers as chat messages: Markdown in which every word of an article is inert.

Gradio sanitises what a message may run, but leaves remote images, forms and styles in it. So nothing an
article, a question or a language model wrote goes into a message except through `escape`.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from qa.conversing.small_talk import ASKS_NOTHING
from qa.dates import MONTHS
from qa.language.quotations import left_out
from qa.models import Abstained, Answer, Citation, HitView, Partial, Statement, Verdict

NEAREST_PASSAGES = 3
_DO_NOT_SAY = "The articles do not say"
_NEXT_TO = "\N{NO-BREAK SPACE}"  # a number belongs to the last word

# A numeric character reference is never structure, neither in Markdown nor in HTML (CommonMark 0.31, 2.5),
# and the LaTeX and autolink extensions look at the source, where no `$`, `:`, `@` or `.` is left.
_INERT = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
# Invisible marks that turn the direction of all the text after them.
_INERT |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "")


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where a citation stands: code points of one article version."""

    article_id: str
    version: int
    start: int
    end: int


@dataclass(slots=True)
class Numbering:
    """Gives each place its number, from 1, in the order of first use; the same place keeps it."""

    answer_id: str
    _numbers: dict[CitedPlace, int] = field(default_factory=dict)
    _cited: list[Citation | HitView] = field(default_factory=list)

    def number(self, cited: Citation | HitView) -> int:
        """The number of `cited`, given now if it has none."""
        place = CitedPlace(cited.article_id, cited.version, cited.start, cited.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self._cited.append(cited)
        return self._numbers[place]

    def key(self, number: int) -> str:
        """The id that the link of `number` carries."""
        return f"{self.answer_id}-{number}"

    def places(self) -> dict[str, CitedPlace]:
        """Every place by the id of its link."""
        return {self.key(number): place for place, number in self._numbers.items()}

    def numbered(self) -> list[tuple[int, Citation | HitView]]:
        """What was cited, by number."""
        return list(enumerate(self._cited, start=1))


@dataclass(frozen=True, slots=True)
class Message:
    """The Markdown of one answer and the places its links lead to."""

    markdown: str
    places: dict[str, CitedPlace]


def escape(text: str) -> str:
    """`text` on one line, inert wherever Markdown or HTML allows text."""
    return " ".join(text.split()).translate(_INERT)


def escape_sentence(text: str) -> str:
    """As `escape`, beginning with a capital letter: what follows "groundwire:" in a terminal stands alone."""
    return escape(text[:1].upper() + text[1:])


def readable_date(published_at: str | None) -> str:
    """`2025-03-14T07:30:00+01:00` as `14 March 2025`, the day where it was published; "" for none."""
    if not published_at:
        return ""
    try:
        day = date.fromisoformat(published_at[:10])
    except ValueError:
        return published_at
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def render_question(question: str) -> str:
    """The question as the person typed it."""
    return escape(question)


def render_answer(answer: Answer, answer_id: str) -> Message:
    """The answer with numbered citations, and under it what they cite."""
    numbering = Numbering(answer_id)
    if isinstance(answer, Abstained):
        blocks = _abstention(answer, numbering)
        heading = "Closest, but not taken for an answer" if answer.closest else "Nearest passages"
        kind = "abstained"
    else:
        blocks = _answer(answer, numbering)
        heading, kind = "Citations", answer.status
    if answer.read_as:
        blocks.insert(0, note(f"Read as: {answer.read_as}"))
    blocks += citation_list(heading, numbering)
    blocks += _left_out(len(answer.dropped))
    spent = f"; {answer.usage.words}" if answer.usage.calls else ""
    blocks.append(note(f"{answer.made}{spent}"))
    body = "\n\n".join(blocks)
    # The blank lines let Markdown work again inside the HTML block.
    return Message(f'<div class="gw-answer gw-{kind}">\n\n{body}\n\n</div>', numbering.places())


def render_growing(settled: Sequence[Statement], answer_id: str, *, is_over: bool = False) -> Message:
    """What is settled of an answer so far; the whole answer begins with the same words and numbers."""
    numbering = Numbering(answer_id)
    blocks = _statements(settled, numbering)
    if not is_over:
        blocks.append('<p class="gw-growing">Checking what comes next</p>')
    body = "\n\n".join([*blocks, *citation_list("Citations", numbering)])
    return Message(f'<div class="gw-answer">\n\n{body}\n\n</div>', numbering.places())


def render_failure(error: str) -> str:
    """A question that could not be worked on, as a message."""
    return f'<div class="gw-answer gw-failed">\n\n**That did not work.** {escape_sentence(error)}\n\n</div>'


def number_links(numbers: Iterable[int], numbering: Numbering) -> list[str]:
    """A link for each number, each once."""
    return [rf"[\[{number}\]](#cite-{numbering.key(number)})" for number in dict.fromkeys(numbers)]


def citation_list(heading: str, numbering: Numbering) -> list[str]:
    """What the numbers stand for, as one block; none if nothing was cited."""
    items = [_citation(number, cited, numbering) for number, cited in numbering.numbered()]
    if not items:
        return []
    # One HTML block: it holds no blank line, so Markdown leaves it whole.
    return [f'<div class="gw-citations"><p>{heading}</p><ol>{"".join(items)}</ol></div>']


def _answer(answer: Answer, numbering: Numbering) -> list[str]:
    blocks = _statements(answer.statements, numbering)
    if answer.reason:
        blocks.append(note(answer.reason))
    if isinstance(answer, Partial) and not answer.statements:
        blocks.insert(0, "**The articles say only part of it.**")
    if answer.unanswered:
        blocks.append("**The articles leave open**")
        blocks.append("\n".join(f"- {escape(part)}" for part in answer.unanswered))
    return blocks + _conflicts(answer, numbering)


def _abstention(answer: Abstained, numbering: Numbering) -> list[str]:
    head, _, why = (answer.reason or "").partition(": ")
    # The heading says it; the reason need not begin with it again.
    if not head.startswith((_DO_NOT_SAY, ASKS_NOTHING)):
        head, why = _DO_NOT_SAY, answer.reason or ""
    blocks = [f"### {escape(head)}", escape_sentence(why)]
    blocks += _statements(answer.statements, numbering)
    if answer.unanswered and answer.unanswered != [answer.question]:
        blocks.append("\n".join(f"- {escape(part)}" for part in answer.unanswered))
    blocks += _conflicts(answer, numbering)
    for near in answer.closest or answer.hits[:NEAREST_PASSAGES]:
        numbering.number(near)
    return blocks


def _statements(statements: Sequence[Statement], numbering: Numbering) -> list[str]:
    """A verbatim sentence is a paragraph of its own; phrased ones run on."""
    blocks: list[str] = []
    running: list[str] = []
    for statement in statements:
        if statement.verdict is Verdict.VERBATIM:
            if running:
                blocks.append(" ".join(running))
                running = []
            blocks.append(_statement(statement, numbering))
        else:
            running.append(_statement(statement, numbering))
    if running:
        blocks.append(" ".join(running))
    return blocks


def _statement(statement: Statement, numbering: Numbering) -> str:
    words = _words(statement)
    if statement.verdict is Verdict.VERBATIM:
        words = _in_quotation_marks(words, statement.text)
    before = ""
    if statement.before:
        before = f'<span class="gw-before">Before that: {_quoted(statement.before.quote)}</span>'
    return _NEXT_TO.join([words, *_numbers(statement, numbering)]) + before


def _quoted(quote: str) -> str:
    return _in_quotation_marks(escape(quote), quote)


def _in_quotation_marks(shown: str, quote: str) -> str:
    """`shown`, which says the words of `quote`, with a mark where their sentence goes on."""
    before, behind = left_out(quote)
    return f"“{before}{shown}{behind}”"


def _words(statement: Statement) -> str:
    """The text, with the words that answer marked."""
    before, short, after = statement.around_short()
    if not short:
        return escape(before)
    lead, trail = " " * before[-1:].isspace(), " " * after[:1].isspace()
    marked = f'<strong class="gw-short">{escape(short)}</strong>'
    return f"{escape(before)}{lead}{marked}{trail}{escape(after)}"


def _numbers(statement: Statement, numbering: Numbering) -> list[str]:
    return number_links((numbering.number(citation) for citation in statement.citations), numbering)


def _conflicts(answer: Answer, numbering: Numbering) -> list[str]:
    told = {statement.text for statement in answer.statements}
    blocks: list[str] = []
    for conflict in answer.conflicts:
        about = "" if conflict.about in (answer.question, answer.read_as) else f": {escape(conflict.about)}"
        blocks.append(f"**{conflict.who} disagree{about}**")
        blocks.append("\n".join(f"- {_side(side, numbering, told)}" for side in conflict.sides))
    return blocks


def _side(side: Statement, numbering: Numbering, told: Collection[str]) -> str:
    """Who published one side, and when; what it says, where it does not stand above."""
    first = side.citations[0] if side.citations else None
    said_by = [first.publisher or first.title, readable_date(first.published_at)] if first else []
    origin = escape(", ".join(part for part in said_by if part))
    if side.text not in told:
        return f"{_statement(side, numbering)}{f' ({origin})' if origin else ''}"
    return _NEXT_TO.join([origin, *_numbers(side, numbering)])


def _citation(number: int, cited: Citation | HitView, numbering: Numbering) -> str:
    quote = cited.quote if isinstance(cited, Citation) else cited.text
    origin = [escape(part) for part in (cited.publisher or "", readable_date(cited.published_at)) if part]
    return (
        f'<li><a href="#cite-{numbering.key(number)}">'
        f'<span class="gw-origin">{" · ".join(origin) or "Publisher not stated"}</span> '
        f'<span class="gw-title">{escape(cited.title)}</span></a> '
        f'<span class="gw-quote">{_quoted(quote)}</span></li>'
    )


def _left_out(count: int) -> list[str]:
    if not count:
        return []
    what = "1 statement was" if count == 1 else f"{count} statements were"
    return [note(f"{what} left out: not supported by the cited words.")]


def note(text: str) -> str:
    """A line in small letters: how it was made, what was left out."""
    return f'<p class="gw-note">{escape(text)}</p>'
