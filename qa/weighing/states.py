"""A state a question asks about, and what ends it: closed until it reopens, missing until found.

"Is the road still closed?" is answered by "cars crossed it again", which has no word of it but in its
headline, and never by a later "it was closed in March".
"""

from __future__ import annotations

import re

from index.text import CAPITAL
from qa.dates import publication_day
from qa.language.lexicon import ROLE_WORDS
from qa.reader import Evidence
from qa.weighing.time_told import told_at

_ROLES = "|".join(sorted(ROLE_WORDS))
_STAYS = (
    rf"(?:going|likely|due) to (?:resign|step down|quit|go|leave|stay)|staying|leaving|"
    rf"(?-i:{CAPITAL}[\w'’-]+) (?:still )?(?:the |its |their )?(?:\w+ )?(?:{_ROLES})"
)
_RUNS = (
    rf"(?-i:{CAPITAL}[\w'’-]+) (?:still )?(?:running|leading|heading|managing|chairing|coaching|in charge|"
    r"in office|at the helm)"
)
_GOES = (
    r"resign(?:s|ed|ation)|step(?:s|ped|ping)? down|quit|leav(?:es?|ing)|retire[sd]?|successor|"
    r"(?:sacked|dismissed|removed|replaced|ousted)|in (?:his|her|their) (?:place|stead)"
)
_STORY_DAYS = 31  # between what happened and its story; what is older is recalled
_ENDED_BY = tuple(
    (re.compile(rf"\b(?:{state})\b", re.IGNORECASE), re.compile(rf"\b(?:{end})\b", re.IGNORECASE))
    for state, end in (
        (_RUNS, _GOES),
        (r"closed|shut|blocked|cut off", r"re-?open(?:s|ed)?|open(?:s|ed)? (?:again|to)|cleared"),
        (r"open|running|in (?:use|service)", r"clos(?:es|ed)|shut(?:s|ting)?(?: down)?|suspended|withdrawn"),
        (r"missing|lost|unaccounted for", r"found|rescued|recovered|located"),
        (
            r"held|detained|jailed|in (?:custody|prison|jail|detention)|behind bars|hostages?|under arrest",
            r"released|freed|bailed|acquitted|escaped|died",
        ),
        (r"suspended|banned|under suspension", r"lifted|reinstated|cleared|allowed"),
        (r"on strike|striking", r"called off|end(?:s|ed)|back (?:at|to) work|deal|settled"),
        (r"alive", r"died|dead|killed"),
        (_STAYS, _GOES),
        (
            r"support(?:s|ing)?|back(?:s|ing)?|favours?|in favour of",
            r"withdr[ae]w\w*|oppos(?:es|ed)|against|no longer|turned|dropped",
        ),
        (r"in (?:the )?hospital|in intensive care", r"discharged|left hospital|went home|released|died"),
    )
)
_ASKS_STATE = re.compile(
    r"^\W*(?:is|are|do|does)\b(?!.*\b(?:by|since|until|when|who|what|which)\b)", re.IGNORECASE
)


def ends_of_state(question: str) -> re.Pattern[str] | None:
    """The words that tell the end of the state that a question asks about: "is the road still closed?";
    None if it asks about none."""
    if not _ASKS_STATE.search(question):
        return None
    return next((end for state, end in _ENDED_BY if state.search(question)), None)


def without_state(question: str) -> str:
    """`question` without the words for the state that it asks about: what tells its end has others."""
    if not _ASKS_STATE.search(question):
        return question
    found = next((m for state, _ in _ENDED_BY if (m := state.search(question))), None)
    return question.replace(found[0], "") if found else question


def tells_end(evidence: Evidence, end: re.Pattern[str]) -> bool:
    """True if a sentence, or the headline over it, has the words for the end of a state."""
    article = evidence.places[0][0]
    return end.search(evidence.text) is not None or end.search(article.title or "") is not None


def is_recalled(evidence: Evidence) -> bool:
    """True if a sentence tells only of days long before its article: "it was closed on 10 March"."""
    article, span = evidence.places[0]
    published = publication_day(article.published_at)
    lasts = [s.last for s in told_at(article, span)[1] if s.last and not s.is_year_open]
    if published is None or not lasts:
        return False
    return all((published - last).days > _STORY_DAYS for last in lasts)
