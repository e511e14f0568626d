"""Corrections: of one article by another, and of an article by its own later version.

What was corrected is not shown as an answer where what is asked is what was wrong in it; a note names it, and
what corrected it. A paper corrects what it told itself, in the figure, date or name that it calls wrong
(`qa.weighing.errata`). What is not clear is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.errors import UnknownArticle
from index.models import Article, Hit, Span
from index.versions import change_between, may_correct
from qa.asking.kind import AnswerType
from qa.dates import find_dates
from qa.language.lexicon import CURRENCIES
from qa.language.numbers import quantities
from qa.language.orders import orders_in
from qa.language.words import content_stems, stem, stems_in
from qa.models import Citation, Statement
from qa.reader import Evidence, Reading
from qa.reading.answer_types import FIGURES, NAMES
from qa.weighing.claims import Claim
from qa.weighing.conflicts import are_rivals
from qa.weighing.counted import asked_counts
from qa.weighing.errata import Erratum, errata_of, is_wrong_told
from qa.weighing.withdrawn import NAME_WITHIN, covers, says_what_was_wrong, withdrawn_before

ArticleOf = Callable[[str, int], Article]
CopiesOf = Callable[[str], Sequence[tuple[str, int]]]

_LOOKED_BACK = 8  # versions
_SHARED = 2  # words of what was told
_MOSTLY = 0.5  # of the words of a sentence that is about nothing but what was wrong
_ALIKE = 0.5  # of the words of both, figures and names left out
_TIMES = frozenset("second minut hour day night week month year decad".split())
_MONEY = frozenset(map(stem, CURRENCIES))
_DATELINE = 200  # characters
_SAYS_RIGHT = re.compile(r"^\W*correction\b[^:.]{0,40}:|\b(?:has been|was) corrected to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Superseded:
    """A sentence in which something was wrong, and the one that corrects it. `is_whole` if what was wrong is
    what is asked for: then it is no answer, and `is_answer` if what corrects it is one. Where it only goes on
    from what was wrong, that is `before`."""

    wrong: Evidence
    right: Evidence
    is_whole: bool = True
    is_answer: bool = True
    before: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """Where corrections are looked for besides what was read: in the copies of an article, which say of whose
    story it is one, and in `beside`, passages of publishers who were not asked."""

    article_of: ArticleOf
    copies_of: CopiesOf = lambda _: ()
    beside: Sequence[Hit] = ()

    def stands_in(self, evidence: Evidence, papers: Collection[str]) -> list[Article]:
        """The articles that a sentence stands in; of other papers than those, with their copies that have
        it, too."""
        articles = [article for article, _ in evidence.places]
        if any(_paper(article) in papers for article in articles):
            return articles
        found = (self.article_of(*copy) for a in articles for copy in self.copies_of(a.article_id))
        return [*articles, *(copy for copy in found if evidence.text in copy.text)]


def superseded_among(claims: Sequence[Claim], reading: Reading, looked: Looked) -> list[Superseded]:
    """The claims in which an article that was found corrects something, each with the sentence of the first
    that does. What a publisher corrects who was not asked is told beside the answer."""
    articles = {e.places[0][0].article_id: e.places[0][0] for e in reading.evidence}
    for hit in (*reading.hits, *looked.beside):  # of those that were not read only what corrects something
        if hit.passage.article_id not in articles and may_correct(hit.passage.text, hit.title):
            articles[hit.passage.article_id] = looked.article_of(hit.passage.article_id, hit.passage.version)
    errata = [erratum for article in articles.values() for erratum in errata_of(article)]
    rights = [c for c in claims if _tells_only_what_is_right(c)]
    if not (errata or rights):
        return []
    papers = {_paper(erratum.article) for erratum in errata}
    aside = {hit.passage.article_id for hit in looked.beside}
    found: list[Superseded] = []
    for claim in claims:
        stands_in = looked.stands_in(claim.evidence, papers)
        if by := _superseded(claim, stands_in, claims, errata, rights, reading):
            is_aside = by.right.places[0][0].article_id in aside
            is_part = is_aside or _is_of_other(reading.view.text, by)
            found.append(replace(by, is_whole=by.is_whole and not is_part))
    return found


def _is_of_other(question: str, superseded: Superseded) -> bool:
    """True if the last is asked for, the sentence tells of the first and the last, and what corrects it of
    the first alone."""
    texts = (question, superseded.wrong.text, superseded.right.text)
    asked, wrong, right = (set(orders_in(text)) for text in texts)
    return bool(asked & wrong) and bool(right) and not asked & right


def note_on(superseded: Superseded) -> str:
    """One sentence that names what was corrected, and by whom."""
    right = superseded.right.places[0][0]
    said = next((a for a, _ in superseded.wrong.places if _is_same_paper(a, right)), None)
    text = superseded.before or superseded.wrong.text
    wrong = f"“{text.strip()}” ({_source(said or superseded.wrong.places[0][0])})"
    if superseded.is_whole:
        return f"Superseded: {wrong}; corrected by {_source(right)}."
    return f"Corrected in part: {wrong}; by {_source(right)}: “{superseded.right.text.strip()}”"


def _superseded(
    claim: Claim,
    stands_in: Sequence[Article],
    claims: Sequence[Claim],
    errata: Sequence[Erratum],
    rights: Sequence[Claim],
    reading: Reading,
) -> Superseded | None:
    wrong = claim.evidence
    article, span = wrong.places[0]
    if is_wrong_told(wrong.text, article):
        return None
    found: list[Superseded] = []
    for erratum in errata:
        if not _may_be_of(erratum.article, erratum.text, stands_in):
            continue
        if says_what_was_wrong(erratum, article, span):
            is_value = _is_value_asked(erratum, claim, reading)
            right = _right_of(erratum, claim, claims, reading, is_value=is_value)
            # Told anew in all its words, nothing of it is lost.
            is_anew = any(c.evidence is right and claim.around <= c.around for c in claims)
            is_whole = is_anew or is_value or _is_all_asked(erratum, claim, reading)
            found.append(Superseded(wrong, right, is_whole, is_value or is_anew))
        elif before := withdrawn_before(erratum, article, span):
            found.append(Superseded(wrong, _best_right(erratum, wrong, reading), True, False, before))
    if found:
        return next((s for s in found if s.is_whole), found[0])
    for right_claim in rights:
        article, text = right_claim.evidence.places[0][0], right_claim.evidence.text
        if _may_be_of(article, text, stands_in) and are_rivals(right_claim, claim, reading):
            return Superseded(wrong, right_claim.evidence)
    return None


def _tells_only_what_is_right(claim: Claim) -> bool:
    """True of "Correction: the vote was on Tuesday", which does not name what was wrong."""
    text = claim.evidence.text
    if not _SAYS_RIGHT.search(text):
        return False
    errata = errata_of(claim.evidence.places[0][0])
    return not any(text in e.text for e in errata)


def is_corrected_by(erratum: Erratum, article: Article, span: Span) -> bool:
    """True if the sentence there states what the erratum, of another article, calls wrong."""
    may_be = _may_be_of(erratum.article, erratum.text, [article])
    is_told_again = may_be and is_wrong_told(span.of(article.text), article)
    return may_be and not is_told_again and says_what_was_wrong(erratum, article, span)


def _may_be_of(corrector: Article, text: str, stands_in: Sequence[Article]) -> bool:
    """True if a correction, of that text, may be of a sentence that stands in those articles: of the same
    paper, of a copy from it or of whom it names, and no older."""
    for article in stands_in:
        is_later = (corrector.published_at or "") >= (article.published_at or "")
        is_named = article.publisher is not None and article.publisher in text
        is_own = _is_same_paper(corrector, article) or is_named or _is_copy_of(article, corrector.publisher)
        if is_later and is_own and corrector.article_id != article.article_id:
            return True
    return False


def _is_same_paper(one: Article, other: Article) -> bool:
    return _paper(one) == _paper(other)


def _paper(article: Article) -> str:
    return (article.publisher or "").casefold().removeprefix("the ")


def _is_copy_of(article: Article, wire: str | None) -> bool:
    """True if its dateline names the wire: "HARN, June 18 (KNA) - "."""
    return wire is not None and f"({wire})" in article.text[:_DATELINE]


def _is_value_asked(erratum: Erratum, claim: Claim, reading: Reading) -> bool:
    """True if the question asks for a figure, a date or a name, and that is what was wrong."""
    kind = reading.view.answer_type
    if kind is AnswerType.DATE:
        # When the tower was cleaned is not when it was inspected.
        asked = stems_in(reading.view.text) - reading.view.name_stems
        return bool(erratum.days) and 2 * len(asked & erratum.stems) > len(asked)
    if kind in NAMES:
        return bool(erratum.names)
    if kind is AnswerType.AGE or (erratum.is_age and kind in FIGURES):
        return erratum.is_age and kind is AnswerType.AGE
    return kind in FIGURES and bool(erratum.figures) and _is_counted(erratum, claim, reading)


def _is_all_asked(erratum: Erratum, claim: Claim, reading: Reading) -> bool:
    """True if what was wrong is all that the sentence is about, or what the question is about."""
    kind = reading.view.answer_type
    has_values = bool(erratum.figures or erratum.days or erratum.names)
    if not has_values or (erratum.is_all and (kind is AnswerType.DATE or kind not in FIGURES)):
        return covers(erratum, claim.evidence.text)
    if kind in FIGURES or kind in NAMES or kind is AnswerType.DATE:
        return False
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
    # "Nine to two" counts nothing that is said, nor does a sum: it is what the words around it are of.
    told = nouns - _MONEY | {f.fate for f in figures if f.fate}
    return bool(asked & (told or erratum.stems))


def _right_of(
    erratum: Erratum, wrong: Claim, claims: Sequence[Claim], reading: Reading, *, is_value: bool
) -> Evidence:
    """What takes the place of a sentence: of the article that corrects it the one that tells the same anew,
    else that of the correction."""
    article = erratum.article
    own = (c for c in claims if c.evidence.places[0][0].article_id == article.article_id)
    anew = (c for c in own if not is_wrong_told(c.evidence.text, article))
    right = next((c.evidence for c in anew if are_rivals(c, wrong, reading)), None)
    if right is None and not is_value:
        return _best_right(erratum, wrong.evidence, reading)
    return right or _evidence_at(article, erratum.span, wrong.evidence.score, reading)


def _best_right(erratum: Erratum, wrong: Evidence, reading: Reading) -> Evidence:
    """Of the sentences that say what is right the one that answers the question best."""
    if not erratum.rights or not (erratum.is_all or erratum.told):
        return _evidence_at(erratum.article, erratum.span, wrong.score, reading)
    texts = {right.of(erratum.article.text) for right in erratum.rights}
    own = (e for e in reading.evidence if e.places[0][0].article_id == erratum.article.article_id)
    best = next((e for e in own if e.text in texts), None)
    return best or _evidence_at(erratum.article, erratum.span, wrong.score, reading)


def _evidence_at(article: Article, span: Span, score: float, reading: Reading) -> Evidence:
    """The sentence there as it was read; with that score if it was not."""
    own = (e for e in reading.evidence if e.places[0][0].article_id == article.article_id)
    return next((e for e in own if e.text == span.of(article.text)), Evidence(((article, span),), score))


def with_what_is_right(evidence: Sequence[Evidence], reading: Reading) -> list[Evidence]:
    """`evidence`, and before a sentence that tells what was wrong the one behind it that tells what is
    right; unless that stands there, or one of it."""
    out: list[Evidence] = []
    for each in evidence:
        article, _ = each.places[0]
        notes = (e for e in errata_of(article) if e.told and e.told.of(article.text) == each.text)
        rights = [_evidence_at(article, n.right, each.score, reading) for n in notes if n.right]
        is_there = any(r.text == e.text for r in rights for e in out)
        out += [each] if is_there else [*rights, each]
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
    values |= {m.group().lower() for m in NAME_WITHIN.finditer(sentence)}
    stems = {s for value in values for s in content_stems(value)}
    return frozenset(values), frozenset(content_stems(sentence)) - stems


def _source(article: Article) -> str:
    return f"{article.publisher or 'publisher not stated'}, {_day(article)}"


def _day(article: Article) -> str:
    return article.published_at[:10] if article.published_at else "date not stated"
