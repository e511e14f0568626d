"""Who and what an article names: people with role and affiliation, organisations with their part, places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.models import Span
from qa.briefing.names import Mention, Name, NameKind, names_in
from qa.briefing.people import find_post
from qa.briefing.prose import ReadArticle, Sentence, SentenceId, follows, grounded
from qa.briefing.role_phrases import SUBJECTS, Around, Post
from qa.models import Grounded, Organisation, Person, Place

_MAX_PART_CHARS = 180


@dataclass(frozen=True, slots=True)
class Entities:
    """What one article names, in order of first mention, with the number of mentions of each name;
    `mentions` are the places of all of them."""

    mentions: tuple[Mention, ...]
    people: tuple[tuple[Person, int], ...]
    organisations: tuple[tuple[Organisation, int], ...]
    places: tuple[tuple[Place, int], ...]


def find_entities(reading: ReadArticle) -> Entities:
    """The people, organisations and places of an article; every value is a slice of its text."""
    names = names_in(reading)
    mentions = [m for name in names for m in name.mentions]
    neighbours = zip(reading.sentences, reading.sentences[1:], strict=False)
    before = {s.id: previous for previous, s in neighbours if follows(s, previous)}
    by_kind = {kind: [n for n in names if n.kind is kind] for kind in NameKind}
    return Entities(
        tuple(mentions),
        tuple((_person(n, mentions, before), len(n.mentions)) for n in by_kind[NameKind.PERSON]),
        tuple((_organisation(n), len(n.mentions)) for n in by_kind[NameKind.ORGANISATION]),
        tuple(
            (Place(name=grounded(n.best.sentence, n.best.span)), len(n.mentions))
            for n in by_kind[NameKind.PLACE]
        ),
    )


def _person(name: Name, mentions: Sequence[Mention], before: Mapping[SentenceId, Sentence]) -> Person:
    role, affiliation = Grounded(), Grounded()
    for mention in name.mentions:
        around = Around(mention, mentions, before.get(mention.sentence.id))
        post = find_post(around)
        if post.role and (role.value is None or post.is_over):
            role = grounded(mention.sentence, post.role)
        if affiliation.value is None and post.affiliation:
            affiliation = _affiliation(mention.sentence, post)
    return Person(name=grounded(name.best.sentence, name.best.span), role=role, affiliation=affiliation)


def _affiliation(sentence: Sentence, post: Post) -> Grounded:
    if post.affiliation is None:
        return Grounded()
    if post.explained_by is not None and post.explained_by is not sentence:
        return grounded(post.explained_by, post.affiliation, sentence)
    return grounded(sentence, post.affiliation)


def _organisation(name: Name) -> Organisation:
    part = Grounded()
    for find in (_what_it_does, _what_it_is, _where_it_stands):
        for mention in name.mentions:
            span = find(mention)
            if part.value is None and span is not None:
                part = grounded(mention.sentence, span)
    return Organisation(name=grounded(name.best.sentence, name.best.span), part=part)


def _what_it_does(mention: Mention) -> Span | None:
    """The predicate of which the organisation is the subject, up to the end of the clause."""
    sentence = mention.sentence
    subject = next(
        (i for i in range(mention.first, mention.last + 1) if sentence.tokens[i].dep in SUBJECTS), None
    )
    if subject is None or sentence.is_quoted(mention.span):
        return None
    verb = sentence.tokens[subject].head
    tree = [i for i in sentence.subtree(verb) if i > mention.last]
    if verb < mention.last:
        return None
    apart = [min(sentence.subtree(c)) for c in sentence.children(verb) if c > verb and _is_apart(sentence, c)]
    tree = [i for i in tree if not apart or i < min(apart)]
    start = min(
        (c for c in sentence.children(verb) if c > mention.last and _opens_predicate(sentence, c)),
        default=verb,
    )
    return _predicate(sentence, min(start, verb), tree[-1]) if tree else None


def _is_apart(sentence: Sentence, i: int) -> bool:
    """True for a clause that tells of another subject: ", while the Society also took part"."""
    if sentence.tokens[i].dep not in ("advcl", "conj", "ccomp") or sentence.tokens[i].pos not in (
        "VERB",
        "AUX",
    ):
        return False
    children = [sentence.tokens[c] for c in sentence.children(i)]
    is_linked = any(c.dep == "mark" and c.lemma.lower() in ("while", "though", "although") for c in children)
    return any(c.dep in SUBJECTS for c in children) and (is_linked or sentence.tokens[i].dep == "conj")


def _opens_predicate(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].dep in ("aux", "auxpass", "neg", "advmod")


def _predicate(sentence: Sentence, start: int, last: int) -> Span | None:
    """From `start` to the last token that fits, ending at a comma or the end of the clause."""
    tokens = sentence.tokens
    while last > start and tokens[last].pos == "PUNCT" and sentence.word(last) not in '”"':
        last -= 1
    while tokens[last].span.end - tokens[start].span.start > _MAX_PART_CHARS:
        cut = next((i for i in range(last - 1, start, -1) if sentence.word(i) in (",", ";")), None)
        if cut is None:
            return None
        last = cut - 1
    if last - start < 1:
        return None
    span = Span(tokens[start].span.start, tokens[last].span.end)
    has_half_quote = any(
        q.start < span.end and span.start < q.end and not span.contains(q) for q in sentence.quoted
    )
    return None if has_half_quote else span


def _what_it_is(mention: Mention) -> Span | None:
    """What is put beside the name: "known for producing components", "an unrelated software company"."""
    sentence = mention.sentence
    for c in sentence.children(mention.last):
        if c > mention.last and sentence.tokens[c].dep in ("appos", "acl"):
            tree = sentence.subtree(c)
            if tree == list(range(tree[0], tree[-1] + 1)):
                return _predicate(sentence, tree[0], tree[-1])
    return None


def _where_it_stands(mention: Mention) -> Span | None:
    """The sentence that names it, when it is short enough to be read as its part."""
    return mention.sentence.span if len(mention.sentence.span) <= _MAX_PART_CHARS else None
