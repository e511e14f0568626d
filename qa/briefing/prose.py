"""An article as the brief reads it: its sentences with their grammar.

All offsets, those of tokens and entities too, are offsets in the article's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.models import Article, Span
from qa.briefing.outline import Outline
from qa.citations import cite
from qa.dates import TimeExpression, find_dates
from qa.language.nlp import Entity, Parse, Parser, Token
from qa.models import Grounded

# Article, version and where the sentence begins in it.
SentenceId = tuple[str, int, int]

# A quotation that goes on in the next paragraph is closed only there.
_QUOTED = re.compile(r"“[^“”\n]*(?:”|(?=\n\s*“))|(?<!\w)\"[^\"\n]*\"(?!\w)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `span` of `article.text`; `number` counts the article's sentences from 0. `quoted` is
    what of it stands in quotation marks."""

    article: Article
    number: int
    span: Span
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    quoted: tuple[Span, ...] = ()
    _children: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def id(self) -> SentenceId:
        return self.article.article_id, self.article.version, self.span.start

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    def words(self, span: Span) -> str:
        """What stands at `span` of the article."""
        return span.of(self.article.text)

    def word(self, i: int) -> str:
        return self.words(self.tokens[i].span)

    def children(self, i: int) -> list[int]:
        """Indexes of the tokens that hang on token `i`, in order."""
        if not self._children:
            for n, token in enumerate(self.tokens):
                if token.head != n:
                    self._children.setdefault(token.head, []).append(n)
        return self._children.get(i, [])

    def subtree(self, i: int) -> list[int]:
        """Token `i` and all that hang on it, in order."""
        seen, todo = {i}, [i]
        while todo:
            todo.extend(new := [c for c in self.children(todo.pop()) if c not in seen])
            seen.update(new)
        return sorted(seen)

    def token_at(self, position: int) -> int | None:
        """Index of the token that covers `position` of the article."""
        return next((n for n, t in enumerate(self.tokens) if t.span.start <= position < t.span.end), None)

    def is_quoted(self, span: Span) -> bool:
        """True if `span` stands inside quotation marks."""
        return any(q.contains(span) for q in self.quoted)


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with the sentences of it that were read. `dated` and `dateline_place` as in `Outline`."""

    article: Article
    sentences: tuple[Sentence, ...]
    dated: str | None
    dateline_place: Span | None


def read(
    outlines: Sequence[Outline], parser: Parser, chosen: Sequence[Sequence[int]] | None = None
) -> list[ReadArticle]:
    """The articles with the grammar of their sentences, in the same order; of each article all sentences, or
    those whose numbers are `chosen`, ascending.

    Raises:
        ParserError: if the language pipeline did not start or stopped.
    """
    numbers = chosen if chosen is not None else [range(len(o.sentences)) for o in outlines]
    wanted = [(o, n) for o, of_article in zip(outlines, numbers, strict=True) for n in of_article]
    parses = iter(parser.parse([o.sentences[n].of(o.article.text) for o, n in wanted], deep=True))
    return [
        ReadArticle(
            o.article,
            tuple(_sentence(o.article, n, o.sentences[n], next(parses)) for n in of_article),
            o.dated,
            o.dateline_place,
        )
        for o, of_article in zip(outlines, numbers, strict=True)
    ]


@lru_cache(maxsize=4096)
def dates_in(sentence_text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of one sentence; figures and timeline both ask."""
    return tuple(find_dates(sentence_text))


def follows(sentence: Sentence, before: Sentence | None) -> bool:
    """True if the article has no sentence between the two."""
    is_of_article = before is not None and sentence.article.article_id == before.article.article_id
    return before is not None and is_of_article and sentence.number == before.number + 1


def _sentence(article: Article, number: int, span: Span, parse: Parse) -> Sentence:
    def moved(s: Span) -> Span:
        return Span(s.start + span.start, s.end + span.start)

    return Sentence(
        article,
        number,
        span,
        tuple(Token(moved(t.span), t.lemma, t.pos, t.tag, t.dep, t.head) for t in parse.tokens),
        tuple(Entity(moved(e.span), e.label) for e in parse.entities),
        tuple(_quoted_in(article.text, span)),
    )


def _quoted_in(text: str, span: Span) -> Iterator[Span]:
    """What of `span` stands in quotation marks, marks included; a quotation may be of several sentences."""
    quotations = _quotations(text)
    for quotation in quotations[bisect_right(quotations, span.start, key=lambda q: q.end) :]:
        if quotation.start >= span.end:
            return
        yield Span(max(quotation.start, span.start), min(quotation.end, span.end))


@lru_cache(maxsize=4)
def _quotations(text: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in _QUOTED.finditer(text))


# Verbs that can carry a clause of their own. Not ccomp: what someone said is not told without "said".
_CLAUSE_DEPS = {"ROOT", "conj", "advcl", "pcomp"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
_TIMES = frozenset(
    "morning noon afternoon evening night day week weekend month quarter half year season spring summer "
    "autumn fall winter beginning start middle end".split()
)
_IN_NOUN = {"nummod", "compound", "amod", "nmod"}
_LINKS = {"as", "while", "after", "though", "although", "that", "whereas"}
_MAX_CLAUSE_CHARS = 220
_MIN_CLAUSE_TOKENS = 5


def clause_span(sentence: Sentence, at: Span) -> Span:
    """The smallest clause with a subject of its own around `at`; the sentence if none is short and whole."""
    i = sentence.token_at(at.start)
    seen: set[int] = set()
    while i is not None and i not in seen:
        seen.add(i)
        if _carries_clause(sentence, i):
            clause = _whole(sentence, sentence.subtree(i))
            if clause and clause.contains(at) and len(clause) <= _MAX_CLAUSE_CHARS:
                return clause
            break
        i = sentence.tokens[i].head
    return sentence.span


def event_span(sentence: Sentence, at: Span) -> Span:
    """What the time expression at `at` dates: the noun it is part of ("Moscow's 2022 invasion of Ukraine") or
    that a clause of its own tells of ("the crossing, closed since March 2"), where there is one, else the
    clause around it."""
    i = sentence.token_at(at.start)
    noun = _dated_noun(sentence, i) if i is not None else None
    if noun is not None:
        tokens = sentence.subtree(noun)
        is_whole = tokens == list(range(tokens[0], tokens[-1] + 1)) and len(tokens) > 2
        last = tokens[-1] if sentence.word(tokens[-1]) != "," else tokens[-1] - 1
        span = Span(sentence.tokens[tokens[0]].span.start, sentence.tokens[last].span.end)
        names_event = sentence.tokens[noun].pos in ("NOUN", "PROPN") and not at.contains(
            sentence.tokens[noun].span
        )
        is_of_time = sentence.tokens[noun].lemma.lower() in _TIMES
        if is_whole and names_event and not is_of_time and len(span) <= _MAX_CLAUSE_CHARS:
            return span
    return clause_span(sentence, at)


def _dated_noun(sentence: Sentence, i: int) -> int | None:
    """The noun of which a date tells something beside what the sentence tells: "the shooting of March 2"."""
    tokens = sentence.tokens
    if tokens[i].dep in _IN_NOUN:
        head = tokens[i].head
        return _beside(sentence, head) or head
    return _beside(sentence, i)


def _beside(sentence: Sentence, i: int) -> int | None:
    """The noun to whose clause ("closed since", "who took office in") or "of" token `i` belongs, if the verb
    of the sentence is not nearer."""
    tokens = sentence.tokens
    for _ in range(len(tokens)):
        token, head = tokens[i], tokens[i].head
        is_noun = tokens[head].pos in ("NOUN", "PROPN")
        if token.dep in ("acl", "relcl") and is_noun and not _tells_what(sentence, i):
            return _whole_noun(sentence, head)
        is_of = token.dep == "prep" and token.lemma.lower() == "of" and is_noun
        if is_of and tokens[head].lemma.lower() not in _TIMES:
            return _beside(sentence, head) or head
        if token.dep == "ROOT" or head == i or token.pos in ("VERB", "AUX"):
            return None
        i = head
    return None


def _tells_what(sentence: Sentence, verb: int) -> bool:
    """True for "evidence that he left on Monday" and "it was Ms Hale who left on Monday"."""
    noun, first = sentence.tokens[verb].head, sentence.subtree(verb)[0]
    if sentence.tokens[verb].dep == "relcl":
        return sentence.tokens[noun].pos == "PROPN" and sentence.word(first - 1) != ","
    return any(sentence.tokens[c].dep in _SUBJECTS for c in sentence.children(verb))


def _whole_noun(sentence: Sentence, i: int) -> int:
    """The noun with all that it is part of: of "the inquiry into the shooting, which began in May" what began
    is not for grammar to say."""
    tokens = sentence.tokens
    for _ in range(len(tokens)):
        head = tokens[i].head
        if tokens[i].dep == "pobj" and tokens[tokens[head].head].pos in ("NOUN", "PROPN"):
            i = tokens[head].head
        elif tokens[i].dep in ("appos", "conj") and tokens[head].pos in ("NOUN", "PROPN"):
            i = head
        else:
            break
    return i


def _carries_clause(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if token.pos not in ("VERB", "AUX") or token.dep not in _CLAUSE_DEPS:
        return False
    children = [sentence.tokens[c] for c in sentence.children(i)]
    if not any(c.dep in _SUBJECTS for c in children):
        return False
    marks = {c.lemma.lower() for c in children if c.dep in ("mark", "advmod") and c.tag in ("IN", "WRB")}
    return token.dep in ("ROOT", "conj") or (bool(marks) and marks <= _LINKS)


def _whole(sentence: Sentence, tokens: list[int]) -> Span | None:
    """The span of the tokens without the link words at its ends; None if it has gaps or is slight."""
    if tokens != list(range(tokens[0], tokens[-1] + 1)):
        return None
    while tokens and _is_edge(sentence, tokens[0]):
        tokens = tokens[1:]
    while tokens and sentence.tokens[tokens[-1]].pos == "PUNCT" and sentence.word(tokens[-1]) not in '”"’)':
        tokens = tokens[:-1]
    if len(tokens) < _MIN_CLAUSE_TOKENS:
        return None
    span = Span(sentence.tokens[tokens[0]].span.start, sentence.tokens[tokens[-1]].span.end)
    if sentence.span.end - span.end <= 1:
        span = Span(span.start, sentence.span.end)
    # Half of a quotation would be misread as the paper's own words.
    touching = (q for q in sentence.quoted if q.start < span.end and span.start < q.end)
    return span if all(span.contains(q) for q in touching) else None


def _is_edge(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    word = sentence.word(i)
    return (token.pos == "PUNCT" and word not in '“"‘(') or token.pos == "CCONJ" or token.dep == "mark"


def grounded(sentence: Sentence, span: Span, *context: Sentence) -> Grounded:
    """The words at `span` as a value that cites its sentence, and the sentences that explain it."""
    cited = [sentence, *(s for s in context if s.span != sentence.span)]
    return Grounded(value=sentence.words(span), citations=[cite(s.article, s.span) for s in cited])
