"""Whole passages to a number for each of their sentences: which look as if they answered a question.

To read every sentence with the question as `index.cross_encoder` does takes too long. So whole passages are
read with it by the first `N_LAYERS` of that model's twelve layers: in a quarter of the time a token, and each
sentence among its neighbours, so that "he" and "the company" have somebody to stand for. Which tokens of a
sentence count, and what they say, is learnt: `skimmer.npz` holds it beside the command that makes it,
`evals.train_skimmer`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bert import Floats, Net, multiplies_exactly, session_of
from index.cores import on_all_cores
from index.cross_encoder import AsItComes, model_tokenizer, model_weights, taught_matrix, weights_of
from index.models import Span

N_LAYERS = 3
MAX_TOKENS = 512  # of the question and a passage; the model knows no more places


@dataclass(frozen=True, slots=True)
class SplitText:
    """A text with its sentences, half-open ranges of it."""

    text: str
    sentences: tuple[Span, ...]


class Skimmer(Protocol):
    """Says at a glance how well the sentences of passages answer."""

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[Floats]:
        """For each passage the log-odds that its sentences answer, float32, (sentences,); NaN for one that
        is not read, as it stands too far behind."""
        ...


class BundledSkimmer:
    """The bundled one. The model is loaded on first use; several threads may ask.

    Raises:
        EmbedderError: on first use, if a file is missing or not the one expected.
    """

    @cached_property
    def _session(self) -> Any:
        learnt = np.load(io.BytesIO(files("index").joinpath("skimmer.npz").read_bytes()))
        return session_of(graph_of(model_weights(), dict(learnt), whole_numbers=multiplies_exactly()))

    @cached_property
    def _tokenizer(self) -> Any:
        return skimmer_tokenizer()

    def skim(self, question: str, passages: Sequence[SplitText]) -> list[Floats]:
        """For each passage the log-odds that its sentences answer, float32, (sentences,); NaN for one that
        is not read, as it stands too far behind."""
        session, tokenizer = self._session, self._tokenizer  # loaded here, once, and not by two workers

        def run(n: int) -> tuple[int, Floats]:
            (pair,) = tokenizer.encode_batch([(question, passages[n].text)])
            given = {"input_ids": pair.ids, "token_type_ids": pair.type_ids}
            (told,) = session.run(None, {name: np.array([row], np.int64) for name, row in given.items()})
            tokens = tokens_of(pair, passages[n].sentences)
            return n, np.array([_of_sentence(told[0, at]) for at in tokens], np.float32)

        found: list[Floats] = [np.zeros(0, np.float32)] * len(passages)
        for n, odds in on_all_cores(run, [len(passage.text) for passage in passages]):
            found[n] = odds
        return found


def tokens_of(pair: Any, spans: Sequence[Span]) -> list[slice]:
    """Which tokens of a tokenised pair are those of each of `spans` of its second text; an empty slice of one
    that is cut off."""
    first, offsets = pair.type_ids.index(1) if 1 in pair.type_ids else len(pair.ids), np.array(pair.offsets)
    starts, ends = offsets[first:-1].T  # the last token ends the second text and stands for nothing of it
    return [
        slice(
            first + int(np.searchsorted(starts, span.start)),
            first + int(np.searchsorted(ends, span.end, "right")),
        )
        for span in spans
    ]


def _of_sentence(told: Floats) -> float:
    """What a sentence's tokens say together: the mean of what they say, (tokens, 0), weighted by e to the
    power of how much they count, (tokens, 1). NaN of none."""
    if not len(told):
        return float("nan")
    counts = np.exp(told[:, 1] - told[:, 1].max())
    return float(told[:, 0] @ counts / counts.sum())


def skimmer_tokenizer() -> Any:
    """The comparer's tokenizer; it cuts the second text where both have `MAX_TOKENS`, and pads nothing."""
    tokenizer = model_tokenizer()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def graph_of(model: bytes, learnt: Mapping[str, NDArray[Any]], *, whole_numbers: bool) -> bytes:
    """The graph that is run, ONNX, from the comparer's `model` as it comes and what the skimmer learnt.

    Its inputs are `input_ids` and `token_type_ids`, int64, (1, tokens); its output, float32, (1, tokens, 2):
    what each token says, in log-odds, and how much it counts among those of its sentence.
    """
    as_it_comes = AsItComes(model)
    matrix = partial(taught_matrix, as_it_comes, learnt)
    net = Net(weights_of(as_it_comes, matrix, N_LAYERS), whole_numbers=whole_numbers)
    states = net.states("input_ids", "token_type_ids")
    head = net.constant("head", learnt["head.weight"].astype(np.float32))
    bias = net.constant("head_bias", learnt["head.bias"].astype(np.float32))
    net.node("Add", [net.node("MatMul", [states, head], "head_times"), bias], "told")
    return net.model(["input_ids", "token_type_ids"], "told", [1, "tokens", 2])
