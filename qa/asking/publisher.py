"""Whose articles a question asks about by name: "according to the Brenholt Gazette", "what did Reuters say?"

An article does not say in its text which paper it stands in, so such a question is asked of that publisher's
articles, without the words that name it. Unless others tell of that publisher: then it may be one who is
quoted there, or in the news itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.models import Hit
from qa.language.words import content_stems

_TELLS = r"(?:say|report|write|tell|state|mention|count|give|put|claim)"
_TOLD = r"(?:said|reported|written|told|stated|mentioned|counted|given|claimed)"
_PIECE = r"(?:articles?|stor(?:y|ies)|reports?|reporting|account|coverage|interviews?)"
# Behind a name that is whole: "according to Health, how", not "according to health officials".
_ENDS = (
    r"(?=\W*$|\s*[,;:(]|\s+(?:about|after|and|are|at|before|did|do|does|during|for|had|has|have|how|in|is|of|on|"
    r"was|were|what|when|where|which|who|whom|why|will|would)\b)"
)
# Before anything is looked up: most questions name no publisher.
_MAY_NAME = re.compile(
    rf"\baccording to\b|\breported (?:by|in)\b|\b(?:do|does|did) .{{1,80}}?\b{_TELLS}\b|"
    rf"\b(?:has|have) .{{1,80}}?\b{_TOLD}\b|\bin .{{1,80}}?['’]s {_PIECE}\b|"
    r"\bin the (?:words|account|version) of\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_MOST_EACH = 3  # publishers of whom one question is asked
_ASKING = r"(?:what|who|when|where|why|how(?:\s+(?:many|much|long|far|old))?)"
_FEW_WORDS = 12  # of a follow-up that only names another publisher
_LEAST_CHARS = 4  # of last words that stand for the whole name: "the Gazette"


@dataclass(frozen=True, slots=True)
class OfPublisher:
    """A question of one publisher's articles: the publisher as the library names it, and what is asked.
    `speaks`: it is asked what that one says, which may be a firm that is in the news itself."""

    publisher: str
    question: str
    speaks: bool = False

    def note(self) -> str:
        return f"Asked of the articles of {self.publisher} alone."

    def is_told_of(self, hits: Sequence[Hit]) -> bool:
        """True if a passage of another publisher quotes it; of one that speaks, if it names it outside of a
        dateline, "KESSELBY, June 10 (Meridian Wire) —"."""
        name = re.escape(_plain(self.publisher))
        named = rf"(?<!\(){name}(?!\))"
        form = (
            named if self.speaks else rf"(?:according to|told|by) (?:the )?{name}|{name}\W+(?:\w+ )?{_TOLD}"
        )
        told = re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE)
        return any(h.publisher != self.publisher and told.search(h.passage.text) for h in hits)


def asked_of(question: str, publishers: Callable[[], Sequence[str]]) -> OfPublisher | None:
    """The publisher whose articles `question` asks about, if it names one of `publishers`, by its whole name
    or by last words that no other name ends with; None if it names none, or several."""
    if not _MAY_NAME.search(question):
        return None
    rest, of, speaks = question, "", False
    for name, publisher in publishers_named(publishers(), question):
        for form in _forms(re.escape(name)):
            if found := form.search(rest):
                if of:
                    return None
                of, speaks = publisher, "about" in found.groupdict()
                kept = " about" if speaks and found["about"] else ""
                rest = f"{rest[: found.start()]}{kept}{rest[found.end() :]}"
    return OfPublisher(of, _tidy(rest), speaks) if of and content_stems(rest) else None


def asked_of_each(question: str, publishers: Callable[[], Sequence[str]]) -> list[str]:
    """`question` once for each publisher that it names side by side: "how many, according to the Gazette and
    Reuters?" asks two things. As it is where it names one, none, or more than `_MOST_EACH`."""
    if not _MAY_NAME.search(question):
        return [question]
    names = publishers_named(publishers(), question)
    one = rf"(?:the\s+)?(?:{'|'.join(re.escape(name) for name, _ in names)})\b"
    listed = re.compile(
        rf"\b{one}(?:(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)(?:according\s+to\s+)?{one})+", re.IGNORECASE
    )
    if not names or not (found := listed.search(question)):
        return [question]
    before, after = question[: found.start()], question[found.end() :]
    each = [f"{before}{name[0]}{after}" for name in re.finditer(one, found[0], re.IGNORECASE)]
    are_asked = len(each) <= _MOST_EACH and all(asked_of(alone, publishers) for alone in each)
    return each if are_asked else [question]


def asked_again_of(question: str, last: str, publishers: Callable[[], Sequence[str]]) -> str | None:
    """The `last` question asked of another publisher, where that is all that `question` does: "and according
    to the Gazette?", "what does the Gazette say?", "does the Gazette agree?"; "and the Gazette?" if `last`
    was asked of one, too. None where it is not."""
    if len(question.split()) > _FEW_WORDS or "?" in question.rstrip(" ?"):
        return None
    of = asked_of(last, publishers)
    for name, publisher in publishers_named(publishers(), question):
        found = _again(re.escape(name)).fullmatch(question.strip())
        if found and (of or not found["bare"]):
            return f"{(of.question if of else last).rstrip(' ?.')}, according to {publisher}?"
    return None


def _again(name: str) -> re.Pattern[str]:
    whose = rf"(?:the\s+)?{name}"
    return re.compile(
        r"(?:(?:and|but|so|ok|okay|then)\b[\s,]*)*(?:"
        rf"(?:{_ASKING}\s+)?according\s+to\s+{whose}|"
        rf"{_ASKING}\s+(?:do|does|did)\s+{whose}\s+{_TELLS}(?:\s+(?:about|of|on)\s+(?:it|that|this))?|"
        rf"(?:do|does|did)\s+{whose}\s+(?:{_TELLS}\s+(?:so|(?:just\s+)?the\s+same(?:\s+thing)?|that|this|it)|"
        rf"(?:agree|confirm)(?:\s+(?:with\s+)?(?:it|that|this))?)(?:,?\s+(?:too|as\s+well|also))?|"
        rf"(?P<bare>(?:(?:what|how)\s+about\s+)?(?:in\s+)?{whose}))\W*",
        re.IGNORECASE,
    )


def publishers_named(publishers: Sequence[str], question: str) -> list[tuple[str, str]]:
    """What publishers are called in `question`, in small letters, the longest first, and who is meant."""
    question = question.casefold()
    plain = {publisher: _plain(publisher) for publisher in publishers}
    ends = {publisher: _ends(name) for publisher, name in plain.items()}
    shared = Counter(end for own in ends.values() for end in own)
    names = [(name, publisher) for publisher, name in plain.items()]
    names += [(end, publisher) for publisher, own in ends.items() for end in own if shared[end] == 1]
    return sorted(((n, p) for n, p in names if n and n in question), key=lambda found: -len(found[0]))


def _plain(publisher: str) -> str:
    return _ARTICLE.sub("", publisher.casefold())


def _ends(name: str) -> list[str]:
    """What is left of a name without its first words: "evening post" and "post"."""
    words = name.split()
    ends = [" ".join(words[n:]) for n in range(1, len(words))] or words
    return [end for end in ends if len(end) >= _LEAST_CHARS]


def _forms(name: str) -> list[re.Pattern[str]]:
    whose = rf"(?:the\s+)?{name}"
    forms = (
        (
            rf"[\s,]*\b(?:according\s+to|(?:as\s+)?reported\s+(?:by|in)|in\s+the\s+(?:words|account|version)\s+of)"
            rf"\s+{whose}\b(?:['’]s\s+{_PIECE}\b)?{_ENDS},?"
        ),
        rf"[\s,]*\bin\s+{whose}['’]s\s+{_PIECE}\b,?",
        (
            rf"\s+(?:(?:do|does|did)\s+{whose}\s+{_TELLS}|(?:has|have)\s+{whose}\s+{_TOLD})\b"
            r"(?:\s+(?P<about>about|of|on|regarding)\b)?"
        ),
    )
    return [re.compile(form, re.IGNORECASE) for form in forms]


def _tidy(question: str) -> str:
    """`question` as a sentence again: a capital, single spaces, no comma before its mark."""
    words = re.sub(r"\s+", " ", question).strip(" ,")
    words = re.sub(r"[\s,]+\?", "?", words)
    return words[:1].upper() + words[1:]
