"""Whether a sentence says enough by itself, and the words that one needs which does not."""

from __future__ import annotations

import re

from index.models import Span
from qa.briefing.prose import Sentence, follows
from qa.language.lexicon import CALENDAR

_LEANS_ON_ANOTHER = re.compile(
    r"(?:[“\"]|(?:In fact,? )?(?:He|She|They|This|These|That|Those|Such|His|Her|Its|Their|But|And|There|"
    r"Another|One|Both|Neither)\b|"
    # Not "It is unclear who paid".
    r"(?:In fact,? )?It\b(?! (?:is|was|remains)(?: \w+){1,4} "
    r"(?:who|what|whether|how|why|when|where|if|that|to)\b)|"
    r"\w+ of (?:them|these|those|whom)\b|In fact (?:it|he|she|they)\b|[QA]: |"
    r"(?:A|The) (?:other|others|latter|former|same|first|second|third|fourth|fifth)\b"
    r"(?= (?:is|are|was|were|has|have|had|will|would|could|may|might)\b))"
)
# Outside of quotation marks the paper, a columnist or who is interviewed speaks: a brief cannot say "I".
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|us|[Oo]ur|[Mm]y|me)\b(?![’'-]\w{3})")
# "Ann Hale, 54, has led the union since 2021" tells of her, not of the matter.
_PORTRAIT = re.compile(r"[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'.-]+){1,3}, \d{2}, (?:has|is|was|had)\b")
_FEW_WORDS = 7
_MAX_TOLD_CHARS = 330
_PERSONAL = frozenset("he she they him her them his hers their theirs".split())
_TIMES = frozenset(
    "day days night week weeks weekend month months year years time end start beginning".split()
)
_MARKS = ("“", '"', "‘", "'")
_LEFT_OFF = re.compile(r"\b(?:do|does|did|so)\.$")


def stands_alone(sentence: Sentence) -> bool:
    """True if a reader needs no other sentence to understand it, and it says something."""
    return says_enough(sentence) and not _leans(sentence)


def says_enough(sentence: Sentence) -> bool:
    """True if a sentence, once it is understood, tells a reader something."""
    is_whole = len(sentence.text.split()) >= _FEW_WORDS and not _LEFT_OFF.search(sentence.text)
    return is_whole and not speaks_for_itself(sentence)


def _leans(sentence: Sentence) -> bool:
    return leans_on_another(sentence.text) or _speaks_of_one_unnamed(sentence)


def _speaks_of_one_unnamed(sentence: Sentence) -> bool:
    """True for "Since 2019 she has led it" and "A former envoy, he spoke at home": nobody is named before."""
    if _is_personal_subject(sentence):
        return True
    for i, token in enumerate(sentence.tokens):
        word = sentence.word(i).lower()
        if word in _PERSONAL:
            return not sentence.is_quoted(token.span)
        if token.pos in ("NOUN", "PROPN") and word not in CALENDAR | _TIMES:
            return False
    return False


def _is_personal_subject(sentence: Sentence) -> bool:
    """True if "he" or "she" does what the sentence tells, and nobody is named before."""
    tokens = sentence.tokens
    roots = [i for i, t in enumerate(tokens) if t.dep == "ROOT"]
    subjects = (c for i in roots for c in sentence.children(i) if tokens[c].dep.startswith("nsubj"))
    who = next((tokens[c].span for c in subjects if sentence.word(c).lower() in _PERSONAL), None)
    if who is None or sentence.is_quoted(who):
        return False
    return not any(e.label == "PERSON" and e.span.end <= who.start for e in sentence.entities)


def speaks_for_itself(sentence: Sentence) -> bool:
    """True if whoever writes or is interviewed says "I" or "we", and is not quoted."""
    start = sentence.span.start
    found = (Span(start + m.start(), start + m.end()) for m in _FIRST_PERSON.finditer(sentence.text))
    return any(not sentence.is_quoted(span) for span in found)


def leans_on_another(text: str) -> bool:
    """True if a sentence begins with what another has to explain: "She", "A fourth is planned"."""
    return _LEANS_ON_ANOTHER.match(text) is not None


def is_portrait(sentence: Sentence) -> bool:
    """True if it tells of a person and not of what happened."""
    return _PORTRAIT.match(sentence.text) is not None


def _names_speaker(sentence: Sentence) -> bool:
    return any(t.pos == "PROPN" and not sentence.is_quoted(t.span) for t in sentence.tokens)


def told_with(sentence: Sentence, before: Sentence | None) -> Span | None:
    """The place of a sentence; of one that leans on another, with the one before it in its paragraph if that
    stands alone. None if nothing there explains it."""
    if sentence.text.startswith(_MARKS):
        return sentence.span if _names_speaker(sentence) else None
    if not _leans(sentence):
        return sentence.span
    if before is None or not follows(sentence, before) or speaks_for_itself(sentence):
        return None
    is_apart = "\n" in sentence.article.text[before.span.end : sentence.span.start]
    told = Span(before.span.start, sentence.span.end)
    explains = stands_alone(before) or (before.text.startswith(_MARKS) and _names_speaker(before))
    return None if is_apart or not explains or len(told) > _MAX_TOLD_CHARS else told
