"""What a sentence only adds of somebody: "Bell, who had at first refused, signed" says that Bell signed.

Of such a clause, if a statement takes nothing of it, nothing may be missed: no exception, no condition and no
"only" in it stands over the rest.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from qa.checking.mending import FINITE
from qa.language.nlp import Parse

_OF_PERSONS = frozenset({"who", "whose", "whom"})
_ENDS = frozenset({",", ";", ".", ":"})


def asides(parse: Parse) -> list[range]:
    """The tokens of each clause between commas, or from a comma to the end, that begins with "who"; with
    "which" only between a noun and its verb, since at the end it may be of all before it."""
    words = [token.span.of(parse.text).lower() for token in parse.tokens]
    found = []
    for n in range(1, len(words)):
        if words[n - 1] != "," or words[n] not in _OF_PERSONS | {"which"}:
            continue
        end = next((k for k in range(n, len(words)) if words[k] in _ENDS), len(words))
        following = parse.tokens[end + 1 : end + 2]
        is_within = words[end : end + 1] == [","] and any(t.tag in {*FINITE, "MD"} for t in following)
        if words[n] != "which" or is_within:
            found.append(range(n, end))
    return found


def without_asides(parse: Parse, taken: Set[int]) -> Parse:
    """`parse` with the clauses blank of which none of the tokens `taken` is; all others stay in place."""
    blank = [aside for aside in asides(parse) if not taken & {*aside}]
    if not blank:
        return parse
    text, tokens = parse.text, list(parse.tokens)
    for aside in blank:
        start, end = tokens[aside[0]].span.start, tokens[aside[-1]].span.end
        text = text[:start] + " " * (end - start) + text[end:]
        for n in aside:
            tokens[n] = replace(tokens[n], lemma="", pos="PUNCT", tag="", dep="punct")
    return replace(parse, text=text, tokens=tuple(tokens))
