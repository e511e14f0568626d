"""The report as a terminal shows it, and what each metric is in a few words."""

from __future__ import annotations

from evals.report import CurvePoint, EvalReport, MetricValue, Provenance

GROUPS: dict[str, dict[str, str]] = {
    "retrieval": {
        "recall@1": "facts found in the first",
        "recall@5": "facts found in the top 5",
        "success@1": "first hit covers a fact",
        "success@5": "any of five does",
        "mrr@10": "1 / rank of the first",
        "ndcg@10": "discounted, twins once",
    },
    "answer": {
        "answer_contains": "accepted answer is shown",
        "answer_quoted": "or stands in the closest",
        "short_right": "marked words, the answer",
        "exact_match": "and nothing else is",
        "token_f1": "low for sentences, always",
        "evidence_f1": "cited sentences, gold",
    },
    "citation": {
        "quote_validity": "below 1 is a defect",
        "statement_support": "borne by a cited sentence",
        "needed_citations": "citations not wasted",
        "judge_support": "the judge says supports",
        "citation_precision": "citations that are gold",
        "citation_recall": "gold facts that are cited",
    },
    "abstention": {
        "abstention_precision": "abstained, rightly",
        "abstention_recall": "unanswerable, abstained",
        "coverage": "share answered",
        "decision_accuracy": "answer or abstain, right",
        "selective_accuracy": "answered, answer shown",
        "aurc": "lower is better",
        "auroc": "confidence tells which",
        "ece": "lower is better",
    },
    "brief": {
        "brief_names_precision": "people it names, expected",
        "brief_names_recall": "expected people, named",
        "brief_roles_precision": "name and role, expected",
        "brief_roles_recall": "expected roles, stated",
        "brief_affiliations_precision": "name and body, expected",
        "brief_affiliations_recall": "expected bodies, stated",
        "brief_figures_precision": "value and unit, expected",
        "brief_figures_recall": "expected figures, there",
        "brief_qualifiers": "about, over: as written",
        "brief_dates_precision": "days of the timeline",
        "brief_dates_recall": "expected days, there",
        "brief_attributions_precision": "who said what, expected",
        "brief_attributions_recall": "expected sayings, there",
        "brief_risks_precision": "risks, expected",
        "brief_risks_recall": "expected risks, there",
        "brief_open_questions_precision": "open questions, expected",
        "brief_open_questions_recall": "expected ones, there",
        "brief_disagreements_precision": "disagreements, expected",
        "brief_disagreements_recall": "expected ones, there",
        "brief_key_point_coverage": "expected points, told",
        "brief_redundancy": "lower is better",
        "brief_sources": "independent sources",
        "brief_quote_validity": "below 1 is a defect",
    },
    "cost": {
        "latency_p50_ms": "a question, milliseconds",
        "latency_p95_ms": "a question, milliseconds",
        "brief_latency_ms": "a brief, milliseconds",
        "calls": "model calls a question",
        "prompt_tokens": "a question",
        "completion_tokens": "a question",
        "cost_usd": "a question, US dollars",
    },
}
METRIC_NAMES = tuple(name for group in GROUPS.values() for name in group)
_WIDTH = 100
_N_CURVE_POINTS = 6


def render_report(report: EvalReport) -> str:
    """The report as plain text, at most 100 columns wide."""
    made = report.provenance
    lines = [
        f"{report.suite}: {report.n} questions, engine {made.engine}, embedder {made.embedder}",
        f"95 % intervals: {made.n_resamples} resamples of {made.n_clusters} clusters ({made.clustered_by})",
        "",
        f"{'metric':<32}{'value':>8}  {'95 % interval':<17}{'scored':>7}{'unsc.':>6}  what it is",
    ]
    for group, notes in grouped(report.metrics):
        lines += [group, *(_metric_row(name, report.metrics[name], note) for name, note in notes.items())]
    if report.risk_coverage or report.slices:
        lines += ["", *_curve_rows(report.risk_coverage), "", *_slice_rows(report.slices), ""]
    lines += _provenance_rows(made)
    if report.items_path:
        lines.append(f"items: {report.items_path}")
    return "\n".join(line.rstrip()[:_WIDTH] for line in lines) + "\n"


def grouped(metrics: dict[str, MetricValue]) -> list[tuple[str, dict[str, str]]]:
    """The metrics that are there, with their notes, in the groups of the page; others come last."""
    known = [
        (group, {name: note for name, note in notes.items() if name in metrics})
        for group, notes in GROUPS.items()
    ]
    rest = {name: "" for name in metrics if name not in METRIC_NAMES}
    return [(group, notes) for group, notes in [*known, ("other", rest)] if notes]


def figure(value: float | None) -> str:
    """A figure with three decimals, or none from ten on; "-" where nothing was scored."""
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def _metric_row(name: str, metric: MetricValue, note: str) -> str:
    low_high = f"{figure(metric.low)} .. {figure(metric.high)}" if metric.low is not None else "-"
    return (
        f"  {name:<30}{figure(metric.value):>8}  {low_high:<17}"
        f"{metric.n_scored:>7}{metric.n_unscored:>6}  {note}"
    )


def _curve_rows(points: list[CurvePoint]) -> list[str]:
    if not points:
        return ["risk at coverage: nothing was answered"]
    # Evenly spread over the curve, the last always among them: it is where the program stands.
    n_shown = min(_N_CURVE_POINTS, len(points))
    chosen = [points[(i + 1) * len(points) // n_shown - 1] for i in range(n_shown)]
    return [
        f"{'coverage':<16}" + "".join(f"{point.coverage:>9.3f}" for point in chosen),
        f"{'risk':<16}" + "".join(f"{point.risk:>9.3f}" for point in chosen),
    ]


def _slice_rows(slices: dict[str, dict[str, float | None]]) -> list[str]:
    columns = slice_columns(slices)
    head = f"{'tag':<24}{'n':>6}" + "".join(f"{name:>20}" for name in columns)
    return [head] + [
        f"  {tag:<22}{part['n'] or 0:>6.0f}" + "".join(f"{figure(part.get(name)):>20}" for name in columns)
        for tag, part in slices.items()
    ]


def slice_columns(slices: dict[str, dict[str, float | None]]) -> list[str]:
    """The figures that the slices have beside their `n`, at most three."""
    return [name for name in dict.fromkeys(n for part in slices.values() for n in part) if name != "n"][:3]


def _provenance_rows(made: Provenance) -> list[str]:
    changed = " with changes" if made.git_dirty else ""
    started_at = made.started_at or "not stated"
    return [
        f"groundwire {made.program_version}, commit {made.git_commit[:12]}{changed}, seed {made.seed}",
        f"Python {made.python}, {made.machine} x {made.n_cpus}, started {started_at}",
        f"gold {made.gold_sha256[:12]}, corpus {made.corpus_sha256[:12]}, model {made.llm}",
    ]
