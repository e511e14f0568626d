"""Does a sentence say what a statement says? The check that stands before everything a model wrote.

A statement passes when one of the sentences it cites carries all of it: every word of meaning, every number
with its unit and qualifier, every name, every quoted word; the same ties between them (who did it, to whom,
whose, which); and all that stands over them ("not", "may", "he said", "most", "former"). The question lends
no word: a false premise must not come back as a finding. It is strict on purpose: what fails is replaced by
the cited sentence itself, which is always true to the article. A pronoun is resolved only where it can
be nobody else.

Both sides are brought to one notation, parsed, and the parses set right. What is asked of them then stands
in `qa.checking`, one matter a file: `wording` (words and names), `spoken` (quotations), `same_numbers`,
`carrying` (the ties that `relations` finds, with what a pronoun means) and `strangers` (whom it may mean),
`scopes` (what stands over them), `conditions`, `frames`, `left_out` and `measured` (what may not be missing,
but in `asides`), `crossed` (what is told of two in one breath), `exchanged` (what stands between the same
words). None of it takes time beyond a bound: a sentence that is too long is not read, and alignments of
repeated words are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text import normalise
from qa.checking.asides import without_asides
from qa.checking.carrying import Carrier
from qa.checking.conditions import Conditions
from qa.checking.crossed import Crossed
from qa.checking.denied import Denied
from qa.checking.exchanged import exchanged
from qa.checking.frames import Frames
from qa.checking.left_out import LeftOut
from qa.checking.measured import Measured
from qa.checking.mended import mended
from qa.checking.notation import GAINSAYS, NAMELESS, SPEECH, in_one_notation, markers, small_alike, unmarked
from qa.checking.plain import no_prose
from qa.checking.relations import Ties
from qa.checking.same_numbers import other_numbers
from qa.checking.scopes import Scopes
from qa.checking.short_forms import in_full
from qa.checking.spoken import misquoted
from qa.checking.unmade import Unmade
from qa.checking.wording import other_words
from qa.dates import MONTH_FORM, find_dates
from qa.language.nlp import Parse, Parser
from qa.language.words import stem, words_of

MAX_STATEMENT_CHARS = 600
# A longer one is a table or a wall of text. It is not cut: "he said" may stand at its end.
MAX_SENTENCE_CHARS = 2_000
# "Delayed to 3 to 5 August" of "delayed from 3 to 5 August".
_DAY = rf"(?:(?:{MONTH_FORM}) \d{{1,2}}|\d{{1,2}} (?:{MONTH_FORM}))"
_TO_A_RANGE = re.compile(rf"\bto {_DAY} to {_DAY}\b", re.IGNORECASE)
_OVER = re.compile(
    rf"\b(?:{'|'.join((*SPEECH.split(), *GAINSAYS.split()))}|"
    r"according|if|unless|provided|only|condition|false|untrue|wrong|true)\b",
    re.IGNORECASE,
)
_SENTENCE = 6  # tokens that are taken for one, at least
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: the text in its normal form, and the parse of it in one notation."""

    text: str
    parse: Parse


def problems(statement: str, sentences: Sequence[str], *, context: str, parser: Parser) -> list[str]:
    """Why `statement` may not be shown as resting on `sentences`; empty if one of them carries it alone.

    The reasons are those of the sentence that comes nearest. `context` (the question) is used only to say
    so when a word came from there.
    """
    if len(statement) > MAX_STATEMENT_CHARS or not (said := normalise(statement).text):
        return ["it is empty or too long"]
    if not sentences:
        return ["it cites nothing"]
    if marks := markers(said):
        return [f"it imitates a citation or markup: {marks[0]}"]
    read = [s for s in sentences if len(s) <= MAX_SENTENCE_CHARS]
    if not read:
        return ["the sentence is too long to be checked"]
    if unlike := min((list(no_prose(statement, s)) for s in read), key=len):
        return unlike
    told = [unmarked(normalise(s).text) for s in read]
    alike = small_alike([in_one_notation(t) for t in (said, *told)])
    parses = [mended(p) for p in parser.parse(alike, deep=True)]
    found = [
        list(_differences(Side(said, parses[0]), Side(text, parse)))
        for text, parse in zip(told, parses[1:], strict=True)
    ]
    nearest = min(found, key=len)
    asked = {stem(w) for w in words_of(context)}
    return [f"{why} (it stands only in the question)" if _last_word(why) in asked else why for why in nearest]


def carried_by(
    statement: str, sentences: Sequence[str], *, context: str, parser: Parser
) -> tuple[int | None, list[str]]:
    """(index of the first sentence that carries `statement` alone, or None; what is wrong with the first)."""
    wrong_with_first: list[str] = []
    for n, sentence in enumerate(sentences):
        wrong = problems(statement, [sentence], context=context, parser=parser)
        if not wrong:
            return n, []
        wrong_with_first = wrong_with_first or wrong
    return None, wrong_with_first or ["it cites nothing"]


def _differences(statement: Side, sentence: Side) -> Iterator[str]:
    """Each way in which `statement` says what `sentence` does not."""
    if statement.text.rstrip(". ") == sentence.text.rstrip(". ") or _is_first_half(statement, sentence):
        return  # its own words, whatever a parser makes of them
    has_subject = any(token.dep in _SUBJECTS for token in statement.parse.tokens)
    if not has_subject and not _opens(statement, sentence):
        # "Ashish Rajvanshi" alone is in the article, and false as soon as the question is another's name.
        yield "no sentence of its own: it says nothing without the question"
    elif Ties(statement.parse).only_says:
        yield "it tells who speaks and not what is said"
    said, source = in_full(statement.text), in_full(sentence.text)
    yield from other_numbers(said, source)
    yield from _dates(said, source)
    yield from exchanged(said, source)
    if NAMELESS.search(statement.text) and not NAMELESS.search(sentence.text):
        yield "a source that asks not to be named is not there"
    yield from other_words(statement.text, statement.parse, sentence.text, sentence.parse)
    yield from misquoted(statement.text, sentence.text)
    yield from _in_best_alignment(statement.parse, sentence.parse)


def _is_first_half(statement: Side, sentence: Side) -> bool:
    """True of all that stands before a semicolon, unless what follows may stand over it: who says so, or on
    what condition."""
    said = statement.text.rstrip(". ")
    is_half = sentence.text.startswith(f"{said};") and len(statement.parse.tokens) >= _SENTENCE
    return is_half and said.count('"') % 2 == 0 and not _OVER.search(sentence.text, len(said))


def _opens(statement: Side, sentence: Side) -> bool:
    """True of the beginning of a sentence, up to where no verb follows: the parser may miss who does it."""
    said, told = statement.parse, sentence.parse
    own = [token for token in said.tokens if token.pos != "PUNCT"]
    if not told.text.startswith(said.text.rstrip(". ")) or len(own) < _SENTENCE:
        return False
    end = len(said.text.rstrip(". "))
    after = next((token for token in told.tokens if token.span.start >= end), None)
    has_verb = any(token.pos == "VERB" or token.tag.startswith("VB") for token in own)
    # "A man accused of killing three, who had fled, confessed": so far it only says of whom.
    goes_on = any(
        token.dep in _SUBJECTS and token.span.start < end <= told.tokens[token.head].span.start
        for token in told.tokens
    )
    return has_verb and not goes_on and (after is None or after.tag not in {"VBD", "VBZ", "VBP", "MD"})


def _in_best_alignment(statement: Parse, sentence: Parse) -> list[str]:
    """What is tied otherwise, or stands under something else, when its words are taken for the fittest."""
    said, told = Ties(statement), Carrier(sentence)
    scopes = Scopes(statement), Scopes(sentence)
    must_stay = _asked(sentence)
    crossed = Crossed(sentence)
    words = {t.span.of(statement.text).lower() for t in statement.tokens}
    best: list[str] | None = None
    for alignment in told.alignments(said):
        found = [f"not tied like that: {tie}" for tie in told.unsupported(said, alignment)]
        if best is None or len(found) < len(best):
            found += scopes[1].lost(scopes[0], alignment)
            taken = {j for j in alignment.values() if j >= 0}
            rest = without_asides(sentence, taken)
            asked = must_stay if rest is sentence else _asked(rest)
            found += [why for what in asked for why in what.lost(taken, words)]
            found += crossed.pairs(taken)
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def _asked(sentence: Parse) -> list[Conditions | Frames | LeftOut | Measured | Denied | Unmade]:
    """What a sentence is asked of what may not be missing."""
    return [asked(sentence) for asked in (Conditions, Frames, LeftOut, Measured, Denied, Unmade)]


def _dates(said: str, source: str) -> Iterator[str]:
    """Days, months and "last week" that do not stand in the sentence, in these words or with this meaning."""
    if _TO_A_RANGE.search(said) and not _TO_A_RANGE.search(source):
        yield "a span of days that is not there"
    told = find_dates(source)
    meanings = [d.meaning for d in told]
    for date in find_dates(said):
        if date.words.isdecimal():
            continue  # a year or no year: it is compared as a number
        if date.meaning not in meanings and not any(_begins_or_ends(date.words, d.words) for d in told):
            yield f"a date that is not there: {date.words}"


def _begins_or_ends(part: str, whole: str) -> bool:
    part, whole = part.lower(), whole.lower()
    return whole.startswith(part) or whole.endswith(part)


def _last_word(why: str) -> str:
    return stem(why.rsplit(" ", 1)[-1])
