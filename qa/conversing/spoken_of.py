"""What a conversation spoke of, turn by turn: whom a pronoun may mean, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text import CAPITAL, normalise
from qa.asking.kind import AnswerType, answer_type_of
from qa.conversing.kinds import Antecedent, Kind
from qa.conversing.mentions import full_names, mentions_in_question, mentions_in_sentences, people_called
from qa.conversing.naming import as_told, people_unlabelled
from qa.conversing.pronouns import GENDERS
from qa.conversing.turns import Turn, quotes_of
from qa.language.nlp import Parser
from qa.language.words import words_of
from qa.models import Abstained
from qa.reading.who import NAMES_ONE

LEAD = re.compile(
    r"^(?:(?:and|but|so|then|also|ok|okay|well|oh|hm+|sorry|please|thanks|thank you|yes|"
    r"no(?=[,.]| i\b| not\b| in\b))\b[,.!:;]*\s+)+",
    re.IGNORECASE,
)
_WHO_IS_NAMED = re.compile(rf"(?i:who\s+(?:is|was))(?:\s+{CAPITAL}[\w.-]*(?:['’]{CAPITAL}[\w-]+)?)+\W*$")
# "And Toyota?" is short for "what about Toyota?"; "and the union?" may be another thing.
NAME_ALONE = re.compile(
    rf"^(?!(?:[Ww]h(?:o|om|ose|at|ich|en|ere|y)|[Hh]ow|Yes|No|Really|Thanks?|O[Kk]|Okay|Hello)\b)"
    rf"((?:the\s+)?{CAPITAL}[\w.&'’-]*(?:\s+{CAPITAL}[\w.&'’-]*){{0,4}})\s*\?$"
)
_WHO_IS_THE = re.compile(r"^who\s+(?:is|was)\s+(the\s.+?)\W*$", re.IGNORECASE)
ABOUT = re.compile(r"^(?:what|how)\s+about\s+(.+?)\W*$", re.IGNORECASE)


def spoken_of(asked: str, turn: Turn, seen: Sequence[str], parser: Parser) -> list[Antecedent]:
    """What the turn spoke of, likeliest first: for "who" the person of the answer, else its own nouns.

    `seen` are the passages of the conversation, which tell who is a person.
    """
    in_question = [*brought_up(turn.question, parser), *mentions_in_question(asked, parser)]
    in_question += people_unlabelled(asked, in_question, seen)
    in_question = as_told([*in_question, *people_called(asked, seen)], seen)
    if turn.answer is None or isinstance(turn.answer, Abstained):
        return in_question
    shorts = [s.short.text for s in turn.answer.statements if s.short]
    is_who = answer_type_of(asked) in (AnswerType.PERSON, AnswerType.ORGANISATION)
    is_who = is_who or any(map(_stands_for_somebody, in_question[:1]))  # "which minister signed it?"
    named = as_told(mentions_in_sentences(quotes_of(turn, one_article=not is_who), parser), seen)
    in_answer = [m for m in named if m.text.lower() not in asked.lower()]
    in_answer.sort(key=lambda m: not any(m.text in short or short in m.text for short in shorts))
    people = [m for m in full_names(in_answer) if not (is_who and _names_another(m.text, turn))]
    others = [m for m in in_answer if m.kind is not Kind.PERSON]
    if not is_who:
        # Of several people in the answer anyone may be a bystander.
        others = [*(people if len(people) == 1 else []), *others]
        return people_once([*in_question, *(replace(m, by_the_way=True) for m in others)])
    if _WHO_IS_NAMED.match(asked):  # of whom the answer tells, whoever else is named there
        return people_once([*in_question, *in_answer])
    # "The person who led it" has a name now.
    in_question = [m for m in in_question if not (people and _stands_for_somebody(m))]
    groups = [m for m in others if m.kind is Kind.THING and m.acts]
    first = people or groups[:1]
    return people_once([*first, *in_question, *in_answer])


def _stands_for_somebody(mention: Antecedent) -> bool:
    """True of "the person who led it" and "the minister that signed it", of whom an answer tells the name."""
    is_told = mention.kind is Kind.PERSON and re.match(r"the [a-z ]+ that ", mention.text) is not None
    return is_told or mention.text.startswith("the person who ")


def _names_another(name: str, turn: Turn) -> bool:
    """True of who only names or dismisses somebody in an answer to "who?": "the prime minister, Ann Bell,
    named Tom Orr as her successor"."""
    return any(NAMES_ONE.match(q, q.find(name) + len(name)) for q in quotes_of(turn) if name in q)


def people_once(mentions: Sequence[Antecedent]) -> list[Antecedent]:
    """The mentions without those that the small pipeline takes for a thing though a person is called so."""
    surnames = {word for m in mentions if m.kind is Kind.PERSON for word in (m.text, m.text.split()[-1])}
    return [m for m in dict.fromkeys(mentions) if m.kind is Kind.PERSON or m.text not in surnames]


def rather_known(
    spoke_of: Sequence[Antecedent], typed: str, before: Sequence[tuple[str, list[Antecedent]]]
) -> list[Antecedent]:
    """What the turn that was `typed` spoke of, and "the person who sued Carl Dorn" after Carl Dorn, of whom
    the turns before spoke, or who was typed alone: nobody was found who did."""
    known = {m.text for _, mentions in before for m in mentions if m.kind is Kind.PERSON}
    alone = NAME_ALONE.match(LEAD.sub("", typed.strip()))
    known |= {alone[1]} if alone else set()
    if not any(m.kind is Kind.PERSON and m.text in known for m in spoke_of):
        return list(spoke_of)
    return sorted(spoke_of, key=lambda m: m.text.startswith("the person who "))


def called_so(typed: str, read: str, asked: str, mentions: Sequence[Antecedent]) -> list[Antecedent]:
    """The `mentions` of the question `asked`, and whom `typed` calls "she" is a woman, where it was `read`
    as another; so is the mayor, where it was asked who the mayor is."""
    genders = {GENDERS[w] for w in map(str.lower, words_of(typed)) if w in GENDERS}
    if len(genders) != 1 or typed == read:
        return list(mentions)
    (gender,) = genders
    unknown = [m for m in mentions if m.kind is Kind.PERSON and m.gender is None]
    called = {m.text for m in unknown if m.text in read and m.text not in typed}
    role = _WHO_IS_THE.match(asked)
    called |= {m.text for m in unknown if called and role and m.text == role[1]}
    return [replace(m, gender=gender) if m in unknown and m.text in called else m for m in mentions]


def brought_up(question: str, parser: Parser) -> list[Antecedent]:
    """What a question "what about the library?" brought up: it is what is spoken of then."""
    other = ABOUT.match(LEAD.sub("", normalise(question).text.strip()))
    return mentions_in_question(other[1], parser) if other else []


def longest(mentions: Sequence[Antecedent]) -> list[Antecedent]:
    """In their order, "the painting" as "the painting that was stolen" where an earlier turn called it so."""
    fuller = {
        m: max((o for o in mentions if o.kind is m.kind and o.text.startswith(f"{m.text} ")), default=m,
               key=lambda o: len(o.text))
        for m in mentions
    }  # fmt: skip
    return list(dict.fromkeys(fuller[m] for m in mentions))
