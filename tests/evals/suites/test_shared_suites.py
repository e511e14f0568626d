"""The suites on the data that stand beside the project: all of it is read, and a little is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.suites import ASKED_AT_RISK, SUITES, run_suite
from qa.service import Service
from qa.settings import Settings

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(
    ("name", "path", "n_documents", "n_cases"),
    [
        ("squad2", "squad2/dev-a.json", 301, 2_828),
        ("clapnq", "clapnq", 300, 300),
        ("ramdocs", "ramdocs/dev.jsonl", 1_401, 250),
        ("summhay", "summhay", 200, 17),
        ("bipia", "bipia", 475, 375),
    ],
)
def test_all_of_it_is_read(shared_dir: Path, name: str, path: str, n_documents: int, n_cases: int) -> None:
    loaded = SUITES[name].load(shared_dir / "data" / path)
    assert (len(loaded.documents), len(loaded.cases)) == (n_documents, n_cases)
    assert len({d.name for d in loaded.documents}) == n_documents
    assert len({case.id for case in loaded.cases}) == n_cases
    names = {d.name for d in loaded.documents}
    assert all(names.issuperset(case.documents) for case in loaded.cases)


def test_the_real_program_is_asked_and_resumed(shared_dir: Path, tmp_path: Path) -> None:
    n_opened = 0

    def opened(home: Path) -> Service:
        nonlocal n_opened
        n_opened += 1
        return Service(Settings(home=home, risk=ASKED_AT_RISK))

    resume = tmp_path / "items.jsonl"
    first, again = (
        run_suite("clapnq", shared_dir / "data" / "clapnq", opened, limit=2, seed=2, resume=resume)
        for _ in range(2)
    )
    assert first.items == again.items
    assert first.metrics == again.metrics
    assert n_opened == 2
    assert all(item["shown"] for item in first.items if item["confidence"] > 1 - ASKED_AT_RISK)
