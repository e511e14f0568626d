"""The page: whole without another host, escaped, its plots inside their frame."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from evals.metrics.abstention import Bin
from evals.plots import reliability_svg, risk_coverage_svg
from evals.report import BriefResult, CurvePoint
from evals.report_html import N_WORST, render_html, worst
from tests.evals.making import item, run_of

EVIL = "<script>alert('x')</script> & \"<b>bold</b>\""
RUN = run_of([item(n, right=n % 2 == 0, answered=n % 5 > 0) for n in range(60)])


def test_nothing_is_fetched_from_anywhere() -> None:
    page = render_html(RUN.report, RUN.items)
    assert not re.search(r"(?:src|href|action)\s*=|url\(|@import|https?://", page)
    assert "default-src 'none'" in page


def test_what_articles_and_models_wrote_is_shown_and_not_run() -> None:
    bad = item(1, right=False, question=EVIL, shown=[EVIL], answers=[EVIL], history=[EVIL], tags=[EVIL])
    brief = BriefResult(
        id=EVIL,
        scores=dict.fromkeys(
            f"brief_{n}" for n in ("names_precision", "names_recall", "figures_precision", "figures_recall")
        )
        | {"brief_key_point_coverage": None},
        missed={"names": [EVIL]},
        surplus={},
        total_ms=1.0,
    )
    run = run_of([bad], engine=EVIL, llm=EVIL)
    tree: Any = html.fromstring(render_html(run.report, run.items, [brief], [EVIL]))
    assert not tree.xpath("//script")
    assert not tree.xpath("//*[@onclick or @onerror]")
    assert EVIL in tree.xpath("string(//section[contains(@class, 'item')]//h4)")


def test_every_metric_is_on_the_page_and_the_worst_items_with_their_evidence() -> None:
    tree: Any = html.fromstring(render_html(RUN.report, RUN.items))
    names = {n.strip() for n in tree.xpath("//td[@class='name']/text()")}
    assert names == set(RUN.report.metrics)
    assert len(tree.xpath("//section[contains(@class, 'item')]")) == N_WORST
    assert "It said yes." in tree.text_content()


def test_a_wrong_answer_is_worse_than_silence_and_the_surest_comes_first() -> None:
    chosen = worst(RUN.items)
    assert not any(i.is_right for i in chosen)
    assert [i.abstained for i in chosen] == sorted(i.abstained for i in chosen)
    wrong = [i.confidence for i in chosen if not i.abstained]
    assert wrong == sorted(wrong, reverse=True)


def test_a_report_without_items_shows_its_figures_alone() -> None:
    page = render_html(RUN.report, [], notes=["As published, with one difference."])
    assert "The worst" not in page
    assert "As published, with one difference." in page


SHARES = st.floats(0, 1)


@given(st.lists(st.builds(CurvePoint, coverage=SHARES, risk=SHARES), max_size=9))
def test_the_curve_stays_inside_its_frame(points: list[CurvePoint]) -> None:
    inside(risk_coverage_svg(points))


@given(st.lists(st.builds(Bin, SHARES, SHARES, st.integers(1, 99)), max_size=9))
def test_the_dots_stay_inside_their_frame(bins: list[Bin]) -> None:
    inside(reliability_svg(bins))


def inside(svg: str) -> None:
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", "".join(re.findall(r'points="([^"]*)"', svg))):
        assert 46 <= float(x) <= 408
        assert 12 <= float(y) <= 260
    assert svg.count("<svg") == svg.count("</svg>") == 1
