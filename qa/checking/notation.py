"""One way of writing what news text writes in many, so that a parser reads both sides of a comparison alike.

Numbers become figures without their qualifier ("over two thousand" is 2000 here; `qa.language.numbers`
compares the qualifiers), dates are written month first, a speaker who is named at the end comes to the front,
and what only looks like a citation is left out. For comparing; nobody is shown this text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.text import CAPITAL
from qa.checking.short_forms import in_full
from qa.dates import MONTH_FORM, WEEKDAYS
from qa.language.lexicon import ROLE_WORDS
from qa.language.numbers import SMALL, Quantity, quantities

_DAY = "|".join(WEEKDAYS)
_DAY_FIRST = re.compile(rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTH_FORM})\b", re.IGNORECASE)
# What our own answers and prompts look like; an article or a model may imitate them.
_MARKER = re.compile(
    r"\[\s*(?:\d{1,4}|s\d{1,4})(?:\s*[,;-]\s*s?\d{1,4})*\s*\]|\bs\d{1,4}\s?:|^\s*(?:source|evidence|quote)\s*:"
    r"|[{}<>]|https?://\S+|```",
    re.IGNORECASE,
)
# Verbs that make what is said somebody's, in the forms that stand beside a name.
SPEECH = (
    "said says say told warned warns wrote announced announces announce reported reports "
    "insisted allege alleges alleged believe believes believed claimed claims argued added stated noted "
    "estimated estimates confirmed denied acknowledged admitted concluded maintains maintained suggested "
    "suggests predicted declared testified explained cautioned insists"
)
# Verbs that say of what was said before that it is not so.
GAINSAYS = (
    "deny denies denied dispute disputes disputed reject rejects rejected contradict contradicts "
    "contradicted refute refutes refuted contest contests contested doubt doubts doubted question questions "
    "questioned"
)
_FINDS = "shows showed show found finds reveals revealed ruled rules heard hears promised"  # a study, a court
_SAYS = (
    rf"(?P<who>[^,\"]{{2,90}}?(?:, {CAPITAL}[^,\"]{{1,60}},)?) "
    rf"(?P<verb>(?:(?:has|have|had) )?(?:told reporters|{'|'.join((*SPEECH.split(), *_FINDS.split()))}))"
    r"(?P<when> (?:on|in|at|to(?= (?:the|an?|reporters|[A-Z])))(?: (?!that\b|which\b|who\b)[\w'-]+){1,10})?"
)
# "…, she said, reaching 3 percent": of what goes on so, the matter tells, and not what the speaker does.
_TELLS_ON = (
    "(?:reach|mark|leav|mak|bring|end|kill|injur|beat|push|tak|forc|becom|overtak|surpass|exceed|strand|"
    "destroy)ing"
)
_SPEAKER_LAST = re.compile(rf"^(?P<what>[^\"]+(?:\"[^\"]+\"[^\"]*)*), {_SAYS}(?P<rest>)\.$")
_SPEAKER_WITHIN = re.compile(
    rf"^(?P<what>[^\",;]+), {_SAYS}"
    rf"(?P<rest>(?:, (?:and|but|while|although|though|{_TELLS_ON})|"
    r",? (?:\w+ )?(?:after|before|despite|amid|following)|"
    r", (?:helped|hurt|hit|boosted|driven|lifted|dragged|followed) by) .+)\.$"
)
# "…, she said, blaming the rain": what she does beside saying it; what she adds is said, too.
_DOES = (
    "blam cit contradict reject quot referr point prais criticis criticiz accus attribut thank apologis "
    "apologiz appeal demand urg vow pledg deny ask speak revis"
)
_SPEAKER_DOES = re.compile(
    rf"^(?P<what>[^\"]+), {_SAYS}(?P<does>, (?:{'|'.join(_DOES.split())})ing [^\"]+)\.$"
)
_SAYS_WHO = re.compile(
    rf"^(?P<what>[^\"]+), (?P<verb>{'|'.join(SPEECH.split())}) (?P<who>[^,\"]{{2,90}})"
    r"(?P<aside>, (?:who|whose|the|a|an) [^,\"]+)?\.$"
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,\"]{2,120}), (?P<what>[^\"]+)\.$")
_ACCORDING_LAST = re.compile(
    r"^(?P<what>[^\"]+), according to (?P<who>[^\"]{2,160}?)(?P<rest>, (?:compared|down|up|from) [^\"]+)?\.$"
)
_ACCORDING_WITHIN = re.compile(
    r"^(?P<what>[^\",;]+), according to (?P<who>[^,\"]{2,90})"
    r"(?P<rest>, (?:but|while|although|though) [^\"]+)\.$"
)
_ANOTHER_CLAUSE = re.compile(rf", (?:and|but|while|although|though)\b|\b(?:{'|'.join(SPEECH.split())})\b")
_OWN_SPEAKER = re.compile(
    rf", (?:and|but|while|although|though) (?P<rest>[^,]{{2,60}} (?:{'|'.join(SPEECH.split())})\b.*)$"
)
# A time that opens a sentence without a comma is read into the name or noun after it.
_TIME_FIRST = re.compile(
    rf"^((?:On|In|By|Since|Until|Last|Next) (?:(?:early|late|mid) )?"
    rf"(?:{_DAY}|(?:{MONTH_FORM})(?: \d{{1,2}})?|\d{{4}}|week|month|year))"
    r"(?= [A-Za-z])(?! (?:and|or|to|until|but|alone|morning|afternoon|evening|night)\b)",
    re.IGNORECASE,
)
# "Of the 212 people on board, nine were hurt" is read as "nine of the 212 people on board were hurt".
_OF_FIRST = re.compile(
    r"^Of (?P<all>(?:the|its|every|all|those|their) [^,\";]{3,120}), "
    rf"(?P<some>(?:(?:only|just|about|some|nearly) )?(?:\d[\d,.]*|{SMALL}|half|most|none|many|few)"
    r"(?: ?%| percent| per cent)?) ",
    re.IGNORECASE,
)
# An age, not a qualifier of how many there are.
_AGED = re.compile(
    r"\b(?:people|persons|men|women|children|adults|patients|voters|residents|those|drivers|workers) $",
    re.IGNORECASE,
)
_FUNCTION_WORD = re.compile(
    r"^(?:The|A|An|Its|Their|His|Her|This|These|That|Those|There|It|They|He|She|We|More|Most|Some|All|None|Every|"
    r"Each|No|Any|Many|Few|Between|Over|Under|In|On|At|By|With|After|Before|Only|Nearly|About|Both|Neither)\b"
)
# "…, Ann Bell, said profits rose": what stands before the verb is the speaker, and what follows is no name.
_OPENS_ASIDE = re.compile(
    r"(?:who|whose|which|the|a|an|his|her|its|their|now|then|aged|both|born|known|[a-z]{2,20}(?:ed|ing))\b",
    re.IGNORECASE,
)
_NO_SPEAKER = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|"
    r"not|that|as|because|if|when|while|than|there|they|he|she|it|we|I)\b(?!$)|^(?:has|have|had)$|\b(?:ever|newly)$|"
    # "…, who looks after the silver, identified a feather found in a van".
    r"^[a-z]+(?:ed|ing) (?:an?|the|his|her|its|their|that|to|in|on|of|by|for|from|with)\b|"
    # What only looks like a speaker since "below" was taken from "below the $3 billion analysts expected".
    r"^(?:[$€£¥₹]|\d[\d.,]* (?:percent|million|billion|points)\b)|"
    # "…, an allegation she denied", "…, a charge the ministry denied".
    r"\w (?:they|he|she|it|we|I)$|^(?:an?|the) \w+ (?:that |which )?(?:the|an?|his|her|its|their)\b|"
    r"^(?:above|about|at|below|beyond|by|down|far|fewer|half|higher|in|less|lower|more|of|on|over|short|slower|"
    r"slightly|faster|than|three|to|twice|under|up|well|with)\b"
)
_BEHIND_THAT = re.compile(r"(?<= that )[A-Z][a-z]+\b")
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_NAME = re.compile(rf"(?:{CAPITAL}[\w.'’-]*|\d{{1,3}}|of|de|van|von|al|bin|and)(?: |$)")
_OF_SPEAKER = re.compile(r"(?:the|a|an|one|two|three|several|some|his|her|its|their)\b", re.IGNORECASE)
_OWNERS = ("its ", "their ", "his ", "her ")
_ROLE_WITHIN = 4  # words, of an aside that tells who somebody is
_MAX_PLAIN_WORDS = 4  # of a speaker who has no name ("the harbour office")
_MILLION = 1_000_000
# Beside a source who is not named; parsers stumble over it, and it says nothing of the matter.
NAMELESS = re.compile(
    r",? (?:who (?:(?:asked|wished) not to|declined to) be (?:named|identified|quoted by name)"
    r"|(?:who (?:spoke|was speaking) |speaking )?on (?:the )?condition of anonymity),?(?= )"
)


def markers(text: str) -> list[str]:
    """What in `text` looks like a citation, an id, markup or data, and so could pass for ours."""
    return [m.group().strip() for m in _MARKER.finditer(text)]


def unmarked(text: str) -> str:
    """`text` without what looks like a citation or an id of ours: "[2]" in an article is no number."""
    return " ".join(_MARKER.sub(" ", text).split())


def in_one_notation(text: str) -> str:
    """`text` as it is given to the parser: figures, months first, speakers first, nameless ones just so."""
    text = NAMELESS.sub("", _DAY_FIRST.sub(r"\2 \1", in_full(text)))
    text = _OF_FIRST.sub(lambda m: f"{m['some'][0].upper()}{m['some'][1:]} of {m['all']} ", text)
    text = _TIME_FIRST.sub(r"\1,", text)
    pieces: list[str] = []
    end = 0
    skip = False
    for quantity in quantities(text):
        if quantity.qualifier == "to":  # of a range the first number stands for both
            skip = True
        whole = quantity.span if _AGED.search(text, 0, quantity.whole.start) else quantity.whole
        start = end if skip else max(whole.start, end)
        if not skip:
            opened = _between(text, start) if quantity.qualifier == "from" else start
            before = text[end:opened]
            if quantity.value < 0:
                before = before.removesuffix("-")  # the figure has its own
            pieces += [before, _figure(quantity)]
        end, skip = max(end, quantity.span.end), False
    return _speaker_first("".join(pieces) + text[end:])


def small_alike(texts: Sequence[str]) -> list[str]:
    """The `texts`, in one notation, where "that Rain is expected" was the beginning of a sentence and another
    has "rain", with that word in small letters: a parser takes it for a name."""
    small = {word for text in texts for word in _SMALL_WORD.findall(text)}

    def written(match: re.Match[str]) -> str:
        return match[0].lower() if match[0].lower() in small else match[0]

    return [_BEHIND_THAT.sub(written, text) for text in texts]


def _between(text: str, start: int) -> int:
    return start - 8 if text[max(0, start - 8) : start].lower() == "between " else start


def _figure(quantity: Quantity) -> str:
    value, scale = quantity.value, ""
    if quantity.unit == "part":
        return f"{value} part"
    for name, size in (("billion", 1000 * _MILLION), ("million", _MILLION)):
        if value >= size and not scale:
            value, scale = value / Decimal(size), f" {name}"
    digits = f"{value:f}"
    number = (digits.rstrip("0").rstrip(".") if "." in digits else digits) + scale
    if quantity.unit in {"%", "points"}:
        return f"{number} {'percent' if quantity.unit == '%' else 'points'}"
    return f"{quantity.unit or ''}{number}"


def _speaker_first(text: str) -> str:
    match = _ACCORDING.match(text) or _ACCORDING_LAST.match(text)
    if match and not _ANOTHER_CLAUSE.search(match["who"]):
        who = f"{match['who'][0].upper()}{match['who'][1:]}" + ("," if ", " in match["who"] else "")
        rest = match.groupdict().get("rest") or ""
        return f"{who} said that {_opened(match['what'])}{rest}."
    if (match := _SAYS_WHO.match(text)) and _is_speaker(match["who"], match["what"]):
        aside = f"{match['aside']}," if match["aside"] else ""
        return f"{match['who']}{aside} {match['verb']} that {_opened(match['what'])}."
    if (match := _SPEAKER_DOES.match(text)) and not _NO_SPEAKER.search(match["who"].strip()):
        who = match["who"][0].upper() + match["who"][1:]
        return f"{who}{match['does']}, {match['verb']}{match['when'] or ''} that {_opened(match['what'])}."
    if (match := _ACCORDING_WITHIN.match(text)) and (own := _OWN_SPEAKER.match(match["rest"])):
        first = f"{match['what']}, according to {match['who']}."
        return f"{_speaker_first(first)} {own['rest'][0].upper()}{own['rest'][1:]}."
    match = _SPEAKER_LAST.match(text) or _SPEAKER_WITHIN.match(text)
    if match is None or _NO_SPEAKER.search(match["who"].strip()):
        return text
    if match["rest"] and (own := _OWN_SPEAKER.match(match["rest"])):  # another one's words
        first = f"{match['what']}, {match['who']} {match['verb']}{match['when'] or ''}."
        return f"{_speaker_first(first)} {own['rest'][0].upper()}{own['rest'][1:]}."
    # What is said after a semicolon is said too; the parser would start anew there.
    what, who = (match["what"] + (match["rest"] or "")).replace("; ", ", and "), match["who"]
    # A small "its" was moved here from behind whom it stands for (`Grammar.owner`).
    opened = who if who.startswith(_OWNERS) else f"{who[0].upper()}{who[1:]}"
    return f"{opened} {match['verb']}{match['when'] or ''} that {_opened(what)}."


def _is_speaker(who: str, before: str) -> bool:
    """True if `who`, behind a verb of saying, is the speaker; not if that stands `before` the verb."""
    if _NO_SPEAKER.search(who):
        return False
    is_name = all(_NAME.match(f"{word} ") for word in who.split())
    aside = before.rpartition(", ")[2] if ", " in before else ""
    is_after_speaker = bool(aside) and (
        _OPENS_ASIDE.match(aside) is not None
        or all(_NAME.match(f"{word} ") for word in aside.split())
        or any(word.lower() in ROLE_WORDS for word in aside.split()[:_ROLE_WITHIN])
    )
    if is_after_speaker:
        return is_name
    return (
        is_name or who[:1].isupper() or len(who.split()) <= _MAX_PLAIN_WORDS or bool(_OF_SPEAKER.match(who))
    )


def _opened(what: str) -> str:
    """What is said, as it reads after "that"."""
    return what[0].lower() + what[1:] if _FUNCTION_WORD.match(what) else what
