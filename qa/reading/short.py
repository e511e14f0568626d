"""The few words of a sentence that answer: a date, a figure, a name of the kind asked for.

They are marked in the sentence that is quoted, and say nothing that it does not. Candidates are told by
their form or by the parse of names; which of them it is, if any, by a few readable features whose weights
stand in `reader.json`, fitted on questions with known answers (`evals.calibrate`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.models import Span
from index.text import CAPITAL, is_row
from qa.asking.kind import AnswerType
from qa.asking.question import QuestionView
from qa.dates import MONTHS, find_dates
from qa.dates.moved import asks_for_the_first, asks_of_a_move, moves_in, was_to_be
from qa.language.irregular import bases_in
from qa.language.nlp import Parse
from qa.language.orders import orders_in
from qa.language.words import content_stems, stem, words_of
from qa.reading.answer_types import FIGURES
from qa.reading.candidate_words import ShortCandidate
from qa.reading.decided import clause_of, decided, is_of_another_deed, is_told_beside
from qa.reading.figures_asked import figures_asked, is_counted_there
from qa.reading.foreseen import FORESEEN, is_guessed
from qa.reading.side_by_side import those_asked
from qa.reading.when import is_so_exact
from qa.reading.where import may_be_where
from qa.reading.who import may_be_who
from qa.weighing.counted import asked_fates

FEATURES = ("fit", "near", "alone", "sure")
# From this probability on the words are marked; how often they are then right stands in `reader.json`.
LEAST = 0.6
_LABELS = {
    AnswerType.PERSON: ({"PERSON"}, {"ORG", "NORP", "GPE"}),
    AnswerType.ORGANISATION: ({"ORG"}, {"PERSON", "GPE", "NORP", "PRODUCT"}),
    AnswerType.PLACE: ({"GPE", "LOC", "FAC"}, {"ORG", "PERSON", "NORP"}),
}
_NAME_WITHIN = re.compile(rf"(?<=[\w,;'’] ){CAPITAL}[\w-]+")
_SAY_LITTLE = frozenset(map(stem, "people person money number total amount much long date day year".split()))
_LEANS = re.compile(r"\W*(?:it|she|he|they|that|this|her|his|its|their)\b", re.IGNORECASE)
_MOST_LEANING = 60  # characters of a sentence that says little by itself
_AS_GOOD = 0.15  # a fit so much less is as good
_LOOSE = re.compile(r"[\s,]+(?:at|on|in|of|the|and)?$")
# "The first visit since 2017" was not then.
_SINCE = re.compile(r"\b(?:first|last|lowest|highest|worst|best|most|\w+est)\b[^.;]*\bsince $", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(m.capitalize() for m in MONTHS)})\b")
_WITHIN_NUMBER = re.compile(r"\d[.:]$")  # 40am, of "9.40am"
KINDS = frozenset({*_LABELS, *FIGURES})
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
# Behind it stands who had the office before.
_TOOK_OVER = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|replac(?:es|ed|ing)|success(?:or|ion) (?:to|of)|"
    r"(?:takes?|took|taking|taken) over\b[^.;]*?\bfrom|"
    r"in (?:place|the place) of|instead of)(?: the)?(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"\b(?:predecessor|before|former|previous\w*|replac\w*|succeed\w*|took over from)\b", re.IGNORECASE
)


def candidates_in(view: QuestionView, text: str, parse: Parse) -> list[ShortCandidate]:
    """What in `text` is of the kind asked for and does not stand in the question, in order."""
    return [c for c in _all_in(view, text, parse) if c.fit > 0]


def features_of(
    view: QuestionView, text: str, found: Sequence[ShortCandidate], confidence: float
) -> list[dict[str, float]]:
    """The features of each candidate, about in [0, 1]; the names are `FEATURES`."""
    words = [(Span(*m.span()), stem(m.group())) for m in _WORD.finditer(text)]
    asked = set(content_stems(view.text))
    rows = []
    for candidate in found:
        near = _nearness(candidate.span, words, asked)
        rows.append(
            {
                "fit": candidate.fit,
                "near": sum(near.values()) / max(1, len(asked)),
                "alone": 1.0 / sum(other.fit >= candidate.fit for other in found),
                "sure": confidence,
            }
        )
    return rows


def short_answer(
    view: QuestionView, text: str, parse: Parse, confidence: float, fitted: Mapping[str, object]
) -> Span | None:
    """The words of `text` that answer, where it is settled which, and that is at least `LEAST` likely;
    `fitted` are the weights."""
    found = _all_in(view, text, parse) if view.answer_type in KINDS else []
    found = [c for c in found if not _is_of_another_order(view.text, text, c.span)]
    found = those_asked(view.text, text, found, view.answer_type)
    rivals = _rivals_among(view, found)
    n, is_clear = _settled(view, text, rivals)
    if n is None or not _is_told(view, text, rivals[n].span):
        return None
    if _is_to_be(view, text, found, rivals[n].span) or not is_counted_there(view, text, rivals[n]):
        return None
    if is_clear:
        # What the clause decides stands alone, and is of the kind that it leans on.
        rivals, n = [replace(rivals[n], fit=max(c.fit for c in rivals))], 0
    row = features_of(view, text, rivals, confidence)[n]
    return rivals[n].span if probability(row, fitted) >= LEAST else None


def _is_of_another_order(question: str, text: str, span: Span) -> bool:
    """True of September in "the first in September, the last in June", if the last is asked for."""
    asked, before = orders_in(question), orders_in(text[: span.start])
    return bool(asked and before) and before[-1] not in asked


def _rivals_among(view: QuestionView, found: Sequence[ShortCandidate]) -> list[ShortCandidate]:
    """Those that fit the question best, and the figures that are not of the kind asked for and may be what is
    told of it all the same."""
    best = max((c.fit for c in found), default=0.0)
    if not best or view.answer_type in _LABELS:
        return [c for c in found if best and c.fit >= best - _AS_GOOD]
    counts = view.answer_type is AnswerType.NUMBER
    return [c for c in found if c.fit >= best - _AS_GOOD or c.is_bare or (counts and c.fit > 0)]


def _settled(view: QuestionView, text: str, rivals: Sequence[ShortCandidate]) -> tuple[int | None, bool]:
    """Which of the rivals is asked for, None where two are of the same kind and nothing decides between them;
    and True if its clause alone decides it."""
    is_name = view.answer_type in _LABELS
    if len(rivals) < 2 or (is_row(text) and not is_name):
        return (0 if len(rivals) == 1 else None), False
    n, is_clear = decided(bases_in(view.text), text, [c.span for c in rivals])
    best = max(c.fit for c in rivals)
    likely = [m for m, c in enumerate(rivals) if c.fit >= best - _AS_GOOD]
    if n is None:
        return (likely[0] if is_clear and len(likely) == 1 else None), False
    if n not in likely and not (is_clear and rivals[n].is_bare and rivals[n].fit > 0):
        return None, False
    # "By Una Feld and for Velm by Ivo Brand": of both the same is told.
    return (None if is_name and not is_clear else n), is_clear and not is_name


def _is_to_be(view: QuestionView, text: str, found: Sequence[ShortCandidate], span: Span) -> bool:
    """True of what will be, beside what is: "now 14 euros, it will cost 15", unless that is asked."""
    if view.answer_type is not AnswerType.MONEY or FORESEEN.search(view.text):
        return False
    others = [c for c in found if c.span != span and c.fit >= 1.0 - _AS_GOOD]
    return bool(others) and FORESEEN.search(text[clause_of(text, span).start : span.start]) is not None


def _is_told(view: QuestionView, text: str, span: Span) -> bool:
    """True if the sentence tells what is asked where `span` stands, as a fact, and as exactly."""
    deed = bases_in(" ".join(w for w in words_of(view.text) if w.islower()))
    if view.answer_type in (AnswerType.PLACE, AnswerType.DATE) and is_of_another_deed(deed, text, span):
        return False
    if view.answer_type in _LABELS or view.answer_type is AnswerType.AGE:
        return True
    if view.answer_type is AnswerType.DATE and not is_so_exact(view.text, span.of(text)):
        return False
    clause = clause_of(text, span)
    before = text[clause.start : span.start]
    if view.answer_type is AnswerType.DATE:
        if _SINCE.search(text, 0, span.start):
            return False
    elif _is_of_another_month(view.text, clause.of(text)):
        return False
    if is_guessed(view.text, text, before):
        return False
    names = view.name_stems | {stem(m[0]) for m in _NAME_WITHIN.finditer(text)}
    said = bases_in(view.text) - names - _SAY_LITTLE
    if said and not _tells_of(view, said, text):
        return False
    return not is_told_beside(said, text, span)


def _tells_of(view: QuestionView, said: frozenset[str], text: str) -> bool:
    """True if a sentence has anything of what is asked besides its names, or may lean on the one before."""
    if asked_fates(view.text) & asked_fates(text) or (_LEANS.match(text) and len(text) < _MOST_LEANING):
        return True
    return any(
        a == b or a[:4] == b[:4] or a.endswith(b) or a.startswith(b) or b.endswith(a)
        for a in said
        for b in bases_in(text)
        if min(len(a), len(b)) > 2
    )


def _is_of_another_month(question: str, clause: str) -> bool:
    asked, told = (set(_MONTH.findall(text)) for text in (question, clause))
    return bool(asked) and bool(told) and not asked & told


def probability(row: Mapping[str, float], fitted: Mapping[str, object]) -> float:
    """That these words answer, by `fitted`: an `intercept`, and `weights` by the name of the feature."""
    weights: Mapping[str, float] = fitted["weights"]  # type: ignore[assignment]
    total = float(fitted["intercept"]) + sum(w * row[name] for name, w in weights.items())  # type: ignore[arg-type]
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _nearness(span: Span, words: Sequence[tuple[Span, str]], asked: set[str]) -> dict[str, float]:
    """For each word of the question in the sentence 1 / (1 + how many words it stands away), the nearest."""
    own = [n for n, (at, _) in enumerate(words) if at.start < span.end and span.start < at.end]
    near: dict[str, float] = {}
    for n, (_, word) in enumerate(words):
        if own and word in asked and n not in own:
            away = min(abs(n - own[0]), abs(n - own[-1]))
            near[word] = max(near.get(word, 0.0), 1.0 / (1.0 + away))
    return near


def _all_in(view: QuestionView, text: str, parse: Parse) -> list[ShortCandidate]:
    """As `candidates_in`, with the figures that do not fit: what is told of them may be what is asked."""
    asked = {w.lower().removesuffix("'s") for w in words_of(view.text)}
    if view.answer_type is AnswerType.DATE:
        found = _dates(view, text)
    elif view.answer_type in _LABELS:
        found = _names(view, text, parse)
    else:
        found = figures_asked(view, text)
    return [c for c in found if not {w.lower() for w in words_of(c.span.of(text))} <= asked]


def _dates(view: QuestionView, text: str) -> Iterator[ShortCandidate]:
    """The dates in `text`; of "due in June, put off to July" July alone, unless the first is asked for."""
    asks_first, asks_move = asks_for_the_first(view.text), asks_of_a_move(view.text)
    moves = [] if asks_move and not asks_first else list(moves_in(text))
    given = {m.told.span for m in moves} if asks_first else set()
    moved = {} if asks_first else {m.told.span: m.to for m in moves}
    for found in find_dates(text):
        if given and not was_to_be(text, found.span.start):
            continue
        is_given_up = bool(moved) and found.span not in moved and was_to_be(text, found.span.start)
        if not is_given_up and not _WITHIN_NUMBER.search(text, 0, found.span.start):
            yield ShortCandidate(_trimmed(text, moved.get(found.span, found.span)), 1.0)


def _trimmed(text: str, span: Span) -> Span:
    """ "Monday at 11 a.m.", of which "Monday at 11 a.m. at" was found."""
    return Span(span.start, span.start + len(_LOOSE.sub("", span.of(text))))


def _names(view: QuestionView, text: str, parse: Parse) -> Iterator[ShortCandidate]:
    exact, perhaps = _LABELS[view.answer_type]
    for entity in parse.entities:
        is_before = not _ASKS_BEFORE.search(view.text) and _TOOK_OVER.search(text[: entity.span.start])
        if entity.label not in exact | perhaps or is_before or not entity.span.of(text)[:1].isupper():
            continue
        if view.answer_type is AnswerType.PERSON and not may_be_who(
            view.text, text, entity.span, entity.label
        ):
            continue
        if view.answer_type is AnswerType.PLACE and not may_be_where(view.text, text, entity.span):
            continue
        yield ShortCandidate(entity.span, 1.0 if entity.label in exact else 0.4)
