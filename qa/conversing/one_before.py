""" "And who was it before her?": of an office that the last question asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.conversing.kinds import Antecedent, Kind

_HE = r"(?P<who>him|her|them|that|then|(?-i:[A-Z])[\w'’-]*(?: (?-i:[A-Z])[\w'’-]*)*)"
_BEFORE = re.compile(
    r"(?:whom? (?:(?:was|is|had been|came|held|had|did|ran|led)(?: (?:it|that|there|in charge|in office|"
    r"the (?:job|post|office|boss|one)))? )?|the one )?"
    rf"before(?: {_HE})?",
    re.IGNORECASE,
)
_WAS = {
    "runs": "ran",
    "leads": "led",
    "heads": "headed",
    "chairs": "chaired",
    "coaches": "coached",
    "manages": "managed",
    "owns": "owned",
    "is": "was",
    "'s": "was",
    "’s": "was",
}
_WHO_IS = re.compile(
    rf"who ?(?P<is>{'|'.join([*_WAS, *_WAS.values()])})(?: now| currently)? "
    r"(?P<office>(?!it\b|he\b|she\b|they\b)[^,?]+?)(?: now| currently)?(?: before [^,?]+)?",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"whom? (?:did|does|will) .+ (?:replace|succeed|take over from)|who preceded .+|"
    r"who (?:was|is) .+['’]s predecessor",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"(?:(?-i:[A-Z])[\w'’.-]+ ?)+")


def of_the_one_before(last: str, short: str, mentions: Sequence[Antecedent]) -> str | None:
    """ "Who chaired the bank before her?", of "Who chairs the bank?" and "before her?"; None where `short`
    asks nothing like it, or the last question asked for no office. What its "her" means is left open; without
    one it is the person spoken of last, of `mentions`."""
    asked = _BEFORE.fullmatch(short)
    if asked is None:
        return None
    whom, last = asked["who"], last.strip(" ?.!")
    if whom is None or whom.lower() in {"that", "then"}:
        whom = next((m.text for m in mentions if m.kind is Kind.PERSON), None)
    if whom is None or _ASKS_BEFORE.fullmatch(last):
        return whom and f"Who preceded {whom}?"
    office = _WHO_IS.fullmatch(last)
    if office is None or (office["is"].lower() in ("is", "was") and _NAME_ALONE.fullmatch(office["office"])):
        return None
    verb = _WAS.get(office["is"].lower(), office["is"])
    return f"Who {verb} {office['office']} before {whom}?"
