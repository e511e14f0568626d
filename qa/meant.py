"""Whom "she" or "it" of a shown sentence means: what the article says right before it.

"“They knew,” she said" answers nobody who is not told who she is. The program does not say who is meant, for
that would be a guess; it shows the words before, and the reader sees: all from the sentence that names him
on, for whoever is left out between may be the one. Where a paragraph begins with "she", it is the one whom
the paragraph above names; of several the one it is about, and where that is not clear nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.models import Article, Span
from qa.citations import cite
from qa.conversing.pronouns import GENDERS
from qa.conversing.she_or_he import Gender
from qa.language.grammar import SUBJECT, Grammar
from qa.language.imperatives import addresses_its_reader, is_for_a_machine
from qa.language.lexicon import ROLE_WORDS
from qa.language.nlp import Parse, Parser
from qa.language.quotations import QUOTATION
from qa.models import Statement
from qa.reading.going_on import speaks, told_on_above
from qa.reading.paragraphs import sentences_above
from qa.reading.people import gender_in, is_person, names_in

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
# "One in five of them": of whom is told before, unless the sentence has it.
_OF_THEM = re.compile(r"\bof (?:them|these|those)\b(?! (?:who|that|which|in|on|at|with|under|over|aged)\b)")
_SEVERAL = frozenset({"NNS", "NNPS"})  # tags
_OPENS = re.compile(
    r"\W*(?:But |And |Yet |So |Then )?(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those)\b"
)
# Somebody without a name, "a spokeswoman", "the mayor".
_WHO = {
    Gender.SHE: re.compile(r"\b(?:\w*woman|girl|mother|wife|widow|daughter|sister|actress|nun|queen)\b"),
    Gender.HE: re.compile(
        r"\b(?:(?:chair|police|fire|gun|business|\w+s)?man(?<!woman)|boy|father|husband|son|brother|king)\b"
    ),
}
_NO_ROLES = frozenset("champion chief general head major official principal".split())
_ROLE = re.compile(
    rf"\b(?:the|an?|its|their|his|her) (?:[\w-]+ )??(?:{'|'.join(sorted(ROLE_WORDS - _NO_ROLES))})\b",
    re.IGNORECASE,
)
_CLAIMED = frozenset({"ccomp", "parataxis"})  # of what is said: its subject is not the speaker
_AFTER_A_NAME = re.compile(r"(?:['’]s?| [A-Z]{2,4})$")  # Daniel Orr KC
_BACK, _MOST_ABOVE = 4, 3  # sentences of the paragraph; paragraphs above
_MOST_CHARS = 500


def with_whom_it_means(statement: Statement, place: tuple[Article, Span], parser: Parser) -> Statement:
    """The statement, which rests on the sentence at `place`, with what stands before that it needs."""
    span = sentence_before(*place, parser) if _may_point(statement.text) else None
    return statement.model_copy(update={"before": cite(place[0], span)}) if span else statement


def sentence_before(article: Article, span: Span, parser: Parser) -> Span | None:
    """What stands before `span` and says whom its pronoun means, at most 500 characters; None where the
    sentence at `span` needs nothing, or where it is not clear what.

    Raises:
        ParserError: if the parser stopped.
    """
    text = span.of(article.text)
    if not _may_point(text):
        return None
    (own,) = parser.parse([text], deep=True)
    pronoun = _unexplained(own) or _of_whom(own)
    if pronoun is None:
        return None
    before = _Before(article, span, parser)
    found = before.names(GENDERS[pronoun]) if pronoun in _PERSONS else before.tells_of_what()
    return found if found and len(found) <= _MOST_CHARS else None


def _may_point(text: str) -> bool:
    text = QUOTATION.sub("", text)
    return _POINTS.search(text) is not None or _OF_THEM.search(text) is not None


def _of_whom(parse: Parse) -> str | None:
    """ "them" where a sentence tells of some of them and does not say of whom."""
    quoted = [m.span() for m in QUOTATION.finditer(parse.text)]
    found = next((m for m in _OF_THEM.finditer(parse.text) if not _is_within(m.start(), quoted)), None)
    if found is None or any(t.tag in _SEVERAL and t.span.end <= found.start() for t in parse.tokens):
        return None
    return "them"


def _is_within(at: int, quoted: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in quoted)


class _Before:
    """What stands before a sentence: that of its paragraph, the last first, and the paragraphs above."""

    def __init__(self, article: Article, span: Span, parser: Parser) -> None:
        self._article, self._span, self._parser = article, span, parser
        own, self._above = sentences_above(article.text, span.start)
        self._own = own[:_BACK]

    def names(self, gender: Gender) -> Span | None:
        """What names somebody whom "he" or "she" surely means, or else perhaps, in the paragraph; above it
        only where that begins with "she", too."""
        perhaps: int | None = None
        for n, sentence in enumerate(self._own):
            parse = self._parsed(sentence)
            told = {whose for _, whose in self._people(parse, gender)} if _tells(parse) else set()
            if gender in told:
                return self._from(n) or (self._from(perhaps) if perhaps is not None else sentence)
            perhaps = n if told and perhaps is None else perhaps
        if perhaps is None and all(self._is_open(s) for s in self._own[-1:]):
            return self._named_above(gender)
        first = next((n for n, s in enumerate(self._own) if not self._is_open(s)), 0)
        return self._from(first if perhaps is None else perhaps)

    def tells_of_what(self) -> Span | None:
        """The sentence right before, and the one before that while it begins with such a word itself; all of
        the paragraph above where that is short."""
        told = [s for s in self._own or self._last if _tells(self._parsed(s))][:_BACK]
        n = 0 if self._own else len(told) - 1
        while n + 1 < len(told) and self._is_open(told[n]):
            n += 1
        return next((found for m in range(n, -1, -1) if (found := self._stretch(told[: m + 1]))), None)

    @property
    def _last(self) -> list[Span]:
        """The sentences of the paragraph above, the last first."""
        return [s for paragraph in self._above[:1] for s in reversed(paragraph)]

    def _from(self, n: int) -> Span | None:
        """The sentences of the paragraph from `n` before on; from further before where that begins with
        "she"."""
        more = n
        while more + 1 < len(self._own) and _OPENS.match(self._of(self._own[more])):
            more += 1
        return self._stretch(self._own[: more + 1]) or self._stretch(self._own[: n + 1])

    def _stretch(self, sentences: Sequence[Span]) -> Span | None:
        """From the last of `sentences` to the first, which stands nearest; None where that is too long. What
        orders or is for a machine is never part of it: then the last stands alone."""
        if not sentences or not _tells(self._parsed(sentences[-1])):
            return None
        whole = Span(sentences[-1].start, sentences[0].end)
        between = [s for s in (*self._own, *self._last) if whole.start <= s.start < whole.end]
        if not all(_tells(self._parsed(s)) for s in between):
            return sentences[-1]
        return whole if len(whole) <= _MOST_CHARS else None

    def _named_above(self, gender: Gender) -> Span | None:
        """The sentence of the nearest paragraph with somebody in it that names him, if that is one; of
        several whom the paragraph is about."""
        for n, paragraph in enumerate(self._above[:_MOST_ABOVE]):
            parses = self._parser.parse([self._of(s) for s in paragraph])
            named = [{who for who, _ in self._people(p, gender)} for p in parses]
            named = [w if not is_for_a_machine(p.text) else set() for w, p in zip(named, parses, strict=True)]
            if people := set[str]().union(*named):
                if len(people) == 1:
                    return next(s for s, who in zip(reversed(paragraph), reversed(named), strict=True) if who)
                return self._of_several(paragraph, gender) if not n and not self._own else None
        return None

    def _of_several(self, paragraph: Sequence[Span], gender: Gender) -> Span | None:
        """What the paragraph begins with, if it is about one of them; else all of it, or of a long one what
        was said last, where somebody goes on to speak."""
        if topic := told_on_above(self._article, self._span, gender):
            return topic
        whole = Span(paragraph[0].start, paragraph[-1].end)
        is_said = speaks(self._of(self._span)) and speaks(self._of(paragraph[-1]))
        return paragraph[-1] if is_said and len(whole) > _MOST_CHARS else whole

    def _people(self, parse: Parse, gender: Gender) -> Iterator[tuple[str, Gender | None]]:
        """The last names of those named, outside quotations, who may be of `gender`, and it if that is known;
        "" is somebody without a name, where nobody else is named."""
        quoted = [m.span() for m in QUOTATION.finditer(parse.text)]
        names = [e.span for e in parse.entities if e.label == "PERSON"]
        words = [n.of(parse.text) for n in names if not _is_within(n.start, quoted)]
        grammar = Grammar(parse)
        subjects = [i for i, t in enumerate(grammar.tokens) if t.dep in SUBJECT and t.pos == "PROPN"]
        words += [_whole_name(grammar, i) for i in subjects if grammar.label(i) is None]
        bare = QUOTATION.sub('""', parse.text)
        words += [name for name in names_in(f" {bare}") if is_person(name, [bare])]
        for name in (_AFTER_A_NAME.sub("", w).strip() for w in words):
            known = gender_in(name, self._article.text) if name else None
            if name and known in (None, gender):
                yield name.split()[-1], known
        if not words and _WHO[gender].search(bare):
            yield "", gender
        elif not words and _ROLE.search(bare):
            yield "", None

    def _is_open(self, sentence: Span) -> bool:
        return (
            _OPENS.match(self._of(sentence)) is not None or _unexplained(self._parsed(sentence)) is not None
        )

    def _of(self, span: Span) -> str:
        return span.of(self._article.text)

    def _parsed(self, span: Span) -> Parse:
        return self._parser.parse([self._of(span)], deep=True)[0]


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
        if token.dep not in SUBJECT or _is_within(token.span.start, quoted):
            continue
        owners = [grammar.word(n).lower() for n in grammar.children(i, {"poss"})]
        word = next((o for o in owners if o in _PRONOUNS), grammar.word(i).lower())
        is_alone = token.pos == "PRON" or word in owners
        if word not in _PRONOUNS or not is_alone:
            named.append(i)
        elif not _is_empty(grammar, i) and not any(_may_mean(grammar, i, word, n) for n in named):
            return word
    return None


def _whole_name(grammar: Grammar, i: int) -> str:
    return " ".join(grammar.word(n) for n in sorted({i, *grammar.children(i, {"compound"})}))


def _is_empty(grammar: Grammar, i: int) -> bool:
    """True for the "it" of "it is likely that", and for "that" where it stands for "which"."""
    is_relative = grammar.tokens[grammar.tokens[i].head].dep == "relcl"
    return is_relative or (grammar.word(i).lower() == "it" and grammar.means_nothing(i))


def _may_mean(grammar: Grammar, i: int, word: str, named: int) -> bool:
    """True if pronoun `i` may mean subject `named`, which stands before it: not a place nor several if it is
    a person, and not the subject of what it says."""
    is_one = grammar.label(named) in (None, "PERSON") and grammar.tokens[named].tag not in _SEVERAL
    if word in _PERSONS and not is_one:
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
