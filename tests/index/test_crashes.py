"""Killed at any step of writing, a library loses nothing it acknowledged and its index can be mended.

A process that has everything imported forks a child for each step; the child adds, changes and removes
articles and kills itself, for real, at that step. Another child then looks at what is left.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

NURSERY = '''
import json, os, shutil, signal, sys
from pathlib import Path
from index import desk, ingest
from index.embedding import HashingEmbedder
from index.library import Library
from index.vectors import VectorIndex
from qa import service as services
from qa.settings import Settings

place = Path(sys.argv[1])
embedder = HashingEmbedder()
services.embedder_of = lambda settings: embedder
desk.EMBEDDED_AT_ONCE, desk._TOLD_AT_ONCE = 1, 2


def work(home, step_at):
    """Everything that writes; each step is named, and `step_at` is told of it before it is taken."""
    library = Library(home)
    library._db.set_trace_callback(lambda sql: step_at(sql.split()[0].upper()))
    vectors = VectorIndex(home, library, embedder.name, embedder.dim)
    for name in ("_upsert", "_mark"):
        inner = getattr(vectors, name)
        def watched(*args, inner=inner, name=name):
            step_at("before " + name)
            result = inner(*args)
            step_at("after " + name)
            return result
        setattr(vectors, name, watched)
    done = os.open(home.with_suffix(".done"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    tell = lambda step: os.write(done, f"{step.articles}\\n".encode())
    ingest.add([str(place / "first")], library, vectors, embedder, progress=tell)
    os.write(done, b"first\\n")
    ingest.add([str(place / "second")], library, vectors, embedder)
    os.write(done, b"second\\n")
    with vectors.writing():
        library.remove(library.current_where("origin", str(place / "first" / "a.txt"))[0])
        vectors.catch_up()
    os.write(done, b"removed\\n")


def look(home):
    """What is wrong with what is left, a line each."""
    said = home.with_suffix(".done")
    told = said.read_text().split() if said.exists() else []
    wrong = []
    with services.Service(Settings(home=home)) as service:
        there = [Path(service.article(i.article_id).origin).name for i in service.articles()]
        if "first" in told and "removed" not in told and len(there) < 2:
            wrong.append(f"an acknowledged article is lost: {there}")
        stored = max([int(n) for n in told if n.isdigit()], default=0)
        if len(there) < stored - ("second" in told):
            wrong.append(f"{stored} were acknowledged, {there} are there")
        service.mend()
        wrong += service.examine()
        report = service.add([str(place / "first"), str(place / "second")])
        if report.failed or len(service.articles()) != 3:
            wrong.append(f"adding again: {report}")
        wrong += service.examine()
        if not service.search("crane", 1)[0].passage.text.count("crane"):
            wrong.append("a search does not find it")
    return wrong


def forked(job):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = job() or 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(home, at):
    count = [0]
    def step_at(name):
        count[0] += 1
        if at is None:
            with home.with_suffix(".steps").open("a") as steps:
                steps.write(json.dumps(name) + "\\n")
        elif count[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
    return forked(lambda: work(home, step_at))


def looked_at(home):
    def job():
        wrong = look(home)
        home.with_suffix(".wrong").write_text("\\n".join(wrong))
        return 1 if wrong else 0
    return forked(job)


dry = place / "dry"
assert killed_at(dry, None) == 0
steps = [json.loads(line) for line in dry.with_suffix(".steps").read_text().splitlines()]
chosen = {n for n, name in enumerate(steps, 1) if name == "COMMIT" or " " in name}
chosen |= {n + 1 for n in chosen if n < len(steps)} | set(range(7, len(steps), 29))
chosen = sorted(chosen)[:: int(sys.argv[2])]
for at in chosen:
    home = place / f"home{at}"
    ended = killed_at(home, at)
    looked = looked_at(home)
    wrong = home.with_suffix(".wrong").read_text() if home.with_suffix(".wrong").exists() else "it broke"
    print(json.dumps([at, steps[at - 1], ended, looked, wrong if looked else ""]), flush=True)
    shutil.rmtree(home, ignore_errors=True)
'''


# Every fourth of the steps before and after each commit and each word to the vector index, and of some in
# between; CRASH_STRIDE=1 takes them all.
STRIDE = os.environ.get("CRASH_STRIDE", "4")


def test_killed_at_any_step_nothing_acknowledged_is_lost_and_the_index_is_mended(tmp_path: Path) -> None:
    for folder, name, text in (
        ("first", "a.txt", "The port of Velmar closed after a crane fell into the harbour."),
        ("first", "b.txt", "Growers in Lindhaven said frost had spared their apple trees."),
        ("second", "c.txt", "Kestrel Bridge reopened on Monday after nine months of repairs."),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", NURSERY, str(tmp_path), STRIDE],
        capture_output=True,
        text=True,
        timeout=600,
    )
    runs = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(runs) >= 10, ran.stderr[-2000:]
    assert [run for run in runs if run[2] != -9 or run[3] != 0] == []
