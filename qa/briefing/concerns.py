"""What an article says may go wrong, and what it says is not known: sentences picked by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.briefing.prose import Sentence
from qa.briefing.ranking import repeats
from qa.briefing.standing import speaks_for_itself

_RISK = re.compile(
    r"\b(?:risk(?:s|ed|ing|y)?|warn(?:s|ed)?|"
    r"warnings?(?! (?:tapes?|lines?|lights?|signs?|levels?|labels?|shots?))|"
    r"threat(?:s|en\w*)?|sanctions?|concern(?:s|ed)?|"
    r"obstacles?|danger(?:s|ous)?|fear(?:s|ed)?|jeopardi[sz]\w+|setbacks?|vulnerab\w+|uncertain(?:ty)?|shortages?|"
    r"run short|lawsuits?|could (?:face|lose|lead|collapse|fail|give up)|might not|in doubt|escalat\w+|"
    r"unless|only if|(?:would|will|can) [^.;]{3,60} (?:if|as long as|provided)|"
    r"deficits?|backlash|delay(?:s|ed)?|postpone(?:s|d)?|complicat\w+|unsafe)\b",
    re.I,
)
_OPEN = re.compile(
    r"\b(?:(?:is|are|was|were|remains?) (?:still |as yet )?(?:unclear|unknown|uncertain|undecided)|"
    r"undisclosed|not (?:yet )?(?:known|clear|decided|disclosed|confirmed|final)|"
    r"(?:has|have|had) (?:not|yet) (?:yet )?(?:to )?(?:be |been )?"
    r"(?:decided|disclosed|announced|scheduled|set|named|released|confirmed|published|determined|said)|"
    r"no (?:\w+ ){1,3}(?:has|have) been (?:scheduled|set|made|announced|reached|decided)|"
    r"remains? to be seen|remains? open|still pending|under (?:investigation|review)|"
    r"declined to (?:say|comment|name|confirm|disclose|give|answer|specify)|"
    r"did not (?:say|disclose|give|specify|comment|confirm|rule out|respond|name|immediately)|"
    r"(?:could|would) not (?:say|confirm|be (?:confirmed|reached|verified)|independently|comment|rule out)|"
    r"too early to|yet to be|still (?:has|have) to be|still working out|without giving|until further notice|"
    # What someone is going to do about it is not settled: an appeal, a review, a request.
    r"(?:would|will|plans? to|intends? to|promised to|vowed to) (?:also )?(?:appeal|review|consider|decide|"
    r"ask|seek|sue|investigate|examine|look (?:into|at)|discuss|negotiate)|"
    r"(?:decide|say|know|clear|sure|discuss) whether|"
    r"(?:still|being) (?:being )?(?:sought|investigated|examined|reviewed|negotiated|searched for)|"
    r"no (?:one|suspects?|arrests?|charges?|decision|date|agreement|deal|cause)\b[^.;]{0,12} "
    r"(?:has|have|had) been|"
    r"(?:opened|launched|ordered|began|started) an? (?:\w+ )?(?:inquiry|investigation|review|probe))\b",
    re.I,
)
# What was new to the paper is not open: "had not been previously reported".
_NEWS_OF_ITS_OWN = re.compile(r"not (?:been )?(?:previously|earlier|before) (?:been )?reported", re.I)


def is_concern(text: str) -> bool:
    """True if the words name a risk or something that is not known."""
    return bool(_RISK.search(text) or _OPEN.search(text))


def risks(sentences: Sequence[Sentence], n: int) -> list[Sentence]:
    """Up to `n` sentences that name a risk, those with most such words first, else in the order given; what
    is said not to be known is no risk."""
    return _picked([s for s in sentences if not _OPEN.search(s.text)], _RISK, n)


def open_questions(sentences: Sequence[Sentence], n: int) -> list[Sentence]:
    """Up to `n` sentences that say something is unknown, undecided or undisclosed."""
    return _picked([s for s in sentences if not _NEWS_OF_ITS_OWN.search(s.text)], _OPEN, n)


def _picked(sentences: Sequence[Sentence], words: re.Pattern[str], n: int) -> list[Sentence]:
    told = (s for s in sentences if not speaks_for_itself(s))
    hits = [(s, len({m[0].lower()[:5] for m in words.finditer(s.text)})) for s in told]
    chosen: list[Sentence] = []
    for sentence, _ in sorted((h for h in hits if h[1]), key=lambda h: -h[1]):
        if len(chosen) < n and not any(repeats(sentence.text, c.text) for c in chosen):
            chosen.append(sentence)
    return chosen
