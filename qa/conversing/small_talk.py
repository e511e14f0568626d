"""What a person says in a conversation that is no question to the articles: hello, thanks, are you sure?

What is asked about the last answer is answered by what it rests on; a greeting is not looked up.
"""

from __future__ import annotations

import re

from qa.models import Abstained, Answer, Answered

_THAT = "(?:so|that|this|it)"
_WHICH_PAPER = "(?:which|what) (?:paper|newspaper|source|article|publisher|outlet)s?"
_BEFORE = r"(?:(?:and|but|so|ok|okay|hm+|oh|well|wait|no|yes)\b[,.!\s]*)*"
_GREETINGS = (
    r"hi|hello|hey|(?:hi|hello|hey) (?:there|all)",
    r"good (?:morning|afternoon|evening|day)|bye|goodbye",
    r"(?:thanks?|thank you|thx|cheers)(?: a lot| very much| so much|,? bye)?",
    r"great|nice|good|cool|perfect|lol|ok|okay|yes|no|yep|nope|sure|help|sorry",
    r"(?:who|what|how) are you(?: today)?|how do(?:es)? (?:you|this) work",
    r"what can (?:you|i) (?:do|ask)(?: here| you)?",
)
_ABOUT_THE_ANSWER = (
    rf"(?:are )?you (?:really |quite )?(?:sure|certain)(?: about {_THAT})?|really|seriously",
    rf"is {_THAT} (?:really )?(?:true|right|correct|so|certain)",
    r"(?:what(?:'s| is| are) (?:the|your) )?sources?",
    rf"{_WHICH_PAPER}(?: (?:says?|said|wrote|reported|reports|has) {_THAT}| (?:is|was) {_THAT} (?:in|from))?",
    rf"who (?:says|said|wrote|reported|reports|claims|claimed) {_THAT}|says who|according to whom?",
    rf"how do you know(?: {_THAT})?",
    rf"where (?:does|did) {_THAT} say {_THAT}|where (?:does {_THAT}|did (?:so|that|this)) come from",
    rf"where (?:is|was) {_THAT} (?:from|reported|written)",
    rf"where did you (?:get|find|read) {_THAT}(?: from)?",
)
_IS_GREETING, _ASKS_ABOUT_ANSWER = (
    re.compile(rf"{_BEFORE}(?:{'|'.join(forms)})", re.IGNORECASE) for forms in (_GREETINGS, _ABOUT_THE_ANSWER)
)
_WHICH_SAYS = re.compile(
    rf"{_BEFORE}{_WHICH_PAPER} (?:says?|said|wrote|writes?|reported|reports|has|had|gives?|gave) (.+)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d.,]*")
ASKS_NOTHING = "This asks the articles nothing"
_NO_QUESTION = f"{ASKS_NOTHING}: ask them who, when, where, how many, or what somebody said."
_NOT_ANSWERED = (
    "The articles do not say: the last question, “{}”, was not answered, so there is no source to name."
)


def is_small_talk(question: str) -> bool:
    """True if the whole of `question` is a greeting, thanks, or asks about the last answer."""
    return _is_of(_IS_GREETING, question) or _is_of(_ASKS_ABOUT_ANSWER, question)


def reply(question: str, last: Answer | None) -> Answer:
    """To small talk: the `last` answer, with who published what it rests on, if it is that which is asked
    about; that there was none, if it was an abstention; else what can be asked."""
    if last is None or not last.statements or not _is_of(_ASKS_ABOUT_ANSWER, question):
        asked = last.read_as or last.question if last and _is_of(_ASKS_ABOUT_ANSWER, question) else None
        reason = _NOT_ANSWERED.format(asked) if asked else _NO_QUESTION
        return Abstained(
            question=question, reason=reason, unanswered=[question], confidence=0.0, engine="extractive"
        )
    return _once_more(question, last)


def _once_more(question: str, last: Answer) -> Answered:
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


def told_by(question: str, last: Answer | None) -> Answer | None:
    """To "which paper says 38,600?": what the `last` answer shows with that figure, and who published it;
    None if that is not asked, or it shows none."""
    asked = _WHICH_SAYS.fullmatch(question.strip().strip(" .!?…"))
    figures = _figures(asked[1]) if asked else set()
    if last is None or not figures:
        return None
    shown = [*last.statements, *(side for conflict in last.conflicts for side in conflict.sides)]
    telling = [s for s in shown if figures <= _figures(s.text)]
    return (
        _once_more(question, last.model_copy(update={"statements": telling, "conflicts": []}))
        if telling
        else None
    )


def _figures(text: str) -> set[str]:
    return {m.group().replace(",", "").rstrip(".") for m in _FIGURE.finditer(text)}


def _is_of(form: re.Pattern[str], question: str) -> bool:
    return form.fullmatch(question.strip().strip(" .!?…")) is not None
