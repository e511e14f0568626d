"""Who said what in news text: speaker, verb, hedge and claim, each in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.models import Span
from qa.briefing.names import Mention
from qa.briefing.prose import ReadArticle, Sentence, follows, grounded
from qa.briefing.speakers import SUBJECTS, meant_by, speaker_of
from qa.models import Attribution

SPEECH = frozenset(
    """
    say tell add announce deny claim argue warn report insist accuse confirm estimate describe state declare
    promise predict criticise criticize acknowledge admit assert caution cite dismiss stress suggest concede
    complain pledge
    urge vow reject recommend testify call
    """.split()
)
# These say something with an object of their own; "reported a surplus" is no speech.
_WITH_OBJECT = frozenset("deny warn accuse describe criticise criticize cite caution urge dismiss".split())
_PROMISED = frozenset("promise pledge".split())  # in the past: "the car promises comfort" is no speech
_CLOSING = '”"'
_QUOTING = frozenset("call".split())  # "called it “a day to forget”"
_OTHERS_VIEW = frozenset("while whereas although though".split())
_ACCORDING = re.compile(r",?\s*\b(?P<verb>[Aa]ccording to)\s+(?P<speaker>[^,;.!?\n]{2,80})")
HEDGE = re.compile(
    r"\b(?:according to (?:\w+ )?sources|allegedly|alleged|reportedly|apparently|purportedly|said to be|"
    r"is believed to|are believed to|is thought to|are thought to|was believed to|on condition of anonymity|"
    r"(?-i:may|might|could)|likely|probably|is expected to|are expected to|was expected to)\b",
    re.I,
)


def find_attributions(reading: ReadArticle, names: Sequence[Mention]) -> list[Attribution]:
    """Who said what, in order. "She said" is given to the speaker of the sentence before when only one
    person is named there; speech with any other pronoun is left out."""
    found: list[Attribution] = []
    before: Sentence | None = None
    previous: Sentence | None = None
    quoted: Attribution | None = None  # who was quoted last, in this paragraph
    for sentence in reading.sentences:
        if not follows(sentence, previous):
            before = None  # whom "she" means may stand in what was not read
        if not _is_of_one_paragraph(sentence, previous):
            quoted = None
        previous = sentence
        if sentence.is_quoted(sentence.span):  # a sentence that is all quotation names no speaker
            found += [_continued(sentence, quoted)] if quoted else []
            continue
        told = _reported(sentence, before, names) or _according(sentence)
        quoted = told[-1] if told and (told[-1].claim.value or "")[-1:] in _CLOSING else None
        before = sentence
        found += told
    return found


def _is_of_one_paragraph(sentence: Sentence, before: Sentence | None) -> bool:
    if before is None or not follows(sentence, before):
        return False
    return "\n" not in sentence.article.text[before.span.end : sentence.span.start]


def _continued(sentence: Sentence, quoted: Attribution) -> Attribution:
    """A sentence in quotation marks as the words of who was quoted before it: the paper names him once."""
    words = grounded(sentence, sentence.span)
    citations = [*words.citations, *quoted.claim.citations[:1]]
    claim = words.model_copy(update={"citations": citations})
    return quoted.model_copy(update={"claim": claim, "hedge": None})


def _reported(sentence: Sentence, before: Sentence | None, names: Sequence[Mention]) -> list[Attribution]:
    here = [m for m in names if m.sentence is sentence]
    found: list[Attribution] = []
    claims: list[Span] = []
    for verb, token in enumerate(sentence.tokens):
        if token.lemma.lower() not in SPEECH or token.pos != "VERB" or sentence.is_quoted(token.span):
            continue
        if token.tag == "VBN" and token.dep == "acl":
            continue  # "the boat said to have been hit" says nothing
        if any(claim.contains(token.span) for claim in claims):
            continue  # by somebody's word, another said it
        speaker = speaker_of(sentence, verb, here)
        claim = _claim(sentence, verb, speaker) if speaker else None
        if speaker is None or claim is None:
            continue
        who, context = meant_by(sentence, speaker, before, names)
        if who is None:
            return found
        claims.append(claim)
        hedge = HEDGE.search(sentence.words(claim))
        found.append(
            Attribution(
                speaker=grounded(context, who, sentence) if context else grounded(sentence, who),
                verb=sentence.words(_verb_span(sentence, verb)),
                hedge=hedge[0] if hedge else None,
                claim=grounded(sentence, claim),
            )
        )
    return found


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
    # Whoever stands behind the verb is its subject, whatever before it looks like one.
    is_behind = speaker.start >= tokens[verb].span.end
    subjects = [c for c in children if tokens[c].dep in SUBJECTS and (c > verb or not is_behind)]
    subject = [i for c in subjects for i in sentence.subtree(c)]
    said_first = min([tokens[verb].span.start, speaker.start, *(tokens[i].span.start for i in subject)])
    said_last = max(tokens[verb].span.end, speaker.end)
    is_ahead = tokens[verb].span.start < speaker.start or any(
        tokens[c].dep == "ccomp" and c < verb for c in children
    )
    lemma = tokens[verb].lemma.lower()
    quotes_behind = any(q.start >= tokens[verb].span.end for q in sentence.quoted)
    has_object = (
        lemma in _WITH_OBJECT
        or (lemma in _PROMISED and tokens[verb].tag in ("VBD", "VBN"))
        or (lemma in _QUOTING and quotes_behind)
    )
    takes = {"ccomp", "dobj", "xcomp", "prep"} if has_object else {"ccomp"}
    behind = next((c for c in children if tokens[c].dep in takes and c > verb), None)
    if not is_ahead and (behind or _THAT.match(sentence.article.text, said_last, sentence.span.end)):
        start = _behind_that(sentence, verb, behind) if behind else None
        return _trim(sentence, start or said_last, _end(sentence, verb))
    before = sentence.article.text[sentence.span.start : said_first].rstrip()
    return _trim(sentence, sentence.span.start, said_first) if before.endswith((",", "”", '"', "’")) else None


def _behind_that(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Where the clause begins behind its "that": "told the court in July that"."""
    marks = [c for c in sentence.children(clause) if sentence.tokens[c].dep == "mark" and c < clause]
    that = next((c for c in marks if sentence.word(c).lower() == "that"), None)
    # Behind a comma it may be the second thing that is said.
    if that is None or any(sentence.word(i) == "," for i in range(verb, that)):
        return None
    return sentence.tokens[that].span.end


def _end(sentence: Sentence, verb: int) -> int:
    """Where what is said behind the verb ends: before the next verb of speech that is joined to it, before
    ", while" another does something else, at a semicolon, and with the clause of "who said"."""
    tokens, children = sentence.tokens, [c for c in sentence.children(verb) if c > verb]
    end = sentence.span.end
    if tokens[verb].dep == "relcl":
        end = tokens[sentence.subtree(verb)[-1]].span.end
    joined = [c for c in children if tokens[c].dep == "conj" and tokens[c].lemma.lower() in SPEECH]
    links = [c for c in children if tokens[c].dep == "cc" and c < min(joined, default=0)]
    clauses = [m for c in children if tokens[c].dep == "advcl" for m in sentence.children(c)]
    marks = [m for m in clauses if tokens[m].dep == "mark" and sentence.word(m).lower() in _OTHERS_VIEW]
    turns = [m for m in marks if sentence.word(m - 1) == ","]
    # Whose words those behind a semicolon are is not told.
    breaks = [
        i
        for i in range(verb, len(tokens))
        if sentence.word(i) == ";" and not sentence.is_quoted(tokens[i].span)
    ]
    return min([end, *(tokens[c].span.start for c in (*links, *joined, *turns, *breaks))])


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
    is_whole = is_whole and words[0].lower() != "as"  # of what, is not told
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
    hedge = HEDGE.search(sentence.words(Span(match.start("verb"), match.end())))
    return [
        Attribution(
            speaker=grounded(sentence, speaker),
            verb=match["verb"],
            hedge=hedge[0] if hedge else None,
            claim=grounded(sentence, claim),
        )
    ]
