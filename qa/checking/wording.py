"""The words and names of a statement against those of its sentence: none may be there that the sentence does
not have in some form, nor one that has become its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text import CAPITAL
from qa.checking.carrying import SAY
from qa.checking.relations import Ties
from qa.dates import MONTHS, WEEKDAYS
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse
from qa.language.numbers import quantities
from qa.language.words import stem, words_of

_LIGHT = frozenset(
    "be is are was were been being am have has had having do does did done a an the this that "
    "these those it its they them their he him his she her hers we our us i my you your who whom "
    "whose which what when where there and or but of in on at to by for from with as into onto "
    "about over under between during after before since until through against among per than then "
    "so such also too very both each all any some other another same while although though "
    "because however up down out off not no nor more most less least just only 's s".split()
)
_SIDED = re.compile(r"\b(?:on|off|in|out|up|down|over|under|pre|post|pro|anti|non)-[a-z]+", re.IGNORECASE)
_WAYS = re.compile(
    r"\b(?:up(?! to\b)|down|off|out|(?:over|under)(?= (?:as|and|from|in|on|at|to|when|with)\b|[.,]))\b",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"\bthere (?:is|are|was|were|has been|have been|had been)\b", re.IGNORECASE)
_STRANDED = re.compile(r"\b([a-z]{3,}) (for|at|on|of|to|in) by\b")
_UNTRUE = re.compile(
    r"\bit (?:is|was) (?:not (?=true|correct|certain|the case))?"
    r"(?P<word>(?<=not )(?:true|correct|certain|the case)|untrue|false|wrong|doubtful|unlikely)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(will|would|can|could|may|might|must|shall|should|do|does|did|has|have|had) ([a-z]+)\b"
)
# "None was seriously injured" does not deny that some were injured.
_DENIED_HOW = re.compile(
    r"(?:\b(?:not|never)|n't|\b(?:none|no|nobody|neither)(?: [\w'’-]+){1,10}? (?:was|were|is|are|been))"
    r" ([a-z]{3,}ly) ([a-z]+)",
    re.IGNORECASE,
)
# "It will open; that is, if the council agrees": not "; if it does, it will open".
_AFTERTHOUGHT = re.compile(
    r"; (?:that is, |but |and )?(?:only )?(?P<word>if|unless|provided|assuming|subject to)\b[^,;]+$",
    re.IGNORECASE,
)
_THAN = re.compile(r"[\w-]+,? than (?:(?:the|a|an) )?[\w-]+")
_NO_LETTER = re.compile(r"[^\w'’.&-]+|[.](?= |$)")
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))


def other_words(said: str, statement: Parse, source: str, sentence: Parse) -> Iterator[str]:
    """Each word and name that stands otherwise in `said` than in `source`, both in their normal form; the
    parses are of both in one notation."""
    yield from _words(statement, sentence)
    yield from _opposites(said, source)
    yield from _denied(said, source)
    yield from _compared(said, source)
    yield from _names(said, statement, sentence)


def _words(statement: Parse, sentence: Parse) -> Iterator[str]:
    """Words of meaning that the sentence does not have in any form."""
    known = _forms(sentence)
    for token in statement.tokens:
        word = token.span.of(statement.text)
        is_word = any(c.isalpha() for c in word) and word.lower() not in _LIGHT
        if is_word and token.pos != "NUM" and not {stem(word), stem(token.lemma)} & known:
            yield f"a word that is not there: {word}"


def _opposites(said: str, source: str) -> Iterator[str]:
    """ "On-duty" for "off-duty", and "would seek" where the sentence has "would 'never, ever' seek"."""
    told = source.lower()
    yield from (
        f"a word that is not there: {m[0]}" for m in _SIDED.finditer(said) if m[0].lower() not in told
    )
    yield from (f"a word that is not there: {m}" for m in _WAYS.findall(said) if not _has(m, source))
    if _has("or", said) and not _has("or", source) and not _has("nor", source):
        yield "a word that is not there: or"
    for verb, stranded in _STRANDED.findall(source):  # "paid for by" the state is not paid by it
        if _has(verb, said) and not re.search(rf"\b{verb} {stranded}\b", said):
            yield f"leaves out {stranded}: {verb}"
    if (untrue := _UNTRUE.search(source)) and not _has(untrue["word"], said):
        yield f"leaves out {untrue[0]}"
    if (condition := _AFTERTHOUGHT.search(source)) and not _has(condition["word"], said):
        yield f"leaves out on what condition: {condition['word']}"
    if _EXISTS.search(said) and not _EXISTS.search(source):
        yield "a word that is not there: there"
    words = r"(?:[^\w'’]+[\w'’]+){0,6}?[^\w'’]+"
    for helping, verb in _HELPED.findall(said):
        between = rf"\b{helping}\b{words}(?:not|never)\b{words}{verb}\b"
        is_there = re.search(rf"\b{helping} {verb}\b", source, re.IGNORECASE)
        if not is_there and re.search(between, source, re.IGNORECASE):
            yield f"leaves out not or never: {verb}"


def _has(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None


def _denied(said: str, source: str) -> Iterator[str]:
    for how, what in _DENIED_HOW.findall(source):
        if re.search(rf"\b{what}\b", said) and not re.search(rf"\b{how}\b", said):
            yield f"leaves out {how}, of what is denied: {what}"


def _compared(said: str, source: str) -> Iterator[str]:
    """ "Lower than forecast" where the sentence has "lower than before yet higher than forecast"."""
    told = [m.lower().replace("fewer", "less") for m in _THAN.findall(source)]
    for compared in _THAN.findall(said):
        how, what = compared.lower().replace("fewer", "less").split(" than ")
        known = [m.split(" than ")[0].rstrip(",") for m in told if m.endswith(f" than {what}")]
        if known and what not in _LIGHT and how.rstrip(",") not in known:
            yield f"compared otherwise: {compared}"


def _forms(sentence: Parse) -> set[str]:
    tokens = [(t.span.of(sentence.text), t.lemma) for t in sentence.tokens]
    forms = {stem(form) for pair in tokens for form in pair} | {stem(w) for w in words_of(sentence.text)}
    if Ties(sentence).has_said:
        forms |= {SAY, stem("said")}
    if any(q.unit == "%" for q in quantities(sentence.text)):
        forms |= {stem("percent"), stem("per"), stem("cent"), "%"}
    return forms


def _names(said: str, statement: Parse, sentence: Parse) -> Iterator[str]:
    """Names that do not stand in the sentence as they are written, word beside word."""
    for name in names_in(statement):
        bare = re.sub(r"^(?:The|the) ", "", name)
        # A common word that opens the statement is written small within the sentence.
        starts = (said, statement.text)  # whichever speaker comes first
        opens = any(text.startswith(bare) for text in starts) and bare.split()[0].isalpha()
        small = f" {bare[0].lower()}{bare[1:]} "
        if (
            bare not in sentence.text
            and not _is_titled(bare, sentence.text)
            and not (opens and small in f" {_NO_LETTER.sub(' ', sentence.text)} ")
        ):
            yield f"a name that is not there: {bare}"


def _is_titled(name: str, text: str) -> bool:
    """True of "Judge Hale" where "Judge Corin Hale" stands."""
    title, *surname = name.split()
    form = rf"\b{re.escape(title)} (?:{CAPITAL}[\w'’-]+ ){{1,2}}{re.escape(' '.join(surname))}\b"
    return title.lower() in ROLE_WORDS and bool(surname) and re.search(form, text) is not None


def names_in(parse: Parse) -> list[str]:
    """Runs of capitalised words, and what the pipeline takes for a name; possessive endings left out."""
    runs: list[str] = []
    end = -2
    for token in parse.tokens:
        word = token.span.of(parse.text)
        starts_sentence = token.span.start == 0 and token.pos != "PROPN"
        is_calendar = word.title() in _CALENDAR
        if not word[:1].isupper() or starts_sentence or is_calendar or word.lower() in _LIGHT:
            continue
        if runs and token.span.start == end + 1 and parse.text[end] in " -":
            runs[-1] = runs[-1] + parse.text[end] + word
        else:
            runs.append(word)
        end = token.span.end
    return runs
