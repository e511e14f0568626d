"""Values of a brief in words for a reader: dates, shortened text, what is not stated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.dates import MONTHS
from qa.models import Brief

_MAX_LISTED = 3
_DATE = re.compile(r"(?P<y>\d{4}|-)(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?")


# Controls, marks that turn the direction of what follows, tag characters, and what XML has no place for.
# Joiners stay: Devanagari and Persian are spelled with them.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1(?![\w*])")


def printable(text: str) -> str:
    """`text` on one line, without a character that would hide, reorder or break what stands around it, and
    without the marks of Markdown for strong print."""
    return " ".join(_STRONG.sub(r"\2", _UNPRINTABLE.sub(" ", text)).split())


def shortened(text: str, n: int, around: str = "") -> str:
    """At most about `n` characters of the text, whole words, with `around` in it; cuts are marked."""
    text = " ".join(text.split())
    if len(text) <= n + 12:
        return text
    at = max(0, text.find(" ".join(around.split()))) if around else 0
    start = 0 if at + len(around) <= n else max(0, at + len(around) // 2 - n // 2)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + n)
    end = min(len(text), start + n) if start + n >= len(text) or end <= start else end
    cut = text[start:end].rstrip(" ,;:—–")
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")


def human_day(iso: str | None) -> str | None:
    """ "2025-03-14T07:30:00+01:00" as "14 March 2025"; None or what cannot be read stays as it is."""
    return human_dates(iso[:10], None) if iso else None


def human_dates(first: str, last: str | None) -> str:
    """A date or a range in words: "29–30 October", "1–3 April 2025", "March 2025", "2022"."""
    a, b = _DATE.fullmatch(first), _DATE.fullmatch(last) if last else None
    if a is None:
        return first
    if b is None:
        return _words(a["d"], a["m"], a["y"])
    if (a["y"], a["m"]) == (b["y"], b["m"]) and a["d"]:
        return f"{int(a['d'])}–{_words(b['d'], b['m'], b['y'])}"
    if a["y"] == b["y"]:
        return f"{_words(a['d'], a['m'], '-')} – {_words(b['d'], b['m'], b['y'])}"
    return f"{_words(a['d'], a['m'], a['y'])} – {_words(b['d'], b['m'], b['y'])}"


def _words(day: str | None, month: str | None, year: str) -> str:
    name = MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    parts = (str(int(day)) if day else "", name, "" if year == "-" else year)
    return " ".join(p for p in parts if p)


def human_not_stated(brief: Brief) -> list[str]:
    """`not_stated` for readers: "open questions", "role of Armand Toll, Ruth Tennant and 3 others".

    That articles disagree is not for them to state.
    """
    names = [n for n in brief.not_stated if not n.startswith(("figures[", "timeline["))]
    of_field: dict[str, list[str]] = {}
    for name in names:
        if name != "disagreements":
            field, of, subject = _human_field(brief, name).partition(" of ")
            of_field.setdefault(field, []).extend([subject] if of else [])
    return [f"{field} of {_listed(whose)}" if whose else field for field, whose in of_field.items()]


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MAX_LISTED:
        return f"{', '.join(names[: _MAX_LISTED - 1])} and {len(names) - _MAX_LISTED + 1} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _human_field(brief: Brief, name: str) -> str:
    match = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", name)
    if match is None:
        return name.replace("_", " ")
    n, what = int(match[2]), match[3].replace("_", " ").replace("published at", "publication date")
    of: dict[str, str | None] = {
        "people": brief.people[n].name.value if match[1] == "people" else None,
        "organisations": brief.organisations[n].name.value if match[1] == "organisations" else None,
        "timeline": f"“{brief.timeline[n].expression}”" if match[1] == "timeline" else None,
    }
    subject = of.get(match[1])
    if subject is None and match[1] == "articles" and len(brief.articles) > 1:
        subject = f"“{brief.articles[n].title}”"
    return f"{what} of {subject}" if subject else what
