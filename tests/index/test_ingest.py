"""The write path recognises what it knows, keeps what it took, and survives being killed."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.embedding import HashingEmbedder
from index.errors import LibraryBusy
from index.ingest import AddReport, Given, add
from index.library import Library
from index.models import Article
from index.vectors import VectorIndex
from qa.service import Service
from qa.settings import Settings
from tests.index.making import CountingEmbedder, held_by_another_process, put


class Desk:
    """A library with its index, and files to add to it."""

    def __init__(self, folder: Path, library: Library, vectors: VectorIndex) -> None:
        self.folder, self.library, self.vectors = folder, library, vectors
        self.embedder = CountingEmbedder()

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def add(self, *inputs: Path | str, given: Given | None = None) -> AddReport:
        self.embedder.embedded.clear()
        return add([str(i) for i in inputs], self.library, self.vectors, self.embedder, given=given)

    def only(self) -> Article:
        (info,) = self.library.articles()
        return self.library.article(info.article_id)


@pytest.fixture
def desk(tmp_path: Path, library: Library, vectors: VectorIndex) -> Desk:
    return Desk(tmp_path, library, vectors)


def counts(report: AddReport) -> tuple[int, int, int, int]:
    return len(report.added), len(report.updated), len(report.unchanged), len(report.failed)


def with_url(url: str, text: str, title: str = "Port") -> str:
    return f"---\ntitle: {title}\nurl: {url}\n---\n{text}\n"


def test_files_and_folders_are_added_with_what_they_say(desk: Desk, article_files: dict[str, Path]) -> None:
    report = desk.add(article_files["bridge.txt"].parent)
    assert counts(report) == (3, 0, 0, 0)
    assert desk.vectors.is_whole()
    assert desk.library.pending() == ([], [])
    infos = {info.title: info for info in desk.library.articles()}
    harbour = infos["Velmar harbour dredged"]
    assert (harbour.publisher, harbour.published_at) == ("Velmar Observer", "2025-03-14")
    assert infos["Kestrel Bridge reopens after repairs"].published_at is None


def test_what_is_there_already_is_unchanged_and_costs_no_embedding(desk: Desk) -> None:
    path = desk.write("a.txt", "The port of Velmar closed.")
    first = desk.add(path)
    assert len(desk.embedder.embedded) == 1
    again = desk.add(path)
    assert (counts(again), desk.embedder.embedded) == ((0, 0, 1, 0), [])
    assert again.unchanged == first.added


def test_another_text_at_the_same_address_is_version_two_and_the_old_one_stays_readable(desk: Desk) -> None:
    url = "https://observer.example/port"
    first = desk.add(desk.write("a.md", with_url(url, "The port closed."))).added[0]
    report = desk.add(desk.write("b.md", with_url(url, "The port reopened.")))
    assert counts(report) == (0, 1, 0, 0)
    assert (report.updated[0].article_id, report.updated[0].version) == (first.article_id, 2)
    assert desk.only().text == "The port reopened.\n"
    assert desk.library.article(first.article_id, 1).text == "The port closed.\n"


def test_a_file_without_address_that_was_changed_is_version_two(desk: Desk) -> None:
    desk.add(desk.write("a.txt", "The port closed."))
    assert counts(desk.add(desk.write("a.txt", "The port reopened."))) == (0, 1, 0, 0)
    assert counts(desk.add(desk.write("a.txt", "The port closed."))) == (0, 1, 0, 0)
    assert (desk.only().version, desk.only().text) == (3, "The port closed.")


def test_an_earlier_version_in_a_file_of_its_own_is_an_article_of_its_own(desk: Desk) -> None:
    desk.add(desk.write("a.txt", "The port closed."))
    desk.add(desk.write("a.txt", "The port reopened."))
    assert counts(desk.add(desk.write("kept.txt", "The port closed."))) == (1, 0, 0, 0)
    assert len(desk.library.articles()) == 2


def test_an_address_that_an_article_lost_can_be_given_to_another(desk: Desk) -> None:
    url = "https://observer.example/port"
    desk.add(desk.write("a.md", with_url(url, "The port closed.")))
    desk.add(desk.write("a.md", "The port reopened."))
    assert counts(desk.add(desk.write("b.md", with_url(url, "A third text.")))) == (1, 0, 0, 0)
    assert len(desk.library.articles()) == 2


def test_the_same_text_under_another_name_is_unchanged_and_keeps_its_title(desk: Desk) -> None:
    desk.add(desk.write("a.md", "---\ntitle: Port closed\n---\nThe port closed."))
    report = desk.add(desk.write("copy of a.txt", "The port closed."))
    assert (counts(report), desk.embedder.embedded) == ((0, 0, 1, 0), [])
    assert desk.only().title == "Port closed"


def test_what_is_said_of_a_known_article_is_taken_over(desk: Desk) -> None:
    path = desk.write("a.txt", "The port closed.")
    desk.add(path)
    report = desk.add(path, given=Given(title="Port closed", publisher="Observer", published_at="2025-03-14"))
    assert (counts(report), desk.embedder.embedded) == ((0, 0, 1, 0), [])
    article = desk.only()
    assert (article.title, article.publisher, article.published_at) == (
        "Port closed",
        "Observer",
        "2025-03-14",
    )


def test_the_same_text_at_another_address_is_kept_beside_it_as_its_twin(desk: Desk) -> None:
    first = desk.add(desk.write("a.md", with_url("https://a.example/1", "The port closed."))).added[0]
    second = desk.add(desk.write("b.md", with_url("https://b.example/1", "The port closed."))).added[0]
    twins = {info.article_id: info.twin_of for info in desk.library.articles()}
    assert twins == {first.article_id: None, second.article_id: first.article_id}
    assert desk.embedder.embedded == []  # the same words under the same title
    renamed = desk.write("c.md", with_url("https://b.example/1", "The port closed.", "New"))
    assert counts(desk.add(renamed)) == (0, 0, 1, 0)
    assert desk.library.article(second.article_id).title == "New"


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_kept(desk: Desk) -> None:
    folder = desk.folder / "mixed"
    folder.mkdir()
    for name, data in (("1.txt", b"The port closed."), ("2.txt", b"Caf\xe9"), ("3.txt", b"Ferries stopped.")):
        (folder / name).write_bytes(data)
    report = desk.add(folder, desk.folder / "missing.txt", "https://x.example/", "x" * 5_000)
    assert counts(report) == (2, 0, 0, 4)
    assert [Path(f.input).name for f in report.failed[:2]] == ["2.txt", "missing.txt"]
    assert "--encoding" in report.failed[0].error
    assert len(desk.library.articles()) == 2
    assert desk.vectors.is_whole()


def test_a_folder_without_a_known_file_is_named(desk: Desk) -> None:
    empty = desk.folder / "empty"
    empty.mkdir()
    report = desk.add(empty)
    assert counts(report) == (0, 0, 0, 1)
    assert "no file of a known kind (.htm, .html" in report.failed[0].error


@pytest.mark.parametrize(
    "text",
    ['---\ntitle: "cut \\ud83d"\n---\nThe port closed.', '---\nauthor: ["\\udcff"]\n---\nThe port closed.'],
)
def test_metadata_that_no_database_can_hold_lose_only_that_character(desk: Desk, text: str) -> None:
    assert counts(desk.add(desk.write("a.md", text))) == (1, 0, 0, 0)
    assert "\ufffd" in f"{desk.only().title}{desk.only().byline}"


def test_a_file_whose_name_is_no_text_can_be_added(desk: Desk) -> None:
    path = desk.write("caf\udce9.txt", "The café closed.")
    assert counts(desk.add(path)) == (1, 0, 0, 0)
    assert desk.only().title == "caf\ufffd"
    assert counts(desk.add(path)) == (0, 0, 1, 0)


def test_standard_input_is_an_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (b"---\ntitle: Piped\n---\nThe port closed.", b"Ferries stopped.\n"):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        assert counts(desk.add("-")) == (1, 0, 0, 0)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b" \n")))
    assert "standard input is empty" in desk.add("-").failed[0].error


def test_progress_is_told_after_each_input(desk: Desk) -> None:
    told: list[tuple[int, int, str]] = []
    paths = [str(desk.write(f"{n}.txt", f"Text number {n}.")) for n in (1, 2)]
    add(paths, desk.library, desk.vectors, desk.embedder, progress=lambda *step: told.append(step))
    assert told == [(1, 2, paths[0]), (2, 2, paths[1])]


def test_what_was_stored_before_an_interruption_is_in_the_index(desk: Desk) -> None:
    paths = [str(desk.write(f"{n}.txt", f"Text number {n}.")) for n in range(4)]

    def interrupt(done: int, total: int, name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(paths, desk.library, desk.vectors, desk.embedder, progress=interrupt)
    assert len(desk.library.articles()) == 2
    assert desk.library.pending() == ([], [])
    assert len(desk.vectors.nearest(desk.embedder.embed(["text"])[0], 9)) == 2


# -- killed in the middle ------------------------------------------------------------------------------------

KILLED = """
import sys
from pathlib import Path
from index.embedding import HashingEmbedder
from index.ingest import add
from index.library import Library
from index.vectors import VectorIndex
class Waiting(HashingEmbedder):
    asked = 0
    def embed(self, texts):
        self.asked += 1
        if self.asked > 20:
            sys.stdin.read()  # the end is never reached, however late the signal comes
        return super().embed(texts)
home, embedder = Path(sys.argv[1]), Waiting()
library = Library(home)
vectors = VectorIndex(home, library, embedder.name, embedder.dim)
add([sys.argv[2]], library, vectors, embedder, progress=lambda n, of, name: print(name, flush=True))
"""


def test_after_a_kill_in_the_middle_all_that_was_acknowledged_is_there_and_the_index_agrees(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.txt").write_text(
            f"Report number {n}. " + f"Ferry line{n} was cancelled again. " * 60
        )
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(home), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline().strip() for _ in range(7)]
        child.kill()
        acknowledged += child.stdout.read().split()
    assert child.returncode == -signal.SIGKILL
    assert 7 <= len(acknowledged) < 30
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: HashingEmbedder())
    with Service(Settings(home=home)) as service:
        there = {info.title for info in service.articles()}
        assert {Path(name).stem for name in acknowledged} <= there
        assert len(there) < 30
        service.mend()
        assert service.examine() == []
        hits = service.search("line3", 1)
        assert "line3 " in hits[0].passage.text
        report = service.add([str(folder)])
        assert (len(report.unchanged), len(report.added)) == (len(there), 30 - len(there))
        assert service.examine() == []


def test_a_question_asked_while_another_process_adds_is_answered(
    home: Path, library: Library, vectors: VectorIndex, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between storing and telling the index there is always something pending: no reason to wait."""
    desk.add(desk.write("a.txt", "The port closed."))
    put(library, "b", "Ferries stopped.")
    vectors.close()
    monkeypatch.setattr("qa.service.embedder_of", lambda settings: HashingEmbedder())
    with Service(Settings(home=home)) as service:
        with held_by_another_process(home):
            assert service.search("ferries", 1)[0].passage.article_id == "b"
            with pytest.raises(LibraryBusy):
                service.add([str(desk.write("c.txt", "Another."))])
        service.mend()
        assert service.examine() == []
        assert library.pending() == ([], [])
