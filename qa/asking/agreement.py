"""Questions whether the reports agree: "do the papers agree on when it opens?", "how many died, and do the
reports agree?", "did they report the same number of dead?".

So it may be asked of two who are in the news: "do the firm and the union agree on how many went?".

No article says whether it agrees with another. So such a question is read as the one it is about, and a
note tells of the articles found for that if they differ, if they say the same, or if there is but one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.models import Article
from index.sketches import are_twins, shingles_of
from qa.asking.publisher import publishers_named
from qa.language.nlp import Parser
from qa.reader import Evidence
from qa.weighing.choosing import Chosen
from qa.weighing.claims import Claim, claims_of
from qa.weighing.conflicts import say_same, tell_of_one
from qa.weighing.contested import is_told_both_ways

_MAY_ASK = re.compile(
    r"\b(?:agree|disagree|differ|concur|match|tally|contradict|same|discrepanc\w+|contradictions?|differences?|"
    r"disagreements?|conflict(?:s|ing)?|contradictory|say\s+so)\b",
    re.IGNORECASE,
)
_PIECES = (
    r"(?:(?:all|both|the|these|those|two|three|various|different|other|news|local|of)\s+){0,4}"
    r"(?:(?:news\s?)?papers|reports|articles|accounts|sources|outlets|stories|publications|media|press|coverage)\b"
)
_AGREE = (
    r"(?:all\s+|really\s+|actually\s+)?(?:agree|disagree|differ|concur|match|tally|contradict\s+each\s+other)"
    r"(?:\s+with\s+each\s+other)?"
)
_ON = r"(?:on|about|over|as\s+to|regarding|in)"
# Papers may agree on a merger, too: what they report alike is told by "the", or asked by a question word.
_ASKED = r"(?:who|whom|whose|what|which|when|where|why|how|whether)\b"
_MATTER = rf"(?:{_ASKED}|(?:that|the|his|her|its|their)\b|[^\s,]+['’]s\b).+"
# "The accounts of the firm" are no reports, "the accounts of when it broke" are.
_ABOUT = rf"(?:\s+(?:(?:{_ON})\s+(?P<matter>{_MATTER})|of\s+(?P<told>{_ASKED}.+)))?"
_POINTS = r"(?:\s+(?:(?:on|about|over)\s+)?(?:that|this|it))?"
_KINDS = r"(?:discrepanc(?:y|ies)|disagreements?|conflicts?|contradictions?|differences?)"
_GIVE = r"(?:report|give|have|print|carry|quote|cite|state|name|publish|put)"
# Two who are in the news, of what is so, by a question word; what they agree to do is news itself.
_PARTY = r"(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+){0,3}?"
_PARTIES = rf"(?:(?:both|the\s+two)\s+(?:sides|parties|governments)|{_PARTY}\s+and\s+{_PARTY})"
_COUNTED = (
    r"the\s+(?:numbers?\s+of\s+.+|"
    r"(?:size\s+of\s+the\s+)?(?:crowds?|turnout|attendance|(?:death\s+)?toll)\b.*)"
)
_TOLD = rf"(?:{_ASKED}(?!\s+to\b).+|{_COUNTED})"
_LEAD = r"(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*"
_DO = r"(?:do|did|does)"
_MAX_PUBLISHERS = 3
_DIFFER = "The articles found differ in this."
_OPEN = "Whether {} agree in this cannot be told for certain; compare what is quoted."
_SOURCES_DIFFER = "The sources that the article quotes differ in this."
_LEAST = 0.7  # of the best score, of a sentence that says the same


@dataclass(frozen=True, slots=True)
class AskedAgreement:
    """What is asked of reports that shall be compared: of those `publishers`, of all where there are none.
    `is_last` if it is the question before; `are_parties` if two who are in the news are asked about."""

    question: str
    publishers: tuple[str, ...] = ()
    is_last: bool = False
    are_parties: bool = False

    def notes(self) -> list[str]:
        """Of whose articles it is asked, if not of all."""
        names = " and ".join([", ".join(self.publishers[:-1]), *self.publishers[-1:]])
        return [f"Asked of the articles of {names} alone."] if self.publishers else []


def asked_agreement(
    question: str, last: str | None, publishers: Callable[[], Sequence[str]]
) -> AskedAgreement | None:
    """What `question` asks whether reports agree on it, `last` being the question before it; None if it does
    not ask that. `publishers` are those of the library."""
    if not _MAY_ASK.search(question):
        return None
    text = " ".join(question.split()).rstrip(" ?.!")
    names = publishers_named(publishers(), text)
    whose = "|".join(re.escape(name) for name, _ in names)
    one = rf"(?:the\s+)?(?:{whose})"
    pieces = rf"(?:{_PIECES}|{one}(?:(?:,\s*|,?\s+and\s+){one})+)" if names else _PIECES
    for form in _forms(pieces):
        if found := form.fullmatch(text):
            groups = found.groupdict()
            of = _publishers_in(groups.get("pieces") or "", names)
            are_parties = "parties" in groups
            if matter := groups.get("matter") or groups.get("told"):
                return AskedAgreement(_as_question(matter), of, are_parties=are_parties)
            return AskedAgreement(last, of, is_last=True) if last else None
    return None


def _forms(pieces: str) -> list[re.Pattern[str]]:
    whose = rf"(?P<pieces>{pieces})"
    asks = rf"{_DO}\s+{whose}\s+(?:{_AGREE}|say\s+(?:so|the\s+same)(?:\s+thing)?)"
    parties = rf"(?:do|does)\s+(?P<parties>{_PARTIES})\s+{_AGREE}"
    forms = (
        rf"{_LEAD}{asks}{_POINTS}",
        rf"{_LEAD}{asks}\s+(?:{_ON}\s+)?(?P<matter>{_MATTER})",
        rf"(?P<matter>.*\w.*?)\s*(?:[?;:.,–—]|\s-\s|\band\b)[\s?,]*{_LEAD}{asks}{_POINTS}",
        rf"{_LEAD}{_DO}\s+{whose}\s+(?:all\s+)?{_GIVE}\s+the\s+same\s+(?P<matter>\w.+)",
        (
            rf"{_LEAD}(?:is|are|was|were)\s+there\s+(?:an?|any)\s+{_KINDS}\s+(?:between|among|in)\s+{whose}"
            rf"{_ABOUT}"
        ),
        (
            rf"{_LEAD}(?:is|are|were)\s+there\s+(?:any\s+)?(?:conflicting|contradictory|differing)\s+"
            rf"(?:reports|accounts){_ABOUT}"
        ),
        rf"{_LEAD}{parties}\s+(?:{_ON}\s+)?(?P<matter>{_TOLD})",
        rf"(?P<matter>{_ASKED}.*?)\s*[?;:,]?\s+{_LEAD}{parties}{_POINTS}",
    )
    return [re.compile(form, re.IGNORECASE) for form in forms]


def _publishers_in(pieces: str, names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Whom `pieces` names; none if it names more than can be asked together, or one."""
    low = pieces.casefold()
    found = []
    for name, publisher in names:  # the longest first: "Post" within "Evening Post" is no other
        if re.search(rf"\b{re.escape(name)}\b", low):
            found.append(publisher)
            low = low.replace(name, " ")
    once = tuple(dict.fromkeys(found))
    return once if 1 < len(once) <= _MAX_PUBLISHERS else ()


def _as_question(matter: str) -> str:
    matter = re.sub(r"^(?:whether|that)\s+", "", matter.strip(" ,;:?-–—"), flags=re.IGNORECASE)
    matter = re.sub(r"^(?:the\s+)?number\s+of\s+", "how many ", matter, flags=re.IGNORECASE)
    return f"{matter[:1].upper()}{matter[1:]}?"


def notes_on_agreement(asked: AskedAgreement, chosen: Sequence[Chosen], parser: Parser) -> list[str]:
    """Whether what is shown for a question agrees, in one sentence; none of several questions, unless they
    differ."""
    sides = [side for each in chosen for side in each.sides]
    if sides:
        return [_DIFFER if any(_are_of_several(side) for side in sides) else _SOURCES_DIFFER]
    if len(chosen) != 1:
        return []
    return [_OPEN.format("they") if asked.are_parties else _note(chosen[0], parser)]


def _are_of_several(side: Sequence[Evidence]) -> bool:
    """True if more than one article is quoted, and not two sources of one."""
    return len({e.places[0][0].article_id for e in side}) > 1


def _note(chosen: Chosen, parser: Parser) -> str:
    claims = claims_of(chosen.reading, parser)
    best = next((c for c in claims if c.evidence in chosen.shown), claims[0])
    near = [c for c in claims if _is_near(c, best) and c is not best]
    same = [c for c in near if say_same(best, c, chosen.reading)]
    others = [c for c in near if c not in same and tell_of_one(best, c, chosen.reading)]
    agreeing = _stories([article for c in (best, *same) for article, _ in c.evidence.places])
    shown = _stories([article for e in chosen.shown for article, _ in e.places])
    told = list(dict.fromkeys(a.publisher or a.title for a in agreeing))
    if is_told_both_ways(best.evidence.text):
        return _SOURCES_DIFFER
    if len(told) > 1 and len(shown) <= len(agreeing) and not others:
        return f"The articles found say the same: {', '.join(told)}."
    if len(shown) > 1:
        return _OPEN.format("the articles")
    return "Only one article was found for this; copies of a story count once."


def _is_near(claim: Claim, best: Claim) -> bool:
    return claim.evidence.score >= _LEAST * best.evidence.score


def _stories(articles: Sequence[Article]) -> list[Article]:
    """The articles, each story once: the copies of a wire report are one source."""
    out: list[Article] = []
    for article in articles:
        own = shingles_of(article.text)
        if not any(a.article_id == article.article_id or are_twins(own, shingles_of(a.text)) for a in out):
            out.append(article)
    return out
