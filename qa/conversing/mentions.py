"""What a question or a sentence speaks of, in words that can stand in a question: what a pronoun may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.models import Span
from index.text import CAPITAL, normalise, unaccented
from qa.conversing.first_names import MEN, WOMEN
from qa.conversing.kinds import NAME_LABELS, Antecedent, Kind, antecedent_of, is_built, kind_of
from qa.conversing.naming import introduced
from qa.conversing.she_or_he import gender_of
from qa.dates import MONTHS, WEEKDAYS
from qa.language.nlp import Entity, Parse, Parser, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_IN_A_SUBJECT = _NOUNS | {"DET", "ADJ", "ADV", "NUM", "PART"}
_PLACES = {"ROOT": 0, "nsubj": 0, "nsubjpass": 0, "dobj": 1, "attr": 2, "pobj": 3}
_ASKING = re.compile(r"^(?:which|what|how many|how much|whose)\s+", re.IGNORECASE)
_HOW_MANY = re.compile(r"^how (?:many|much)\b", re.IGNORECASE)
_CAPITALISED = re.compile(rf"(?<!^)\b{CAPITAL}[\w-]+(?! {CAPITAL})")  # not the Merrow of "Merrow Air"
_FIRST_AND_LAST = re.compile(rf"\b({CAPITAL}[\w-]+) (?=({CAPITAL}[\w-]+))")
_PERSONAL = frozenset("Mr Mrs Ms Miss Sir Dr Professor Judge".split())
# "Finance" is nobody in "Finance Minister Tom Orr", nor "Velmoran" in "Velmoran Prime Minister".
_OF_OFFICE = re.compile(r" (?:[A-Z][a-z]+ )?(?:Minister|Secretary|Commissioner)s?\b")
_DEMONYM = re.compile(
    r"[A-Z][a-z]+(?:an|ese|ish) (?:[a-z]+ )?(?=head|leader|government|side|official|part|voter|broadcaster|"
    r"newspaper|daily|firm|compan|group|bank|maker|producer|manufacturer|minist|president|parliament|court|"
    r"police)"
)
_MORE_NAME = re.compile(rf"(?: {CAPITAL}[\w'-]+)+")
_WERE_THERE = re.compile(r"(?:is|are|was|were|have been|has been|had been) there\b")
_WHO = re.compile(r"^who\s+(?!did\b|does\b|do\b)(.+)", re.IGNORECASE)
_WHO_IS = re.compile(r"^who\s+(?:is|was|are|were)\s+(the\s.+)", re.IGNORECASE)
_WHO_IS_NAMED = re.compile(rf"^(?i:who\s+(?:is|was|are|were))\s+{CAPITAL}")
# Not "what is known about the library".
# "The visit of Ann Bell" of "When will Ann Bell visit Velmar?".
_EVENTS = {"visit": "visit", "travel": "trip", "come": "visit", "meet": "meeting", "arrive": "arrival"}
_WHAT_IS_DONE = re.compile(
    rf"^(?:when|where|why|how)\s+(?:will|did|does|do|would|is|was)\s+((?:the\s)?[^,]+?)\s+"
    rf"(?:going to |due to |to )?({'|'.join(_EVENTS)}|coming|visiting|travelling|meeting|arriving)\b",
    re.IGNORECASE,
)
_WHAT_WAS = re.compile(
    r"^what\s+((?:is|was|are|were|has\s+been|have\s+been)\s+(?!(?:known|said|heard|told|thought|reported)\b).+)",
    re.IGNORECASE,
)
# Nobody goes on from "in favour" or "the fact that".
_EMPTY = frozenset(
    """
    addition advance bail behalf board case charge detail display duty fact favour front hand hold leave order
    part place politics power public question response return sale time times top total turn vain way
    """.split()
)
_BEGINS_TO_ASK = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
# Where one is left the words stand for nothing yet.
_POINTING = re.compile(r"\b(?:he|him|his|she|hers?|it|its|they|them|theirs?)\b", re.IGNORECASE)
_OWN_CLAUSE = re.compile(r"(?<=\w) that .*\btheir\b.*$")
# Nobody goes on from "any denial" or "the others".
_NO_MATTER_WHICH = re.compile(
    r"(?:any|some|no|every|each|another|other|such)\b|the other\b|"
    r"(?:the )?(?:\w+ )?(?:ones?|rest|others?|same)$",
    re.IGNORECASE,
)
# "Velmar buying", behind the "is" of "What is Velmar buying?", is Velmar.
_DOING = re.compile(
    rf"^((?:the )?{CAPITAL}[\w.&-]*(?: {CAPITAL}[\w.&-]*)*) (?:[a-z]+(ing)(?: [a-z-]+)?|[a-z]+)$"
)
# "Ann Bell still chair", of "Is Ann Bell still chair?".
_STILL = re.compile(
    rf"({CAPITAL}[\w'’-]*(?: {CAPITAL}[\w'’-]*)*) (?:still|now|already|yet|really|currently) "
)
_DID_BEFORE = re.compile(
    r"(?:wh\w+ |how )?(?:will|did|does|do|can|could|would|should|may|might) ", re.IGNORECASE
)
_THEN = r"(?=$| (?:now|today|in|on|at|by|for|from|to|with|after|before|last|next|this)\b)"
_IS, _DO = "is|are|was|were", "did|does|do|will|would|can|could"
_TIMES = frozenset(w.lower() for w in (*WEEKDAYS, *MONTHS)) | frozenset(
    "year month week day hour quarter decade morning afternoon evening night today yesterday tomorrow".split()
)
_END_OF = re.compile(
    rf"(?:the )?(?:end|beginning|start|middle|turn) of (?:the )?(?:{'|'.join(MONTHS)}|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# "The" stands within no name for a thing but behind these: "Calder Water ring the town hall" is none.
_LEADING_NAME = re.compile(rf"{CAPITAL}[\w.&'-]*(?:\s+{CAPITAL}[\w.&'-]*)*(?=\s)")
_INNER_ARTICLE = re.compile(r"(\S+)\s+(?:the|an?)\s", re.IGNORECASE)
_BEFORE_AN_ARTICLE = frozenset(
    """
    of in on at to for from by with under over near about against between during after before behind off into
    and or all both half as than per
    """.split()
)
_INITIALS = 5  # of a body, at most
_MANNER = ("in", "by", "at", "under", "per")
_CLAUSE = re.compile(r" (?:who|that|which)\b")
# "The chief executive answer Ambrel's" ends before what is Ambrel's; "the owner of Burton's" is whole.
_CUT_OFF = re.compile(r"\b(?!(?:of|at|in|on|for|by|with|from|to|and|the|an?) )[a-z]+ [^\W\d_][\w-]*['’]s$")
_ASK_FIRST = frozenset(
    "did does do will would can could should may might must is are was were has have had".split()
)
_DID = frozenset("did does do will would can could should may might must".split())


def mentions_in_question(question: str, parser: Parser) -> list[Antecedent]:
    """What `question` speaks of, the likeliest to be meant by a pronoun first."""
    text = normalise(question).text.rstrip(" ?.!")
    (parse,) = parser.parse([text], deep=True)
    out = list(_asked_for(text, parse))
    names = _names_asked(parse)
    out += [m for m in names if m.kind is Kind.PERSON]
    subject = _subject_of_did(parse)
    if subject:
        first, last = (parse.tokens[n] for n in (subject[0], subject[-2]))
        said = text[first.span.start : last.span.end]
        # "The tram in Velm" is a tram.
        at = next((n for n in subject if n > subject[0] and parse.tokens[n].pos == "ADP"), subject[-1])
        if all(m.text != said for m in out):
            out.append(antecedent_of(parse.tokens[at - 1], parse, said))
    phrases = [
        (t, phrase)
        for n, t in enumerate(parse.tokens)
        if t.pos in _NOUNS and t.dep in _PLACES and n not in subject
        for phrase in (*_both(parse, n), _phrase(parse, n))
    ]
    # What is only counted or measured is the least likely.
    phrases.sort(key=lambda found: (_HOW_MANY.match(found[1]) is not None, _PLACES[found[0].dep]))
    for token, phrase in phrases:
        said = _as_said(text, phrase)
        if said and not _stands_for_nothing(token, parse, said) and not any(m.text == said for m in out):
            out.append(antecedent_of(token, parse, said))
    has_verb = any(t.pos == "VERB" for t in parse.tokens)
    verb = _verb_taken_for_noun(parse)
    unbroken = (_unbroken(_without(verb, m, text), text, has_verb=has_verb) for m in out)
    known = [m for m in unbroken if not (_is_misread(m.text) or _NO_MATTER_WHICH.match(m.text))]
    known += [m for m in names if all(m.text not in other.text for other in known)]
    return [m for n, m in enumerate(known) if all(m.text != o.text for o in known[:n])]


def _unbroken(mention: Antecedent, question: str, *, has_verb: bool) -> Antecedent:
    """ "Norvane Water" of "Norvane Water ring the town hall" and of "what does Norvane Water cost", where the
    parser took the verb for a noun."""
    if still := _STILL.match(mention.text):
        return replace(mention, text=still[1])
    if _DID_BEFORE.match(question) and (works := re.search(rf"{re.escape(mention.text)} works\b", question)):
        return Antecedent(works[0], Kind.THING, acts=True)  # no verb: "will the Orvane works reopen"
    doing = None if has_verb else _DOING.match(mention.text)
    if doing and re.search(
        rf"\b(?:{_DO if doing[2] is None else _IS}) {re.escape(mention.text)}{_THEN}", question
    ):
        return Antecedent(doing[1], Kind.THING, acts=not is_built(doing[1]))
    name = _LEADING_NAME.match(mention.text) if _is_broken(mention.text) else None
    return Antecedent(name[0], Kind.THING) if name else mention


def _verb_taken_for_noun(parse: Parse) -> Span | None:
    """Where "founder" stands in "What did the rescue of Merrow Air founder on", if no verb was found."""
    tokens = parse.tokens
    did = next((n for n, t in enumerate(tokens) if t.span.of(parse.text).lower() in _DID), len(tokens))
    clause = list(takewhile(lambda t: t.pos != "PUNCT", tokens[did + 1 :]))
    if any(t.tag == "VB" for t in clause):
        return None
    for before, token, behind in zip(clause, clause[1:], [*clause[2:], None], strict=False):
        is_last = behind is None or behind.pos == "ADP"
        if token.tag == "NN" and before.pos in _NOUNS and is_last and token.span.of(parse.text).islower():
            return token.span
    return None


def _without(verb: Span | None, mention: Antecedent, question: str) -> Antecedent:
    """ "The rescue of Merrow Air", of which the verb behind it was taken for a part."""
    start = question.find(mention.text)
    is_part = verb is not None and start >= 0 and start + len(mention.text) == verb.end
    return replace(mention, text=mention.text.rpartition(" ")[0], kind=Kind.THING) if is_part else mention


def _is_broken(said: str) -> bool:
    """True if an article stands where none can stand in one phrase."""
    phrase = _CLAUSE.split(said, maxsplit=1)[0]
    return any(m[1].lower() not in _BEFORE_AN_ARTICLE for m in _INNER_ARTICLE.finditer(phrase))


def names_in_question(question: str, parser: Parser) -> list[Antecedent]:
    """The names in `question`, in their order, each once."""
    (parse,) = parser.parse([normalise(question).text])
    return list(dict.fromkeys(_names_asked(parse)))


def _names_asked(parse: Parse) -> list[Antecedent]:
    """The names in a question; the "Will" of "Will Ann Bell resign" is none of hers."""
    return [
        replace(m, text=bare) if (bare := _asking_first(m.text, parse.text)) else m for m in _names(parse)
    ]


def _asking_first(name: str, question: str) -> str | None:
    first, _, rest = name.partition(" ")
    begins = rest and first.lower() in _ASK_FIRST and question.startswith(f"{name} ")
    return rest if begins else None


def _stands_for_nothing(token: Token, parse: Parse, said: str) -> bool:
    return (
        _is_empty(token, parse, said)
        or _is_time(token, parse, said)
        or _is_manner(token, parse, said)
        or _is_verb(token, parse)
    )


def _is_verb(token: Token, parse: Parse) -> bool:
    """True of the last word of "Why did Pike dissent?", which the parser took for a noun."""
    first = next((t for t in parse.tokens if t.span.of(parse.text).lower() in _DID), None)
    if first is None or any(t.pos == "VERB" for t in parse.tokens):
        return False
    words = parse.text[first.span.end : token.span.end].split()
    return (
        token.span.end == len(parse.text)
        and token.tag == "NN"
        and len(words) > 1
        and words[-1].islower()
        and all(w[:1].isupper() for w in words[:-1])
    )


def _is_manner(token: Token, parse: Parse, said: str) -> bool:
    """True of what "in cash", "by helicopter" and "under arrest" end with."""
    before = parse.tokens[token.head].span.of(parse.text).lower()
    return (
        token.dep == "pobj" and token.tag == "NN" and said.islower() and " " not in said and before in _MANNER
    )


def _is_time(token: Token, parse: Parse, said: str) -> bool:
    """True of "the year before", "Tuesday" and "the end of May": nobody means them by "it"."""
    is_dated = any(
        e.label in ("DATE", "TIME") and e.span.start <= token.span.start < e.span.end for e in parse.entities
    )
    return (is_dated and token.lemma.lower() in _TIMES) or _END_OF.match(said) is not None


def _is_empty(token: Token, parse: Parse, said: str) -> bool:
    """True of "favour", and of "top of the payments"."""
    return token.span.of(parse.text).lower() in _EMPTY and said.split()[0].lower() not in ("the", "a", "an")


def _is_misread(said: str) -> bool:
    # "The people that lost their homes" says whose.
    asks = _BEGINS_TO_ASK.match(said) or _POINTING.search(_OWN_CLAUSE.sub("", said))
    return bool(asks) or _is_broken(said) or said.endswith(("'", "’")) or bool(_CUT_OFF.search(said))


def _asked_for(text: str, parse: Parse) -> Iterator[Antecedent]:
    """Who or what the question asks for: "the person who led it", "the thing that was stolen"."""
    if found := _WHO_IS.match(text):
        yield Antecedent(found[1], Kind.PERSON)
    elif (found := _WHO.match(text)) and not _WHO_IS_NAMED.match(text):
        yield Antecedent(f"the person who {found[1]}", Kind.PERSON)
    elif (found := _WHAT_WAS.match(text)) and parse.tokens[0].dep == "nsubjpass":
        yield Antecedent(f"the thing that {found[1]}", Kind.THING, acts=False)
    elif (found := _WHAT_IS_DONE.match(text)) and not _POINTING.search(found[1]):
        deed = next(noun for verb, noun in _EVENTS.items() if found[2].lower().startswith(verb[:-1]))
        yield Antecedent(f"the {deed} of {found[1]}", Kind.THING, acts=False)


def _subject_of_did(parse: Parse) -> range:
    """Where the subject of "did" stands, and behind it the verb, if the parser took that for a noun ("When
    did Kestrel Bridge reopen"); empty if not."""
    did = next((n for n, t in enumerate(parse.tokens) if t.span.of(parse.text).lower() in _DID), None)
    if did is None or any(t.pos == "VERB" for t in parse.tokens[did + 1 :]):
        return range(0)
    end, n_tokens = did + 1, len(parse.tokens)
    while end < n_tokens and parse.tokens[end].pos in _IN_A_SUBJECT:
        end += 1
    is_lower = end > did + 2 and parse.tokens[end - 1].span.of(parse.text).islower()
    if is_lower and (end == n_tokens or parse.tokens[end - 2].pos == "PROPN"):
        return range(did + 1, end)
    # "What did the library in Kirkby cost": the name and the "noun" behind it are no one phrase.
    is_cut = end < n_tokens - 2 and parse.tokens[end].pos == "ADP" and parse.tokens[-2].pos == "PROPN"
    ends_lower = parse.tokens[-1].pos in _NOUNS and parse.tokens[-1].span.of(parse.text).islower()
    return range(did + 1, n_tokens) if is_cut and ends_lower else range(0)


def mentions_in_sentences(sentences: Sequence[str], parser: Parser) -> list[Antecedent]:
    """The names in `sentences`, in their order, each once."""
    parses = parser.parse([normalise(s).text for s in sentences])
    return list(dict.fromkeys(m for parse in parses for m in _names(parse)))


def full_names(mentions: Sequence[Antecedent]) -> list[Antecedent]:
    """The people among `mentions` who are named by more than one word: a lone one is as often a place."""
    return [m for m in mentions if m.kind is Kind.PERSON and " " in m.text]


def people_called(question: str, texts: Sequence[str]) -> list[Antecedent]:
    """The names in `question` that `texts` give to a person, by a first name or a title before them."""
    names = [m.group() for m in _CAPITALISED.finditer(question)]
    known = {m[2]: m[1] for text in texts for m in _FIRST_AND_LAST.finditer(text)}
    return [
        Antecedent(name, Kind.PERSON)
        for name in names
        if name in known and (unaccented(known[name].lower()) in WOMEN | MEN or known[name] in _PERSONAL)
    ]


def with_genders(
    mentions: Sequence[Antecedent], texts: Sequence[str], told: Sequence[str], parser: Parser
) -> list[Antecedent]:
    """`mentions` with the gender of each person where a title in `texts`, or a sentence `told`, tells it."""
    people = {s: [m for m in mentions_in_sentences([s], parser) if m.kind is Kind.PERSON] for s in told}
    alone = [sentence for sentence, named in people.items() if len(named) == 1]
    whole = [*mentions, *(m for named in people.values() for m in named)]
    return [
        replace(m, gender=gender_of(_whole_name(m, whole, texts), texts, alone))
        if m.kind is Kind.PERSON
        else m
        for m in mentions
    ]


def _whole_name(person: Antecedent, others: Sequence[Antecedent], texts: Sequence[str]) -> str:
    """ "Irina Dobrel" of "Dobrel", where nobody else bears that name among `others`, or in the `texts`."""
    named = (m.text for m in others if m.kind is Kind.PERSON and m.text[:1].isupper())
    bearing = {name for name in named if name.endswith(f" {person.text}")}
    if not bearing and " " not in person.text:
        found = (m for text in texts for m in _FIRST_AND_LAST.finditer(text) if m[2] == person.text)
        bearing = {f"{m[1]} {m[2]}" for m in found if unaccented(m[1].lower()) in WOMEN | MEN}
    return bearing.pop() if len(bearing) == 1 else person.text


def _names(parse: Parse) -> list[Antecedent]:
    """The names in a text, in order; who is introduced with an age is a person, whatever he is taken for."""
    people = introduced(parse.text)
    at = [span for span, _ in people]
    others = [(e.span, _named(e, parse)) for e in parse.entities if _is_name(e, parse)]
    others = [
        found for found in others if not any(found[0].start < s.end and s.start < found[0].end for s in at)
    ]
    return [m for _, m in sorted((*people, *others), key=lambda found: found[0].start)]


def _is_name(entity: Entity, parse: Parse) -> bool:
    is_org = entity.label == "ORG"
    is_office = is_org and _OF_OFFICE.match(parse.text, entity.span.end)
    is_adjective = is_org and _DEMONYM.match(parse.text, entity.span.start)
    return entity.label in NAME_LABELS and not is_office and not is_adjective


def _named(entity: Entity, parse: Parse) -> Antecedent:
    more = _MORE_NAME.match(parse.text, entity.span.end) if entity.label == "PERSON" else None
    name = parse.text[entity.span.start : more.end() if more else entity.span.end].partition(" - ")[0]
    # "in Aldersund" is no person, whatever the small pipeline takes it for.
    before = parse.text[: entity.span.start]
    is_within = re.search(r"\b(?:in|at|near) $", before) is not None
    kind = Kind.PLACE if is_within and entity.label == "PERSON" else kind_of(entity.label, name)
    if kind is Kind.PERSON and " " not in name and re.search(r"\b[Tt]he $", before):
        kind = Kind.THING  # a ship: "the Almira"
    if name.isupper() and len(name) > _INITIALS and not before.strip():
        name = name.title()  # of a dateline
    acts = entity.label not in ("FAC", "LOC") and not is_built(name)
    return Antecedent(re.sub(r"'s?$", "", name), kind, acts=acts)


def _both(parse: Parse, head: int) -> Iterator[str]:
    """ "Orsun and Oluk", where two names are joined at the token `head`."""
    joined = [n for n, t in enumerate(parse.tokens) if t.dep == "conj" and t.head == head]
    if len(joined) == 1 and {parse.tokens[n].pos for n in (head, *joined)} == {"PROPN"}:
        yield f"{_phrase(parse, head)} and {_phrase(parse, joined[0])}"


def _phrase(parse: Parse, head: int) -> str:
    """The words that hang on the token `head`, as they stand, without a clause at their end."""
    apart = {"relcl", "acl", "advcl", "cc", "conj", "punct"}
    clauses = {n for n, t in enumerate(parse.tokens) if t.dep in apart}
    clauses |= {n for n, t in enumerate(parse.tokens) if t.head == head < n and not _tells_which(parse, n)}
    own = {head}
    grown = True
    while grown:
        more = {n for n, t in enumerate(parse.tokens) if t.head in own and n not in clauses} - own
        own |= more
        grown = bool(more)
    start = min(parse.tokens[n].span.start for n in own)
    end = max(parse.tokens[n].span.end for n in own)
    return parse.text[start:end]


def _tells_which(parse: Parse, n: int) -> bool:
    """True of "of the boat" and "at the Port of Velmar" behind a noun; not of "in the end", and of what the
    parser only hangs there."""
    token = parse.tokens[n]
    if token.dep != "prep":
        return token.dep in {"case", "nummod", "compound"}
    objects = [t for t in parse.tokens if t.head == n and t.dep == "pobj"]
    is_named = any(t.pos == "PROPN" for t in objects)
    return is_named or token.span.of(parse.text).lower() in {"of", "for"}


def _as_said(text: str, phrase: str) -> str:
    """ "Which painting" of "Which painting was stolen" as "the painting that was stolen"."""
    bare = _ASKING.sub("", phrase)
    if bare == phrase:
        return phrase if re.search(r"\w{2}", phrase) else ""
    rest = text.removeprefix(phrase).strip() if text.startswith(phrase) else ""
    inverted = re.match(
        r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)\s+(?:the\b|[A-Z])", rest
    )
    is_told = rest and not inverted and not _WERE_THERE.match(rest)
    return f"the {bare} that {rest}" if is_told else f"the {bare}"
