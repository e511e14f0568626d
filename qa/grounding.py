"""Does a sentence say what a statement says? The check that stands before everything a model wrote.

A statement passes when one of the sentences it cites carries all of it: every word of meaning, every number
with its unit and qualifier, every name, every quoted word; the same ties between them (who did it, to whom,
whose, which); nothing negated, and no doubt or attribution lost on the way. The question lends no word: a
false premise must not come back as a finding. It is strict on purpose: what fails is replaced by the cited
sentence itself, which is always true to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.text import normalise
from qa.nlp import Parse, Parser
from qa.numbers import Quantity, quantities
from qa.relations import Ties
from qa.words import stem, words_of

MAX_STATEMENT_CHARS = 600
_QUOTED = re.compile(r'"([^"]{2,})"')
_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot hardly barely deny denied denies "
    "denying refuse refused refuses fail failed fails unable unlikely reject rejected rejects "
    "lack lacks lacked stop stopped ban banned block blocked halt halted cancel cancelled dismiss "
    "dismissed".split()
)
# What a reader must be told with a claim: that somebody said it, that it is only meant, that it may be.
_HEDGES = {
    "attribution": frozenset(
        "said say says saying told tell tells according claim claims claimed report reports "
        "reported reportedly allege alleged alleges allegedly source sources accuse accused "
        "accuses argue argued argues believe believed believes suspect suspected call called "
        "calls describe described insist insisted warn warned estimate estimated estimates cite "
        "cited deny denied suggest suggested admit admitted note noted announce announced state "
        "stated write wrote think thought acknowledge acknowledged".split()
    ),
    "intention": frozenset(
        "plan plans planned planning aim aims aimed intend intends intended seek seeks seeking "
        "sought propose proposed proposes proposal proposals hope hopes hoped want wants wanted "
        "expect expects expected due discuss discussed discussions will would shall offer offered "
        "consider considered considering promise promised pledge pledged forecast forecasts "
        "scheduled prepare preparing negotiate negotiating ask asked urge urged demand demanded "
        "call apply applied vow vowed".split()
    ),
    "possibility": frozenset(
        "may might could can should potential potentially possible possibly probable probably "
        "likely perhaps risk risks if unless whether appear appears appeared seem seems seemed "
        "apparently unclear".split()
    ),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_BESIDE = frozenset({"aux", "advmod", "mark", "acomp", "parataxis"})
_LIGHT = frozenset(
    "be is are was were been being am have has had having do does did done a an the this that "
    "these those it its they them their he him his she her hers we our us i my you your who whom "
    "whose which what when where there and or but of in on at to by for from with as into onto "
    "about over under between during after before since until through against among per than then "
    "so such also too very both each all any some other another same while although though "
    "because however up down out off not no nor more most less least just only 's s".split()
)


def problems(statement: str, sentences: Sequence[str], *, context: str, parser: Parser) -> list[str]:
    """Why `statement` may not be shown as resting on `sentences`; empty if one of them carries it alone.

    The reasons are those of the sentence that comes nearest. `context` (the question) is used only to say
    so when a word came from there.
    """
    said = normalise(statement).text
    if not said or len(said) > MAX_STATEMENT_CHARS:
        return ["it is empty or too long"]
    if not sentences:
        return ["it cites nothing"]
    parses = parser.parse([said, *(normalise(s).text for s in sentences)], deep=True)
    found = [list(_differences(parses[0], sentence)) for sentence in parses[1:]]
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


def _differences(statement: Parse, sentence: Parse) -> Iterator[str]:
    """Each way in which `statement` says what `sentence` does not."""
    if statement.text == sentence.text:
        return  # its own words, whatever a parser makes of them
    if not any(token.dep in _SUBJECTS for token in statement.tokens):
        # "Ashish Rajvanshi" alone is in the article, and false as soon as the question is another's name.
        yield "no sentence of its own: it says nothing without the question"
    yield from _numbers(statement.text, sentence.text)
    yield from _words(statement, sentence)
    yield from _names(statement, sentence)
    yield from (f"not its words: {q}" for q in _QUOTED.findall(statement.text) if q not in sentence.text)
    yield from _polarity(statement.text, sentence.text)
    yield from _hedging(statement, sentence)
    yield from (f"not tied like that: {tie}" for tie in Ties(sentence).unsupported(Ties(statement)))


def _numbers(said: str, source: str) -> Iterator[str]:
    known = list(quantities(source))
    for quantity in quantities(said):
        if not any(quantity.says_same(k) for k in known):
            yield f"{_why(quantity, known)}: {quantity.span.of(said).strip()}"


def _why(quantity: Quantity, known: Sequence[Quantity]) -> str:
    same = [k for k in known if k.value == quantity.value]
    if not same:
        return "a number that is not there"
    return "another unit" if all(k.unit != quantity.unit for k in same) else "another qualifier"


def _words(statement: Parse, sentence: Parse) -> Iterator[str]:
    """Words of meaning that the sentence does not have in any form."""
    known = _forms(sentence)
    for token in statement.tokens:
        word = token.span.of(statement.text)
        is_word = any(c.isalpha() for c in word) and word.lower() not in _LIGHT
        if is_word and token.pos != "NUM" and not {stem(word), stem(token.lemma)} & known:
            yield f"a word that is not there: {word}"


def _forms(sentence: Parse) -> set[str]:
    tokens = [(t.span.of(sentence.text), t.lemma) for t in sentence.tokens]
    forms = {stem(form) for pair in tokens for form in pair} | {stem(w) for w in words_of(sentence.text)}
    if any(q.unit == "%" for q in quantities(sentence.text)):
        forms |= {stem("percent"), stem("per"), stem("cent"), "%"}
    return forms


def _names(statement: Parse, sentence: Parse) -> Iterator[str]:
    """Names that do not stand in the sentence as they are written, word beside word."""
    for name in names_in(statement):
        bare = re.sub(r"^(?:The|the) ", "", name)
        if bare not in sentence.text:
            yield f"a name that is not there: {bare}"


def names_in(parse: Parse) -> list[str]:
    """Runs of capitalised words, and what the pipeline takes for a name; possessive endings left out."""
    runs: list[str] = []
    end = -2
    for token in parse.tokens:
        word = token.span.of(parse.text)
        starts_sentence = token.span.start == 0 and token.pos != "PROPN"
        if not word[:1].isupper() or starts_sentence or word.lower() in _LIGHT:
            continue
        if runs and token.span.start == end + 1 and parse.text[end] in " -":
            runs[-1] = runs[-1] + parse.text[end] + word
        else:
            runs.append(word)
        end = token.span.end
    return runs


def _polarity(said: str, source: str) -> Iterator[str]:
    negative = (
        {_plain(w) for w in words_of(said)} & _NEGATIONS,
        {_plain(w) for w in words_of(source)} & _NEGATIONS,
    )
    if bool(negative[0]) != bool(negative[1]):
        word = min(negative[0] | negative[1])
        yield f"says yes where the sentence says no, or the reverse: {word}"


def _plain(word: str) -> str:
    word = word.lower()
    return "not" if word.endswith("n't") else word


def _hedging(statement: Parse, sentence: Parse) -> Iterator[str]:
    """Kinds of hedge that stand over the words the statement took, and that it does not pass on."""
    have = {w.lower() for w in words_of(statement.text)}
    over = {w.lower() for w in _governing(sentence, {stem(w) for w in words_of(statement.text)})}
    for kind, words in _HEDGES.items():
        if over & words and not have & words:
            yield f"loses the {kind}: {min(over & words)}"


def _governing(sentence: Parse, taken: set[str]) -> set[str]:
    """The words of `sentence` that stand over those taken: their heads up to the root, with what modifies
    these; not across an adverbial clause ("while ..."), unless it is a condition. The root itself always
    counts: it is where "he said" stands."""
    tokens = sentence.tokens
    words = [t.span.of(sentence.text) for t in tokens]
    over = {i for i, t in enumerate(tokens) if t.head == i}
    for i, token in enumerate(tokens):
        # Numbers do not count: "million" may stand in a part of the sentence that was left out.
        is_taken = {stem(words[i]), stem(token.lemma)} & taken and token.pos != "NUM"
        at = i if is_taken and words[i].lower() not in _LIGHT else -1
        while at >= 0:
            over.add(at)
            is_top = tokens[at].head == at or (tokens[at].dep == "advcl" and not _conditional(sentence, at))
            at = -1 if is_top else tokens[at].head
    beside = {i for i, t in enumerate(tokens) if t.head in over and t.dep in _BESIDE}
    sources = {i for i, t in enumerate(tokens) if t.head in over and t.lemma.lower() == "accord"}
    return {words[i] for i in over | beside | sources}


def _conditional(sentence: Parse, verb: int) -> bool:
    return any(
        t.head == verb and t.dep == "mark" and t.lemma.lower() in {"if", "unless", "whether"}
        for t in sentence.tokens
    )


def _last_word(why: str) -> str:
    return stem(why.rsplit(" ", 1)[-1])
