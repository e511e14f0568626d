"""Who holds an office: who did when an article was written may have left it since, and who was appointed may
not have begun.

"Who is the director?": the best sentence names one, and a later article tells that somebody took over, or
that the one named was dismissed. Or it tells of an appointment, and the next sentence that it begins in
February.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from qa.asking.kind import AnswerType
from qa.dates import find_dates, resolve, stretch_of
from qa.language.lexicon import HONORIFICS, ROLE_WORDS
from qa.language.quotations import QUOTATION
from qa.language.words import carries, content_stems, stems_in
from qa.reader import Evidence, Reading
from qa.reading.doubtful import BEGINS_LATER
from qa.reading.successions import who_left
from qa.weighing.corrections import sentences_behind
from qa.weighing.newer import are_on_the_same, day_of_evidence, is_later, moved_up, names_of, put_first

_NEAR = 0.65  # of the best score
_AROUND_CHARS, _NEAR_CHARS, _BEHIND_CHARS, _BEHIND = 300, 40, 60, 2
_ASKS_HOLDER = re.compile(
    r"^\W*who(?:(?: now| currently)? (?:runs?|heads?|leads?|chairs?|manages?|coach(?:es)?)\b|"
    r" is (?:now )?(?:running|heading|leading|chairing|managing|coaching)\b|"
    r" (?:will|is (?:going )?to) (?:run|head|lead|chair|manage|coach)\b|"
    r"(?:['’]s| is| are)(?: now| currently)? (?:the |in charge|(?-i:(?=[a-z][\w -]{2,40} (?:of|at|for) |"
    r"[a-z][a-z-]+(?: [a-z-]+){0,3}\W*$))|"
    r"[\w'’-]+(?: [\w'’-]+){0,4}['’]s? ))(?!.*\b(?:new|next|former|first|last|ex|previous|will|to)\b)",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|at|for|in) (.+)", re.IGNORECASE)
_AT_THE_TOP = re.compile(
    r"\b(?:boss|ceo|chief exec\w*|chief|head|heads|runs?|leads?|in charge|manages?)\b", re.IGNORECASE
)
_TOP = frozenset(content_stems("boss chief executive director head manager managing president chairman"))
TAKES = re.compile(
    r"\b(?:t(?:akes?|ook|aken) over|succeed(?:s|ed)|replace[sd]|appointed|named|elected|sworn in|promoted|"
    r"installed|became|becomes|is (?:now )?the new|place (?:was|is|has been|will be) taken by|"
    r"in (?:his|her|their) (?:place|stead)|(?:will be|is now) in charge|t(?:akes?|ook) charge)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"\b(?:his|her|their) (?:place|stead|successor)\b|\bsucceed(?:s|ed)\b", re.IGNORECASE)
_IN_PLACE = re.compile(
    r"\b(?:in (?:his|her|their) (?:place|stead)|(?:his|her|their) place (?:was|is|has been|will be) taken)\b",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:(?:was|were|been) (?:dismissed|sacked|fired|ousted|removed|replaced|recalled|voted out|moved)|"
    r"resigned|stepped down|quit|died|retired|(?:has|have) left|left (?:for|(?:the|his|her) (?:post|job)))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IS_IN_IT = re.compile(
    r"\b(?:has been|is (?:now )?(?:the|its|their)|(?:who|which) (?:now )?(?:runs|heads|leads|chairs)|"
    r"since)\b",
    re.IGNORECASE,
)
_WAS_IN_IT = re.compile(
    r"\b(?:was|were|until|former|ex|then|predecessor|had been|said to|deputy|acting|shadow)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|never|if|could|might|should|would|call(?:s|ed)? for|rumou?r\w*|den(?:y|ied|ies))\b|n['’]t\b",
    re.IGNORECASE,
)


def asks_who_is_in_office(question: str) -> bool:
    """True of "who runs the bank?" and "who is going to lead the inquiry?"."""
    return _ASKS_HOLDER.search(question) is not None


def with_who_is_in_office(reading: Reading, others: Iterable[Evidence] = ()) -> tuple[Reading, str]:
    """`reading` with the sentence first that tells who holds an office since, or that who was appointed has
    not begun, and a note of which day it is; as it is where none does. `others` are sentences found that were
    not read: of those, what tells of somebody in the place of whom the best names."""
    is_asked = reading.view.answer_type is AnswerType.PERSON and asks_who_is_in_office(reading.view.text)
    if not is_asked or not reading.evidence:
        return reading, ""
    best = reading.evidence[0]
    if behind := _begins_later(best, reading) or _successor_behind(best, reading):
        return moved_up(reading, behind), ""
    near = [e for e in reading.evidence if e.score >= _NEAR * best.score and is_later(e, best)]
    told = [e for e in near if not BEGINS_LATER.search(e.text)]
    of = _OF.search(reading.view.text)
    told = [e for e in told if are_on_the_same(e, best, reading, of[1] if of else "")]
    took = next((e for e in told if _takes_it(e, best, reading) or _holds_it(e, best, reading)), None)
    others = [e for e in others if is_later(e, best)]
    placed = (e for e in others if _IN_PLACE.search(e.text))
    told_beside = (e for e in placed if _told(TAKES, e, _NOT_DONE) and _names_holder(e, best, reading))
    took = took or next(told_beside, None)
    newer = took or next(
        (e for e in told if _told(LEFT, e, _NOT_DONE) and _names_holder(e, best, reading)), None
    )
    if newer:
        return put_first(reading, newer, best)
    later = [*(e for e in reading.evidence if is_later(e, best)), *others]
    left = next((e for e in later if _says_holder_left(e, best, reading)), None)
    if left is None:
        return reading, ""
    since, note = put_first(reading, left, best)
    takes = next((e for e in later if _takes_charge_beside(e, left, reading)), None)
    return (moved_up(since, takes) if takes else since), note


def _takes_charge_beside(evidence: Evidence, left: Evidence, reading: Reading) -> bool:
    """True if a sentence of the article that tells who left the office says who took it."""
    is_one = evidence.places[0][0].article_id == left.places[0][0].article_id
    is_told = is_one and evidence is not left and _told(TAKES, evidence, _NOT_DONE) is not None
    return is_told and _is_office(stems_in(evidence.text), reading)


def _says_holder_left(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a sentence says by name that whom the best one names left an office."""
    left = {person.name.split()[-1] for person in who_left(*evidence.places[0])}
    return bool(left & _holders(best, reading)) and not _NOT_DONE.search(evidence.text)


def _begins_later(best: Evidence, reading: Reading) -> Evidence | None:
    """The sentence, soon behind one that tells of an appointment, that it begins on a day after all that was
    published; None if there is none."""
    if not TAKES.search(best.text):
        return None
    newest = max(filter(None, map(day_of_evidence, reading.evidence)), default=date.max)
    for evidence in sentences_behind(best, reading)[:_BEHIND]:
        published = evidence.places[0][0].published_at
        days = (stretch_of(resolve(found, published)) for found in find_dates(evidence.text))
        first = next((s.first for s in days if s and s.first and not s.is_year_open), None)
        if BEGINS_LATER.search(evidence.text) and first is not None and first > newest:
            return evidence
    return None


def _successor_behind(best: Evidence, reading: Reading) -> Evidence | None:
    """The sentence, soon behind one that tells that somebody left the office, that names who follows; None if
    there is none."""
    if not _told(LEFT, best, _NOT_DONE) or TAKES.search(best.text):
        return None
    behind = sentences_behind(best, reading)[:_BEHIND]
    return next((e for e in behind if _FOLLOWS.search(e.text) and _told(TAKES, e, _NOT_DONE)), None)


def _takes_it(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if somebody took the office: it stands behind the verb, or the one before is named."""
    taken = _told(TAKES, evidence, _NOT_DONE)
    if taken is None or _tells_of_long_ago(evidence):
        return False
    if _IN_PLACE.search(evidence.text):
        return True
    behind = stems_in(evidence.text[taken.end() : taken.end() + _BEHIND_CHARS])
    return _is_office(behind, reading) or _names_holder(evidence, best, reading)


def _told(form: re.Pattern[str], evidence: Evidence, unless: re.Pattern[str]) -> re.Match[str] | None:
    """Where a sentence says that somebody took, left or holds an office; None where what stands beside it
    says that this is not so, or not yet, or no longer."""
    found = form.search(QUOTATION.sub(lambda m: " " * len(m.group()), evidence.text))
    if found is None:
        return None
    around = evidence.text[max(0, found.start() - _NEAR_CHARS) : found.end() + _NEAR_CHARS]
    return None if unless.search(around) else found


def _tells_of_long_ago(evidence: Evidence) -> bool:
    """True if it names a year before that of its article: "was elected to the council in 1991"."""
    day = day_of_evidence(evidence)
    return day is not None and any(int(year) < day.year - 1 for year in _YEAR.findall(evidence.text))


def _holds_it(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if it says of another that he holds the office: "Ann Falk, chief executive since May"."""
    is_so = _told(_IS_IN_IT, evidence, _WAS_IN_IT) is not None
    names = {n for n in names_of(f"; {evidence.text}") if n.lower() not in reading.view.text.lower()}
    is_another = bool(names) and names.isdisjoint(names_of(f"; {best.text}"))
    return is_so and is_another and _is_office(stems_in(evidence.text), reading)


def _is_office(told: frozenset[str], reading: Reading) -> bool:
    """True if words with these stems name the office that is asked about; of one at the top any will do."""
    question = _OF.sub("", reading.view.text)
    if _AT_THE_TOP.search(question):
        return bool(_TOP & told)
    office = set(content_stems(question)) - reading.view.name_stems
    return bool(office) and office <= told


def _names_holder(evidence: Evidence, best: Evidence, reading: Reading) -> bool:
    """True if a sentence, or what stands before it, names whom the best one does, and not the question."""
    article, span = evidence.places[0]
    around = article.text[max(0, span.start - _AROUND_CHARS) : span.end]
    return any(re.search(rf"\b{re.escape(name)}\b", around) for name in _holders(best, reading))


def _holders(best: Evidence, reading: Reading) -> set[str]:
    """The words of the names that a sentence has and the question has not."""
    named = (n for n in names_of(f"; {best.text}") if n.lower() not in reading.view.text.lower())
    return {n for n in named if carries(n) and n.lower() not in HONORIFICS | ROLE_WORDS}
