"""Who followed whom in an office: "who did Haddad succeed?", "who took over from Pryce?".

The same sentence answers both, with another name, and says nothing of others: "the prime minister, Ann Bell,
named Darius Holm as her successor" tells whom he follows, and nothing of whom she did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.models import Span
from qa.language.words import content_stems, stems_in
from qa.reader import Evidence, Reading
from qa.reading.successions import ONE, OWNS, Person, successions_in

_BEST = 3  # sentences
_BESIDE = 0.5  # what other sentences are worth beside the two that tell it
_SURE, _UNSURE = 0.9, 0.3  # how sure an answer is whose two people are told, and one whose are others
_AUX = r"(?:(?:will|has|had|is|was|to|due|set|also|then|be) ){0,4}"
# "Who was arrested before him?" asks for no office.
_HELD = (
    r"(?:is|was|had been|has been|held|had|did|ran|runs|leads?|led|head(?:s|ed)|chair(?:s|ed)|coach(?:es|ed)|"
    r"manage[sd]|served|governed|owned|became|came)\b(?! (?:[a-z]+ed|shot|hurt|seen|held|told|sent) )"
)
_WHOM = rf"(?:[a-z][\w-]* ){{0,4}}(?P<name>{ONE})"
_AS = r"(?: (?:as|at|in) [\w' ]{3,50})?\W*$"
_FOLLOW = r"(?:replaced?|succeed(?:ed)?|follow(?:ed)?|taken? over from)"
_FOLLOWS = r"(?:replac\w+|succeed\w*|follow(?:s|ed)|t(?:akes?|ook|aken|aking) over from)"
_CHOSEN = r"(?:been )?(?:appointed|named|chosen|hired|elected)"
_ASKS_BEFORE = [
    re.compile(rf"\W*(?:and )?whom? {form}", re.IGNORECASE)
    for form in (
        rf"{_HELD}(?:.*) before (?-i:{_WHOM})\W*$",
        rf"(?:did|does|will|has|had) (?-i:{_WHOM}) {_FOLLOW}{_AS}",
        rf"(?:is|was) (?-i:{_WHOM}) (?:due to |set to |to )?(?:replac|succeed|tak)\w*(?: over from)?{_AS}",
        rf"preceded (?-i:{_WHOM}){_AS}",
        rf"(?:is|was) (?-i:{_WHOM})['’]s? predecessor{_AS}",
        rf"(?:is|was) the predecessor (?:of|to) (?-i:{_WHOM}){_AS}",
    )
]
_ASKS_AFTER = [
    re.compile(rf"\W*(?:and )?who {form}", re.IGNORECASE)
    for form in (
        rf"{_HELD}(?:.*) after (?-i:{_WHOM})\W*$",
        rf"{_AUX}{_FOLLOWS} (?-i:{_WHOM}){_AS}",
        rf"{_AUX}{_CHOSEN} to {_FOLLOW} (?-i:{_WHOM}){_AS}",
        rf"(?:is|was|will be) (?-i:{_WHOM})['’]s? (?:successor|replacement){_AS}",
        rf"(?:is|was|will be) the (?:successor|replacement) (?:of|to|for) (?-i:{_WHOM}){_AS}",
    )
]
_OFFICE = re.compile(
    r"\W*who (?:is|was|had been|has been|became|served as) (?!it\b|there\b|in )(?P<office>.+) "
    r"(?:before|after) ",
    re.IGNORECASE,
)


def asks_who_followed(question: str) -> bool:
    """True of "who did Haddad succeed?", "who ran it before Haddad?" and "who took over from Pryce?"."""
    return _named(_ASKS_BEFORE, question) is not None or _named(_ASKS_AFTER, question) is not None


def with_who_followed(reading: Reading, others: Iterable[Evidence] = ()) -> Reading:
    """`reading` with the sentence first that tells who followed whom, where the question asks that of
    somebody by name; less sure where it asks so and the best tell it of others only. `others` are sentences
    found that were not read."""
    question = reading.view.text
    newer, older = _named(_ASKS_BEFORE, question), _named(_ASKS_AFTER, question)
    name = newer or older
    if name is None or not reading.evidence:
        return reading
    for evidence in (*reading.evidence, *others):
        if not _is_on_the_same(evidence, reading, name) or not _is_of_office(evidence, question):
            continue
        for told in successions_in(*evidence.places[0]):
            known, sought = (told.new, told.old) if newer else (told.old, told.new)
            if _is_the_same(known.name, name) and not _is_the_same(sought.name, name):
                return _first(reading, evidence, sought)
    is_told_of_others = any(successions_in(*e.places[0]) for e in reading.evidence[:_BEST])
    return replace(reading, confidence=min(reading.confidence, _UNSURE)) if is_told_of_others else reading


def _named(forms: Sequence[re.Pattern[str]], question: str) -> str | None:
    """Whom a question names that has one of the `forms`."""
    asked = next(filter(None, (form.match(question) for form in forms)), None)
    return OWNS.sub("", asked["name"]) if asked else None


def _first(reading: Reading, evidence: Evidence, sought: Person) -> Reading:
    """`reading` with the sentence first that names who is sought, and then that of the succession."""
    score = reading.evidence[0].score
    article, span = evidence.places[0]
    named = [e for e in reading.evidence if e.places[0][0] is article and _covers(e.places[0][1], sought.at)]
    first = evidence if _covers(span, sought.at) or not named else named[0]
    told = [replace(e, score=score) for e in dict.fromkeys((first, evidence))]
    others = (e for e in reading.evidence if e is not first and e is not evidence)
    rest = (replace(e, score=_BESIDE * e.score) for e in others)
    start = first.places[0][1].start
    at = (
        Span(sought.at.start - start, sought.at.end - start)
        if _covers(first.places[0][1], sought.at)
        else None
    )
    return replace(
        reading, evidence=(*told, *rest), confidence=max(reading.confidence, _SURE), short=at, earlier=()
    )


def _covers(span: Span, at: Span) -> bool:
    return span.start <= at.start and at.end <= span.end


def _is_on_the_same(evidence: Evidence, reading: Reading, name: str) -> bool:
    """True if the article names what else the question does."""
    article = evidence.places[0][0]
    text = f"{article.title}\n{article.text}".lower()
    return all(
        word.lower() in text for other in reading.view.names for word in other.split() if word not in name
    )


def _is_of_office(evidence: Evidence, question: str) -> bool:
    """True if the article has the words for the office that the question names."""
    asked = _OFFICE.match(question)
    return asked is None or set(content_stems(asked["office"])) <= stems_in(evidence.places[0][0].text)


def _is_the_same(one: str, other: str) -> bool:
    """True of "Holm" and "Darius Holm", and not of "Ann Holm" and "Darius Holm"."""
    short, long = sorted((one.split(), other.split()), key=len)
    return bool(short) and (short == long[-len(short) :] or (len(short) > 1 and set(short) <= set(long)))
