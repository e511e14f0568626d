"""Does a sentence say what a statement says? The check that stands before everything a model wrote.

A statement passes when one of the sentences it cites carries all of it: every word of meaning, every number
with its unit and qualifier, every name, every quoted word; the same ties between them (who did it, to whom,
whose, which); and all that stands over them ("not", "may", "he said", "most", "former"). The question lends
no word: a false premise must not come back as a finding. It is strict on purpose: what fails is replaced by
the cited sentence itself, which is always true to the article. A pronoun is resolved only where it can
be nobody else.

Both sides are brought to one notation (`qa.notation`) and parsed; `qa.numbers` compares the numbers,
`qa.carrying` the ties that `qa.relations` finds, `qa.scopes` what stands over them, `qa.left_out` what may
not be missing, `qa.crossed` what is told of two in one breath. None of it takes time beyond a bound: a
sentence that is too long is not read, and alignments of repeated words are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text import CAPITAL, normalise
from qa.carrying import SAY, Carrier
from qa.crossed import Crossed
from qa.dates import MONTHS, WEEKDAYS, find_dates
from qa.left_out import LeftOut
from qa.lexicon import ROLE_WORDS
from qa.mended import mended
from qa.nlp import Parse, Parser
from qa.notation import NAMELESS, in_one_notation, markers, unmarked
from qa.numbers import quantities
from qa.relations import Ties
from qa.same_numbers import other_numbers
from qa.scopes import Scopes
from qa.short_forms import in_full
from qa.words import stem, words_of

MAX_STATEMENT_CHARS = 600
# A longer one is a table or a wall of text. It is not cut: "he said" may stand at its end.
MAX_SENTENCE_CHARS = 2_000
_QUOTED = re.compile(r'"([^"]{2,})"')
_MAX_PHRASE = 2  # words of a quotation that may be taken from anywhere within one
_MAY_END = re.compile(r"\W*(?:[\"”.,;:!?—–]|$)|\s+(?:and|or|but)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e)\b(?!\.)")  # not "U.S."
_SENTENCE = 6  # tokens that are taken for one, at least
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_LIGHT = frozenset(
    "be is are was were been being am have has had having do does did done a an the this that "
    "these those it its they them their he him his she her hers we our us i my you your who whom "
    "whose which what when where there and or but of in on at to by for from with as into onto "
    "about over under between during after before since until through against among per than then "
    "so such also too very both each all any some other another same while although though "
    "because however up down out off not no nor more most less least just only 's s".split()
)
_SIDED = re.compile(r"\b(?:on|off|in|out|up|down|over|under|pre|post|pro|anti|non)-[a-z]+", re.IGNORECASE)
_WAYS = re.compile(r"\b(?:up(?! to\b)|down|off|out)\b", re.IGNORECASE)
_EXISTS = re.compile(r"\bthere (?:is|are|was|were|has been|have been|had been)\b", re.IGNORECASE)
_HELPED = re.compile(
    r"\b(will|would|can|could|may|might|must|shall|should|do|does|did|has|have|had) ([a-z]+)\b"
)
# "None was seriously injured" does not deny that some were injured.
_DENIED_HOW = re.compile(
    r"(?:\b(?:not|never)|n't|\b(?:none|no|nobody|neither)(?: [\w'’-]+){1,10}? (?:was|were|is|are|been))"
    r" ([a-z]{3,}ly) ([a-z]+)",
    re.IGNORECASE,
)
_THAN = re.compile(r"[\w-]+,? than (?:(?:the|a|an) )?[\w-]+")
_NO_LETTER = re.compile(r"[^\w'’.&-]+|[.](?= |$)")
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))


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
    told = [unmarked(normalise(s).text) for s in sentences if len(s) <= MAX_SENTENCE_CHARS]
    if not told:
        return ["the sentence is too long to be checked"]
    parses = [mended(p) for p in parser.parse([in_one_notation(t) for t in (said, *told)], deep=True)]
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
    if statement.text.rstrip(". ") == sentence.text.rstrip(". "):
        return  # its own words, whatever a parser makes of them
    if not (
        _has_subject(statement.parse) or _opens(statement, sentence) or _is_as_there(statement, sentence)
    ):
        # "Ashish Rajvanshi" alone is in the article, and false as soon as the question is another's name.
        yield "no sentence of its own: it says nothing without the question"
    elif Ties(statement.parse).only_says:
        yield "it tells who speaks and not what is said"
    yield from other_numbers(in_full(statement.text), in_full(sentence.text))
    yield from _dates(in_full(statement.text), in_full(sentence.text))
    if NAMELESS.search(statement.text) and not NAMELESS.search(sentence.text):
        yield "a source that asks not to be named is not there"
    yield from _words(statement.parse, sentence.parse)
    yield from _opposites(statement.text, sentence.text)
    yield from _denied(statement.text, sentence.text)
    yield from _compared(statement.text, sentence.text)
    yield from _names(statement, sentence.parse)
    yield from _quotes(statement.text, sentence.text)
    yield from _unquoted(statement.text, sentence.text)
    yield from _in_best_alignment(statement.parse, sentence.parse)


def _has_subject(parse: Parse) -> bool:
    return any(token.dep in _SUBJECTS for token in parse.tokens)


def _is_as_there(statement: Side, sentence: Side) -> bool:
    """True where the parser sees no subject on either side: of "200 people queued outside" it may make that
    somebody queued them. What is a sentence there, up to its verb, is one here."""
    own, other = (
        next((t for t in p.tokens if t.dep == "ROOT"), None) for p in (statement.parse, sentence.parse)
    )
    if own is None or other is None or own.span != other.span or own.tag not in {"VBD", "VBZ", "VBP"}:
        return False
    opened = statement.parse.text[: own.span.end]
    return sentence.parse.text.startswith(opened) and " " in opened


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
    ties, scopes = (Ties(statement), Carrier(sentence)), (Scopes(statement), Scopes(sentence))
    left_out, crossed, words = (
        LeftOut(sentence),
        Crossed(sentence),
        {t.span.of(statement.text).lower() for t in statement.tokens},
    )
    best: list[str] | None = None
    for alignment in ties[1].alignments(ties[0]):
        found = [f"not tied like that: {tie}" for tie in ties[1].unsupported(ties[0], alignment)]
        if best is None or len(found) < len(best):
            found += scopes[1].lost(scopes[0], alignment)
            taken = {j for j in alignment.values() if j >= 0}
            found += [*left_out.lost(taken, words), *crossed.pairs(taken)]
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def _dates(said: str, source: str) -> Iterator[str]:
    """Days, months and "last week" that do not stand in the sentence, in these words or with this meaning."""
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


def _quotes(said: str, source: str) -> Iterator[str]:
    """Words in quotation marks that are not the sentence's, letter by letter, or that break off before it has
    said what it says; marks at their end are free."""
    for quoted in _QUOTED.findall(said):
        words = quoted.rstrip(".,;:!? ")
        if words not in source:
            yield f"not its words: {quoted}"
            continue
        places = [m for m in re.finditer(re.escape(words), source) if source[: m.start()].count('"') % 2]
        may_end = not places or any(_MAY_END.match(source, m.end()) for m in places)
        if len(words.split()) > _MAX_PHRASE and not may_end:
            yield f"breaks a quotation off: {quoted}"


def _unquoted(said: str, source: str) -> Iterator[str]:
    """Words that somebody says, without his quotation marks and without him."""
    spoken, told = _apart(source)
    mine, outside = _FIRST_PERSON.search(_apart(said)[1]), _FIRST_PERSON.search(told)
    if spoken and mine and not outside:
        yield f"somebody's words, without quotation marks: {mine[0]}"
    bare = said.rstrip(".!? ").lower()
    if '"' not in said and any(bare in words.lower() for words in spoken):
        yield "somebody's words, without quotation marks"


def _apart(text: str) -> tuple[list[str], str]:
    """What stands in quotation marks, and the rest; a mark that closes at once closes what began before."""
    pieces, first = text.split('"'), text.find('"')
    if first > 0 and text[first - 1] in ",.!?":
        pieces = ["", *pieces]
    return [p.strip() for p in pieces[1::2] if p.strip()], " ".join(pieces[::2])


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
    if _EXISTS.search(said) and not _EXISTS.search(source):
        yield "a word that is not there: there"
    words = r"(?:[^\w'’]+[\w'’]+){0,6}?[^\w'’]+"
    for helping, verb in _HELPED.findall(said):
        between = rf"\b{helping}\b{words}(?:not|never)\b{words}{verb}\b"
        if re.search(between, source, re.IGNORECASE):
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


def _names(statement: Side, sentence: Parse) -> Iterator[str]:
    """Names that do not stand in the sentence as they are written, word beside word."""
    for name in names_in(statement.parse):
        bare = re.sub(r"^(?:The|the) ", "", name)
        # A common word that opens the statement is written small within the sentence.
        starts = (statement.text, statement.parse.text)  # whichever speaker comes first
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


def _last_word(why: str) -> str:
    return stem(why.rsplit(" ", 1)[-1])
