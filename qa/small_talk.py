"""What a person says in a conversation that is no question to the articles: hello, thanks, are you sure?

What is asked about the last answer is answered by what it rests on; a greeting is not looked up.
"""

from __future__ import annotations

import re

from qa.models import Abstained, Answer, Answered

_BEFORE = r"(?:(?:and|but|so|ok|okay|hm+|oh|well|wait|no|yes)\b[,.!\s]*)*"
_GREETING = re.compile(
    rf"{_BEFORE}(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|thanks?|thank you|thx|cheers|bye|goodbye|"
    r"great|nice|good|cool|perfect|lol|ok|okay|yes|no|yep|nope|sure|help|sorry|"
    r"(?:hi|hello|hey) (?:there|all)|(?:thanks?|thank you|thx)(?: a lot| very much| so much|,? bye)?|"
    r"who are you|what are you|how are you(?: today)?|what can (?:you|i) (?:do|ask)(?: here| you)?|"
    r"how do(?:es)? (?:you|this|it) work)",
    re.IGNORECASE,
)
_ABOUT_THE_ANSWER = re.compile(
    rf"{_BEFORE}(?:(?:are you|you) (?:really |quite )?(?:sure|certain)(?: about (?:that|this|it))?|really|seriously|"
    r"is (?:that|this|it) (?:really )?(?:true|right|correct|so|certain)|sources?|what(?:'s| is| are) (?:the|your) sources?|"
    r"(?:which|what) (?:paper|newspaper|source|article|publisher|outlet)(?:s)?(?: (?:says?|said|wrote|reported|reports|has) "
    r"(?:so|that|this|it))?|"
    r"who (?:says|said|wrote|reported|reports|claims|claimed) (?:so|that|this|it)|says who|according to (?:whom|who)|"
    r"how do you know(?: that| this)?|where (?:does|did) (?:it|that|this) (?:say (?:so|that|this)|come from)|"
    r"where (?:is|was) (?:that|this|it) (?:from|reported|written)|where did you (?:get|find|read) (?:that|this|it))",
    re.IGNORECASE,
)
_NO_QUESTION = "This asks the articles nothing: ask them who, when, where, how many, or what somebody said."


def is_small_talk(question: str) -> bool:
    """True if the whole of `question` is a greeting, thanks, or asks about the last answer."""
    return _is_of(_GREETING, question) or _is_of(_ABOUT_THE_ANSWER, question)


def reply(question: str, last: Answer | None) -> Answer:
    """To small talk: the last answer that said something, with who published what it rests on, if it is that
    which is asked about; else what can be asked."""
    if last is None or not _is_of(_ABOUT_THE_ANSWER, question):
        return Abstained(
            question=question, reason=_NO_QUESTION, unanswered=[question], confidence=0.0, engine="extractive"
        )
    cited = [c for s in last.statements for c in s.citations]
    origins = dict.fromkeys(f"{c.publisher or c.title}, {(c.published_at or 'undated')[:10]}" for c in cited)
    return Answered(
        question=question,
        read_as=last.read_as or last.question,
        statements=last.statements,
        conflicts=last.conflicts,
        reason=f"The last answer once more; it rests on {'; '.join(origins)}.",
        confidence=last.confidence,
        engine=last.engine,
        as_of=last.as_of,
        hits=last.hits,
    )


def _is_of(form: re.Pattern[str], question: str) -> bool:
    return form.fullmatch(question.strip().strip(" .!?…")) is not None
