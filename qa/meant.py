"""Whom "she" or "it" of a shown sentence means: the sentence before that names him.

"“They knew,” she said" answers nobody who is not told who she is. The program does not say who is meant, for
that would be a guess; it shows the words before, and the reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.models import Article, Span
from index.text import sentence_spans
from qa.citations import cite
from qa.conversing.pronouns import GENDERS
from qa.conversing.she_or_he import gender_of
from qa.language.grammar import SUBJECT, Grammar
from qa.language.imperatives import addresses_its_reader, is_for_a_machine
from qa.language.nlp import Parse, Parser
from qa.language.quotations import QUOTATION
from qa.models import Statement

_PERSONS = frozenset("he she his her".split())
_POINTING = frozenset("this that these those".split())
_PRONOUNS = _PERSONS | _POINTING | frozenset("it they its their".split())
# Where one can be: near the beginning, or beside a verb of saying. To parse every sentence takes long.
_WORDS = r"^\W*(?:[\w'’-]+,? )"
_POINTS = re.compile(
    rf"{_WORDS}{{0,6}}?(?:he|she|it|they)\b|{_WORDS}{{0,3}}?(?:his|her|its|their)\b|"
    rf"{_WORDS}?(?:this|that|these|those)\b|"
    r"\b(?:he|she|it|they) (?:sa(?:id|ys)|told|add(?:ed|s)|warn\w*|wrote|believ\w+|thinks?)\b|"
    r"\b(?:sa(?:id|ys)|add(?:ed|s)|asked|wrote) (?:he|she)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\Z")
_CLAIMED = frozenset({"ccomp", "parataxis"})  # of what is said: its subject is not the speaker
_BACK = 3  # sentences
_BACK_CHARS, _MOST_CHARS = 2_000, 500


def with_whom_it_means(statement: Statement, place: tuple[Article, Span], parser: Parser) -> Statement:
    """The statement, which rests on the sentence at `place`, with the sentence before that it needs."""
    span = sentence_before(*place, parser) if _may_point(statement.text) else None
    return statement.model_copy(update={"before": cite(place[0], span)}) if span else statement


def sentence_before(article: Article, span: Span, parser: Parser) -> Span | None:
    """The sentence among the three before `span` that says whom its pronoun means: one with a name for "he"
    or "she" if there is one, the nearest that needs no other itself. None where the sentence at `span` needs
    none, or none of at most 500 characters is found.

    Raises:
        ParserError: if the parser stopped.
    """
    text = span.of(article.text)
    if not _may_point(text):
        return None
    (own,) = parser.parse([text], deep=True)
    pronoun = _unexplained(own)
    if pronoun is None:
        return None
    before = list(_before(article.text, span.start))
    parses = parser.parse([s.of(article.text) for s in before], deep=True)
    fit = [(s, p) for s, p in zip(before, parses, strict=True) if _unexplained(p) is None and _tells(p)]
    named = [s for s, p in fit if pronoun in _PERSONS and _names_one(p, pronoun)]
    return next(iter(named or [s for s, _ in fit]), None)


def _may_point(text: str) -> bool:
    return _POINTS.search(QUOTATION.sub("", text)) is not None


def _before(text: str, end: int) -> Iterator[Span]:
    """The whole sentences before `end`, the last first; headings and what is cut off are none."""
    start = max(0, end - _BACK_CHARS)
    found = [Span(start + s.start, start + s.end) for s in sentence_spans(text[start:end])]
    whole = [s for s in found[-_BACK:] if s.start > start or not start]
    return (s for s in reversed(whole) if len(s) <= _MOST_CHARS and _SENTENCE_END.search(s.of(text)))


def _tells(parse: Parse) -> bool:
    """False for what orders, asks or is there for a machine: nobody is named by it."""
    return not (is_for_a_machine(parse.text) or addresses_its_reader(parse))


def _unexplained(parse: Parse) -> str | None:
    """The pronoun, in small letters, that something does or whose it is that does it, outside quotations,
    and that means nobody the sentence names before it."""
    grammar = Grammar(parse)
    quoted = [m.span() for m in QUOTATION.finditer(parse.text)]
    named: list[int] = []
    for i, token in enumerate(grammar.tokens):
        if token.dep not in SUBJECT or any(a <= token.span.start < b for a, b in quoted):
            continue
        owners = [grammar.word(n).lower() for n in grammar.children(i, {"poss"})]
        word = next((o for o in owners if o in _PRONOUNS), grammar.word(i).lower())
        is_alone = token.pos == "PRON" or word in owners
        if word not in _PRONOUNS or not is_alone:
            named.append(i)
        elif not _is_empty(grammar, i) and not any(_may_mean(grammar, i, word, n) for n in named):
            return word
    return None


def _names_one(parse: Parse, pronoun: str) -> bool:
    """True if somebody is named whom "he" or "she" may mean."""
    gender = GENDERS[pronoun]
    names = [e.span.of(parse.text) for e in parse.entities if e.label == "PERSON"]
    grammar = Grammar(parse)
    subjects = [i for i, t in enumerate(grammar.tokens) if t.dep in SUBJECT and t.pos == "PROPN"]
    names += [_whole_name(grammar, i) for i in subjects if grammar.label(i) is None]
    return any(gender_of(name, [parse.text], []) in (None, gender) for name in names)


def _whole_name(grammar: Grammar, i: int) -> str:
    return " ".join(grammar.word(n) for n in sorted({i, *grammar.children(i, {"compound"})}))


def _is_empty(grammar: Grammar, i: int) -> bool:
    """True for the "it" of "it is likely that", and for "that" where it stands for "which"."""
    is_relative = grammar.tokens[grammar.tokens[i].head].dep == "relcl"
    return is_relative or (grammar.word(i).lower() == "it" and grammar.means_nothing(i))


def _may_mean(grammar: Grammar, i: int, word: str, named: int) -> bool:
    """True if pronoun `i` may mean subject `named`, which stands before it: not a place if it is a person,
    and not the subject of what it says."""
    if word in _PERSONS and grammar.label(named) not in (None, "PERSON"):
        return False
    verb, at = grammar.tokens[i].head, grammar.tokens[named].head
    for over, under in ((verb, at), (at, verb)):
        path = list(_up(grammar, under, over))
        if path and _CLAIMED & set(path) and over == verb:
            return False
        if path and "parataxis" in path:
            return False
    return True


def _up(grammar: Grammar, at: int, top: int) -> Iterator[str]:
    """The ties from token `at` up to token `top`; none where it does not hang on it."""
    ties: list[str] = []
    while at != top and grammar.tokens[at].head != at:
        ties.append(grammar.tokens[at].dep)
        at = grammar.tokens[at].head
    return iter(ties if at == top else [])
