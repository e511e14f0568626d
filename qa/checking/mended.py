"""A grammatical parse set right where the small parser is known to err, by what a sentence cannot be.

Each rule holds for forms that have one reading only; where a sentence may be read in two ways, the parser's
guess stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.checking.relations import SAYING
from qa.language.grammar import TIMES
from qa.language.nlp import Parse, Token
from qa.language.words import stem

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FINITE_HELP = frozenset(
    "is are was were has have had will would can could may might must does did do".split()
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_SHORTEST = 3  # tokens: a name of two and what it does
_PAST = frozenset({"VBN", "VBD"})
_HELPS = frozenset({"aux", "auxpass"})
_HE = frozenset("he she they it we i".split())
_COMPLETE = frozenset({"dobj", "attr", "acomp", "ccomp", "xcomp"})


def mended(parse: Parse) -> Parse:
    """`parse` with the roles of its tokens set right; its texts and names stay."""
    for rule in _RULES:
        changes = dict(rule(_Tokens(parse)))
        if changes:
            tokens = (changes.get(i, token) for i, token in enumerate(parse.tokens))
            parse = replace(parse, tokens=tuple(tokens))
    return parse


class _Tokens:
    """The tokens of a parse, and what one asks of them."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.all = parse, parse.tokens
        self.words = [t.span.of(parse.text).lower() for t in parse.tokens]

    def children(self, i: int, deps: frozenset[str]) -> list[int]:
        return [n for n, t in enumerate(self.all) if t.head == i and n != i and t.dep in deps]

    def is_time(self, i: int) -> bool:
        start = self.all[i].span.start
        return any(e.label in TIMES and e.span.start <= start < e.span.end for e in self.parse.entities)


Changes = Iterator[tuple[int, Token]]


def _done_to(tokens: _Tokens) -> Changes:
    """In "the avalanche, triggered by a skier, buried a road" it is triggered: what does something has no
    comma before it."""
    for i, token in enumerate(tokens.all):
        verb = tokens.all[token.head]
        if token.dep != "nsubj" or token.head < i or verb.tag not in {"VBD", "VBN"}:
            continue
        if tokens.children(token.head, frozenset({"aux", "auxpass", "cop"})):
            continue
        at = token.head - 1
        while at > i and tokens.all[at].pos == "ADV":
            at -= 1
        if tokens.words[at] == "," and tokens.words[i + 1 : at + 1].count(",") == 1:
            yield i, replace(token, dep="nsubjpass")


def _with_its_subject(tokens: _Tokens) -> Changes:
    """In "they beat the students and the villagers hid them" the villagers hid them: where no "and" joins a
    verb to another, the one before it joined its subject."""
    for verb, token in enumerate(tokens.all):
        if token.dep != "conj" or token.tag not in _FINITE or tokens.children(verb, _SUBJECT):
            continue
        first = token.head
        joined = [n for n in range(first + 1, verb) if _is_joined_to_thing_of(tokens, n, first)]
        between = tokens.words[joined[-1] + 1 : verb] if joined else []
        if joined and (not between or between[0] == between[-1] == ","):
            yield joined[-1], replace(tokens.all[joined[-1]], dep="nsubj", head=verb)


def _is_joined_to_thing_of(tokens: _Tokens, n: int, verb: int) -> bool:
    token = tokens.all[n]
    return token.dep == "conj" and token.pos in _NOUNS and tokens.all[token.head].head == verb


def _finite(tokens: _Tokens) -> Changes:
    """In "the bill, which had …, failed" a whole sentence cannot be a noun: what is finite is told of it."""
    root = next((i for i, t in enumerate(tokens.all) if t.dep == "ROOT"), None)
    if root is None or tokens.all[root].pos not in _NOUNS:
        return
    for verb in tokens.children(root, frozenset({"acl", "relcl"})):
        helping = tokens.children(verb, frozenset({"aux", "auxpass"}))
        is_finite = tokens.all[verb].tag in _FINITE or any(tokens.words[n] in _FINITE_HELP for n in helping)
        is_finite = is_finite or (not helping and _is_in_prose(tokens, root))
        before = tokens.words[root + 1 : verb]
        if verb > root and is_finite and before.count(",") >= 2 and not tokens.children(verb, _SUBJECT):
            is_passive = any(tokens.all[n].dep == "auxpass" for n in helping)
            yield verb, replace(tokens.all[verb], dep="ROOT", head=verb)
            yield root, replace(tokens.all[root], dep="nsubjpass" if is_passive else "nsubj", head=verb)
            return


def _is_in_prose(tokens: _Tokens, noun: int) -> bool:
    """False of a headline, which has no "was": "Man, who had fled, jailed"."""
    has_article = bool(tokens.children(noun, frozenset({"det", "poss"})))
    return has_article and tokens.parse.text.rstrip().endswith(".")


def _within_clause(tokens: _Tokens) -> Changes:
    """In "her mentor, who died in Recife on Saturday," he died there: what stands between "who" and the next
    comma is told in that clause."""
    for i, token in enumerate(tokens.all):
        subjects = tokens.children(i, _SUBJECT)
        if token.dep != "relcl" or not subjects or tokens.words[subjects[0]] not in {"who", "which"}:
            continue
        who = subjects[0]
        ends = [n for n in range(i + 1, len(tokens.all)) if tokens.words[n] == ","]
        if tokens.words[who - 1] != "," or not ends:
            continue
        for n in range(i + 1, ends[0]):
            part = tokens.all[n]
            if part.head < who and part.dep in {"prep", "npadvmod", "advmod", "agent"}:
                yield n, replace(part, head=i)


def _that_and(tokens: _Tokens) -> Changes:
    """In "the firm disputes that and says" the firm says: a "that" before an "and" says nothing."""
    for i, token in enumerate(tokens.all):
        verb, behind = token.head, tokens.words[i + 1 : i + 2]
        is_alone = tokens.words[i] == "that" and token.dep in _SUBJECT and behind == ["and"]
        if is_alone and verb > i and tokens.all[i - 1].tag in _FINITE and tokens.all[verb].head == i - 1:
            yield i, replace(token, dep="dobj", head=i - 1)
            yield verb, replace(tokens.all[verb], dep="conj")


def _named_noun(tokens: _Tokens) -> Changes:
    """In "scientists aboard the vessel Corwen found a reef" and "the driver, Varga, said" a verb has one
    subject: the name right behind a noun, or between commas, is another name for that."""
    for verb in range(len(tokens.all)):
        before = [n for n in tokens.children(verb, _SUBJECT) if n < verb]
        if len(before) > 1 and (noun := _noun_before(tokens, before[-1])) is not None:
            yield before[-1], replace(tokens.all[before[-1]], dep="appos", head=noun)


def _named_in_passing(tokens: _Tokens) -> Changes:
    """In "the company, Tannex, insisted" the name is the company's, and no time or measure."""
    for name, token in enumerate(tokens.all):
        is_odd = token.dep == "npadvmod" and token.pos == "PROPN"
        if not is_odd or tokens.is_time(name) or tokens.words[name + 1 : name + 2] != [","]:
            continue
        if (noun := _noun_before(tokens, name)) is not None and tokens.words[noun + 1] == ",":
            yield name, replace(token, dep="appos", head=noun)


def _noun_before(tokens: _Tokens, name: int) -> int | None:
    """The noun right before a name, or before the comma that opens it where another closes it."""
    if tokens.all[name].pos != "PROPN":
        return None
    at = name - 1
    while at > 0 and tokens.all[at].dep == "compound" and tokens.all[at].head == name:
        at -= 1
    if tokens.words[at] == "," and tokens.words[name + 1 : name + 2] == [","]:
        at -= 1
    return at if at >= 0 and tokens.all[at].pos == "NOUN" else None


def _says_that(tokens: _Tokens) -> Changes:
    """In "the lenders announced on Monday that the bank agreed" they announce: behind "that" or "and" stands
    another's subject."""
    for verb, token in enumerate(tokens.all):
        noun, clause = token.head, tokens.all[token.head].head
        is_saying = token.dep in {"acl", "relcl"} and stem(token.lemma) in SAYING and token.tag in _PAST
        if not is_saying or tokens.all[noun].dep not in _SUBJECT or tokens.children(verb, _HELPS | _SUBJECT):
            continue
        theirs = [n for n in tokens.children(clause, _SUBJECT) if n > verb]
        between = tokens.words[verb + 1 : theirs[0]] if theirs else []
        joint = next((word for word in ("and", "but", "that") if word in between), None)
        if noun < verb and joint and "," not in tokens.words[noun : verb + 1]:
            dep, head = tokens.all[clause].dep, tokens.all[clause].head
            over = verb if head == clause else head
            yield noun, replace(tokens.all[noun], dep="nsubj", head=verb)
            yield verb, replace(token, dep=dep, head=over, tag="VBD", pos="VERB")
            now = "ccomp" if joint == "that" else "conj"
            yield clause, replace(tokens.all[clause], dep=now, head=verb)
            return


def _told_that(tokens: _Tokens) -> Changes:
    """In "told the inquest that the fire had started" and "told the court she had been hurt" that is what is
    told: a clause that lacks nothing describes no court."""
    for clause, token in enumerate(tokens.all):
        noun = token.head
        if token.dep not in {"relcl", "acl"} or (verb := _teller(tokens, noun)) is None:
            continue
        own = [n for n in tokens.children(clause, _SUBJECT) if noun < n < clause]
        if not own or tokens.words[own[0]] in {"who", "which", "that"}:
            continue
        that = [n for n in range(noun + 1, own[0]) if tokens.words[n] == "that"]
        is_opened = bool(that) and tokens.all[that[0]].dep in {"mark", "advmod"}
        has_all = bool(tokens.children(clause, _COMPLETE)) or tokens.all[own[0]].dep == "nsubjpass"
        is_next = own[0] == noun + 1 and tokens.words[own[0]] in _HE
        if is_opened or (is_next and has_all and tokens.all[noun].dep == "dobj"):
            yield clause, replace(token, dep="ccomp", head=verb)
            yield from ((n, replace(tokens.all[n], dep="mark")) for n in that[:1])


def _teller(tokens: _Tokens, noun: int) -> int | None:
    """The verb of saying that `noun` is told by ("told the inquest"), or how long ("warned for years")."""
    token = tokens.all[noun]
    over = tokens.all[token.head].head if token.dep == "pobj" and tokens.is_time(noun) else token.head
    is_told = token.dep == "dobj" or over != token.head
    return over if is_told and stem(tokens.all[over].lemma) in SAYING else None


def _one_name(tokens: _Tokens) -> Changes:
    """ "Beatrix Holm" is one name, and Beatrix does nothing to Holm."""
    for first, token in enumerate(tokens.all[:-1]):
        last = first + 1
        behind = tokens.all[last]
        is_split = behind.head == first and behind.dep in _SUBJECT | {"dobj", "oprd", "attr"}
        # A name that opens a sentence is taken for a verb, which is nobody's subject.
        is_name = token.pos == "PROPN" or (first == 0 and token.dep in _SUBJECT)
        if is_split and is_name and behind.pos == "PROPN" and token.head != first:
            yield first, replace(token, dep="compound", head=last, pos="PROPN", tag="NNP")
            yield last, replace(behind, dep=token.dep, head=token.head)
            others = (n for n, t in enumerate(tokens.all) if t.head == first and n != last)
            yield from ((n, replace(tokens.all[n], head=last)) for n in others)


def _also_done_to(tokens: _Tokens) -> Changes:
    """In "was cleared of murder but found guilty of theft" he was found so: who finds finds somebody."""
    for verb, token in enumerate(tokens.all):
        is_joined = token.dep == "conj" and token.tag == "VBD"
        if not is_joined or tokens.children(verb, _SUBJECT | _HELPS | {"dobj", "ccomp"}):
            continue
        over = tokens.all[token.head]
        is_passive = bool(tokens.children(token.head, frozenset({"auxpass"})))
        is_clause = (
            over.dep == "acl" and over.tag == "VBN"
        )  # "the report, published in June and revised in July"
        if is_clause or (is_passive and tokens.children(verb, frozenset({"agent", "oprd"}))):
            yield verb, replace(token, tag="VBN")


def _whose(tokens: _Tokens) -> Changes:
    """In "Benn, whose aide is ill, led the club" Benn led it: a sentence has a subject, and "whose" opens a
    clause on the one before it."""
    for verb, token in enumerate(tokens.all):
        if token.dep != "ROOT" or token.tag not in _FINITE or tokens.children(verb, _SUBJECT):
            continue
        for clause in tokens.children(verb, frozenset({"ccomp"})):
            first = next(iter(tokens.children(clause, _SUBJECT)), clause)
            if first < clause < verb and tokens.words[first + 1 : first + 3] in (
                [",", "whose"],
                [",", "who"],
            ):
                yield first, replace(tokens.all[first], dep="nsubj", head=verb)
                yield clause, replace(tokens.all[clause], dep="relcl", head=first)


def _opened_by_name(tokens: _Tokens) -> Changes:
    """ "Beatrix Holm is head of the clinic" gives no order to "beatrix"."""
    if len(tokens.all) < _SHORTEST or tokens.all[0].dep != "ROOT" or tokens.all[0].tag != "VB":
        return
    name, clauses = tokens.all[1], tokens.children(0, frozenset({"ccomp"}))
    is_name = name.pos == "PROPN" and name.dep in _SUBJECT and name.head in clauses
    if is_name and tokens.all[name.head].tag in _FINITE:
        yield 0, replace(tokens.all[0], dep="compound", head=1, pos="PROPN", tag="NNP")
        yield name.head, replace(tokens.all[name.head], dep="ROOT", head=name.head)
        for n, token in enumerate(tokens.all):
            if token.head == 0 and n not in {0, name.head}:
                yield n, replace(token, head=name.head)


_RULES: tuple[Callable[[_Tokens], Changes], ...] = (
    _done_to,
    _with_its_subject,
    _finite,
    _within_clause,
    _that_and,
    _one_name,
    _opened_by_name,
    _named_noun,
    _named_in_passing,
    _says_that,
    _told_that,
    _also_done_to,
    _whose,
)
