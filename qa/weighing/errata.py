"""What an article says it corrects: what was told, what of it was wrong, and what is right.

"We also gave his age as 54. He is 52." Nothing but what such a note itself calls wrong is corrected by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.models import Article, Span
from index.text import CAPITAL, block_spans, sentence_spans
from index.versions import TELLS, WE_TOLD, corrections_in, is_column, may_correct
from qa.dates import MONTHS, WEEKDAYS, find_dates, resolve
from qa.language.numbers import CURRENCY_SIGN
from qa.language.words import content_stems, stem
from qa.weighing.counted import figures_in
from qa.weighing.wrong_figures import NOT, Figure, denied_figures, figure_at, wrong_figures

# "Corrected from 21 to 12"; but "the ferry from Harn to Velm" tells nothing right.
_VALUE = rf"(?:{CURRENCY_SIGN}?\d|(?:{'|'.join((*MONTHS, *WEEKDAYS))})\b)"
_TELLS_RIGHT = re.compile(
    r"[,;–—] (?:and )?not\b|"
    r"\b(?:rather than|instead of|should (?:have|be)|in fact|the correct|corrected to|it is now)\b|"
    rf"\bto {_VALUE}.*\bfrom {_VALUE}|\bfrom {_VALUE}.*\bto {_VALUE}",
    re.IGNORECASE,
)
# What is right in the sentence that tells what was wrong: "as 2023; he won it in 2021", "as 54, rather than
# 52".
_JOINT = re.compile(
    rf"; |,? (?:rather than|instead of) (?:(?:as|in|on|at) )?(?=(?:an?|the) |{_VALUE}|{CAPITAL})|"
    r", in fact,? |,? (?:when|but|whereas|while|though|although) in fact,? "
)
# "General Hale was described as its owner", below the title of a correction.
_WAS_TOLD = re.compile(
    r"\b(?:was|were) (?:(?:also|first|\w+ly) ){0,2}"
    r"(?:(?:described|named|identified|listed|credited|quoted|given|referred to) as|"
    r"said to be|called an?|put at|misspell?ed|misspelt|misnamed)\b"
)
_IS_PASSIVE = re.compile(r"\b(?:was|were) (?:(?:also|first|\w+ly) ){0,2}\w+$")
_IN_BRACKETS = re.compile(r"\([^()]*\) ?")
# All of what was told, and no value in it alone.
_ALL_WRONG = re.compile(
    r"\W*(?:that|this|it) (?:is|was) (?:\w+ )?"
    r"(?:wrong|incorrect|untrue|false|mistaken|not (?:so|true|right|correct|the case))\W*$",
    re.IGNORECASE,
)
# "The year was also wrong: it was 2012."
_TOO_WRONG = re.compile(
    r"\W*(?:the|his|her|its|their)(?: \w+){1,3} (?:is|was|were) (?:(?:also|likewise) )?"
    r"(?:wrong|incorrect|mistaken|misstated|(?:given|stated) wrongly|wrongly (?:given|stated))\b"
    r"[^.:;]*(?:[:;] |\W*$)",
    re.IGNORECASE,
)
# The report that was wrong, by its headline: no word of it says what was wrong.
_HEADLINE = re.compile(r"\([^()]*[\"“”‘][^()]*\) ?")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SORRY = re.compile(
    r"\b(?:apologi[sz]\w*|regret\w*|sorry)\b|\b(?:error|mistake)s? (?:was|were|arose|came|occurred)\b|"
    r"^\W*(?:that|this|it|both|neither|which)(?: \w+)? (?:is|was|were|are) (?:not )?"
    r"(?:wrong|incorrect|untrue|false|true|so|right|correct|the case|a mistake|an error)\W*$|"
    r"\b(?:was|were) (?:(?:given|reported|stated) )?correct(?:ly)?\W*$|\bthe wrong \w+ (?:came|was|were)\b|"
    r"\bstands? by (?:its|our|the)\b|\b(?:happy|glad) to do so\b|\breaders['’] editor\b",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(r"; |, and ")  # before an apology: "she is its director, and we apologise to her"
_GOES_ON = re.compile(r"\b(?:we|also|not|rather than|instead of)\b", re.IGNORECASE)
# What is said of a picture corrects no report.
_OF_A_PICTURE = re.compile(r"\b(?:caption|picture|photo|photograph)\b", re.IGNORECASE)
_NAME = re.compile(rf"{CAPITAL}[\w'’-]*(?: (?:(?:of|de|van|von|al|the) )?{CAPITAL}[\w'’-]*)*")
_NAMED = re.compile(r"(?:^|\bas|\bto be) (?=\S)")
_NO = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_AGE = re.compile(r"\bage[ds]?\b", re.IGNORECASE)
_REPORT = r"(?:report|story|article|dispatch|item)(?: (?:of|on|from|published on) [^,.;]{3,20}?)?"
_NEXT = 3  # sentences in which what is right is looked for
OF_REPORTS = frozenset(
    stem(w)
    for w in "correction correct corrects corrected report article story item version earlier wrongly".split()
)


@dataclass(frozen=True, slots=True)
class Erratum:
    """One thing that an article corrects.

    `told` is the sentence that tells again what was wrong, `right` the first of `rights`, which say what is
    right; `figures`, `days` and `names` are what was wrong in it, and `is_all` says that everything was.
    `said` is what was told: `stems` are its words, `named` those of names, and it `denies` where it says that
    something is not so. `before` is the note up to there: of whom "his age" was.
    """

    article: Article
    told: Span | None
    right: Span | None
    figures: tuple[Figure, ...]
    days: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]
    before: str
    is_age: bool
    said: str = ""
    named: frozenset[str] = frozenset()
    denies: bool = False
    rights: tuple[Span, ...] = ()
    is_all: bool = False

    @property
    def span(self) -> Span:
        """Where it says what is right; what was told where it does not."""
        span = self.right or self.told
        assert span is not None  # a note has one of them
        return span

    @property
    def text(self) -> str:
        """Its sentences."""
        return " ".join(s.of(self.article.text) for s in (self.told, self.right) if s)


@lru_cache(maxsize=64)  # it is asked of each article that is read, for each question
def errata_of(article: Article) -> tuple[Erratum, ...]:
    """What an article says it corrects, in its order."""
    if not may_correct(article.text, article.title):
        return ()
    found: list[Erratum] = []
    is_open = False
    for block in block_spans(article.text):
        offset = block.start
        text = block.of(article.text)
        spans = [Span(s.start + offset, s.end + offset) for s in sentence_spans(text)]
        found += _errata_in(article, spans, is_open)
        # "Correction", and the note in the line below.
        is_open = len(text.split()) < 4 and bool(corrections_in([text], ""))
    return tuple(found)


def is_wrong_told(sentence: str, article: Article) -> bool:
    """True of a sentence of a correction that tells what was wrong and not what is right: "in our report we
    gave the turnout as 61 percent"."""
    return any(e.told and e.told.of(article.text) == sentence for e in errata_of(article))


def days_of(text: str, article: Article) -> frozenset[str]:
    """The dates that a text states, but those that it says are not so: as days of the calendar, so that
    "May 3" is "3 May"; in their words where the year is open."""
    denied = {m.end() for m in NOT.finditer(text)}
    return _days(text, article) - _days(text, article, denied)


def _errata_in(article: Article, spans: Sequence[Span], is_open: bool) -> Iterator[Erratum]:
    """What the sentences of one paragraph correct, from where it says that it does."""
    texts = [span.of(article.text) for span in spans]
    is_below = is_column(article.title)
    told: Erratum | None = None  # the last before
    for n, (span, text) in enumerate(zip(spans, texts, strict=True)):
        is_note = bool(corrections_in([text], article.title))
        is_open = is_open or is_below or is_note
        if is_open and told and (too := _TOO_WRONG.match(text)):
            yield _too_wrong(told, spans[n:], text[too.end() :])
            continue
        # Behind a note, in an article of other matters, "the report said" may be news again.
        if not is_open or not (is_below or is_note or _GOES_ON.search(text)):
            continue
        said, before = _said_in(text, article, is_below=is_below), " ".join(texts[:n])
        if said and (halves := _halves(said)):
            wrong, is_right = halves
            yield (told := _of_told(article, None, span, wrong, before, is_right))
        elif said is not None and not _TELLS_RIGHT.search(text):
            rights = _rights_behind(spans[n + 1 :], article, is_below=is_below)
            right = rights[0] if rights else None
            told = _of_told(article, span, right, said, before, right.of(article.text) if right else None)
            yield replace(told, rights=rights, is_all=any(map(_ALL_WRONG.match, texts[n + 1 : n + 2])))
        elif said is None or not said.strip(" ."):
            yield from _of_denied(article, span, before)


def _too_wrong(told: Erratum, spans: Sequence[Span], right: str) -> Erratum:
    """What a sentence calls wrong, too, in what was told before: told right in it, or in the next."""
    at = spans[0] if right or len(spans) == 1 else spans[1]
    article = told.article
    return _of_told(article, told.told, at, told.said, told.before, right or at.of(article.text))


def _said_in(sentence: str, article: Article, *, is_below: bool) -> str | None:
    """What a paper's sentence says that it told; None where it tells of nothing it told. `is_below`: of an
    article that does nothing but correct."""
    text = _HEADLINE.sub("", sentence)
    found = WE_TOLD.search(text) or _names_told(article.publisher or "").search(text)
    passive = _IS_PASSIVE.search(text, found.start(), found.end()) if found else None
    if found is None and is_below:
        passive = _WAS_TOLD.search(text)
    if passive:  # whom it was told of stands before
        return _IN_BRACKETS.sub("", f"{text[: passive.start()]}as{text[passive.end() :]}")
    return text[found.end() :] if found else None


@lru_cache(maxsize=64)
def _names_told(publisher: str) -> re.Pattern[str]:
    """ "The Post reported" and "a Post report of 4 May said", in an article of the Evening Post."""
    words = publisher.split()
    names = {" ".join(words).removeprefix("The "), words[-1]} if words else set()
    forms = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
    adverbs = r"(?:(?:had|also|first|originally|\w+ly) ){0,2}"
    return re.compile(rf"\b(?:{forms}) (?:{_REPORT} )?{adverbs}(?i:{TELLS})\b")


def _rights_behind(spans: Sequence[Span], article: Article, *, is_below: bool) -> tuple[Span, ...]:
    """The next sentences of the paragraph that say something, before the next thing that was wrong."""
    found: list[Span] = []
    for span in spans[:_NEXT]:
        text = span.of(article.text)
        said = _said_in(text, article, is_below=is_below)
        is_told = said is not None and (_halves(said) or not _TELLS_RIGHT.search(text))
        if is_told or _TOO_WRONG.match(text):
            break
        if not is_sorry(text):
            found.append(span)
    return tuple(found)


def _halves(said: str) -> tuple[str, str] | None:
    """What was told and what is right, where one sentence says both."""
    wrong, *rest = _JOINT.split(said, maxsplit=1)
    return (wrong, rest[0]) if rest and not _SORRY.search(rest[0]) else None


def is_sorry(sentence: str) -> bool:
    """True of what every correction says, and nothing of the matter: "we apologise for the error"."""
    found = _SORRY.search(sentence)
    return found is not None and not _SAYS_MORE.search(sentence, 0, found.start())


def _of_told(
    article: Article, told: Span | None, right: Span | None, said: str, before: str, is_right: str | None
) -> Erratum:
    """What was wrong where it is told again: what is said otherwise in `is_right`, behind it."""
    figures, days = [figure_at(said, q) for q in figures_in(said)], _days(said, article)
    names = _names_at(said, {m.end() for m in _NAMED.finditer(said)})
    if is_right is not None:
        figures = wrong_figures(figures, is_right)
        others = _days(is_right, article)
        days = days - others if others else frozenset()
        names = names if not (figures or days) and not any(n in is_right for n in names) else frozenset()
    if _OF_A_PICTURE.search((told or right or Span(0, 0)).of(article.text)):
        figures, days, names = [], frozenset(), frozenset()
    return _erratum(article, told, right, figures, days, names, said, before)


def _of_denied(article: Article, span: Span, before: str) -> Iterator[Erratum]:
    """What a sentence calls wrong beside what is right: "in 2017, not in 2019"; not in somebody's words."""
    text = span.of(article.text)
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(text)]
    ends = {m.end() for m in NOT.finditer(text) if not any(q.start <= m.start() < q.end for q in quoted)}
    if not ends or _OF_A_PICTURE.search(before + text):
        return
    figures = denied_figures(text, ends)
    days, names = _days(text, article, ends), _names_at(text, ends)
    if figures or days or names:
        yield _erratum(article, None, span, figures, days, frozenset() if days else names, text, before)


def _erratum(
    article: Article,
    told: Span | None,
    right: Span | None,
    figures: Sequence[Figure],
    days: frozenset[str],
    names: frozenset[str],
    said: str,
    before: str,
) -> Erratum:
    return Erratum(
        article,
        told,
        right,
        tuple(figures),
        days,
        names,
        words_around(said),
        before,
        is_age=bool(_AGE.search(said)),
        said=said,
        named=frozenset(s for m in _NAME.finditer(said) for s in content_stems(m.group())),
        denies=is_denial(said),
        rights=(right,) if right else (),
    )


def is_denial(text: str) -> bool:
    """True if a text says that something is not so."""
    return _NO.search(text) is not None


def words_around(text: str) -> frozenset[str]:
    """The stems of a text without its values, and without what every correction says."""
    spans = sorted([*(d.span for d in find_dates(text)), *(q.span for q in figures_in(text))], reverse=True)
    for span in spans:
        text = f"{text[: span.start]} {text[span.end :]}"
    return frozenset(content_stems(text)) - OF_REPORTS


def _days(text: str, article: Article, starts: set[int] | None = None) -> frozenset[str]:
    found = (d for d in find_dates(text) if starts is None or d.span.start in starts)
    return frozenset(resolve(d, article.published_at).date or d.words.lower() for d in found)


def _names_at(text: str, starts: set[int]) -> frozenset[str]:
    """The names of more than one word that begin at one of `starts`; with one word too much else is meant."""
    found = (m for m in _NAME.finditer(text) if m.start() in starts)
    return frozenset(m.group() for m in found if " " in m.group())
