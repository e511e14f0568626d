"""A question that says itself that it is about something else: "different topic: what does butter cost?"

Nothing of the conversation before it is carried on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversing.turns import Turn

_BEFORE = r"(?:(?:and|but|so|now|ok|okay|right|alright|well|oh|no|thanks?|thank you|great|good)\b[,.!;:\s]*)*"
_OTHER = (
    r"(?:a |an )?(?:completely |totally |entirely |whole )?(?:different|another|new|separate|unrelated|other)"
)
_MATTER = r"(?:topic|question|subject|story|matter|issue|thing)"
_ELSE = r"something (?:(?:completely|totally|entirely|quite) )?(?:else|different|new)"
_IT = r"(?:(?:about )?(?:that|it|this)|all that|(?:about )?(?:the|that) last (?:question|one))"
_CHANGE = r"(?:to change|changing|change of|let['’]?s change|let me change)"
_CHANGES = (
    rf"(?:(?:on|to|about|for|now) )?{_OTHER} {_MATTER}(?: (?:now|then|altogether|entirely))?|next question",
    rf"(?:on |to |about )?{_ELSE}(?: now| then| entirely| altogether)?",
    rf"(?:forget|never ?mind|leave) {_IT}|never ?mind|moving on",
    rf"{_CHANGE} (?:the )?(?:subject|topic)",
)
# What follows is set off, or asks: not "something else that was stolen", "another question was put".
_CHANGED = re.compile(
    rf"^{_BEFORE}(?:{'|'.join(_CHANGES)})(?:\s*[,.:;!–—]+\s*|\s+-+\s+|\s+(?=(?:what|when|where|why|how)\b)|\W*$)",
    re.IGNORECASE,
)


def after_change(question: str) -> str | None:
    """`question` without the words that say that the topic changes, "" if it has no others; None if it does
    not say so."""
    rest, n_found = question.strip(), 0
    while found := _CHANGED.match(rest):
        rest, n_found = rest[found.end() :], n_found + 1
        if not rest:
            break
    return f"{rest[:1].upper()}{rest[1:]}" if n_found else None


def since_change(turns: Sequence[Turn]) -> list[Turn]:
    """The turns from the last that changed the topic on."""
    for n in range(len(turns) - 1, -1, -1):
        asked = after_change(turns[n].question)
        if asked is not None:
            return [*([Turn(asked, turns[n].answer)] if asked else []), *turns[n + 1 :]]
    return list(turns)
