"""A grammatical parse set right where the small parser is known to err, by what a sentence cannot be.

Each rule holds for forms that have one reading only; where a sentence may be read in two ways, the parser's
guess stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.nlp import Parse, Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FINITE_HELP = frozenset(
    "is are was were has have had will would can could may might must does did do".split()
)
_ONE, _MANY = frozenset({"is", "was", "has", "does"}), frozenset({"are", "were", "have", "do"})
_TELLS = frozenset("tell assure warn inform remind".split())
_PERSONAL = frozenset("i he she it we they".split())
_NOUNS = frozenset({"NOUN", "PROPN"})


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


Changes = Iterator[tuple[int, Token]]


def _in_one_name(tokens: _Tokens) -> Changes:
    """A person's two names in one phrase: of "Beatrix Holm, its head, said" the parser may make that Beatrix
    said Holm."""
    for entity in (e for e in tokens.parse.entities if e.label == "PERSON"):
        own = [i for i, t in enumerate(tokens.all) if entity.span.start <= t.span.start < entity.span.end]
        if len(own) != 2 or any(tokens.all[i].pos != "PROPN" for i in own):
            continue
        first, last = own
        if tokens.all[last].head == first and tokens.all[first].dep in _SUBJECT:
            of_first = tokens.all[first]
            yield last, replace(tokens.all[last], dep=of_first.dep, head=of_first.head)
            yield first, replace(of_first, dep="compound", head=last)
            for i, token in enumerate(tokens.all):
                if token.head == first and i not in own:
                    yield i, replace(token, head=last)


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
        is_joined = any(
            tokens.all[n].dep in {"cc", "preconj"} and tokens.all[n].head in (first, verb)
            for n in range(first, verb)
        )
        between = tokens.words[joined[-1] + 1 : verb] if joined else []
        if joined and not is_joined and (not between or between[0] == between[-1] == ","):
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
        before = tokens.words[root + 1 : verb]
        if verb > root and is_finite and before.count(",") >= 2 and not tokens.children(verb, _SUBJECT):
            is_passive = any(tokens.all[n].dep == "auxpass" for n in helping)
            yield verb, replace(tokens.all[verb], dep="ROOT", head=verb)
            yield root, replace(tokens.all[root], dep="nsubjpass" if is_passive else "nsubj", head=verb)
            return


def _told_that(tokens: _Tokens) -> Changes:
    """In "told detectives he had been fishing" that is what is told, and not which detectives."""
    for i, token in enumerate(tokens.all):
        noun = tokens.all[token.head]
        if token.dep != "relcl" or noun.dep not in {"dobj", "dative"}:
            continue
        subjects = tokens.children(i, _SUBJECT)
        is_told = tokens.all[noun.head].lemma.lower() in _TELLS
        if is_told and subjects and tokens.words[subjects[0]] in _PERSONAL:
            yield i, replace(token, dep="ccomp", head=noun.head)


def _agreeing(tokens: _Tokens) -> Changes:
    """In "4,000 words of Yarrun, which is spoken" that is told of one thing, and not of words."""
    for i, token in enumerate(tokens.all):
        noun = tokens.all[token.head]
        if token.dep != "relcl" or noun.tag not in {"NNS", "NNPS"} or token.head > i:
            continue
        subjects = tokens.children(i, _SUBJECT)
        if len(subjects) != 1 or tokens.words[subjects[0]] != "which":
            continue
        which, helping = subjects[0], tokens.children(i, frozenset({"aux", "auxpass"}))
        is_of_one = bool({tokens.words[n] for n in (*helping, i)} & _ONE) or token.tag == "VBZ"
        at = which - 2 if tokens.words[which - 1] == "," else which - 1
        is_beside = tokens.all[at].tag in {"NN", "NNP"} and at > token.head
        if is_of_one and is_beside and tokens.all[at].dep not in {"conj", "compound"}:
            yield i, replace(token, head=at)


_RULES: tuple[Callable[[_Tokens], Changes], ...] = (
    _in_one_name, _done_to, _with_its_subject, _finite, _told_that, _agreeing
)  # fmt: skip
