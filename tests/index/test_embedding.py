"""The bundled embedder gives the same unit vectors whatever it is asked beside; the stand-in is exact."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.embedding
from index.embedding import BundledEmbedder, HashingEmbedder
from index.errors import EmbedderError

TEXTS = [
    "The bridge reopened after nine months of repairs.",
    "Growers said that frost had spared most of their apple trees this spring. " * 4,
    "Ferries of up to 180 metres will call at the port.",
    "",
    "An apple orchard was spared by the frost.",
    "😀 한국 \ufeff",
]


@pytest.fixture(scope="module")
def bundled() -> BundledEmbedder:
    return BundledEmbedder()


def test_rows_are_unit_vectors_of_the_stated_length(bundled: BundledEmbedder) -> None:
    rows = bundled.embed(TEXTS)
    assert rows.shape == (len(TEXTS), 384)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert bundled.embed([]).shape == (0, 384)


def test_the_same_texts_give_the_same_bits(bundled: BundledEmbedder) -> None:
    np.testing.assert_array_equal(bundled.embed(TEXTS), bundled.embed(TEXTS))
    np.testing.assert_array_equal(BundledEmbedder().embed(TEXTS[:1]), bundled.embed(TEXTS[:1]))


def test_the_order_of_the_texts_does_not_matter(bundled: BundledEmbedder) -> None:
    np.testing.assert_array_equal(bundled.embed(TEXTS[::-1])[::-1], bundled.embed(TEXTS))


def test_a_text_means_the_same_alone_and_in_company(bundled: BundledEmbedder) -> None:
    alone = np.concatenate([bundled.embed([text]) for text in TEXTS])
    np.testing.assert_array_equal(alone, bundled.embed(TEXTS))
    np.testing.assert_array_equal(np.tile(alone, (20, 1)), bundled.embed(TEXTS * 20))


def test_threads_that_embed_at_a_time_get_what_each_would_alone(bundled: BundledEmbedder) -> None:
    alone = [bundled.embed([text]) for text in TEXTS]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: bundled.embed([text]), TEXTS * 4))
    for n, rows in enumerate(together):
        np.testing.assert_array_equal(rows, alone[n % len(TEXTS)])


def test_all_callers_together_use_one_thread_a_core(bundled: BundledEmbedder) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: BundledEmbedder.embed(bundled, [f"Ferry {n} sailed."]), range(16)))
    embedding = [t for t in threading.enumerate() if t.name.startswith("model")]
    assert 1 <= len(embedding) <= len(os.sched_getaffinity(0))


def test_texts_of_one_subject_are_nearer_than_others(bundled: BundledEmbedder) -> None:
    bridge, frost, ferry, _, orchard, _ = bundled.embed(TEXTS)
    assert frost @ orchard > 0.5 > max(frost @ bridge, frost @ ferry, orchard @ bridge)


def test_a_text_asked_for_again_is_not_embedded_again(
    bundled: BundledEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bundled.embed(["The ferry sank in Velmar"])
    first[:] = 0.0  # it is the caller's own
    with monkeypatch.context() as patch:
        patch.setattr(bundled, "_states", lambda texts: pytest.fail("it is embedded again"))
        again = bundled.embed(["The ferry sank in Velmar"])
    assert np.linalg.norm(again) == pytest.approx(1.0, abs=1e-5)


def test_a_text_longer_than_the_model_reads_is_read_up_to_there(bundled: BundledEmbedder) -> None:
    one, longer = (bundled.embed(["bridge " * n + "ferry"]) for n in (1_000, 2_000))
    np.testing.assert_array_equal(one, longer)


@pytest.mark.parametrize("which", ["_WEIGHTS_SHA256", "_TOKENIZER_SHA256"])
def test_a_file_that_is_not_the_one_expected_is_refused(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.embedding, which, "0" * 64)
    index.embedding.model_tokenizer.cache_clear()
    with pytest.raises(EmbedderError, match="is not the file expected; run `make install` again"):
        BundledEmbedder().embed(["text"])


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.embedding, "_WEIGHTS", ("no_such_package_here", "model.onnx"))
    monkeypatch.setattr(index.embedding, "_TOKENIZER", ("no_such_package_here", "tokenizer.json"))
    with pytest.raises(EmbedderError, match="no_such_package_here is not installed"):
        BundledEmbedder().embed(["text"])


@given(st.lists(st.text(), max_size=5), st.integers(1, 64))
def test_the_stand_in_gives_unit_rows_that_depend_on_each_text_alone(texts: list[str], dim: int) -> None:
    embedder = HashingEmbedder(dim)
    rows = embedder.embed(texts)
    assert rows.shape == (len(texts), dim)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for row, text in zip(rows, texts, strict=True):
        np.testing.assert_array_equal(row, embedder.embed([text])[0])


def test_the_stand_in_counts_words_whatever_their_case_and_order() -> None:
    embedder = HashingEmbedder(512)
    same, moved, other = embedder.embed(["Bridge bolts bridge", "BOLTS, bridge; bridge!", "apple cider"])
    np.testing.assert_array_equal(same, moved)
    assert same @ other == 0
    assert HashingEmbedder(64).name != HashingEmbedder(512).name


@pytest.fixture(scope="module", autouse=True)
def _let_go(bundled: BundledEmbedder) -> Iterator[None]:
    yield
    bundled.__dict__.clear()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux shows them")
@pytest.mark.parametrize("package", ["index.embedding", "qa.language.words", "evals.measures"])
def test_numpy_has_no_threads_that_take_a_core_from_the_embedder(package: str) -> None:
    code = (
        f"import {package}, numpy, os; numpy.ones((400, 400)) @ numpy.ones((400, 400)); "
        "print(len(os.listdir('/proc/self/task')))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "1", done.stderr
