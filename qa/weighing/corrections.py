"""Corrections: of one article by another, and of an article by its own later version.

What was corrected is not shown as an answer where what is asked is what was wrong in it; a note names it, and
what corrected it. A paper corrects what it told itself, in the figure, date or name that it calls wrong
(`qa.weighing.errata`). What is not clear is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.errors import UnknownArticle
from index.models import Article, Span
from index.text import CAPITAL
from index.versions import change_between, may_correct
from qa.asking.kind import AnswerType
from qa.dates import find_dates
from qa.language.numbers import quantities
from qa.language.words import content_stems, stems_in
from qa.models import Citation, Statement
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, NAMES
from qa.weighing.conflicts import Claim, are_rivals
from qa.weighing.counted import asked_counts
from qa.weighing.errata import Erratum, days_of, errata_of, figures_of, is_wrong_told, words_around

ArticleOf = Callable[[str, int], Article]

_LOOKED_BACK = 8  # versions
_SHARED, _SHARE = 2, 0.3  # words of what was told, and of all of them
_MOSTLY = 0.5  # of the words of a sentence that is about nothing but what was wrong
_ALIKE = 0.5  # of the words of both, figures and names left out
_TIMES = frozenset("second minut hour day night week month year decad".split())
_NAME = re.compile(rf"(?<=[\w,;:] ){CAPITAL}[\w'’-]*")
_NAMES = rf"(?P<names>(?:{CAPITAL}[\w'’-]+ ?)+)"
_DATELINE = 200  # characters
_SAYS_RIGHT = re.compile(r"^\W*correction\b[^:.]{0,40}:|\b(?:has been|was) corrected to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Superseded:
    """A sentence in which something was wrong, and the one that corrects it. `is_whole` if what was wrong is
    what is asked for: then it is no answer."""

    wrong: Evidence
    right: Evidence
    is_whole: bool = True


def superseded_among(claims: Sequence[Claim], reading: Reading, article_of: ArticleOf) -> list[Superseded]:
    """The claims in which an article that was found corrects something, each with the sentence of the first
    that does."""
    articles = {e.places[0][0].article_id: e.places[0][0] for e in reading.evidence}
    for hit in reading.hits:  # of those that were not read only what corrects something
        if hit.passage.article_id not in articles and may_correct(hit.passage.text, hit.title):
            articles[hit.passage.article_id] = article_of(hit.passage.article_id, hit.passage.version)
    errata = [erratum for article in articles.values() for erratum in errata_of(article)]
    rights = [c for c in claims if _tells_only_what_is_right(c)]
    if not (errata or rights):
        return []
    found = (_superseded(claim, claims, errata, rights, reading) for claim in claims)
    return [superseded for superseded in found if superseded]


def note_on(superseded: Superseded) -> str:
    """One sentence that names what was corrected, and by whom."""
    right = superseded.right.places[0][0]
    said = next((a for a, _ in superseded.wrong.places if _is_same_paper(a, right)), None)
    wrong = f"“{superseded.wrong.text.strip()}” ({_source(said or superseded.wrong.places[0][0])})"
    if superseded.is_whole:
        return f"Superseded: {wrong}; corrected by {_source(right)}."
    return f"Corrected in part: {wrong}; by {_source(right)}: “{superseded.right.text.strip()}”"


def _superseded(
    claim: Claim,
    claims: Sequence[Claim],
    errata: Sequence[Erratum],
    rights: Sequence[Claim],
    reading: Reading,
) -> Superseded | None:
    wrong = claim.evidence
    if is_wrong_told(wrong.text, wrong.places[0][0]):
        return None
    for erratum in errata:
        if _may_be_of(erratum.article, erratum.text, wrong) and _says_what_was_wrong(erratum, claim):
            right = _right_of(erratum, claim, claims, reading)
            # Told anew in all its words, nothing of it is lost.
            is_all = any(c.evidence is right and claim.around <= c.around for c in claims)
            return Superseded(wrong, right, is_all or _is_asked(erratum, claim, reading))
    for right_claim in rights:
        article, text = right_claim.evidence.places[0][0], right_claim.evidence.text
        if _may_be_of(article, text, wrong) and are_rivals(right_claim, claim, reading):
            return Superseded(wrong, right_claim.evidence)
    return None


def _tells_only_what_is_right(claim: Claim) -> bool:
    """True of "Correction: the vote was on Tuesday", which does not name what was wrong."""
    text = claim.evidence.text
    if not _SAYS_RIGHT.search(text):
        return False
    errata = errata_of(claim.evidence.places[0][0])
    return not any(text in e.text for e in errata)


def _may_be_of(corrector: Article, text: str, wrong: Evidence) -> bool:
    """True if a correction, of that text, may be of the sentence: of the same paper, of a copy from it or of
    whom it names, and no older."""
    for article, _ in wrong.places:
        is_later = (corrector.published_at or "") >= (article.published_at or "")
        is_named = article.publisher is not None and article.publisher in text
        is_own = _is_same_paper(corrector, article) or is_named or _is_copy_of(article, corrector.publisher)
        if is_later and is_own and corrector.article_id != article.article_id:
            return True
    return False


def _is_same_paper(one: Article, other: Article) -> bool:
    names = [(a.publisher or "").casefold().removeprefix("the ") for a in (one, other)]
    return names[0] == names[1]


def _is_copy_of(article: Article, wire: str | None) -> bool:
    """True if its dateline names the wire: "HARN, June 18 (KNA) - "."""
    return wire is not None and f"({wire})" in article.text[:_DATELINE]


def _says_what_was_wrong(erratum: Erratum, claim: Claim) -> bool:
    """True if the sentence states the very figure, date or name that the correction calls wrong, of the
    same."""
    text, article = claim.evidence.text, claim.evidence.places[0][0]
    stated = figures_of(text) if erratum.figures else []
    is_figure = bool(stated) and all(any(f.may_be(s) for s in stated) for f in erratum.figures)
    if is_figure and erratum.is_age and _is_age_of_one_named(erratum, text):
        return True
    is_day = bool(erratum.days) and erratum.days <= days_of(text, article)
    is_name = any(re.search(rf"{re.escape(name)}(?![\w-])", text) for name in erratum.names)
    return (is_figure or is_day or is_name) and _is_of_the_same(erratum, claim.around)


def _is_of_the_same(erratum: Erratum, around: frozenset[str]) -> bool:
    """True if a sentence with these words tells what was told; where that says "its cost" alone, of what the
    note speaks of."""
    shared = erratum.stems & around
    if len(erratum.stems) >= _SHARED:
        return len(shared) >= max(_SHARED, _SHARE * len(erratum.stems))
    return erratum.stems <= around and len(words_around(erratum.before) & around) >= _SHARED


def _is_age_of_one_named(erratum: Erratum, text: str) -> bool:
    """True if a sentence gives the wrong age to one whom the correction names: "Ann Hale, 54, said"."""
    said = set(_NAME.findall(f" {erratum.before} {erratum.text}"))
    age = "|".join(str(f.value) for f in erratum.figures)
    forms = (
        rf"{_NAMES},? (?:aged |is |was )?(?:{age})\b(?![.,]?\d| ?%)",
        rf"\b(?:{age})-year-old (?:[a-z]+ ){{0,3}}{_NAMES}",
    )
    found = (m["names"].split() for form in forms for m in re.finditer(form, text))
    return any(set(names) <= said for names in found)


def _is_asked(erratum: Erratum, claim: Claim, reading: Reading) -> bool:
    """True if what was wrong is of what the question asks for, and not of something beside it."""
    kind = reading.view.answer_type
    if kind is AnswerType.DATE:
        return bool(erratum.days)
    if kind in NAMES:
        return bool(erratum.names)
    if kind is AnswerType.AGE or (erratum.is_age and kind in FIGURES):
        return erratum.is_age and kind is AnswerType.AGE
    if kind in FIGURES:
        return bool(erratum.figures) and _is_counted(erratum, claim, reading)
    if len(erratum.stems & claim.around) >= _MOSTLY * len(claim.around):
        return True
    asked = stems_in(reading.view.text) - reading.view.name_stems
    return len(asked) >= _SHARED and asked <= erratum.stems  # "by what majority was she convicted?"


def _is_counted(erratum: Erratum, claim: Claim, reading: Reading) -> bool:
    """True if the question asks for a figure of the kind that was wrong, and what it asks to be counted."""
    kind, figures = reading.view.answer_type, erratum.figures
    if kind is AnswerType.MONEY:
        return any(f.unit not in {None, "%", "points", "part"} for f in figures)
    nouns = {noun for f in figures for noun in f.nouns}
    if kind is AnswerType.DURATION:
        return bool(nouns & _TIMES)
    asked = asked_counts(reading.view.text)
    counted = [claim.counted[what] for what in asked & claim.counted.keys()]
    if counted:
        return any(f.value in values for f in figures for values in counted)
    # "Nine to two" counts nothing that is said: it is what the words around it are of.
    return bool(asked & (nouns | {f.fate for f in figures} or erratum.stems))


def _right_of(erratum: Erratum, wrong: Claim, claims: Sequence[Claim], reading: Reading) -> Evidence:
    """What takes the place of a sentence: of the article that corrects it the one that tells the same anew,
    else that of the correction."""
    article = erratum.article
    own = (c for c in claims if c.evidence.places[0][0].article_id == article.article_id)
    anew = (c for c in own if not is_wrong_told(c.evidence.text, article))
    right = next((c.evidence for c in anew if are_rivals(c, wrong, reading)), None)
    return right or _evidence_at(article, erratum.span, wrong.evidence.score, reading)


def _evidence_at(article: Article, span: Span, score: float, reading: Reading) -> Evidence:
    """The sentence there as it was read; with that score if it was not."""
    own = (e for e in reading.evidence if e.places[0][0].article_id == article.article_id)
    return next((e for e in own if e.text == span.of(article.text)), Evidence(((article, span),), score))


def with_what_is_right(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and before a sentence that tells what was wrong the one behind it that tells what is
    right."""
    out: list[Evidence] = []
    for each in evidence:
        article, _ = each.places[0]
        notes = (e for e in errata_of(article) if e.told and e.told.of(article.text) == each.text)
        rights = [n.right for n in notes if n.right]
        out += [*(_evidence_at(article, span, each.score, reading) for span in rights), each]
    return list({e.text: e for e in out}.values())


def sentences_behind(evidence: Evidence, reading: Reading) -> list[Evidence]:
    """The sentences of its article that were read and stand behind it, in their order."""
    article, span = evidence.places[0]
    own = (e for e in reading.evidence if e.places[0][0].article_id == article.article_id)
    return sorted((e for e in own if e.places[0][1].start >= span.end), key=lambda e: e.places[0][1].start)


def notes_on_versions(shown: Iterable[Statement], article_of: ArticleOf) -> list[str]:
    """A note for each sentence cited that an earlier version of its article had with another figure, date or
    name: what it said then, and which version changed it."""
    notes = (_note(citation, article_of) for statement in shown for citation in statement.citations[:1])
    return list(dict.fromkeys(note for note in notes if note))


def _note(cited: Citation, article_of: ArticleOf) -> str | None:
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
