"""Who said what in news text: speaker, verb, hedge and claim, each in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from qa.briefing.capitals import is_role
from qa.briefing.names import Mention, NameKind
from qa.briefing.prose import Reading, Sentence, follows, grounded
from qa.models import Attribution

_SPEECH = frozenset(
    """
    say tell add announce deny claim argue warn report insist accuse confirm estimate describe state declare
    promise predict criticise criticize acknowledge admit assert caution cite dismiss stress suggest concede
    complain pledge
    urge vow reject recommend testify
    """.split()
)
# These say something with an object of their own; "reported a surplus" is no speech.
_WITH_OBJECT = frozenset("deny warn accuse describe criticise criticize cite caution urge dismiss".split())
_ACCORDING = re.compile(r",?\s*\b(?P<verb>[Aa]ccording to)\s+(?P<speaker>[^,;.!?\n]{2,80})")
_HEDGE = re.compile(
    r"\b(?:according to (?:\w+ )?sources|allegedly|alleged|reportedly|apparently|purportedly|said to be|"
    r"is believed to|are believed to|is thought to|are thought to|was believed to|on condition of anonymity|"
    r"(?-i:may|might|could)|likely|probably|is expected to|are expected to|was expected to)\b",
    re.I,
)
_SUBJECTS = ("nsubj",)
_MAX_SPEAKER_CHARS = 90
_PEOPLE_PRONOUNS = ("he", "she")


def find_attributions(reading: Reading, names: Sequence[Mention]) -> list[Attribution]:
    """Who said what, in order. "She said" is given to the speaker of the sentence before when only one
    person is named there; speech with any other pronoun is left out."""
    found: list[Attribution] = []
    before: Sentence | None = None
    previous: Sentence | None = None
    for sentence in reading.sentences:
        if not follows(sentence, previous):
            before = None  # whom "she" means may stand in what was not read
        previous = sentence
        found += _reported(sentence, before, names) or _according(sentence)
        if not sentence.is_quoted(sentence.span):  # a sentence that is all quotation names no speaker
            before = sentence
    return found


def _reported(sentence: Sentence, before: Sentence | None, names: Sequence[Mention]) -> list[Attribution]:
    here = [m for m in names if m.sentence is sentence]
    for verb, token in enumerate(sentence.tokens):
        if token.lemma.lower() not in _SPEECH or token.pos != "VERB" or sentence.is_quoted(token.span):
            continue
        speaker = _speaker(sentence, verb, here)
        claim = _claim(sentence, verb, speaker) if speaker else None
        if speaker is None or claim is None:
            continue
        who, context = _who(sentence, speaker, before, names)
        if who is None:
            return []
        hedge = _HEDGE.search(sentence.words(claim))
        return [
            Attribution(
                speaker=grounded(context, who, sentence) if context else grounded(sentence, who),
                verb=sentence.words(_verb_span(sentence, verb)),
                hedge=hedge[0] if hedge else None,
                claim=grounded(sentence, claim),
            )
        ]
    return []


def _speaker(sentence: Sentence, verb: int, here: Sequence[Mention]) -> Span | None:
    """Who the verb is said of: the words right beside it, as "A, the B said" may be B's saying alone."""
    subject = next((c for c in sentence.children(verb) if sentence.tokens[c].dep in _SUBJECTS), None)
    if subject is None:
        return _named_behind(sentence, verb, here)
    beside = next((m for m in here if m.last == verb - 1 and not m.first <= subject <= m.last), None)
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
        subject < verb
        and span.end < sentence.tokens[verb - 1].span.start
        and not _reaches(sentence, span, verb)
    ):
        return None
    return span


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


def _who(
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


def _verb_span(sentence: Sentence, verb: int) -> Span:
    """The verb with "not" and what stands between: "did not say", "could not confirm"."""
    negations = [c for c in sentence.children(verb) if sentence.tokens[c].dep == "neg" and c < verb]
    start = verb
    if negations:
        helpers = [
            c for c in sentence.children(verb) if sentence.tokens[c].dep in ("aux", "neg") and c < verb
        ]
        start = min(helpers)
    return Span(sentence.tokens[start].span.start, sentence.tokens[verb].span.end)


def _claim(sentence: Sentence, verb: int, speaker: Span) -> Span | None:
    """What is said: the words behind the verb, or those before the speaker when a comma closes them."""
    tokens, children = sentence.tokens, sentence.children(verb)
    subject = [i for c in children if tokens[c].dep in _SUBJECTS for i in sentence.subtree(c)]
    said_first = min([tokens[verb].span.start, speaker.start, *(tokens[i].span.start for i in subject)])
    said_last = max(tokens[verb].span.end, speaker.end)
    is_ahead = tokens[verb].span.start < speaker.start or any(
        tokens[c].dep == "ccomp" and c < verb for c in children
    )
    takes = (
        {"ccomp"} if tokens[verb].lemma.lower() not in _WITH_OBJECT else {"ccomp", "dobj", "xcomp", "prep"}
    )
    follows = any(tokens[c].dep in takes and c > verb for c in children)
    if not is_ahead and (follows or _THAT.match(sentence.article.text, said_last, sentence.span.end)):
        return _trim(sentence, said_last, sentence.span.end)
    before = sentence.article.text[sentence.span.start : said_first].rstrip()
    return _trim(sentence, sentence.span.start, said_first) if before.endswith((",", "”", '"', "’")) else None


# Commas, dashes and "that"; and what stands between verb and "that": "said in an interview that".
_THAT = re.compile(r"\s*(?:(?:in|on|at|to|late|early|during)\b[^,;:“\"\n]{0,45}?\s)?that\s")
_LEAD_IN = re.compile(
    r"(?:\s*(?:in|on|at|to|late|early|during)\b[^,;:“\"\n]{0,45}?\bthat\s+)?(?:[\s,:—–-]|that\b(?=\s))*"
)


def _trim(sentence: Sentence, start: int, end: int) -> Span | None:
    """The words from `start` to `end` without commas, dashes and "that" at their edges; None if too few."""
    text = sentence.article.text
    if lead := _LEAD_IN.match(text, start, end):
        start = lead.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",:;—–"):
        end -= 1
    has_verb = any(
        t.pos in ("VERB", "AUX", "NOUN") and start <= t.span.start and t.span.end <= end
        for t in sentence.tokens
    )
    words = text[start:end].split()
    is_whole = len(words) >= 3 and words[-1].lower() not in ("and", "but", "or", "that")
    return Span(start, end) if is_whole and has_verb else None


def _according(sentence: Sentence) -> list[Attribution]:
    match = _ACCORDING.search(sentence.article.text, sentence.span.start, sentence.span.end)
    if match is None or sentence.is_quoted(Span(match.start("verb"), match.end("verb"))):
        return []
    claim = _trim(sentence, sentence.span.start, match.start()) or _trim(
        sentence, match.end(), sentence.span.end
    )
    if claim is None:
        return []
    speaker = Span(match.start("speaker"), match.end("speaker"))
    hedge = _HEDGE.search(sentence.words(Span(match.start("verb"), match.end())))
    return [
        Attribution(
            speaker=grounded(sentence, speaker),
            verb=match["verb"],
            hedge=hedge[0] if hedge else None,
            claim=grounded(sentence, claim),
        )
    ]
