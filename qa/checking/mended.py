"""A grammatical parse set right where the small parser is known to err, by what a sentence cannot be.

Each rule holds for forms that have one reading only; where a sentence may be read in two ways, the parser's
guess stays. Those on names and on what is said stand in files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.checking.mended_names import named_in_passing, named_noun, one_name, opened_by_name
from qa.checking.mended_saying import says_that, told_that
from qa.checking.mending import FINITE, HELPS, SUBJECT, Changes, Tokens
from qa.checking.notation import GAINSAYS, SPEECH
from qa.language.nlp import Parse

_FINITE_HELP = frozenset(
    "is are was were has have had will would can could may might must does did do".split()
)
_APPOSED = tuple([",", first] for first in "a an the its his her their".split())
_SPEECH = frozenset(SPEECH.split())
_GAINSAYS = frozenset(GAINSAYS.split())
_TOLD = frozenset({"ccomp", "xcomp", "dobj", "agent", "acomp", "attr", "oprd"})
_FIGURE = re.compile(r"-\d+(?:[.,]\d+)*")
_NOUNS = frozenset({"NOUN", "PROPN"})


def mended(parse: Parse) -> Parse:
    """`parse` with the roles of its tokens set right; its texts and names stay."""
    for rule in _RULES:
        changes = dict(rule(Tokens(parse)))
        if changes:
            tokens = (changes.get(i, token) for i, token in enumerate(parse.tokens))
            parse = replace(parse, tokens=tuple(tokens))
    return parse


def _figures(tokens: Tokens) -> Changes:
    """ "-31" is a figure, and no name and no "it"."""
    for n, token in enumerate(tokens.all):
        if token.pos in {"PROPN", "PRON", "NOUN", "ADJ", "X"} and _FIGURE.fullmatch(tokens.words[n]):
            yield n, replace(token, pos="NUM", tag="CD")


def _done_to(tokens: Tokens) -> Changes:
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


def _with_its_subject(tokens: Tokens) -> Changes:
    """In "they beat the students and the villagers hid them" the villagers hid them: where no "and" joins a
    verb to another, the one before it joined its subject."""
    for verb, token in enumerate(tokens.all):
        if token.dep != "conj" or token.tag not in FINITE or tokens.children(verb, SUBJECT):
            continue
        first = token.head
        joined = [n for n in range(first + 1, verb) if _is_joined_to_thing_of(tokens, n, first)]
        between = tokens.words[joined[-1] + 1 : verb] if joined else []
        if joined and (not between or between[0] == between[-1] == ","):
            yield joined[-1], replace(tokens.all[joined[-1]], dep="nsubj", head=verb)


def _is_joined_to_thing_of(tokens: Tokens, n: int, verb: int) -> bool:
    token = tokens.all[n]
    return token.dep == "conj" and token.pos in _NOUNS and tokens.all[token.head].head == verb


def _finite(tokens: Tokens) -> Changes:
    """In "the bill, which had …, failed" a whole sentence cannot be a noun: what is finite is told of it."""
    root = next((i for i, t in enumerate(tokens.all) if t.dep == "ROOT"), None)
    if root is None or tokens.all[root].pos not in _NOUNS:
        return
    for verb in tokens.children(root, frozenset({"acl", "relcl"})):
        helping = tokens.children(verb, frozenset({"aux", "auxpass"}))
        is_finite = tokens.all[verb].tag in FINITE or any(tokens.words[n] in _FINITE_HELP for n in helping)
        is_finite = is_finite or (not helping and _is_in_prose(tokens, root))
        before = tokens.words[root + 1 : verb]
        if verb > root and is_finite and before.count(",") >= 2 and not tokens.children(verb, SUBJECT):
            is_passive = any(tokens.all[n].dep == "auxpass" for n in helping)
            yield verb, replace(tokens.all[verb], dep="ROOT", head=verb)
            yield root, replace(tokens.all[root], dep="nsubjpass" if is_passive else "nsubj", head=verb)
            return


def _is_in_prose(tokens: Tokens, noun: int) -> bool:
    """False of a headline, which has no "was": "Man, who had fled, jailed"."""
    has_article = bool(tokens.children(noun, frozenset({"det", "poss"})))
    return has_article and tokens.parse.text.rstrip().endswith(".")


def _within_clause(tokens: Tokens) -> Changes:
    """In "her mentor, who died in Recife on Saturday," he died there: what stands between "who" and the next
    comma is told in that clause."""
    for i, token in enumerate(tokens.all):
        subjects = tokens.children(i, SUBJECT)
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


def _that_and(tokens: Tokens) -> Changes:
    """In "the firm disputes that and says" the firm says: a "that" before an "and" says nothing."""
    for i, token in enumerate(tokens.all):
        verb, behind = token.head, tokens.words[i + 1 : i + 2]
        is_alone = tokens.words[i] == "that" and token.dep in SUBJECT and behind == ["and"]
        if is_alone and verb > i and tokens.all[i - 1].tag in FINITE and tokens.all[verb].head == i - 1:
            yield i, replace(token, dep="dobj", head=i - 1)
            yield verb, replace(tokens.all[verb], dep="conj")


def _also_done_to(tokens: Tokens) -> Changes:
    """In "was cleared of murder but found guilty of theft" he was found so: who finds finds somebody."""
    for verb, token in enumerate(tokens.all):
        is_joined = token.dep == "conj" and token.tag == "VBD"
        if not is_joined or tokens.children(verb, SUBJECT | HELPS | {"dobj", "ccomp"}):
            continue
        over = tokens.all[token.head]
        is_passive = bool(tokens.children(token.head, frozenset({"auxpass"})))
        # "The report, published in June and revised in July".
        is_clause = over.dep == "acl" and over.tag == "VBN"
        if is_clause or (is_passive and tokens.children(verb, frozenset({"agent", "oprd"}))):
            yield verb, replace(token, tag="VBN")


def _whose(tokens: Tokens) -> Changes:
    """In "Benn, whose aide is ill, led the club" Benn led it: a sentence has a subject, and "whose" opens a
    clause on the one before it."""
    for verb, clause, first in _taken_for_clauses(tokens):
        opener = tokens.words[first + 1 : first + 3]
        if tokens.all[verb].tag in FINITE and opener in ([",", "whose"], [",", "who"]):
            yield first, replace(tokens.all[first], dep="nsubj", head=verb)
            yield clause, replace(tokens.all[clause], dep="relcl", head=first)


def _of_apposition(tokens: Tokens) -> Changes:
    """In "the shield, a lantern mounted on oak, was taken" the shield was taken, and the lantern mounted."""
    for verb, clause, first in _taken_for_clauses(tokens):
        helping, noun = tokens.children(verb, HELPS), clause - 1
        is_bare = tokens.all[clause].tag in {"VBD", "VBN"} and not tokens.children(clause, HELPS)
        is_closed = tokens.words[min([verb, *helping]) - 1] == ","
        # What hangs on the clause without its subject would hang on itself.
        is_apart = tokens.hangs_on(noun, first) or not tokens.hangs_on(noun, clause)
        if is_bare and is_closed and is_apart and tokens.words[first + 1 : first + 3] in _APPOSED:
            is_passive = any(tokens.all[n].dep == "auxpass" for n in helping)
            yield first, replace(tokens.all[first], dep="nsubjpass" if is_passive else "nsubj", head=verb)
            yield clause, replace(tokens.all[clause], dep="acl", tag="VBN", head=noun)


def _taken_for_clauses(tokens: Tokens) -> Iterator[tuple[int, int, int]]:
    """(main verb without a subject, clause before it, subject of that), which may be the verb's."""
    for verb, token in enumerate(tokens.all):
        if token.dep != "ROOT" or tokens.children(verb, SUBJECT):
            continue
        for clause in tokens.children(verb, frozenset({"ccomp"})):
            first = next(iter(tokens.children(clause, SUBJECT)), clause)
            if first < clause < verb:
                yield verb, clause, first


def _gainsays(tokens: Tokens, verb: int) -> bool:
    """True of "denies it", not of "denies theft"."""
    what = tokens.children(verb, frozenset({"dobj", "ccomp", "xcomp"}))
    is_of_before = all(tokens.words[n] in {"it", "this", "that"} for n in what if n > verb)
    return tokens.words[verb] in _GAINSAYS and is_of_before


def _before_semicolon(tokens: Tokens) -> Changes:
    """In "Orrin agreed; Halden said that it needed time" Halden does not say that Orrin agreed: what says
    something of its own behind a semicolon, or nothing at all, says nothing of what stands before it. Nor
    does "only" right before one tell of what stands behind it."""
    for i, token in enumerate(tokens.all):
        verb = token.head
        if ";" not in tokens.words[i:verb]:
            continue
        at = max(n for n in range(i, verb) if tokens.words[n] == ";")
        told = tokens.children(verb, _TOLD)
        is_own = any(n > at for n in tokens.children(verb, SUBJECT))
        is_over = tokens.words[verb] in _SPEECH and not any(n > verb for n in told)
        if token.dep == "ccomp" and is_own and not is_over and not any(at < n < verb for n in told):
            above = tokens.all[verb].head
            is_reported = above < i or tokens.words[i] in _SPEECH
            if above > verb or (_gainsays(tokens, verb) and not is_reported):
                continue  # "the tank leaks; the firm denies it", "…; the others have left, he said"
            if above < i:  # "Orrin says it was stolen; Halden denies it"
                yield i, replace(token, head=above)
                yield verb, replace(tokens.all[verb], dep="ROOT", head=verb)
            else:
                yield i, replace(token, dep="ROOT", head=i)
        elif token.dep == "advmod" and i == at - 1 and i and not tokens.hangs_on(i - 1, i):
            yield i, replace(token, head=i - 1)  # "for teaching only; the largest had"


_RULES: tuple[Callable[[Tokens], Changes], ...] = (
    _figures,
    _done_to,
    _with_its_subject,
    _finite,
    _within_clause,
    _that_and,
    one_name,
    opened_by_name,
    named_noun,
    named_in_passing,
    says_that,
    told_that,
    _also_done_to,
    _whose,
    _of_apposition,
    _before_semicolon,
)
