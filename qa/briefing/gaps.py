"""What the articles of a brief leave open."""

from __future__ import annotations

from qa.models import Brief

_LISTS = (
    "bottom_line", "key_points", "people", "organisations", "places", "timeline", "figures", "attributions",
    "risks", "open_questions", "disagreements",
)  # fmt: skip


def not_stated(brief: Brief) -> list[str]:
    """The fields of a brief that the articles leave open: `risks`, `people[2].role`, `timeline[0].date`."""
    names = [name for name in _LISTS if not getattr(brief, name)]
    for n, article in enumerate(brief.articles):
        names += [
            f"articles[{n}].{field}" for field in ("publisher", "published_at") if not getattr(article, field)
        ]
    for n, person in enumerate(brief.people):
        names += [
            f"people[{n}].{field}"
            for field in ("role", "affiliation")
            if getattr(person, field).value is None
        ]
    names += [f"organisations[{n}].part" for n, o in enumerate(brief.organisations) if o.part.value is None]
    names += [f"timeline[{n}].date" for n, entry in enumerate(brief.timeline) if entry.date is None]
    names += [f"figures[{n}].unit" for n, figure in enumerate(brief.figures) if figure.unit is None]
    return names
