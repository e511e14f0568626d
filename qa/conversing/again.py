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
from qa.language.words import stem

AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_TWO_ARTICLES = re.compile(r"\b(?:the|an?)\s+(?=(?:the|an?)\s)", re.IGNORECASE)
_ASKED = re.compile(
    rf"^(?:\w+\s+)?(?:who|what|which|when|where|how|why)\b.*?\b(?={AUX}\s+(?:the\b|an?\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^what\s+(?:is|was|are|were)\s", re.IGNORECASE)
_WHO = re.compile(r"^who\s+", re.IGNORECASE)
# "Who is suing Norvane?", not "who is the mayor?" or "who is Ann Bell?".
_WHO_DOES = re.compile(
    r"^[Ww]ho\s+(?:is|are|was|were|has|have|had|will|would|can|could|should)\s+"
    r"(?!(?:the|an?|his|her|its|their|he|she|it|they|this|that)\b)[a-z]"
)
_WHO_IS_THE = re.compile(r"^who\s+(?:is|was|are|were)\s+(?:the|an?)\b", re.IGNORECASE)
_NOT = {"will": "won't", "can": "can't"}
_DOES = {"VBZ": "does", "VBP": "do"}
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
    rf"(?!(?:the|an?|{AUX}|{_ASKS}|he|she|it|they|his|her|its|their|that|this)\b)[a-z][\w-]*(?: [a-z][\w-]*)?"
)
_ABOUT_IT = re.compile(r"\babout\s+(?!it\b|that\b|this\b)[^?]+", re.IGNORECASE)
_WERE_THERE = re.compile(
    r"^(how many\s+)[\w -]+?(?=\s+(?:is|are|was|were|have been|had been)\s+there\b)", re.IGNORECASE
)
_MANY = ("s", "people", "men", "women", "children")
_BECAME = re.compile(r"[a-z]+ed|hurt|missing|dead|homeless|lost")
_THOSE = re.compile(r"^(?:how many|the)\s+(?=[\w-]+$)", re.IGNORECASE)
_SINCE_WHEN = re.compile(
    r"now|today|currently|at the moment|last (?:year|month|week|quarter|season)|"
    r"(?:a|one|two|three|five|ten) (?:year|month|week|quarter|decade)s? (?:ago|earlier|before)",
    re.IGNORECASE,
)
_UNTIL_THEN = re.compile(r"\s+(?:after|before|during|since|until|by)\s[^?]+(?=\W*$)", re.IGNORECASE)
_NOW = frozenset(
    "now then today yesterday tomorrow before after afterwards here there later earlier since so".split()
)
_THE_THING = re.compile(rf"^((?i:{_PREPOSITION})\s+)?(?i:the|an?)\s+(?:[\w'-]+\s+){{1,3}}([a-z][\w'-]+)$")


def about(last: str, other: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """The last question about something else: the thing, the name of the same kind or who was asked of gives
    way, else the first name to a name. Where nothing does, `other` is told in brackets."""
    if find_dates(other) or _PLACED.match(other):
        return at_another(last, other, parser)
    if again := (
        of_the_same_kind(last, other)
        or what_anothers(last, other)
        or about_another(last, other)
        or _there_were(last, other)
    ):
        return again
    new = next(iter(mentions_in_sentences([other], parser)), None)
    named = names_in_question(last, parser)
    of_kind = [m for m in named if new is not None and m.kind is new.kind]
    if not of_kind and (again := of_another_actor(last, other, parser)):
        return again
    is_name = re.search(CAPITAL, other) is not None
    things = [m for m in mentions if m.text in last and (is_name or m.kind is _kind_of(other, parser))]
    old = (of_kind or (named if is_name else []) or things)[:1]
    if not old:
        return f"{last.rstrip(' ?')} ({other})?"
    return _TWO_ARTICLES.sub("", with_name(last, old[0], other))


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
    other = became if _BECAME.fullmatch(became) else other
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
    dates = find_dates(last) if find_dates(where) else []
    if dates:
        span = dates[-1].span
        lead = re.search(r"\b(?:in|on|at|since|before|after|during|by|until|from)\s+$", last[: span.start])
        start = lead.start() if lead and where[0].islower() and " " in where else span.start
        return f"{last[:start]}{where}{last[span.end :]}"
    return (
        with_another_name(last, where, parser)
        or _with_another_phrase(last, where, parser)
        or f"{last.rstrip(' ?.')} {where}?"
    )


def at_another_time(last: str, when: str) -> str | None:
    """The last question with "now" or "a year ago" behind it, in the place of its "after the refit"; None if
    `when` is no such time, or the question has a date that it counts from."""
    if not _SINCE_WHEN.fullmatch(when) or find_dates(last):
        return None
    return f"{_UNTIL_THEN.sub('', last).rstrip(' ?.')} {when[:1].lower()}{when[1:]}?"


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


def asked_otherwise(word: str, last: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """ "When did X close?" as "Why did X close?", "Who owns it?" as "Why does Ann Bell own it?", or without a
    name as "Why does someone own it?"."""
    word = word[:1].upper() + word[1:]
    if re.match(rf"{AUX}\b", last, re.IGNORECASE):
        return _why_of(word, last)
    if _WHAT_IS.match(last) and _asks_only_what_is(last, parser):
        return f"{word}: {last}"
    asked = _ASKED.match(last)
    rest = _WHO.sub("", last)
    name = _whoever(last, rest.rstrip("?"), mentions) if rest != last else None
    if asked and not _WHO_DOES.match(last) and not (name and _WHO_IS_THE.match(last)):
        return f"{word} {last[asked.end() :]}"
    if rest == last:
        return f"{word}: {last}"
    first, _, more = rest.partition(" ")
    if re.fullmatch(AUX, first, re.IGNORECASE):
        return f"{word} {first} {name or 'someone'} {more}"
    (parse,) = parser.parse([last], deep=True)
    verb = parse.tokens[1]
    if name and stem(verb.lemma) != stem(first.rstrip("?")):
        return f"{word} was it that {name} {rest}"  # "won" is looked for, as the articles have it
    more = last[verb.span.end :]
    return f"{word} {_DOES.get(verb.tag, 'did')} {name or 'someone'} {verb.lemma}{more}"


def _asks_only_what_is(last: str, parser: Parser) -> bool:
    """True of "What was Norvane's profit?": nobody asks "Why was Norvane's profit?"."""
    (parse,) = parser.parse([last], deep=True)
    return any(t.dep == "ROOT" and t.pos == "AUX" for t in parse.tokens)


def _why_of(word: str, last: str) -> str:
    """ "Did Ann Bell resign?" as "Why did Ann Bell resign?", for "why not" as "Why didn't she?"."""
    aux, rest = last.split(" ", 1)
    asked, is_not = re.subn(r"\s+not$", "", word)
    aux = _NOT.get(aux.lower(), f"{aux.lower()}n't") if is_not else aux.lower()
    return f"{asked} {aux} {rest}"


def _whoever(last: str, did: str, mentions: Sequence[Antecedent]) -> str | None:
    """Whom the answer to "who" named: a person, or the one organisation."""
    new = [m for m in mentions if m.text not in last and did not in m.text]
    people = [m.text for m in new if m.kind is Kind.PERSON]
    others = [m.text for m in new if m.kind is Kind.THING and m.text[:1].isupper()]
    return people[0] if people else others[0] if len(others) == 1 else None
