"""Who a verb of speech is said of: the name or the noun phrase that stands with it."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.names import Mention, NameKind
from qa.briefing.prose import Sentence

SUBJECTS = ("nsubj",)
_MAX_SPEAKER_CHARS = 90
_PEOPLE_PRONOUNS = ("he", "she")


def speaker_of(sentence: Sentence, verb: int, here: Sequence[Mention]) -> Span | None:
    """Who the verb is said of: the words right beside it, as "A, the B said" may be B's saying alone."""
    of_verb, subject = _subject(sentence, verb)
    if subject is None:
        return _named_behind(sentence, verb, here)
    if sentence.word(subject).lower() == "who":
        return _meant_by_who(sentence, of_verb, here)
    if subject < verb and (behind := _subject_behind(sentence, verb, here)):
        return behind
    beside = next((m for m in here if m.last == of_verb - 1 and not m.first <= subject <= m.last), None)
    if beside is not None and sentence.tokens[beside.last].dep not in ("pobj", "conj"):
        return beside.span
    span = _noun_phrase(sentence, subject)
    if span is None:
        return None
    for mention in here:
        is_apposed = (
            sentence.tokens[mention.last].dep == "appos" and sentence.tokens[mention.last].head == subject
        )
        if is_apposed and mention.kind is NameKind.PERSON:
            return mention.span
        if mention.first <= subject <= mention.last:
            has_role = mention.first > 0 and is_role(sentence.word(mention.first - 1))
            start = span.start if has_role or mention.kind is not NameKind.PERSON else mention.span.start
            span = Span(min(start, mention.span.start), max(span.end, mention.span.end))
    if (
        subject < of_verb
        and span.end < sentence.tokens[of_verb - 1].span.start
        and not _reaches(sentence, span, of_verb)
    ):
        return None
    return span


def _subject(sentence: Sentence, verb: int) -> tuple[int, int | None]:
    """The subject of the verb, or of the first of those it is joined to ("welcomed it and said"), and that
    verb."""
    while True:
        token = sentence.tokens[verb]
        children = sentence.children(verb)
        subject = next((c for c in children if sentence.tokens[c].dep in SUBJECTS), None)
        is_joined = token.dep == "conj" and sentence.tokens[token.head].pos in ("VERB", "AUX")
        if subject is not None or not is_joined:
            return verb, subject
        verb = token.head


def _meant_by_who(sentence: Sentence, verb: int, here: Sequence[Mention]) -> Span | None:
    """Whom "who" stands for: the name, or the noun, that its clause hangs on."""
    if sentence.tokens[verb].dep != "relcl":
        return None
    noun = sentence.tokens[verb].head
    name = next((m.span for m in here if m.first <= noun <= m.last), None)
    return name or _noun_phrase(sentence, noun)


def _subject_behind(sentence: Sentence, verb: int, here: Sequence[Mention]) -> Span | None:
    """ "The longest measured 11 cm, said Bell": the name that is the subject behind the verb, where the words
    before it look like another subject."""
    behind = [c for c in sentence.children(verb) if sentence.tokens[c].dep in SUBJECTS and c > verb]
    if verb == 0 or sentence.tokens[verb - 1].pos != "PUNCT" or not behind:
        return None
    return next((m.span for m in here if m.first <= behind[0] <= m.last), None)


def _reaches(sentence: Sentence, span: Span, verb: int) -> bool:
    """True if only helpers, or an apposition closed by a comma, stand from the speaker to the verb."""
    between = [i for i in range(verb) if sentence.tokens[i].span.start >= span.end]
    loose = [i for i in between if sentence.tokens[i].dep not in ("aux", "neg", "advmod", "auxpass")]
    return (
        not loose or sentence.word(loose[-1]) == "," or sentence.word(loose[0]) in ("of", "from", "at", "in")
    )


def _named_behind(sentence: Sentence, verb: int, here: Sequence[Mention]) -> Span | None:
    """ "said Nils Aarestrup": the name behind the verb, when no comma comes between."""
    if sentence.tokens[verb].lemma.lower() != "say":
        return None
    mention = next((m for m in here if verb < m.first <= verb + 5), None)
    if mention is None or any(sentence.tokens[i].pos == "PUNCT" for i in range(verb + 1, mention.first)):
        return None
    if any(sentence.tokens[i].pos in ("VERB", "AUX", "ADP") for i in range(verb + 1, mention.first)):
        return None
    return mention.span


def _noun_phrase(sentence: Sentence, subject: int) -> Span | None:
    """The noun phrase of the subject, without the clauses that hang on it."""
    kept = [
        i
        for i in sentence.subtree(subject)
        if not _hangs_on(sentence, i, subject, ("relcl", "acl", "appos", "punct", "advcl"))
    ]
    run = [subject]
    for i in reversed([k for k in kept if k < subject]):
        if i != run[0] - 1:
            break
        run.insert(0, i)
    for i in [k for k in kept if k > subject]:
        if i != run[-1] + 1:
            break
        run.append(i)
    while run and sentence.tokens[run[-1]].pos == "PUNCT":
        run.pop()
    while run and sentence.tokens[run[0]].pos == "PUNCT":
        run.pop(0)
    if not run:
        return None
    span = Span(sentence.tokens[run[0]].span.start, sentence.tokens[run[-1]].span.end)
    is_half_quote = any(q.start < span.end and span.start < q.end for q in sentence.quoted)
    return None if is_half_quote or len(span) > _MAX_SPEAKER_CHARS else span


def _hangs_on(sentence: Sentence, i: int, top: int, deps: tuple[str, ...]) -> bool:
    while i != top:
        if sentence.tokens[i].dep in deps:
            return True
        i = sentence.tokens[i].head
    return False


def meant_by(
    sentence: Sentence, speaker: Span, before: Sentence | None, people: Sequence[Mention]
) -> tuple[Span | None, Sentence | None]:
    """The speaker's span, and the sentence it is in when a pronoun points back to one."""
    i = sentence.token_at(speaker.start)
    if i is None or sentence.tokens[i].pos != "PRON" or sentence.tokens[i].span.end < speaker.end:
        return speaker, None
    if sentence.word(i).lower() not in _PEOPLE_PRONOUNS or before is None:
        return None, None
    named = {
        m.span
        for m in people
        if m.sentence is before and m.kind is NameKind.PERSON and not before.is_quoted(m.span)
    }
    here = [
        m
        for m in people
        if m.sentence is sentence and m.kind is NameKind.PERSON and m.span.end < speaker.start
    ]
    if len(named) != 1 or here:
        return None, None
    return next(iter(named)), before
