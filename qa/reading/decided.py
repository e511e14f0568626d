"""Which of several figures, dates or names of a sentence a question asks for: the one whose clause holds all
that the clauses of the others hold of the question.

"It will secure 640 jobs and create 200": who asks how many it will create asks for the second, which has
"create", and leans on the first for "jobs". Where that does not settle it, nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from index.text import CAPITAL
from qa.language.irregular import bases_in
from qa.language.words import stem, words_of

# Where something else may begin to be told.
_BREAK = re.compile(
    r"[;:](?!\d)|,(?!\d)|[()]| [–—-] |\b(?:and|but|or|while|whereas|though|although|because|after|before|"
    r"when|until|against|compared (?:with|to)|than|as|(?:up|down) from)\b| (?:to|from) (?=[£$€]?\d)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|but|while|whereas|though|although|after|before|when|because)\s*$", re.I)
_WHILE = re.compile(r"[,\s]*(?:[\w-]+ (?:minutes|hours|days|weeks|months|years) )?(?:after|before|until)\b")
_RELATIVE = re.compile(
    r"\W*(?:(?:of|to|in|for) )?(?:who|which( (?:is|was|are|were|came to|stood at)\b)?|whose|where)\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\b({CAPITAL}[\w-]+)")
_NOUN_BEHIND = re.compile(r"(?: [\w'’-]+){0,2}")
# ", the student abducted outside a riding school near Lisenne,"
_BETWEEN_COMMAS = re.compile(
    r"(?<=,) ((?:the|an?|who|which|his|her|its) (?:[\w'’-]+ ){0,5}?[a-z]+(?:ed|en|wn|ght|ung)\b[^,;]*)(?=,)"
)
# "A year earlier" is told of a figure that is not asked for by "the profit of the year".
_TIMES = frozenset(map(stem, "year month week day half quarter time today now last".split()))
# A clause with a subject of its own says nothing of what is told before.
OWN_SUBJECT = re.compile(
    r"\W*(?:(?i:he|she|it|they|we|there)\b|(?i:the|an?|his|her|its|their|another|other|this|that|these|"
    rf"those) (?=[A-Za-z])|{CAPITAL}[\w'’-]+)"
)


def decided(asked: frozenset[str], text: str, spans: Sequence[Span]) -> tuple[int | None, bool]:
    """Which of `spans` of `text`, in order, a question with the words `asked` asks for, None if that is open;
    and True if its clause holds more of the question than any other's."""
    own, held = _told_with(asked - _TIMES, text, spans)
    for n in range(len(spans)):
        others = [m for m in range(len(spans)) if m != n]
        if all(held[n] > held[m] or (held[n] == held[m] and own[n] > own[m]) for m in others):
            # What is told first holds no more than what leans on it.
            earlier = others if n == 0 else range(n)
            return n, all(held[n] > held[m] for m in earlier)
    # Where nothing is told of any, it is the only one there is of its kind.
    return None, not any(held)


def clause_of(text: str, span: Span) -> Span:
    """The clause of `text` in which `span` stands."""
    following = _BREAK.search(text, span.end)
    return Span(_begin(text, span), following.start() if following else len(text))


def is_of_another_deed(asked: frozenset[str], text: str, span: Span) -> bool:
    """True of Lisenne in "Bell, the student abducted in Lisenne, was found in Velm", if it is asked where she
    was found, and of Velm, if where she was abducted: what stands between commas tells of its own deed."""
    inner = [Span(*m.span(1)) for m in _BETWEEN_COMMAS.finditer(text)]
    own = next((s for s in inner if s.start <= span.start < s.end), None)
    if own:
        return not bases_in(own.of(text)) & asked and bool(
            bases_in(f"{text[: own.start]} {text[own.end :]}") & asked
        )
    within = [s for s in inner if bases_in(s.of(text)) & asked]
    outside = text
    for s in within:
        outside = outside.replace(s.of(text), " ")
    return bool(within) and not bases_in(outside) & asked


def is_told_beside(asked: frozenset[str], text: str, span: Span) -> bool:
    """True if what is asked stands in the sentence, but not in the clause of `span`, which only joins it:
    "saw no case, and opened an inquiry in May", "Cole, who retired in May, will give evidence"."""
    clause = clause_of(text, span)
    own = bases_in(clause.of(text))
    # "Of Cole and Tom Reed on 3 May" has no second clause.
    told = own - bases_in(span.of(text)) - {stem(m[1]) for m in _NAME.finditer(clause.of(text))}
    relative = _RELATIVE.match(text, clause.start)
    if own & asked or not (told or relative):
        return False
    if relative:
        if bases_in(text[clause.end :]) & asked:
            return True
        # "Fined a tenth of its turnover, which was 18 million": of the turnover, whatever the fine.
        whose = bases_in(" ".join(words_of(text[: clause.start])[-1:]))
        return relative[1] is not None and bool(bases_in(text[: clause.start]) & asked) and not whose & asked
    is_joined = _JOINED.search(text[: clause.start]) is not None
    if is_joined and bases_in(text[: clause.start]) & asked:
        return True
    return _WHILE.match(text, clause.end) is not None and bool(bases_in(text[clause.end :]) & asked)


def _told_with(
    asked: frozenset[str], text: str, spans: Sequence[Span]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """For each of `spans` what its clause holds of `asked`, and what it leans on besides: what stands between
    two may be told of either."""
    own: list[frozenset[str]] = []
    held: list[frozenset[str]] = []
    end = 0
    for n, span in enumerate(spans):
        clause = clause_of(text, span)
        start, after = clause.start, clause.end
        start = span.start if n and start < spans[n - 1].end else start
        if n + 1 < len(spans) and spans[n + 1].start < after:
            after = min(spans[n + 1].start, span.end + len(_NOUN_BEHIND.findall(text[span.end : after])[0]))
        own.append(bases_in(text[start:after]) & asked)
        between = bases_in(text[end:start]) & asked
        leans = n > 0 and not _has_own_subject(text, spans[n - 1], span)
        held.append(own[-1] | between | (held[-1] if leans else frozenset()))
        if n:
            held[n - 1] |= between
        end = after
    return own, held


def _begin(text: str, span: Span) -> int:
    """Where the clause of `span` begins; what stands alone, as in ", 61,", belongs to the clause before."""
    for found in reversed(list(_BREAK.finditer(text, 0, span.start))):
        between = text[found.end() : span.start]
        joins = _JOINED.search(found.group()) or _RELATIVE.match(between)
        if bases_in(between) or (between.strip() and joins):
            return found.end()
    return 0


def _has_own_subject(text: str, before: Span, span: Span) -> bool:
    """True if a clause that begins between the two has a subject of its own."""
    breaks = _BREAK.finditer(text, before.end, span.start)
    return any(OWN_SUBJECT.match(text, found.end(), span.start) for found in breaks)
