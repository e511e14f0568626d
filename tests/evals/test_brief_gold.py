"""Expected briefs: what is taken, and what each slip of a brief costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.brief_gold import BriefGold, load_brief_gold
from evals.brief_scoring import citations_of, score_brief
from evals.gold_set import GoldSetError
from evals.gold_tools import texts_of
from evals.report import BriefResult
from index.models import Article, Span
from index.text import sha256_of
from qa.citations import verbatim
from qa.models import Attribution, Brief, Conflict, Figure, Grounded, Person, Precision, TimelineEntry

GOLD_DIR = Path(__file__).parents[2] / "evals" / "gold"
TEXT = (
    "Ines Berg, the mayor of Velmar, said about 70 ships waited on March 3, 2025. "
    "Police counted 40 ships. The port may close. It is not known when it opens."
)
ARTICLE = Article("a", 1, TEXT, sha256_of(TEXT), "Ships", None, None, None, None, origin="ships.md")
SAID, COUNTED, RISK, OPEN = (s.strip() + "." for s in TEXT.rstrip(".").split(". "))
GOLD = BriefGold.model_validate(
    {
        "id": "b1",
        "articles": ["ships.md"],
        "people": [{"name": "Ines Berg", "role": "mayor", "affiliation": "Velmar"}],
        "figures": [
            {"value": "70", "unit": "ships", "qualifier": "about"},
            {"value": "40", "unit": "ships"},
        ],
        "timeline": [{"date": "2025-03-03"}],
        "attributions": [{"speaker": "Ines Berg", "article": "ships.md", "quote": "about 70 ships waited"}],
        "key_points": [[{"article": "ships.md", "quote": SAID}], [{"article": "ships.md", "quote": RISK}]],
        "risks": [{"article": "ships.md", "quote": RISK}],
        "open_questions": [{"article": "ships.md", "quote": OPEN}],
        "disagreements": [
            [{"article": "ships.md", "quote": SAID}, {"article": "ships.md", "quote": COUNTED}]
        ],
        "independent_sources": 1,
    }
)


def grounded(value: str | None) -> Grounded:
    if value is None:
        return Grounded()
    start = TEXT.index(value)
    return Grounded(value=value, citations=verbatim(ARTICLE, Span(start, start + len(value))).citations)


def sentence(words: str) -> Any:
    start = TEXT.index(words)
    return verbatim(ARTICLE, Span(start, start + len(words)))


def brief(**changes: Any) -> Brief:
    person = Person(name=grounded("Ines Berg"), role=grounded("the mayor"), affiliation=grounded("Velmar"))
    day = TimelineEntry(
        date="2025-03-03", end_date=None, precision=Precision.DAY, expression="March 3, 2025",
        resolved_from=None, event=grounded(SAID),
    )  # fmt: skip
    return Brief.model_validate(
        {
            "title": "Ships",
            "articles": [],
            "engine": "extractive",
            "bottom_line": [sentence(SAID)],
            "key_points": [sentence(RISK)],
            "people": [person],
            "timeline": [day],
            "figures": [
                Figure(value="70", unit="ships", qualifier="about", what=grounded(SAID)),
                Figure(value="forty", unit="ship", qualifier=None, what=grounded(COUNTED)),
            ],
            "attributions": [
                Attribution(
                    speaker=grounded("Ines Berg"), verb="said", hedge=None, claim=grounded("70 ships waited")
                )
            ],
            "risks": [sentence(RISK)],
            "open_questions": [sentence(OPEN)],
            "disagreements": [Conflict(about="ships", sides=[sentence(SAID), sentence(COUNTED)])],
            "independent_sources": 1,
            **changes,
        }
    )


def scored(**changes: Any) -> BriefResult:
    return score_brief(GOLD, brief(**changes), {"ships.md": ARTICLE}, lambda _id, _version: ARTICLE)


def test_a_brief_that_holds_everything_is_full_in_every_field() -> None:
    result = scored()
    shares = {n: s for n, s in result.scores.items() if n != "brief_redundancy"}
    assert shares == dict.fromkeys(shares, 1.0)
    assert (result.missed, result.surplus) == ({}, {})


@pytest.mark.parametrize(
    ("changes", "name", "score"),
    [
        ({"people": []}, "brief_names_recall", 0.0),
        ({"people": []}, "brief_names_precision", None),
        ({"timeline": []}, "brief_dates_recall", 0.0),
        ({"key_points": []}, "brief_key_point_coverage", 0.5),
        ({"disagreements": []}, "brief_disagreements_recall", 0.0),
        ({"independent_sources": 2}, "brief_sources", 0.0),
        ({"risks": []}, "brief_risks_recall", 0.0),
    ],
)
def test_what_is_left_out_lowers_its_own_figure(
    changes: dict[str, Any], name: str, score: float | None
) -> None:
    assert scored(**changes).scores[name] == score


def test_a_figure_of_another_unit_or_value_is_missed_and_surplus() -> None:
    wrong = [Figure(value="70", unit="boats", qualifier="about", what=grounded(SAID))]
    result = scored(figures=wrong)
    assert result.scores["brief_figures_precision"] == 0
    assert result.missed["figures"] == ["about 70 ships", "40 ships"]
    assert result.surplus["figures"] == ["about 70 boats"]


def test_a_lost_qualifier_is_counted_apart_from_the_figure() -> None:
    bare = [Figure(value="70", unit="ships", qualifier=None, what=grounded(SAID))]
    scores = scored(figures=bare).scores
    assert (scores["brief_figures_precision"], scores["brief_qualifiers"]) == (1.0, 0.0)


def test_words_put_into_another_mouth_are_no_match() -> None:
    other = Attribution(
        speaker=grounded("Police"), verb="said", hedge=None, claim=grounded("70 ships waited")
    )
    assert scored(attributions=[other]).scores["brief_attributions_recall"] == 0


def test_a_quote_that_does_not_stand_lowers_quote_validity() -> None:
    good = sentence(RISK)
    bad = good.model_copy(update={"citations": [good.citations[0].model_copy(update={"start": 1})]})
    assert (scored(risks=[bad]).scores["brief_quote_validity"] or 0) < 1
    assert len(list(citations_of(brief()))) > len(list(citations_of(brief(people=[]))))


def test_a_line_whose_quote_does_not_stand_is_named(tmp_path: Path) -> None:
    path = tmp_path / "briefs.jsonl"
    document = GOLD.model_dump(mode="json")
    path.write_text(json.dumps(document) + "\n", "utf-8")
    assert load_brief_gold(path, {"ships.md": TEXT}) == [GOLD]
    document["risks"][0]["quote"] = "The port will close."
    path.write_text(json.dumps(GOLD.model_dump(mode="json")) + "\n" + json.dumps(document) + "\n", "utf-8")
    with pytest.raises(GoldSetError, match="line 2"):
        load_brief_gold(path, {"ships.md": TEXT})


def test_the_projects_own_expected_briefs_fit() -> None:
    briefs = load_brief_gold(GOLD_DIR / "briefs.jsonl", texts_of(GOLD_DIR / "articles"))
    assert (sum(b.topic is None for b in briefs), sum(b.topic is not None for b in briefs)) == (6, 2)
    assert all(b.people and b.figures and b.timeline and b.attributions and b.key_points for b in briefs)
