"""What is said, where the small parser takes it for what describes who is told, or a noun for who says it."""

from __future__ import annotations

from dataclasses import replace

from qa.checking.mending import HELPS, SUBJECT, Changes, Tokens
from qa.checking.relations import SAYING
from qa.language.words import stem

_PAST = frozenset({"VBN", "VBD"})
_HE = frozenset("he she they it we i".split())
_COMPLETE = frozenset({"dobj", "attr", "acomp", "ccomp", "xcomp"})


def says_that(tokens: Tokens) -> Changes:
    """In "the lenders announced on Monday that the bank agreed" they announce: behind "that" or "and" stands
    another's subject."""
    for verb, token in enumerate(tokens.all):
        noun, clause = token.head, tokens.all[token.head].head
        is_saying = token.dep in {"acl", "relcl"} and stem(token.lemma) in SAYING and token.tag in _PAST
        if not is_saying or tokens.all[noun].dep not in SUBJECT or tokens.children(verb, HELPS | SUBJECT):
            continue
        theirs = [n for n in tokens.children(clause, SUBJECT) if n > verb]
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


def told_that(tokens: Tokens) -> Changes:
    """In "told the inquest that the fire had started" and "told the court she had been hurt" that is what is
    told: a clause that lacks nothing describes no court."""
    for clause, token in enumerate(tokens.all):
        noun = token.head
        if token.dep not in {"relcl", "acl"} or (verb := _teller(tokens, noun)) is None:
            continue
        own = [n for n in tokens.children(clause, SUBJECT) if noun < n < clause]
        if not own or tokens.words[own[0]] in {"who", "which", "that"}:
            continue
        that = [n for n in range(noun + 1, own[0]) if tokens.words[n] == "that"]
        is_opened = bool(that) and tokens.all[that[0]].dep in {"mark", "advmod"}
        has_all = bool(tokens.children(clause, _COMPLETE)) or tokens.all[own[0]].dep == "nsubjpass"
        is_next = own[0] == noun + 1 and tokens.words[own[0]] in _HE
        if is_opened or (is_next and has_all and tokens.all[noun].dep == "dobj"):
            yield clause, replace(token, dep="ccomp", head=verb)
            yield from ((n, replace(tokens.all[n], dep="mark")) for n in that[:1])


def _teller(tokens: Tokens, noun: int) -> int | None:
    """The verb of saying that `noun` is told by ("told the inquest"), or how long ("warned for years")."""
    token = tokens.all[noun]
    over = tokens.all[token.head].head if token.dep == "pobj" and tokens.is_time(noun) else token.head
    is_told = token.dep == "dobj" or over != token.head
    return over if is_told and stem(tokens.all[over].lemma) in SAYING else None
