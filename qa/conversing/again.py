"""The last question of a conversation asked again with one thing changed: another time, place or name, or
something else asked of the same matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from index.text import CAPITAL
from qa.conversing.kinds import NAME_LABELS, Antecedent, Kind
from qa.conversing.mentions import mentions_in_question, mentions_in_sentences, names_in_question
from qa.conversing.of_another import of_another_actor, what_anothers, with_name
from qa.dates import find_dates
from qa.language.nlp import Parse, Parser

AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_TWO_ARTICLES = re.compile(r"\b(?:the|an?)\s+(?=(?:the|an?)\s)", re.IGNORECASE)
_CAPITALISED = rf"{CAPITAL}[\w.&'-]*"
_NAME = rf"(?:the\s+)?{_CAPITALISED}(?:\s+(?:(?:of|and|de|upon)\s+)?(?:the\s+)?{_CAPITALISED})*"
_PREPOSITION = (
    "in|on|at|by|for|from|to|with|of|off|under|near|against|after|before|between|outside|around|across"
)
_BEGINS = re.compile(rf"(?:{_PREPOSITION}|since|during|until)\s", re.IGNORECASE)
_NEAR_A_NAME = re.compile(rf"^((?i:{_PREPOSITION}))\s+{_NAME}$")
_NEAR_A_THING = re.compile(rf"^((?i:{_PREPOSITION}))\s+(?i:the|an?)\s+[a-z]")
_AT_A_THING = ("in", "on", "at", "during", "after")
_WITHIN = ("in", "near", "off", "outside", "around", "across")  # of a place each may stand for another
_STORM = re.compile(r"(?:the\s+)?(?:Hurricane|Storm|Cyclone|Typhoon|Operation)\b")
_PLACED = re.compile(rf"(?:{'|'.join(_WITHIN)}|at|for)\s", re.IGNORECASE)
_OFFICE_WORDS = r"(?:[\w'-]+\s+){0,3}[\w-]+"
_WHO_HAS_OFFICE = re.compile(
    rf"^(who\s+(?:is|was|are|were|will\s+be)\s+)(?:the|an?)\s+{_OFFICE_WORDS}?(?=\s+(?:of|in|at|for|from)\b|\W*$)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    rf"(?:the|an?)\s+(?!.*\b(?:{_PREPOSITION}|who|that|{AUX})\b){_OFFICE_WORDS}", re.IGNORECASE
)
_ASKS = "who|what|when|where|why|how|which"
_ONES_OFFICE = re.compile(
    rf"(?!(?:{_ASKS})\b).+['’]s? (?:[\w-]+ ){{0,2}}(?:predecessor|successor|deputy|lawyer|boss|coach|wife|"
    r"husband|partner|rival|assistant|spokes\w+|opponent|cousin|uncle|aunt|nephew|niece|(?:brother|sister|father|mother|son|daughter)(?:-in-law)?)\W*",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"how many\b", re.IGNORECASE)
_FEW_WORDS = re.compile(
    rf"(?!(?:the|an?|{AUX}|{_ASKS}|{_PREPOSITION}|he|she|it|they|his|her|its|their|that|this)\b)"
    r"[a-z][\w-]*(?: [a-z][\w-]*)?"
)
_ABOUT_IT = re.compile(r"\babout\s+(?!it\b|that\b|this\b)[^?]+", re.IGNORECASE)
_WERE_THERE = re.compile(
    r"^(how many\s+)[\w -]+?(?=\s+(?:is|are|was|were|have been|had been)\s+there\b)", re.IGNORECASE
)
_MANY = ("s", "people", "men", "women", "children")
_BECAME = re.compile(r"[a-z]+ed|hurt|missing|dead|homeless|lost")
_THOSE = re.compile(r"^(?:how many|the)\s+(?=[\w-]+$)", re.IGNORECASE)
_WHO_DOES_IT = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_OF_ITS_OWN = re.compile(r"[a-z]s? (?:on|in|at|of|for|from|by) (?:the|an?|his|her|its|their) ")
_FITS = {
    "he": (Kind.PERSON,),
    "she": (Kind.PERSON,),
    "they": (Kind.THINGS, Kind.THING),
    "it": (Kind.THING,),
}
_TODAY = re.compile(r"now|today|currently|at the moment|these days", re.IGNORECASE)
_SINCE_WHEN = re.compile(
    rf"{_TODAY.pattern}|then|afterwards|after that|before that|last (?:year|month|week|quarter|season)|"
    r"(?:a|one|two|three|five|ten) (?:year|month|week|quarter|decade)s? (?:ago|earlier|before)",
    re.IGNORECASE,
)
_FIRST = r"(?:at (?:the )?(?:start|first|beginning|outset)|initially|originally)"
_UNTIL_THEN = re.compile(
    rf"\s+(?:(?:after|before|during|since|until|by)\s[^?]+|{_FIRST})(?=\W*$)", re.IGNORECASE
)
_NOW_AT_THE_END = re.compile(r"\s+(?:now|today|currently)(?=\W*$)", re.IGNORECASE)
_AT_FIRST = re.compile(rf"\s+{_FIRST}\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"elsewhere|abroad|overseas|nationwide|nationally|worldwide|locally", re.IGNORECASE)
_CONTRARY = {"for": "against", "against": "for", "before": "after", "after": "before"}
_ENDS_WITH = re.compile(
    r" (?:for|against|before|after|in favour|with|without|inside|outside)\W*$", re.IGNORECASE
)
_NOW = frozenset(
    """
    now then today yesterday tomorrow before after afterwards here there later earlier since so elsewhere
    abroad overseas nationwide worldwide locally altogether exactly
    """.split()
)
_THE_PERSON = re.compile(r"(?:the|his|her|its|their) [a-z]")
_THE_THING = re.compile(rf"^((?i:{_PREPOSITION})\s+)?(?i:the|an?)\s+(?:[\w'-]+\s+){{1,3}}([a-z][\w'-]+)$")


def about(last: str, other: str, mentions: Sequence[Antecedent], parser: Parser) -> str | None:
    """The last question about something else: the thing, the name of the same kind or who was asked of gives
    way, else the first name to a name. Where nothing does, `other` is told in brackets; None if it says
    itself what it is of."""
    if find_dates(other) or _PLACED.match(other):
        return at_another(last, other, parser)
    if again := (
        of_the_same_kind(last, other)
        or what_anothers(last, other)
        or about_another(last, other)
        or _there_were(last, other)
    ):
        return again
    if again := _for_pronoun(last, other, parser):
        return again
    new = next(iter(mentions_in_sentences([other], parser)), None)
    named = names_in_question(last, parser)
    of_kind = [m for m in named if new is not None and m.kind is new.kind]
    if not of_kind and (again := of_another_actor(last, other, parser)):
        return again
    is_name = re.search(CAPITAL, other) is not None
    things = [m for m in mentions if m.text in last and (is_name or m.kind is _kind_of(other, parser))]
    old = (of_kind or (named if is_name else []) or things)[:1]
    if not old and _THE_PERSON.match(other) and _kind_of(other, parser) is Kind.PERSON:
        return None  # "and the chief executive?", where nobody was asked about
    if not old:
        # "Lorries on the new ferry" ask by themselves.
        return None if _OF_ITS_OWN.search(other) else f"{last.rstrip(' ?')} ({other})?"
    return _TWO_ARTICLES.sub("", with_name(last, old[0], other))


def _for_pronoun(last: str, other: str, parser: Parser) -> str | None:
    """ "Can the company still appeal?" of "Can they still appeal?"; None if "they" cannot be `other`."""
    found = list(_WHO_DOES_IT.finditer(last))
    new = next(iter(mentions_in_question(other, parser)), None)
    if len(found) != 1 or new is None:
        return None
    fits = _FITS[found[0][0].lower()]
    is_one = new.kind in fits and (Kind.THINGS not in fits or new.acts or new.kind is Kind.THINGS)
    return f"{last[: found[0].start()]}{other}{last[found[0].end() :]}" if is_one else None


def _kind_of(other: str, parser: Parser) -> Kind | None:
    return next((m.kind for m in mentions_in_question(other, parser)), None)


def about_another(last: str, other: str) -> str | None:
    """ "What did she say about the tram?" of "about the port"."""
    old = _ABOUT_IT.search(last) if _ABOUT_IT.fullmatch(other) else None
    return f"{last[: old.start()]}{other}{last[old.end() :]}" if old else None


def _there_were(last: str, other: str) -> str | None:
    """ "How many strikes were there in Velmar?" of "lockouts"."""
    is_many = _FEW_WORDS.fullmatch(other) and other.endswith(_MANY)
    counts = _WERE_THERE.match(last) if is_many else None
    return f"{counts[1]}{other}{last[counts.end() :]}" if counts else None


def of_the_same_kind(last: str, other: str) -> str | None:
    """The last question with "the Kirkby library" in the place of its "the Pellworth library" or its "the
    library in Pellworth"; None if it asks of nothing of the kind."""
    found = _THE_THING.match(other)
    if found is None:
        return None
    lead = rf"(?i:{found[1].strip()})\s+" if found[1] else ""
    kind = rf"(?i:the|an?)\s+(?:[\w'-]+\s+){{0,3}}?{re.escape(found[2])}\b(?:\s+(?:at|in|of)\s+{_NAME})?"
    again, n_found = re.subn(rf"\b{lead}{kind}", lambda _: other, last, count=1)
    return again if n_found else None


def in_another_office(last: str, other: str) -> str | None:
    """ "Who is the chief executive of Castor?" of "the finance chief"; None if it asks for no office."""
    asked, new = _WHO_HAS_OFFICE.match(last), _OFFICE.fullmatch(other)
    return f"{asked[1]}{other}{last[asked.end() :]}" if asked and new else None


def of_others(last: str, other: str, parser: Parser) -> str | None:
    """ "How many passengers were on it?" of "crew", "how many people died?" of "injured"; None if the last
    question does not count, or `other` is neither one thing nor what became of people."""
    became = _THOSE.sub("", other)
    other = became if _BECAME.fullmatch(became) else _HOW_MANY.sub("", other).strip()
    if not _HOW_MANY.match(last) or not _FEW_WORDS.fullmatch(other) or other in _NOW:
        return None
    (parse,) = parser.parse([last], deep=True)
    root = next((n for n, t in enumerate(parse.tokens) if t.dep == "ROOT"), None)
    if root is not None and _BECAME.fullmatch(other):
        verb = parse.tokens[root].span
        is_passive = any(t.head == root and t.dep == "auxpass" for t in parse.tokens)
        # "Had died" as "were injured".
        had = next((t.span for t in parse.tokens if t.head == root and t.dep == "aux"), verb)
        start = verb.start if is_passive else had.start
        return f"{last[:start]}{'' if is_passive else 'were '}{other}{last[verb.end :]}"
    counted = next((t for n, t in enumerate(parse.tokens) if n > 1 and t.pos in ("NOUN", "PROPN")), None)
    return f"How many {other}{last[counted.span.end :]}" if counted else None


def who_is(asked: str) -> str:
    """ "Ann Bell's successor?" as a question; anything else as it is."""
    return f"Who is {asked}" if _ONES_OFFICE.fullmatch(asked) else asked


def at_another(last: str, where: str, parser: Parser) -> str:
    """The last question with another time or place in it: it replaces one that was asked about."""
    where = _in_mid_sentence(where)
    is_time = bool(find_dates(where)) or _TODAY.fullmatch(where) is not None
    dates = find_dates(last) if is_time else []
    last = _AT_FIRST.sub("", last) if is_time and not dates else last
    if dates:
        span = dates[-1].span
        lead = re.search(r"\b(?:in|on|at|since|before|after|during|by|until|from)\s+$", last[: span.start])
        is_whole = _TODAY.fullmatch(where) or (where[0].islower() and " " in where)
        start = lead.start() if lead and is_whole else span.start
        return f"{last[:start]}{where}{last[span.end :]}"
    return (
        with_another_name(last, where, parser)
        or _with_another_phrase(last, where, parser)
        or f"{last.rstrip(' ?.')} {where}?"
    )


def at_another_time(last: str, when: str, parser: Parser) -> str | None:
    """The last question with "now" or "a year ago" behind it, in the place of its "after the refit", and with
    "today" in the place of its "in 2022"; None if `when` is no such time, or the question has a date that "a
    year ago" counts from."""
    if find_dates(last) and _TODAY.fullmatch(when):
        return at_another(last, when.lower(), parser)
    if not _SINCE_WHEN.fullmatch(when) or find_dates(last):
        return None
    last = _NOW_AT_THE_END.sub("", last)
    return f"{_UNTIL_THEN.sub('', last).rstrip(' ?.')} {when[:1].lower()}{when[1:]}?"


def is_time_alone(when: str) -> bool:
    """True of "now" and "a year ago"."""
    return _SINCE_WHEN.fullmatch(when) is not None


def elsewhere(last: str, where: str, parser: Parser) -> str | None:
    """The last question with "elsewhere" in the place of its "in Kirkby", or else behind it; None if `where`
    is no such word."""
    if not _ELSEWHERE.fullmatch(where):
        return None
    for old in reversed(list(re.finditer(rf"\b(?i:{'|'.join(_WITHIN)}|at)\s+({_NAME})", last))):
        if _gives_way(last, old, parser):
            return f"{last[: old.start()]}{where.lower()}{last[old.end() :]}"
    return f"{last.rstrip(' ?.')} {where.lower()}?"


def for_the_contrary(last: str, other: str) -> str | None:
    """ "Who voted for it?" of "Who voted against it?"; None if the last question has no such word to give."""
    contrary = _CONTRARY.get(other.lower())
    if contrary and len(re.findall(rf" {contrary}\b", last)) == 1:
        return re.sub(rf" {contrary}\b", f" {other.lower()}", last)
    ends = _ENDS_WITH.search(last) if _ENDS_WITH.fullmatch(f" {other}") else None
    return f"{last[: ends.start()]} {other.lower()}?" if ends else None


def _in_mid_sentence(where: str) -> str:
    return where[:1].lower() + where[1:] if _BEGINS.match(where) else where


def with_another_name(last: str, where: str, parser: Parser) -> str | None:
    """The last question with "in Nordmark" in the place of its "in Pellworth"; None if it has nothing that
    "in Nordmark" can stand for."""
    found = _NEAR_A_NAME.match(where)
    if found is None or find_dates(where):
        return None
    where = _in_mid_sentence(where)
    preposition = found[1].lower()
    near = [preposition, *(_WITHIN if preposition in _WITHIN else ())]
    for word in dict.fromkeys(near):
        for old in reversed(list(re.finditer(rf"\b(?i:{word})\s+({_NAME})", last))):
            if _gives_way(last, old, parser):
                return f"{last[: old.start()]}{where}{last[old.end() :]}"
    return _for_another(last, where, parser) if preposition in ("for", "of") else None


def _with_another_phrase(last: str, where: str, parser: Parser) -> str | None:
    """The last question with "in the ferry disaster" in the place of its "in the earthquake in Pelora"; None
    if it has no such phrase, or more than one that is not within the other."""
    if find_dates(where) or not (found := _NEAR_A_THING.match(where)):
        return None
    (parse,) = parser.parse([last], deep=True)
    like = {found[1].lower(), *(_AT_A_THING if found[1].lower() in _AT_A_THING else ())}
    spans = [
        _hanging_on(parse, n)
        for n, t in enumerate(parse.tokens)
        if t.dep == "prep" and t.span.of(last).lower() in like and _has_thing(parse, n)
    ]
    outer = [s for s in spans if not any(o.start <= s.start and s.end < o.end for o in spans)]
    dated = [s for s in outer if find_dates(s.of(last))]
    if len(outer) != 1 or dated:
        return None
    return f"{last[: outer[0].start]}{where}{last[outer[0].end :]}"


def _hanging_on(parse: Parse, head: int) -> Span:
    """From the token `head` to the end of what hangs on it."""
    own = {head}
    for _ in parse.tokens:
        own |= {n for n, t in enumerate(parse.tokens) if t.head in own and t.dep != "punct"}
    return Span(parse.tokens[head].span.start, max(parse.tokens[n].span.end for n in own))


def _has_thing(parse: Parse, preposition: int) -> bool:
    objects = [t for t in parse.tokens if t.dep == "pobj" and t.head == preposition]
    return any(t.pos == "NOUN" for t in objects)


def _for_another(last: str, where: str, parser: Parser) -> str | None:
    """The last question with the name of "for Kirkby" in the place of one of the same kind."""
    new = next(iter(mentions_in_sentences([where], parser)), None)
    named = [m for m in mentions_in_sentences([last], parser) if new is not None and m.kind is new.kind]
    return last.replace(named[-1].text, new.text, 1) if new and named else None


def _gives_way(last: str, old: re.Match[str], parser: Parser) -> bool:
    """True if what stands after a preposition is a name by itself: not a date, a storm, or "the Kirkby" of
    "the Kirkby library"."""
    start, end = old.span(1)
    (parse,) = parser.parse([last], deep=True)
    inside = [t for t in parse.tokens if start <= t.span.start < end]
    goes_on = any(
        t.dep in ("compound", "amod", "nmod") and parse.tokens[t.head].span.start >= end for t in inside
    )
    others = [e.label for e in parse.entities if e.span.start < end and e.span.end > start]
    is_other = any(label not in NAME_LABELS for label in others) or _STORM.match(old[1]) is not None
    is_date = any(d.span.start < end and d.span.end > start for d in find_dates(last))
    return not (is_date or is_other or old[1].endswith("'s") or (goes_on and old[1].startswith("the ")))
