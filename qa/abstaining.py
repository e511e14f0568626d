"""Why the articles do not answer: in one sentence that says what was looked for and not found; and what comes
closest, for whoever judges otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from qa.asking.kind import AnswerType
from qa.citations import cite
from qa.language.irregular import bases_in
from qa.language.words import stem, words_of
from qa.models import Citation
from qa.reader import Reading

_KINDS = {
    AnswerType.PERSON: "a person or organisation",
    AnswerType.ORGANISATION: "an organisation",
    AnswerType.PLACE: "a place",
    AnswerType.DATE: "a date",
    AnswerType.DURATION: "a length of time",
    AnswerType.SHARE: "a share",
    AnswerType.MONEY: "an amount of money",
    AnswerType.AGE: "an age",
    AnswerType.NUMBER: "a number",
}

# From this confidence on a sentence is near enough to be shown, and that none answers is not certain.
_DOUBT = 0.2
_MOST_CLOSEST = 2
_MOST_NAMED = 4  # words
_AS_BEGINNING = 4  # letters
_CLOSE = 0.85  # of the best score: what such a sentence mentions is not missing from what comes closest


def closest(reading: Reading, at_any_time: Reading) -> list[Citation]:
    """The best sentences of a reading that is no answer; if they are far from one, those `at_any_time`, which
    may tell of another than was asked about; none where these are far from one, too."""
    near = next((r.evidence[:_MOST_CLOSEST] for r in (reading, at_any_time) if comes_near(r)), ())
    return [cite(*evidence.places[0]) for evidence in near]


def comes_near(reading: Reading) -> bool:
    """True if its best sentences are near enough to an answer to be shown to whoever judges otherwise."""
    return reading.confidence >= _DOUBT


def reason_for(reading: Reading, times: Sequence[str] = ()) -> str:
    """One sentence for the reader of an abstention; `times` are words of the question that were read as days,
    which no sentence need repeat."""
    if not reading.evidence:
        return "The articles do not say: the library holds no article, or the filter lets none through."
    kind = _KINDS.get(reading.view.answer_type)
    if kind and not reading.features["holds_kind"]:
        return f"The articles do not say: the closest sentences hold no answer of the kind asked for, {kind}."
    say = "The articles do not say" + (" for certain" if comes_near(reading) else "")
    known = {word for time in times for word in words_of(time)}
    missing = [word for word in _missing(reading) if word not in known]
    read = [*{hit.title for hit in reading.hits}, *(e.text for e in reading.evidence)]
    if nowhere := [w for w in missing if not _is_mentioned(w, read)]:
        return f"{say}: none of the closest passages mentions {_listed(nowhere)}."
    near = [e.text for e in reading.evidence if e.score >= _CLOSE]
    if told := [w for w in missing if not _is_mentioned(w, near)]:
        return f"{say}: the sentence that comes closest does not mention {_listed(told)}."
    return f"{say}: the closest passages are about it, but none answers the question."


def _missing(reading: Reading) -> list[str]:
    """The words of the question that stand nowhere near the best sentence, without a possessive ending."""
    words = [w.removesuffix("'s") for w in words_of(reading.view.text) if stem(w) in set(reading.missing)]
    return list(dict.fromkeys(words))


def _is_mentioned(word: str, texts: Sequence[str]) -> bool:
    """True if a text has the word in any form, or one that begins with its stem: "won" for "win", "merger"
    for "merge"."""
    own = next(iter(bases_in(word)), stem(word))
    is_long = len(own) >= _AS_BEGINNING
    return any(s == own or (is_long and s.startswith(own)) for text in texts for s in bases_in(text))


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{w}”" for w in words[:_MOST_NAMED])
