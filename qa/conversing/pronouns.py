"""Whom "he", "she", "it", "they" and "there" of a question mean, taken from what was said before it.

By grammar and in plain rules: a pronoun that has something to stand for in its own question is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.text import CAPITAL, normalise
from qa.conversing.kinds import Antecedent, Kind, is_site
from qa.conversing.she_or_he import Gender
from qa.language.grammar import Grammar
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse, Parser

_PRONOUNS = {
    **dict.fromkeys(("he", "she", "him", "her", "his", "hers"), Kind.PERSON),
    **dict.fromkeys(("it", "its"), Kind.THING),
    **dict.fromkeys(("they", "them", "their", "theirs"), Kind.THINGS),
    "there": Kind.PLACE,
}
GENDERS = {
    **dict.fromkeys(("he", "him", "his"), Gender.HE),
    **dict.fromkeys(("she", "her", "hers"), Gender.SHE),
}
# What stands in where nothing of the kind was spoken of: a company is "they", a pair of works is "it".
_INSTEAD = {
    Kind.PERSON: (),
    Kind.THING: (Kind.THINGS, Kind.PLACE),
    Kind.THINGS: (Kind.THING,),
}
# Who does or has these is no bridge; and what is admitted or done is told, and no thing.
_ACTS = frozenset(
    """
    accept accuse admit agree apologise arrest ask believe blame buy catch claim decide demand deny do
    expect fear find hire hope intend know mean object offer own pay plan promise protest react refuse
    say sell sue tell think threaten vote want warn win
    """.split()
)
_THINGS_DO = frozenset("claim do mean threaten win".split())  # a storm does damage, a film wins
_OF_WHO_ACTS = frozenset(
    """
    boss ceo chair chairman chairwoman chief claim demand director founder head lawyer leader member name
    opinion plan president rival secretary spokesman spokeswoman view
    """.split()
)
_LEADS = frozenset("chair head join lead represent".split())
_TOLD = frozenset("admit believe confirm deny do doubt explain know mean predict regret say think".split())
# What only a thing can, and no date or price of one.
_THINGS_ONLY = frozenset(
    "build buy carry close cost design hold make open own reopen run sell use weigh".split()
)
_HAPPENS = {
    "nsubj": frozenset({"happen", "occur"}),
    "nsubjpass": frozenset("bring call cancel delay postpone put reschedule schedule".split()),
    "dobj": frozenset({"cause", "trigger"}),
}
_FACT = (
    "age|aim|amount|cause|cost|date|day|height|length|name|number|price|purpose|rate|reason|result|share|size|"
    "time|value|weight"
)
_FACT_OF = re.compile(
    rf"^(?:(?:the|an?) (?:[\w-]+ ){{0,2}}(?:{_FACT})s? of (.+)|(.+?)['’]s? (?:[\w-]+ ){{0,2}}(?:{_FACT})s?)$"
)
_ARTICLE = re.compile(r"^The ")
_MOST_OWNING = 5  # words: nobody reads "the man who won the vote in Velm in 2019's wife"
_CLAUSE = re.compile(r"['’]s?\b| (?:who|that|which) ")
_THE_TWO = re.compile(r"\b(?:the two|both|the pair) of them\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(
    r"\b(?:one|two|both|either|neither|each|any|some|most|all|many|few|half|none) of $", re.I
)
_HAS_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their|these|those)\s")
_NAMED = re.compile(CAPITAL)
_SEVERAL = re.compile(
    r"(?:the |all )*(?:two|three|four|five|six|seven|eight|nine|ten|both|several)\b", re.IGNORECASE
)
BY_HOW_MUCH = re.compile(r"by how (?:much|many)\b", re.IGNORECASE)
# "What is it that he wants": nothing is meant by it.
_IS_IT = re.compile(
    rf"(?i:wh\w+|how) (?:is|was) it (?:that |who )?(?:he|she|they|the [a-z]+|{CAPITAL}[\w-]+)\b"
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_ASKS_WHO = re.compile(r"(?:who|how many)(?! (?:did|does|do|is|are|was|were)\b)", re.IGNORECASE)


def fill(question: str, mentions: Sequence[Antecedent], parser: Parser) -> str:
    """`question` with its pronouns replaced by what they mean, where `mentions` (best first) say it."""
    text = normalise(question).text
    pair = next((m.text for m in mentions if m.kind is Kind.THINGS and m.acts and " and " in m.text), None)
    text = _THE_TWO.sub(pair, text, count=1) if pair else text
    (parse,) = parser.parse([text], deep=True)
    out, at = "", 0
    filled: dict[Kind, str] = {}
    is_unclear = False
    for n, token in enumerate(parse.tokens):
        word = token.span.of(text).lower()
        kind = _PRONOUNS.get(word)
        if kind is None or kind in filled or _means_nothing_said(parse, n, kind):
            continue
        owns = _owns(parse, n)
        known = [text.lower(), *filled.values()]
        fitting = [m for m in mentions if not _is_in(m.text, known) and not (owns and _is_long(m.text))]
        is_of_several = _OF_SEVERAL.search(text, 0, token.span.start) is not None
        if is_of_several:
            fitting = [m for m in fitting if m.kind is Kind.THINGS]
        if _happens(parse, n):
            fitting = [m for m in fitting if not is_named_body(m) and m.kind is not Kind.PLACE]
        meant = _meant(kind, GENDERS.get(word), fitting, acts=_acts(parse, n, kind))
        is_unclear = is_unclear or (meant is None and kind is Kind.PERSON)
        if meant is None or (is_named_body(meant) and _is_measured(parse, n)):
            continue
        if is_unclear and meant.by_the_way:
            continue  # where he was, who is not known himself
        meant = _of_which(meant, parse, n)
        filled[kind] = meant.text.lower()
        lead = "" if kind is not Kind.PLACE else "in " if meant.kind is kind else "at "
        if is_of_several and meant.text.islower() and not _HAS_ARTICLE.match(meant.text):
            lead = "the "
        said = _ARTICLE.sub("the ", meant.text) if token.span.start else meant.text
        out += text[at : token.span.start] + lead + (_possessive(said) if owns else said)
        at = token.span.end
    return out + text[at:]


def _of_which(meant: Antecedent, parse: Parse, n: int) -> Antecedent:
    """The bridge, where "the date of the bridge" costs or carries something."""
    found = _FACT_OF.match(meant.text)
    verb = parse.tokens[parse.tokens[n].head].lemma
    return replace(meant, text=found[1] or found[2]) if found and verb in _THINGS_ONLY else meant


def _means_nothing_said(parse: Parse, n: int, kind: Kind) -> bool:
    """True of the "it" of "it rains" or "did he admit it", of whose is not said, and of what means something
    in its own question."""
    token, text = parse.tokens[n], parse.text
    if token.dep == "expl" or _has_own(parse, n, kind) or (_IS_IT.match(text) and n == 2):
        return True
    if _owns(parse, n):
        # "How many lost their homes", "and the minister his?"
        is_last = n + 1 == len(parse.tokens) or parse.tokens[n + 1].pos == "PUNCT"
        return is_last or _ASKS_WHO.match(text[: token.span.start]) is not None
    is_told = token.dep == "dobj" and parse.tokens[token.head].lemma in _TOLD
    return kind is Kind.THING and is_told


def is_named_body(mention: Antecedent) -> bool:
    """True of a firm or a court by its name: "by how much was it cut" asks of neither."""
    return mention.acts and mention.kind is Kind.THING and _NAMED.search(mention.text) is not None


def _is_measured(parse: Parse, n: int) -> bool:
    """True of what "by how much was it cut" asks about: a figure, and no firm or court."""
    token = parse.tokens[n]
    is_subject = token.dep in ("nsubj", "nsubjpass")
    return is_subject and BY_HOW_MUCH.match(parse.text) is not None


def _happens(parse: Parse, n: int) -> bool:
    """True of what happened, was put off or was caused: that is no firm, no hospital and no town."""
    token = parse.tokens[n]
    return parse.tokens[token.head].lemma in _HAPPENS.get(token.dep, ())


def _owns(parse: Parse, n: int) -> bool:
    token = parse.tokens[n]
    return token.tag == "PRP$" or token.span.of(parse.text).lower() in {"his", "its", "their"}


def _acts(parse: Parse, n: int, kind: Kind) -> bool:
    """True if only who can act is meant by the pronoun: "they want", "their names", "its director"."""
    token = parse.tokens[n]
    above = parse.tokens[token.head]
    if _owns(parse, n):
        return above.lemma.lower() in _OF_WHO_ACTS
    acting = _ACTS - _THINGS_DO if kind is Kind.THING else _ACTS
    is_doer = token.dep == "nsubj" and not Grammar(parse).is_passive(token.head)
    is_led = token.dep == "dobj" and above.lemma in _LEADS
    return is_led or (is_doer and above.lemma in acting)


def _is_in(text: str, known: Iterable[str]) -> bool:
    """True if one of the `known` holds `text`, as words: nobody believes himself."""
    form = re.compile(rf"\b{re.escape(text.lower())}(?!\w)")
    return any(form.search(one) for one in known)


def _is_long(text: str) -> bool:
    return len(text.split()) > _MOST_OWNING or _CLAUSE.search(text) is not None


def _meant(
    kind: Kind, gender: Gender | None, mentions: Sequence[Antecedent], *, acts: bool
) -> Antecedent | None:
    """The likeliest of the kind: "her" is nobody who is known for a man, "they" no one thing that says and
    does nothing, nor a single person."""
    fitting = [m for m in mentions if gender is None or m.gender in (None, gender)]
    if acts:
        fitting = [m for m in fitting if m.acts]
    if kind is Kind.PLACE:
        fitting = [m for m in fitting if m.kind is kind or (is_site(m) and not m.by_the_way)]
        return next(iter(sorted(fitting, key=lambda m: m.by_the_way)), None)
    if kind is Kind.THINGS:
        fitting = [m for m in fitting if (m.kind is kind or m.acts) and not (m.by_the_way and m.ago)]
    if kind is Kind.THINGS and acts:
        return next((m for m in fitting if m.kind in (Kind.THINGS, Kind.THING)), None)
    # "It" is no place that only stands in an answer, and no "nurses".
    fitting = [m for m in fitting if kind is m.kind or not (m.by_the_way and m.kind is Kind.PLACE)]
    if kind is Kind.THING:
        fitting = [m for m in fitting if m.kind is not Kind.THINGS or _is_named_pair(m.text)]
    likely = [m for k in (kind, *_INSTEAD[kind]) for m in fitting if m.kind is k]
    return _of_one_turn(likely, kind, gender)


def _of_one_turn(likely: Sequence[Antecedent], kind: Kind, gender: Gender | None) -> Antecedent | None:
    """The first of the `likely`; but "she" is rather who is known for a woman, of two spoken of in one turn,
    and "they" a union that was spoken of since."""
    if not likely:
        return None
    first = likely[0]
    if kind is Kind.PERSON and first.gender is None:
        known = (m for m in likely if m.ago == first.ago and m.gender is gender)
        return next(known, first) if gender else first
    if kind is Kind.THINGS:
        since = (m for m in likely if m.ago < first.ago and m.kind is Kind.THING and not m.by_the_way)
        return next(since, first)
    return first


def _is_named_pair(text: str) -> bool:
    """True of the works "Seeds and Salt", and of "the Calder Mills", which are one; not of "two mills"."""
    return " and " in text or (_NAMED.search(text) is not None and not _SEVERAL.match(text))


def in_the_same_place(
    question: str, mentions: Sequence[Antecedent], last: str, parser: Parser
) -> list[Antecedent]:
    """`mentions` with that first which stands in the `last` question where a pronoun does in `question`: for
    "what did Velm pay for it" the quay of "how much did Norvane pay for the quay"."""
    now, before = parser.parse([normalise(question).text, normalise(last).text], deep=True)
    places = {
        place
        for n, t in enumerate(now.tokens)
        if t.span.of(now.text).lower() in _PRONOUNS and (place := _place(now, n))
    }
    there = [t.span for n, t in enumerate(before.tokens) if t.pos in _NOUNS and _place(before, n) in places]
    meant = [m for m in mentions if any(m.text.endswith(span.of(before.text)) for span in there)]
    return [*meant, *(m for m in mentions if m not in meant)]


def _place(parse: Parse, n: int) -> tuple[str, ...] | None:
    """What is done to the token at `n`, and with which little word: ("pay", "for"); None of who does it."""
    token = parse.tokens[n]
    above = parse.tokens[token.head]
    if token.dep == "dobj":
        return (above.lemma,)
    return (parse.tokens[above.head].lemma, above.lemma) if token.dep == "pobj" else None


def _possessive(text: str) -> str:
    return f"{text}'" if text.endswith("s") else f"{text}'s"


def _has_own(parse: Parse, pronoun: int, kind: Kind) -> bool:
    """True if something before the pronoun can be what it means: in another clause of the question, or as who
    does what is done to "his"."""
    verb = _verb_of(parse, pronoun)
    if _owns(parse, pronoun) and _is_subjects(parse, pronoun, verb, kind):
        return True
    is_past_verb = False
    people = [e.span for e in parse.entities if e.label == "PERSON"]
    for n, token in enumerate(parse.tokens[:pronoun]):
        is_person = any(s.start <= token.span.start < s.end for s in people)
        fits = is_person if kind is Kind.PERSON else token.pos in _NOUNS and not is_person
        if is_past_verb and fits and (_verb_of(parse, n) != verb or token.dep == "poss"):
            return True
        is_past_verb = is_past_verb or token.pos in _VERBS
    return False


def _is_subjects(parse: Parse, pronoun: int, verb: int, kind: Kind) -> bool:
    """True if who does `verb` is named before "his" or "its" and may be whose it is: "which of the sponsors
    withheld its money"."""
    grammar = Grammar(parse)
    before = [n for n in grammar.children(verb, {"nsubj"}) if n < pronoun]
    if not before or grammar.tokens[verb].lemma == "be":
        return False
    subject = grammar.tokens[before[0]]
    if subject.pos not in _NOUNS:
        return subject.tag in {"WDT", "WP"}
    label = grammar.label(before[0])
    is_person = label == "PERSON" or subject.lemma.lower() in ROLE_WORDS
    is_many = label == "ORG" or subject.tag in {"NNS", "NNPS"}
    return {Kind.PERSON: is_person, Kind.THINGS: is_many}.get(kind, not is_person)


def _verb_of(parse: Parse, n: int) -> int:
    """The nearest verb above the token; the topmost token where there is none."""
    for _ in parse.tokens:
        above = parse.tokens[n].head
        if above == n:
            break
        n = above
        if parse.tokens[n].pos in _VERBS:
            break
    return n
