"""What a figure counts: the noun behind it, or before ("the number of posts stood at 40"); of people what
became of them; and what is no count at all. A figure that is denied ("three, not two") counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from index.models import Span
from qa.dates import find_dates
from qa.language.numbers import SMALL, Quantity, quantities
from qa.language.words import carries, content_stems, stem, words_of

_AFTER = re.compile(r"\W*(?:more |new |other )?([^\W\d_]+(?:-[^\W\d_]+)*)")
# "Two elderly Dutch tourists": behind what says which of them stands what is counted, in the plural.
_PHRASE = re.compile(r"(?: [^\W\d_]+(?:-[^\W\d_]+)*){1,4}")
_PLURAL = re.compile(r"[a-z]{2,}[^\Wsui]s|people|men|women|children")
_IN_ALL = re.compile(
    r"\bnumbers? of (?:the |its |their |all |new )?(?P<what>[a-z]+(?: [a-z]+)?)\b"
    r"[^.;:,\d]{0,60}\b(?:at|is|are|was|were|reached|hit|passed|topped|exceeded|above|past|to)$"
)
_PART = re.compile(
    r"\b(?:(?:another|further|additional|including|among them|of (?:whom|them)|other|first|last)(?: the)?|"
    r"(?:can|could|able to) [a-z]+)$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|rather than|instead of)(?: the)?$", re.IGNORECASE)
_PEOPLE = frozenset(
    stem(word)
    for word in "people persons men women children workers residents victims passengers soldiers civilians "
    "students pupils tourists miners sailors firefighters police officers others".split()
)
# "Six workers died" counts what "killed four people" does, and not what "19 were injured" does.
_FATES = {
    "dead": "kill kills killed killing die dies died dying dead death deaths lives fatalities",
    "hurt": "injure injured injuring wound wounded hurt injuries",
    "gone": "missing unaccounted",
    "held": "arrest arrested arrests detain detained",
    "safe": "save saved rescue rescued survive survived survivors alive",
}
# By the word and not by its stem: "12 lives" are not 12 who live.
FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:](?!\d)| (?:and|but|while) ")

# "The captain, Tomas Vidal, 47, was rescued", "a 23-year-old": no count of anything.
_OF_AGE = re.compile(r"(?:^|[ -])years?[ -](?:olds?\b|of age)|^[,)]", re.IGNORECASE)
_NAMED_OR_AGED = re.compile(r"(?:\w, | \(|\baged |\bturned )$")
_AT_AGE = re.compile(r"\b(?:age of|aged|(?:wo)?m[ae]n of|(?:boy|girl)s? of) $", re.IGNORECASE)
_WHO_WAS, _AFTER_AGE = re.compile(r"\bwho (?:is|was) $"), re.compile(r"[,.;)]|$| (?:when|and)\b")
_HOUR = re.compile(r"\s?[ap]\.?m\b| times (?:as|more|less|the|what)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"[^\W\d_]-$|\b(?:number|no\.|article|section|chapter|page|flight|route|room|ward|platform|line|phase) $",
    re.IGNORECASE,
)
_AFTER_FIGURE = re.compile(r"[ -](\w[\w'’-]*)")
_RATIO_BEFORE = re.compile(
    rf"\b(?:(?P<one>one)|\d+|{SMALL})(?: [a-z-]+){{0,2}} (?:in|out of)(?: every)? $", re.IGNORECASE
)
_RATIO_BEHIND = re.compile(rf" (?:in|out of)(?: every)? (?:\d{{1,3}}|{SMALL})\b", re.IGNORECASE)
_FIGURE_OF = re.compile(r" [a-z]+s\b|[-.,:]\d", re.IGNORECASE)
_UP_TO_COMMA = re.compile(r"[^,;:.]*(?=,)|")
_OF_THE = re.compile(
    r"\bof (?:the|its|their|his|her|all)(?: own)? $|"
    rf"\b(?:\d[\d,]*|{SMALL}) of (?:(?:the|its|their) )?(?:[\w-]+['’]s? )?$",
    re.IGNORECASE,
)
_ASKS_WHOLE = re.compile(
    r"\b(?:are there|were there|al+together|in all|in total|total|overall|ha(?:s|ve|d)\W*$)", re.IGNORECASE
)
_SOME_BEHIND = re.compile(r" (?:earlier|previous|others?|further)\b", re.IGNORECASE)
_NAMES_THEM = re.compile(r" of (?:them|whom|which|those)\b")
_OF_WHICH = re.compile(r"\bhow many of\b", re.IGNORECASE)
_SOME_BEFORE = re.compile(r"\b(?:another|a further) $", re.IGNORECASE)
_ASKS_SOME = re.compile(
    r"\b(?:earlier|previous|others?|further|more|extra|additional|another)\b", re.IGNORECASE
)


@lru_cache(maxsize=2_048)  # several questions come back to the same sentences
def figures_in(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text` that are not within a date, in order."""
    dates = [d.span for d in find_dates(text)]
    return tuple(
        q for q in quantities(text) if not any(d.start <= q.span.start and q.span.end <= d.end for d in dates)
    )


def counts_of(text: str, figures: Iterable[Quantity]) -> dict[str, frozenset[Decimal]]:
    """The values of `figures`, which stand in `text`, by what they count: a unit, the stem of the noun that
    is counted, or what became of people ("dead")."""
    counted: dict[str, frozenset[Decimal]] = {}
    for q in figures:
        what = {q.unit or stem(_in_all(text, q) or _counted(text, q))}
        if fate := fate_of(text, q):
            what.add(fate)
        for key in what:
            counted[key] = counted.get(key, frozenset()) | {q.value}
    return counted


def asked_fates(question: str) -> set[str]:
    """What became of the people that a question asks about: of "dead", "hurt", "gone", "held" and "safe"."""
    return {FATE_OF[w] for w in map(str.lower, words_of(question)) if w in FATE_OF}


def asked_counts(question: str) -> set[str]:
    """What a question asks to be counted, in the keys of `counts_of`."""
    stems = set(content_stems(question))
    fates = asked_fates(question)
    # Of people of whom something is asked, the others do not count.
    return (stems - _PEOPLE if fates else stems) | fates


def fate_of(text: str, q: Quantity) -> str | None:
    """What became of the people that figure `q` of a text counts, by the nearest word of its clause that says
    it, as in `asked_fates`; None if it counts nobody."""
    nouns = {_noun_behind(text, q), _counted(text, q)}
    if q.unit is not None:
        return None
    # "It killed four." counts people, too.
    if all(noun and stem(noun) not in _PEOPLE and noun not in FATE_OF and carries(noun) for noun in nouns):
        return None
    breaks = [Span(*m.span()) for m in _BREAK.finditer(text)]
    first = max((b.end for b in breaks if b.end <= q.span.start), default=0)
    last = min((b.start for b in breaks if b.start >= q.span.end), default=len(text))
    found = [m for m in _WORD.finditer(text, first, last) if m.group().lower() in FATE_OF]
    nearest = min(found, key=lambda m: max(m.start() - q.span.end, q.span.start - m.end()), default=None)
    return FATE_OF[nearest.group().lower()] if nearest else None


def _noun_behind(text: str, q: Quantity) -> str:
    after = _AFTER.match(text, q.span.end)
    return after[1].lower() if after else ""


def _counted(text: str, q: Quantity) -> str:
    """The first noun in the plural in the phrase behind a figure, else the word behind it."""
    phrase = _PHRASE.match(text, q.span.end)
    for word in phrase.group().split() if phrase else ():
        if not carries(word):
            break
        if _PLURAL.fullmatch(word):
            return word
    return _noun_behind(text, q)


def which_of(text: str, q: Quantity) -> list[str]:
    """The small words between a figure and the noun it counts, "early" of "three early cases": it may count
    those only."""
    phrase, noun = _PHRASE.match(text, q.span.end), _counted(text, q)
    words = phrase.group().split() if phrase else []
    return [w for w in words[: words.index(noun)] if w.islower()] if noun in words else []


def _in_all(text: str, q: Quantity) -> str:
    """What a figure is the number of, where that is said before it; "" if it is not, or if a noun stands
    behind."""
    behind = _PHRASE.match(text, q.span.end)
    found = _IN_ALL.search(text[: q.whole.start].rstrip())
    if found is None or (behind and carries(behind.group().split()[0])):
        return ""
    words = found["what"].split()
    return next((word for word in words if _PLURAL.fullmatch(word)), words[0])


def is_denied(text: str, q: Quantity) -> bool:
    """True if a text says of the figure that it is not that: "three were hurt, not two"."""
    return _DENIED.search(text[: q.whole.start].rstrip()) is not None


def is_part(text: str, q: Quantity) -> bool:
    """True if the figure counts some only, more than were known, or what may be: "another four", "including
    four", "can carry four"."""
    return _PART.search(text[: q.whole.start].rstrip()) is not None


def is_age(text: str, q: Quantity) -> bool:
    """True if the number is how old somebody is."""
    if q.unit is not None or not 0 < q.value < 120:
        return False
    behind = _OF_AGE.search(text[q.span.end : q.span.end + 14])
    if _WHO_WAS.search(text, 0, q.span.start) and _AFTER_AGE.match(text, q.span.end):
        return True
    if behind is None:
        return _AT_AGE.search(text, 0, q.span.start) is not None
    is_written_out = behind.group().strip(" -,)") != ""
    return is_written_out or _NAMED_OR_AGED.search(text, 0, q.span.start) is not None


def is_people(word: str) -> bool:
    """True of a word for people of some kind."""
    return stem(word) in _PEOPLE


def is_hour_or_label(text: str, span: Span) -> bool:
    """True of 3.10 in "3.10am", of 2 in "BREEZE-2", of 12 in "number 12", of four in "four times as many":
    nothing is counted there."""
    return _HOUR.match(text, span.end) is not None or _LABEL.search(text, 0, span.start) is not None


def is_bare(text: str, q: Quantity) -> bool:
    """True if the figure does not say of what it is: 200 in "640 jobs, of which 200 are new"."""
    after = _AFTER_FIGURE.match(text, q.span.end)
    return q.unit is None and not (after and carries(after[1]))


def is_ratio(text: str, q: Quantity) -> bool:
    """True of the figures of "one train in four", "four in five" and "two out of three"."""
    before = _RATIO_BEFORE.search(text, 0, q.span.start)
    if before and (before["one"] or is_bare(text, q)):
        return True
    behind = _RATIO_BEHIND.match(text, q.span.end)
    return behind is not None and not _FIGURE_OF.match(text, behind.end())


def is_of_a_whole(question: str, text: str, q: Quantity) -> bool:
    """True of what a part is told of, 88 in "16 of the 88 hangers", unless all there are is asked for, or
    what stands beside it: "of the 58 people injured, 21 are in hospital" tells how many were injured."""
    if _ASKS_WHOLE.search(question) or not _OF_THE.search(text, 0, q.whole.start):
        return False
    noun, *beside = content_stems(_UP_TO_COMMA.match(text, q.span.end)[0]) or [""]  # type: ignore[index]
    if set(beside) & (set(content_stems(question)) - {noun}):
        return False
    return any(other.span != q.span and other.unit in (None, q.unit) for other in figures_in(text))


def is_some_of_them(question: str, text: str, q: Quantity) -> bool:
    """True of "three earlier cases", "another three" and "two of them", unless the question asks for such."""
    if _NAMES_THEM.match(text, q.span.end) and not _OF_WHICH.search(question):
        return True
    is_some = _SOME_BEHIND.match(text, q.span.end) or _SOME_BEFORE.search(text, 0, q.whole.start)
    return is_some is not None and not _ASKS_SOME.search(question)
