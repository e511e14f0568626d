"""Articles, a parser shared by the tests, and an embedder of words, for the tests of the brief."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.models import Article
from qa.brief import make_brief
from qa.language.nlp import SpacyParser
from qa.models import Brief, Citation, Grounded
from qa.phrasing.live import Listener
from qa.phrasing.llm import Filled, Form, LanguageModel, Reply, ScriptedModel
from qa.phrasing.prompts import Message, load_prompt

SHARED = Path(__file__).parents[2] / "../shared"


@cache
def parser() -> SpacyParser:
    """The bundled pipeline; it ends with the test process."""
    return SpacyParser()


def article(
    text: str,
    *,
    title: str = "A title",
    published_at: str | None = None,
    article_id: str = "a1",
    publisher: str | None = "Velmar Observer",
    url: str | None = "https://velmar-observer.example/1",
) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        article_id, 1, text, digest, title, publisher, None, published_at, url, f"{article_id}.txt"
    )


def bag_of_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit rows of hashed word counts, (n, 256)."""
    rows = np.zeros((len(texts), 256), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in re.findall(r"\w+", text.casefold()):
            row[int(hashlib.md5(word.encode()).hexdigest(), 16) % 256] += 1.0
        row[0] += 0.01
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


_NOTHING: dict[str, dict[str, list[object]]] = {
    "brief": {"lines": []},
    "brief_choose": {"ids": ["s1"]},
    "brief_people": {"entries": []},
    "brief_organisations": {"entries": []},
    "brief_figures": {"entries": []},
    "brief_attributions": {"entries": []},
}


def brief_of(
    *articles: Article,
    model: LanguageModel | None = None,
    topic: str | None = None,
    listener: Listener | None = None,
) -> Brief:
    """The brief of the articles, with the shared parser and the embedder of words."""
    return make_brief(
        articles, parser=parser(), model=model, embed=bag_of_words, topic=topic, listener=listener
    )


class ModelByPrompt(ScriptedModel):
    """Gives the reply of the prompt it is asked with, each time; nothing where none was handed over."""

    def __init__(self, **replies: Reply) -> None:
        super().__init__([])
        self._by_prompt: dict[str, Reply] = {**_NOTHING, **replies}

    def fill(self, message: Message, form: type[Form], *, max_tokens: int) -> Filled[Form]:
        self._replies = [self._by_prompt[prompt_of(message)]]
        return super().fill(message, form, max_tokens=max_tokens)

    def asked(self, prompt: str) -> list[Message]:
        """What it was asked with this prompt."""
        return [message for message in self.messages if prompt_of(message) == prompt]


def prompt_of(message: Message) -> str:
    """The name of the prompt that a message is made of."""
    return next(name for name in _NOTHING if load_prompt(name).system == message.system)


def grounded_values(brief: Brief) -> list[Grounded]:
    values: list[Grounded] = []
    for p in brief.people:
        values += [p.name, p.role, p.affiliation]
    for o in brief.organisations:
        values += [o.name, o.part]
    values += [p.name for p in brief.places] + [t.event for t in brief.timeline]
    values += [f.what for f in brief.figures]
    for a in brief.attributions:
        values += [a.speaker, a.claim]
    return values


def citations(brief: Brief) -> list[Citation]:
    statements = [*brief.bottom_line, *brief.key_points, *brief.risks, *brief.open_questions]
    statements += [s for c in brief.disagreements for s in c.sides]
    found = [c for s in statements for c in s.citations]
    return found + [c for v in grounded_values(brief) for c in v.citations]


STRIKE = (
    "VELMAR, March 14 — About 2,300 dockworkers walked off the job at the Port of Velmar shortly after "
    "midnight on Friday, halting work at all four container terminals after talks over pay collapsed.\n\n"
    "The union wants a 9 percent pay rise over two years. The Velmar Port Authority offered 4.5 percent"
    " in its last proposal on Wednesday.\n\n"
    "“We asked for a sentence in a contract, and they gave us a brochure,” said Tomasz Brandvold, the "
    "union’s general secretary.\n\n"
    "Helle Sørlund, the port authority’s chief executive, said the stoppage would cost the port around "
    "6 million crowns a day in lost fees. She denied that the new cranes would lead to layoffs.\n\n"
    "Retailers warned that shelves could start to empty. No new talks have been scheduled.\n\n"
    "Transport Minister Pål Eikrem said in a radio interview that he regarded the strike as “avoidable "
    "and badly timed”."
)
