"""Public benchmarks a user brings along, by path: each file here reads one and scores the program on it.

Nothing is downloaded, and no benchmark's data are in the project. `run_suite` runs one; its notes say what
may be compared with published figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evals.suites import (
    bipia,
    clapnq,
    mt_rag,
    multihop_rag,
    ramdocs,
    realtimeqa,
    rgb,
    squad2,
    summhay,
    tempeval3,
)
from evals.suites.answers import ASKED_AT_RISK
from evals.suites.cases import Suite, SuiteError
from evals.suites.figures import SuiteResult
from evals.suites.run import OpenService, Progress, run
from qa.answer import DEFAULT_RISK

__all__ = ["ASKED_AT_RISK", "SUITES", "Suite", "SuiteError", "SuiteResult", "run_suite"]

SUITES: Mapping[str, Suite] = {
    "squad2": squad2.SUITE,
    "clapnq": clapnq.SUITE,
    "ramdocs": ramdocs.SUITE,
    "realtimeqa": realtimeqa.SUITE,
    "multihop-rag": multihop_rag.SUITE,
    "rgb": rgb.SUITE,
    "mt-rag": mt_rag.SUITE,
    "summhay": summhay.SUITE,
    "tempeval-3": tempeval3.SUITE,
    "bipia": bipia.SUITE,
}


def run_suite(
    name: str,
    path: Path,
    open_service: OpenService,
    *,
    limit: int | None = None,
    seed: int = 0,
    risk: float = DEFAULT_RISK,
    progress: Progress | None = None,
    resume: Path | None = None,
) -> SuiteResult:
    """Runs the suite `name` on the benchmark's files at `path`.

    `open_service` opens a service on the home it is given, and at the risk `ASKED_AT_RISK`, so that it
    answers whatever it finds; `risk` is the one at which it would abstain. `limit` draws that many cases by
    `seed`, which also seeds the intervals. `progress` is told (n_done, n_cases). With `resume`, items are
    kept in that JSON Lines file and the library in a folder beside it: what is there is not done again.

    Raises:
        SuiteError: if there is no such suite, or `path` does not hold what it reads.
        ValueError: if `limit` leaves no case, or the service abstains at its own risk.
    """
    if name not in SUITES:
        raise SuiteError(f"there is no suite {name!r}", hint=f"choose one of {', '.join(SUITES)}")
    return run(
        name,
        SUITES[name],
        path,
        open_service,
        limit=limit,
        seed=seed,
        risk=risk,
        progress=progress,
        resume=resume,
    )
