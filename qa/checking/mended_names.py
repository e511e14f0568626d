"""Names that the small parser cuts in two, or hangs on a verb that has a subject already."""

from __future__ import annotations

from dataclasses import replace

from qa.checking.mending import FINITE, SUBJECT, Changes, Tokens

_SHORTEST = 3  # tokens: a name of two and what it does


def one_name(tokens: Tokens) -> Changes:
    """ "Beatrix Holm" is one name, and Beatrix does nothing to Holm."""
    for first, token in enumerate(tokens.all[:-1]):
        last = first + 1
        behind = tokens.all[last]
        is_split = behind.head == first and behind.dep in SUBJECT | {"dobj", "oprd", "attr"}
        # A name that opens a sentence is taken for a verb, which is nobody's subject.
        is_name = token.pos == "PROPN" or (first == 0 and token.dep in SUBJECT)
        if is_split and is_name and behind.pos == "PROPN" and token.head != first:
            yield first, replace(token, dep="compound", head=last, pos="PROPN", tag="NNP")
            yield last, replace(behind, dep=token.dep, head=token.head)
            others = (n for n, t in enumerate(tokens.all) if t.head == first and n != last)
            yield from ((n, replace(tokens.all[n], head=last)) for n in others)


def opened_by_name(tokens: Tokens) -> Changes:
    """ "Beatrix Holm is head of the clinic" gives no order to "beatrix"."""
    if len(tokens.all) < _SHORTEST or tokens.all[0].dep != "ROOT" or tokens.all[0].tag != "VB":
        return
    name, clauses = tokens.all[1], tokens.children(0, frozenset({"ccomp"}))
    is_name = name.pos == "PROPN" and name.dep in SUBJECT and name.head in clauses
    if is_name and tokens.all[name.head].tag in FINITE:
        yield 0, replace(tokens.all[0], dep="compound", head=1, pos="PROPN", tag="NNP")
        yield name.head, replace(tokens.all[name.head], dep="ROOT", head=name.head)
        for n, token in enumerate(tokens.all):
            if token.head == 0 and n not in {0, name.head}:
                yield n, replace(token, head=name.head)


def named_noun(tokens: Tokens) -> Changes:
    """In "scientists aboard the vessel Corwen found a reef" and "the driver, Varga, said" a verb has one
    subject: the name right behind a noun, or between commas, is another name for that."""
    for verb in range(len(tokens.all)):
        before = [n for n in tokens.children(verb, SUBJECT) if n < verb]
        if len(before) > 1 and (noun := _noun_before(tokens, before[-1])) is not None:
            yield before[-1], replace(tokens.all[before[-1]], dep="appos", head=noun)


def named_in_passing(tokens: Tokens) -> Changes:
    """In "the company, Tannex, insisted" the name is the company's, and no time or measure."""
    for name, token in enumerate(tokens.all):
        is_odd = token.dep == "npadvmod" and token.pos == "PROPN"
        if not is_odd or tokens.is_time(name) or tokens.words[name + 1 : name + 2] != [","]:
            continue
        if (noun := _noun_before(tokens, name)) is not None and tokens.words[noun + 1] == ",":
            yield name, replace(token, dep="appos", head=noun)


def _noun_before(tokens: Tokens, name: int) -> int | None:
    """The noun right before a name, or before the comma that opens it where another closes it."""
    if tokens.all[name].pos != "PROPN":
        return None
    at = name - 1
    while at > 0 and tokens.all[at].dep == "compound" and tokens.all[at].head == name:
        at -= 1
    if tokens.words[at] == "," and tokens.words[name + 1 : name + 2] == [","]:
        at -= 1
    is_noun = at >= 0 and tokens.all[at].pos == "NOUN"
    return at if is_noun and not tokens.hangs_on(at, name) else None
