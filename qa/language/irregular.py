"""Verbs whose forms a stemmer does not bring together: "took" and "taken" are "take"."""

from __future__ import annotations

import re

from qa.language.words import stem, stems_in

_FORMS = (
    "take took taken; give gave given; see saw seen; write wrote written; drive drove driven; choose "
    "chose chosen; steal stole stolen; beat beaten; begin began begun; break broke broken; speak spoke "
    "spoken; throw threw thrown; draw drew drawn; show shown; fly flew flown; ride rode ridden; wear "
    "wore worn; sing sang sung; hide hid hidden; lead led; hold held; build built; send sent; win won; "
    "make made; find found; pay paid; buy bought; sell sold; run ran; fall fell fallen; rise rose "
    "risen; grow grew grown; freeze froze frozen; hear heard; lose lost; leave left; meet met; bring "
    "brought; catch caught; fight fought; shoot shot; strike struck; sit sat; sink sank sunk; spend "
    "spent; lend lent; keep kept; sleep slept; feel felt; say said; tell told; think thought; know knew "
    "known; go went gone; come came; become became; get got; swim swam; ring rang; shake shook shaken; "
    "tear tore torn; bear bore; swear swore sworn; eat ate eaten; forget forgot; bid bade; die death; "
    "decide decision; withdraw withdrew withdrawn; undergo underwent; seek sought; teach taught; deal "
    "dealt"
)
_BASE = {
    stem(form): stem(base) for base, *forms in (verb.split() for verb in _FORMS.split(";")) for form in forms
}
# Those that stand in any sentence tell nothing by being there.
_LIGHT = frozenset(
    "take give see go get come make say tell show hold keep leave find know think bring become run pay bear "
    "ring lead deal feel hear meet sit send bid".split()
)
_PATTERNS = {
    stem(form): pattern
    for forms in (verb.split() for verb in _FORMS.split(";"))
    if forms[0] not in _LIGHT
    for pattern in [re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)]
    for form in forms
}


def forms_of(word: str) -> re.Pattern[str] | None:
    """The forms of the verb of which `word` is one; None if it is none of these verbs, or says little."""
    return _PATTERNS.get(stem(word))


def bases_in(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning, of a verb that of its first form."""
    return frozenset(_BASE.get(found, found) for found in stems_in(text))
