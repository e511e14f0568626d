"""Corrections: of one article by another, and of an article by its own later version.

What was corrected is not shown as an answer; a note names it, and what corrected it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.errors import UnknownArticle
from index.models import Article
from index.text import CAPITAL, sentence_spans
from index.versions import WHAT_WAS_WRONG, change_between, corrections_in, may_correct
from qa.conflicts import Claim, says_figure
from qa.dates import MONTHS, WEEKDAYS, find_dates, resolve
from qa.models import Citation, Statement
from qa.numbers import CURRENCY_SIGN, quantities
from qa.reader import Evidence, Reading
from qa.words import content_stems

_LOOKED_BACK = 8  # versions
_SHARED = 2  # words, of a correction and of what it corrects
_ALIKE = 0.5  # of the words of both, figures and names left out
# What stands in a correction beside the right figure: "in 2017, not in 2019".
_NOT_FIGURE = re.compile(r"\b(?:not|rather than|instead of)(?: (?:in|on|at|by|the|a))* (?=\S)", re.IGNORECASE)
# "Corrected from 21 to 12"; but "the ferry from Harn to Velm" tells nothing right.
_VALUE = rf"(?:{CURRENCY_SIGN}?\d|(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b)"
_TELLS_RIGHT = re.compile(
    r"\b(?:not|rather than|instead of|should (?:have|be)|in fact|the correct|corrected to|it is now)\b|"
    rf"\bto {_VALUE}.*\bfrom {_VALUE}|\bfrom {_VALUE}.*\bto {_VALUE}",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<=[\w,;:] ){CAPITAL}[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Superseded:
    """A side that the other's article says it corrects."""

    wrong: Evidence
    right: Evidence


def superseded_in(sides: Sequence[Claim]) -> list[Superseded]:
    """The sides that another side's article says it corrects."""
    return _superseded(sides, sides, lambda right, wrong: right is not wrong and _corrects(right, wrong))


def note_on(superseded: Superseded) -> str:
    """One sentence that names what was corrected, and by whom."""
    wrong, right = superseded.wrong.places[0][0], superseded.right.places[0][0]
    return f"Superseded: “{superseded.wrong.text.strip()}” ({_source(wrong)}); corrected by {_source(right)}."


def superseded_by(shown: Sequence[Claim], others: Sequence[Claim]) -> list[Superseded]:
    """The claims among `others` that the article of one that is shown says it corrects."""
    return _superseded(others, shown, lambda r, w: _is_other_article(r, w) and _corrects(r, w))


def denied_by(shown: Sequence[Claim], others: Sequence[Claim]) -> list[Superseded]:
    """The claims of `shown` whose figure or date a correction among `others` names as the wrong one."""
    return _superseded(shown, others, lambda r, w: _is_other_article(r, w) and _denies(r, w))


def _superseded(
    wrongs: Sequence[Claim], rights: Sequence[Claim], is_right: Callable[[Claim, Claim], bool]
) -> list[Superseded]:
    """Each of `wrongs` with the first of `rights` that is right against it, if one is."""
    found = ((wrong, next((c for c in rights if is_right(c, wrong)), None)) for wrong in wrongs)
    return [Superseded(wrong.evidence, right.evidence) for wrong, right in found if right]


def with_what_is_right(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and before a sentence that tells what was wrong the one behind it that tells what is
    right."""
    out: list[Evidence] = []
    for each in evidence:
        article, _ = each.places[0]
        right = _right_behind(each, reading) if is_wrong_told(each.text, article.title) else None
        out += [right, each] if right else [each]
    return list({id(e): e for e in out}.values())


def is_wrong_told(sentence: str, title: str) -> bool:
    """True of a sentence of a correction, in an article of that title, that tells what was wrong and not what
    is right: "in our report we gave the turnout as 61 percent"."""
    is_told = WHAT_WAS_WRONG.search(sentence) is not None and bool(corrections_in([sentence], title))
    return is_told and not _TELLS_RIGHT.search(sentence)


def _right_behind(wrong: Evidence, reading: Reading) -> Evidence | None:
    """The next sentence of its article that says something, among the next two."""
    near = sentences_behind(wrong, reading)[:2]
    return next((e for e in near if len(content_stems(e.text)) > 1), near[0] if near else None)


def sentences_behind(evidence: Evidence, reading: Reading) -> list[Evidence]:
    """The sentences of its article that were read and stand behind it, in their order."""
    article, span = evidence.places[0]
    own = (e for e in reading.evidence if e.places[0][0].article_id == article.article_id)
    return sorted((e for e in own if e.places[0][1].start >= span.end), key=lambda e: e.places[0][1].start)


def notes_on_versions(shown: Iterable[Statement], article_of: Callable[[str, int], Article]) -> list[str]:
    """A note for each sentence cited that an earlier version of its article had with another figure, date or
    name: what it said then, and which version changed it."""
    notes = (_note(citation, article_of) for statement in shown for citation in statement.citations[:1])
    return list(dict.fromkeys(note for note in notes if note))


def _note(cited: Citation, article_of: Callable[[str, int], Article]) -> str | None:
    if cited.version == 1:
        return None
    newer, sentence = article_of(cited.article_id, cited.version), cited.quote
    for version in range(newer.version - 1, max(0, newer.version - 1 - _LOOKED_BACK), -1):
        try:
            older = article_of(newer.article_id, version)
        except UnknownArticle:  # its earliest versions were not kept
            return None
        change = _change(older, newer)
        if any(new.strip() == sentence.strip() for new in change.new):
            said = _said_before(sentence, change.gone)
            how = "corrected" if change.correction else "changed"
            return said and (
                f"Superseded: “{said.strip()}” ({_source(older)}, version {older.version}); "
                f"{how} in version {newer.version} ({_day(newer)})."
            )
        newer = older
    return None


_change = lru_cache(maxsize=_LOOKED_BACK)(change_between)  # each shown sentence of an article asks anew


def _said_before(sentence: str, gone: Iterable[str]) -> str | None:
    """The sentence that went, says the same and gives another figure, date or name; None if none does."""
    values, around = _taken_apart(sentence)
    found: list[tuple[float, str]] = []
    for other in gone:
        other_values, other_around = _taken_apart(other)
        alike = len(around & other_around) / max(1, len(around | other_around))
        if alike >= _ALIKE and values - other_values and other_values - values:
            found.append((alike, other))
    return max(found)[1] if found else None


def _taken_apart(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """The values of a sentence, and the stems of its other words."""
    spans = [*(d.span for d in find_dates(sentence)), *(q.span for q in quantities(sentence))]
    values = {span.of(sentence).lower() for span in spans}
    values |= {m.group().lower() for m in _NAME.finditer(sentence)}
    stems = {s for value in values for s in content_stems(value)}
    return frozenset(values), frozenset(content_stems(sentence)) - stems


def _source(article: Article) -> str:
    return f"{article.publisher or 'publisher not stated'}, {_day(article)}"


def _day(article: Article) -> str:
    return article.published_at[:10] if article.published_at else "date not stated"


def _corrects(right: Claim, wrong: Claim) -> bool:
    """True if the article of `right`, no older than that of `wrong`, names what only `wrong` says in a
    correction of its own."""
    article = right.evidence.places[0][0]
    only_wrong = [q for q in wrong.figures if not says_figure(q, right.figures)]
    days = _days(wrong) - _days(right)
    names = wrong.names - right.names
    if _is_older(right, wrong) or not (only_wrong or days or names):
        return False
    near = _near_corrections(article.text, article.title)
    if not near:
        return False
    figures = list(quantities(near))
    is_figure = any(says_figure(q, figures) for q in only_wrong)
    return is_figure or bool(days & _days_in(near, article)) or any(name in near for name in names)


@lru_cache(maxsize=16)  # it is asked of each article that is shown, against each that is not
def _near_corrections(text: str, title: str) -> str:
    """The sentences of an article that correct something, and those that follow them."""
    if not may_correct(text, title):
        return ""
    sentences = [span.of(text) for span in sentence_spans(text)]
    noted = set(corrections_in(sentences, title))
    return " ".join(s for n, s in enumerate(sentences) if s in noted or (n and sentences[n - 1] in noted))


def _denies(right: Claim, wrong: Claim) -> bool:
    """True if `right` is a correction, no older than `wrong`, and names what `wrong` says: "not in 2019", "we
    gave it as 2019"."""
    article, text = right.evidence.places[0][0], right.evidence.text
    if _is_older(right, wrong):
        return False
    if not corrections_in([text], article.title) or len(right.around & wrong.around) < _SHARED:
        return False
    is_all_wrong = is_wrong_told(text, article.title)
    behind = {m.end() for m in _NOT_FIGURE.finditer(text)}
    figures = [q for q in quantities(text) if is_all_wrong or q.whole.start in behind]
    days = _days_in(text, article, None if is_all_wrong else behind)
    return any(says_figure(q, figures) for q in wrong.figures) or bool(days & _days(wrong))


def _is_older(one: Claim, other: Claim) -> bool:
    days = [claim.evidence.places[0][0].published_at or "" for claim in (one, other)]
    return days[0] < days[1]


def _is_other_article(one: Claim, other: Claim) -> bool:
    return one.evidence.places[0][0].article_id != other.evidence.places[0][0].article_id


def _days(claim: Claim) -> set[str]:
    return _days_in(claim.evidence.text, claim.evidence.places[0][0])


def _days_in(text: str, article: Article, starts: Collection[int] | None = None) -> set[str]:
    """The dates of a text, those that begin at one of `starts`: as days of the calendar, so that "May 3" is
    "3 May"; in their words where the year is open."""
    found = (d for d in find_dates(text) if starts is None or d.span.start in starts)
    return {resolve(d, article.published_at).date or d.words.lower() for d in found}
