"""The two curves of a report as SVG: plain functions of their points, no library, colours left to the page.

Coordinates are in pixels of a 420 by 300 drawing; both axes run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from evals.metrics.abstention import Bin
from evals.report import CurvePoint

_WIDTH, _HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 12, 40


def risk_coverage_svg(points: Sequence[CurvePoint]) -> Markup:
    """The share of answers that are wrong, as more questions are answered; the dot is where it stands."""
    path = " ".join(f"{_x(p.coverage):.1f},{_y(p.risk):.1f}" for p in points)
    parts = []
    if points:
        last = points[-1]
        title = f"answers {last.coverage:.0%}, {last.risk:.0%} of them wrong"
        place = f'cx="{_x(last.coverage):.1f}" cy="{_y(last.risk):.1f}" r="4.5"'
        parts.append(f'<polyline class="line" points="{path}"/>')
        parts.append(f'<circle class="dot" {place}><title>{title}</title></circle>')
    return _drawing(parts, "share of the questions answered", "share wrong", "Risk against coverage")


def reliability_svg(bins: Sequence[Bin]) -> Markup:
    """The share of right answers at each confidence: on the diagonal where confidence is what it says.

    The area of a dot goes with the number of answers in it.
    """
    most = max((b.n for b in bins), default=1)
    path = " ".join(f"{_x(b.confidence):.1f},{_y(b.right):.1f}" for b in bins)
    parts = [f'<line class="even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>']
    parts += [f'<polyline class="line thin" points="{path}"/>'] if bins else []
    parts += [_dot(b, radius=3 + 6 * (b.n / most) ** 0.5) for b in bins]
    return _drawing(parts, "confidence", "share right", "Reliability")


def _dot(b: Bin, radius: float) -> str:
    title = f"{b.n} answers, confidence {b.confidence:.2f}, right {b.right:.2f}"
    place = f'cx="{_x(b.confidence):.1f}" cy="{_y(b.right):.1f}" r="{radius:.1f}"'
    return f'<circle class="dot" {place}><title>{title}</title></circle>'


def _drawing(parts: Sequence[str], across: str, up: str, title: str) -> Markup:
    middle = (_LEFT + _WIDTH - _RIGHT) / 2, (_TOP + _HEIGHT - _BOTTOM) / 2
    body = [
        *_axes(),
        *parts,
        _text("axis", middle[0], _HEIGHT - 6, across),
        f'<g transform="translate(12 {middle[1]:.1f}) rotate(-90)">{_text("axis", 0, 0, up)}</g>',
    ]
    # Only numbers and the words above stand in it, so it is safe as it is.
    view = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}"'
    return Markup(f"<svg {view}>{''.join(body)}</svg>")


def _axes() -> list[str]:
    lines = []
    for share in (0, 0.2, 0.4, 0.6, 0.8, 1):
        x, y = _x(share), _y(share)
        lines += [
            f'<line class="grid" x1="{_x(0):.1f}" y1="{y:.1f}" x2="{_x(1):.1f}" y2="{y:.1f}"/>',
            f'<line class="grid" x1="{x:.1f}" y1="{_y(0):.1f}" x2="{x:.1f}" y2="{_y(1):.1f}"/>',
            _text("tick", _LEFT - 6, y + 4, f"{share:g}", anchor="end"),
            _text("tick", x, _HEIGHT - _BOTTOM + 15, f"{share:g}"),
        ]
    return lines


def _text(kind: str, x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)
