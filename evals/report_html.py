"""The report as one page that stands alone: no script, no font and no picture from anywhere else.

Everything that came from an article, a question or a model is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from evals.measures import LOWER_IS_BETTER, TIMINGS, reliability_of
from evals.metrics import stats
from evals.plots import reliability_svg, risk_coverage_svg
from evals.report import BriefResult, EvalReport, ItemResult, MetricValue
from evals.report_text import figure, grouped, slice_columns

N_WORST = 20
_HEADLINES = (
    ("answer_contains", "answers shown", "of the answerable questions, those whose accepted answer is shown"),
    ("abstention_recall", "silent where it should be", "of the unanswerable questions, those it abstains on"),
    ("selective_accuracy", "right when it answers", "of the questions answered, those answered rightly"),
    ("recall@5", "evidence found", "of the facts, those in the five best passages"),
    ("quote_validity", "quotes verbatim", "of the quotes, those that stand at their place"),
)


def render_html(
    report: EvalReport,
    items: Sequence[ItemResult],
    briefs: Sequence[BriefResult] = (),
    notes: Sequence[str] = (),
) -> str:
    """The page. Without `items`, as for a suite, the figures stand alone; `notes` stand above them."""
    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters["figure"] = figure
    page = env.from_string(files("evals").joinpath("report.html.j2").read_text("utf-8"))
    return page.render(
        report=report,
        made=report.provenance,
        headlines=[
            (report.metrics[n], short, n, long) for n, short, long in _HEADLINES if n in report.metrics
        ],
        groups=grouped(report.metrics),
        lower_is_better=LOWER_IS_BETTER,
        bar=_bar,
        curve=risk_coverage_svg(report.risk_coverage),
        reliability=reliability_svg(reliability_of(items)),
        worst=worst(items)[:N_WORST],
        n_wrong=sum(not item.is_right for item in items),
        n_items=len(items),
        briefs=briefs,
        notes=notes,
        slice_columns=slice_columns(report.slices),
        stages=_stages(items) if items else [],
    )


def worst(items: Sequence[ItemResult]) -> list[ItemResult]:
    """The items that served the reader least, worst first: what is confidently wrong, then what is merely
    silent, the more confident first among each."""
    wrong = [item for item in items if not item.is_right]
    # A wrong answer harms; a silence only disappoints. By confidence, so that the surprising come first.
    return sorted(wrong, key=lambda i: (i.abstained, -i.confidence, i.id))


def _bar(name: str, metric: MetricValue) -> dict[str, float] | None:
    """Where a share and its interval lie on a bar of 100; None for what is no share."""
    is_share = name not in TIMINGS and name not in {"calls", "prompt_tokens", "completion_tokens", "cost_usd"}
    if metric.value is None or not is_share:
        return None
    low, high = metric.low, metric.high
    at = 100 * metric.value
    return {
        "at": round(at, 1),
        "low": round(100 * low, 1) if low is not None else round(at, 1),
        "width": round(100 * (high - low), 1) if low is not None and high is not None else 0.0,
    }


def _stages(items: Sequence[ItemResult]) -> list[tuple[str, float | None, float | None]]:
    """(stage, median, 95th percentile) in milliseconds of each stage of an answer, and of the whole."""
    names = dict.fromkeys(name for item in items for name in item.stages_ms)
    columns = {name: [item.stages_ms.get(name, 0.0) for item in items] for name in names}
    columns["total"] = [item.total_ms for item in items]
    return [
        (name, stats.percentile(column, 0.5), stats.percentile(column, 0.95))
        for name, column in columns.items()
    ]
