"""Whether a sentence answers what another does as of a later day: a newer article on the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from index.models import Article
from index.text import CAPITAL
from index.versions import corrections_in
from qa.asking.kind import AnswerType
from qa.dates import MONTHS, WEEKDAYS, of_day, publication_day
from qa.language.nlp import Parse
from qa.language.words import content_stems, stem, stems_in
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, holds_answer
from qa.weighing.counted import asked_fates, counts_of, figures_in
from qa.weighing.states import ends_of_state, is_recalled, tells_end, without_state

_AROUND_CHARS = 300  # before a sentence: it often says "it"
_LEAD_CHARS = 60  # a dateline may stand before the first sentence
# "Is the cause known?" is answered by the cause.
_IS_KNOWN = frozenset(map(stem, "known know clear found identified announced decided".split()))
_CORRECTS = re.compile(r"\W*(?:corrections?|clarifications?|errat(?:um|a))\b", re.IGNORECASE)
_UNIT_WORDS = "minute hour day week month year crown pound dollar euro million billion cent percent"
_UNITS = frozenset(map(stem, _UNIT_WORDS.split()))
_READ_CHARS = 20_000  # of an article
_SHARED_NAMES = 3  # of two articles on one thing, where they share what is asked, too
_MANY_SHARED = 4  # where nothing is asked of them
_SURELY_SHARED = 6  # then it is one thing, whatever it is called
_NAME = re.compile(rf"(?<=[\w,;:] ){CAPITAL}[\w'’-]{{2,}}")
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS))
# What was so at some time in the past, or is held only by the one who says it, tells not how things stand.
# What would be if something else were tells nothing of it, either.
_NO_STATE = re.compile(
    r"\b(?:at (?:that|the) time|at first|initial\w*|original\w*|earlier(?! than)|previous\w*|"
    r"until (?:then|now)|(?:was|were) (?:first |once )?(?:to|due|meant|supposed|expected|planned)\b|"
    r"had been (?!expected|planned|feared|thought|due|told|asked|warned|promised)|in my (?:view|opinion)|"
    r"I (?:think|believe|hope|would)|could|might|(?<!only )(?<!even )if|unless)\b|\?\W*$",
    re.IGNORECASE,
)


def day_of_evidence(evidence: Evidence) -> date | None:
    """The day its article was published; None if that is not known."""
    return publication_day(evidence.places[0][0].published_at)


def is_later(evidence: Evidence, than: Evidence) -> bool:
    """True if it was published on a later day, both days known."""
    own, other = day_of_evidence(evidence), day_of_evidence(than)
    return own is not None and other is not None and own > other


def tells_newer(evidence: Evidence, of: Evidence, reading: Reading) -> bool:
    """True if a sentence of a later article on the same tells what the older one `of` does, as the question
    asks for it, and has what is of the kind asked for."""
    if not is_later(evidence, of) or _NO_STATE.search(evidence.text):
        return False
    view = reading.view
    if view.answer_type is not AnswerType.ANY and view.answer_type not in FIGURES:
        return False  # a name is not told by its form
    if view.answer_type in FIGURES and not holds_answer(view, Parse(evidence.text, (), ())):
        return False
    # What was corrected is seen to by itself.
    title = evidence.places[0][0].title or ""
    if _CORRECTS.match(title) or corrections_in([evidence.text], title):
        return False
    if not _holds_as_much(evidence, of, reading):
        return False
    if not are_on_the_same(evidence, of, reading, without_state(view.text)):
        return False
    return view.answer_type is not AnswerType.ANY or not is_recalled(evidence)


def _holds_as_much(evidence: Evidence, of: Evidence, reading: Reading) -> bool:
    """True if a sentence holds as much of the question as `of`: with its headline, or, if it counts the same
    or has a word of it, with what stands before it."""
    view, text = reading.view, evidence.text
    wanted = set(content_stems(view.text)) - view.name_stems - _IS_KNOWN
    least = max(1, len(wanted & stems_in(of.text)))
    if view.answer_type is AnswerType.ANY:
        end = ends_of_state(view.text)
        is_ended = end is not None and tells_end(evidence, end)
        return len(wanted & _stems_told(evidence, reading)) + is_ended >= least
    if view.answer_type is AnswerType.NUMBER:
        own, other = (counts_of(t, figures_in(t)).keys() for t in (text, of.text))
        is_one = bool(own & (asked_fates(view.text) or other or wanted))
    else:
        is_one = bool((wanted | stems_in(of.text)) & stems_in(text) - _UNITS)
    return is_one and len(wanted & _stems_near(evidence)) >= least


def put_first(reading: Reading, newer: Evidence, older: Evidence) -> tuple[Reading, str]:
    """`reading` with the newer sentence before the others, the older as what was before, and a note."""
    return replace(moved_up(reading, newer), earlier=(*reading.earlier, older)), note_of_day(newer)


def moved_up(reading: Reading, first: Evidence) -> Reading:
    """`reading` with that sentence before the others, as good as the best."""
    others = (e for e in reading.evidence if e is not first)
    return replace(reading, evidence=(replace(first, score=reading.evidence[0].score), *others))


def note_of_day(newest: Evidence) -> str:
    """Of which day the newest answer is, in one sentence; "" where that is not known."""
    day = day_of_evidence(newest)
    return f"The newest answer found is of {of_day(day).words()}." if day else ""


def _stems_told(evidence: Evidence, reading: Reading) -> frozenset[str]:
    """The stems of a sentence, and of its headline if it is the first below it or has a word asked for."""
    article, span = evidence.places[0]
    own = stems_in(evidence.text)
    is_below = span.start < _LEAD_CHARS or bool(own & set(content_stems(reading.view.text)))
    return own | stems_in(article.title or "") if is_below else own


def _stems_near(evidence: Evidence) -> frozenset[str]:
    """The stems of a sentence, of its headline, and of what stands before it."""
    article, span = evidence.places[0]
    before = article.text[max(0, span.start - _AROUND_CHARS) : span.start]
    return stems_in(evidence.text) | stems_in(article.title or "") | frozenset(content_stems(before))


def are_on_the_same(evidence: Evidence, of: Evidence, reading: Reading, about: str) -> bool:
    """True if the articles of two sentences have names in common, and what `about`, a part of the question,
    and its names have in the one, they have in the other, too."""
    article, other = evidence.places[0][0], of.places[0][0]
    own, others = (a.text[:_READ_CHARS] for a in (article, other))
    n_shared = len(names_of(own) & names_of(others))
    if n_shared < _SHARED_NAMES:
        return False
    own, others = f"{article.title}\n{own}".lower(), others.lower()
    asked = {s.removesuffix("i") for s in content_stems(about) if s not in _IS_KNOWN}  # "salari" for "salary"
    names = {name.lower() for name in reading.view.names}
    if n_shared < _SURELY_SHARED:
        asked |= names
    else:  # "the barrier" need not be "at Pell Bridge" again
        asked -= {s.removesuffix("i") for name in names for s in content_stems(name)}
    return all(word in own for word in asked if word in others)


def share_names(one: Article, other: Article) -> bool:
    """True if both name so many of the same that they tell of one thing."""
    return len(names_of(one.text) & names_of(other.text)) >= _MANY_SHARED


@lru_cache(maxsize=128)
def names_of(text: str) -> frozenset[str]:
    """The words with a capital within the sentences of a text, but months and days."""
    found = (m.group().removesuffix("'s").removesuffix("’s") for m in _NAME.finditer(text))
    return frozenset(found) - _NO_NAMES
