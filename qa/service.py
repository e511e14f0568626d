"""Wires settings into the parts: the one object that the command line, the web page and the evals use."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.cross_encoder import CrossEncoder
from index.embedding import BundledEmbedder, Embedder
from index.errors import LibraryBusy
from index.ingest import Progress, embed_missing
from index.ingest import add as ingest
from index.library import Library
from index.models import Article, ArticleInfo, Filters, Hit
from index.report import AddReport
from index.retrieval import Retriever
from index.skimmer import BundledSkimmer
from index.sources import Given
from index.vectors import VectorIndex
from index.versions import Change, change_between
from qa.asking.typed import usable_question, worded
from qa.errors import SettingsError
from qa.filtering import require_usable
from qa.language.nlp import SpacyParser
from qa.language.words import carries
from qa.models import Answer, Brief
from qa.phrasing.llm import LanguageModel
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.answer import Tools
    from qa.answer_cache import AnswerCache
    from qa.conversing.turns import History, Turn
    from qa.phrasing.live import Listener

log = logging.getLogger(__name__)


class Service:
    """One library with everything that works on it. Close it, or use it as a context.

    Opening is cheap: what is slow to load is loaded by the first call that needs it. Several threads may
    use one service.

    Raises:
        LibraryError, SettingsError: on opening, when the home or a setting can not be used.
    """

    def __init__(self, settings: Settings, parser: SpacyParser | None = None) -> None:
        self.settings = settings
        if parser is not None:
            self._parser = parser  # it was started early, and is ours to close
        self._library = Library(settings.home)
        self._embedder = embedder_of(settings)
        self._skimmer, self._comparer = BundledSkimmer(), CrossEncoder()
        self._turn = threading.RLock()
        self._is_checked = False

    def close(self) -> None:
        """Let go of the library, the vectors and the language pipeline."""
        if "_vectors" in self.__dict__:
            self._vectors.close()
        if "_parser" in self.__dict__:
            self._parser.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- the library -----------------------------------------------------------------------------------

    def add(
        self,
        inputs: Sequence[str],
        given: Given | None = None,
        progress: Progress | None = None,
        *,
        fetch: bool = False,
        ignore: Sequence[str] = (),
    ) -> AddReport:
        """Take articles in; see `index.ingest.add`."""
        with self._turn:
            self.mend()
            return ingest(
                inputs,
                self._library,
                self._vectors,
                self._embedder,
                given=given,
                fetch=fetch,
                ignore=ignore,
                progress=progress,
            )

    def articles(self) -> list[ArticleInfo]:
        """The current articles, newest first."""
        return self._library.articles()

    def article(self, article_id: str, version: int | None = None) -> Article:
        """An article with its stored text; the current version unless another is named."""
        return self._library.article(article_id, version)

    def superseded(self, article: Article) -> Change | None:
        """What changed between this version and the current one; None if this is the current one."""
        if article.is_current:
            return None
        return change_between(article, self._library.article(article.article_id))

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles with all their versions; if one is not there, `UnknownArticle`, and none is."""
        with self._turn, self._vectors.writing():
            self._library.remove(*article_ids)
            self._vectors.catch_up()
        from qa.briefing import kept

        kept.forget(self.settings.home, article_ids)

    def rebuild(self) -> int:
        """Make the vector index again from the library; how many vectors. Nothing is embedded twice."""
        with self._turn, self._vectors.writing():
            embed_missing(self._library, self._embedder)
            return self._vectors.rebuild()

    def mend(self) -> None:
        """Make the vector index agree with the library, where it does not; once a process is enough."""
        if self._is_checked:
            return
        with self._turn:
            if not self._vectors.is_whole() or self._library.pending() != ([], []):
                try:
                    self.rebuild()
                except LibraryBusy:
                    return  # whoever is writing tells the index; till then its lexical half answers
                log.warning("the vector index did not agree with the library and was made again")
            self._is_checked = True

    def examine(self) -> list[str]:
        """What is wrong with the library or its index, a line each; empty if all is well."""
        findings = self._library.examine()
        apart = self._vectors.disagreements()
        return findings + [f"{finding}; run `groundwire rebuild`" for finding in apart]

    # -- questions and briefs ----------------------------------------------------------------------------

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The best `k` passages for `query`.

        Raises:
            SettingsError: if the query has no word.
            UnknownArticle, SettingsError: if `filters` can let nothing through; see `qa.filtering`.
        """
        query = worded(query, "query")
        require_usable(filters or Filters(), self._library)
        self.mend()
        return self._retriever.search(query, k, filters)

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        history: History = (),
        listener: Listener | None = None,
    ) -> Answer:
        """A cited answer to `question`, asked after the turns of `history`, or an abstention.

        A turn is a question with its answer, or a question alone: that one is then answered first, without
        a language model, so that "she" can be whom its answer named. `listener` follows the answer.

        Raises:
            SettingsError: if the question has no word or is too long; see `qa.asking.typed`.
            UnknownArticle, SettingsError: if `filters` can let nothing through; see `qa.filtering`.
        """
        from qa.conversing.turns import Turn, turns_of

        question, filters = usable_question(question), filters or Filters()
        require_usable(filters, self._library)
        turns: list[Turn] = []
        for turn in turns_of(history):
            answer = turn.answer or self._answer(
                usable_question(turn.question), filters, turns, with_model=False
            )
            turns.append(Turn(turn.question, answer))
        return self._answer(question, filters, turns, listener)

    def _answer(
        self,
        question: str,
        filters: Filters,
        turns: Sequence[Turn],
        listener: Listener | None = None,
        *,
        with_model: bool = True,
    ) -> Answer:
        """From what was answered before, if the library is what it was; else anew."""
        from qa.answer import answer_question
        from qa.answer_cache import hour_of, is_lasting, key_of_turns, prompt_hashes

        tools = self.tools() if with_model else replace(self.tools(), model=None)
        name = tools.model.name if tools.model else None
        now = datetime.now(UTC)
        key = (
            question, filters, self.settings.risk, name, prompt_hashes() if name else (),
            key_of_turns(turns), self._library.state(), hour_of(now, question, turns),
        )  # fmt: skip
        known = self._answers.get(key)
        if known is not None:
            if listener is not None:
                for statement in known.statements:
                    listener.show(statement)
            return known
        answer = answer_question(
            question, tools, filters, risk=self.settings.risk, history=turns, now=now, listener=listener
        )
        if is_lasting(answer, name):
            self._answers.put(key, answer)
        return answer

    def tools(self) -> Tools:
        """What the read path works with, over this library."""
        parser = self._parser  # first of all: it loads in the background
        from qa.answer import Tools

        self.mend()
        return Tools(
            retriever=self._retriever,
            skimmer=self._skimmer,
            comparer=self._comparer,
            parser=parser,
            article_of=self._library.article,
            idf=self.idf,
            model=self._model,
            model_timeout_s=self.settings.llm_timeout_s,
        )

    def load(self) -> None:
        """Load all that answers a question; nobody else's server is asked for a vector of nothing."""
        from qa.loading import load

        load(self.tools(), searches=self.settings.embedder == "bundled")

    def brief(
        self,
        article_ids: Sequence[str] = (),
        topic: str | None = None,
        filters: Filters | None = None,
        listener: Listener | None = None,
    ) -> Brief:
        """A one-page brief of these articles, or of those found for `topic`, or of all that pass `filters`.

        `listener` is shown what a language model writes, as it passes the check, and may stop it.

        Raises:
            UnknownArticle: if one is not there.
            NothingAbout: if no article is about the topic.
            SettingsError: if the topic has no word, no article is left, or `filters` can let nothing through.
        """
        topic = None if topic is None else worded(topic, "topic")
        parser = self._parser
        from qa.brief import make_brief
        from qa.briefing import kept
        from qa.briefing.passages import passages_of

        start = perf_counter()
        require_usable(filters or Filters(), self._library)
        articles = self._for_brief(article_ids, topic, filters or Filters())
        if not articles:
            raise SettingsError("there is no article to brief on", hint="add articles, or widen the filter")
        found_ms = round((perf_counter() - start) * 1000, 2)
        brief = make_brief(
            articles,
            parser=parser,
            model=self._model,
            embed=self._embedder.embed,
            passages_of=partial(passages_of, self._library, self._embedder),
            topic=topic,
            as_of=filters.as_of if filters else None,
            model_timeout_s=self.settings.llm_timeout_s,
            listener=listener,
        )
        timings = brief.timings_ms.model_copy(
            update={"find": found_ms, "total": round((perf_counter() - start) * 1000, 2)}
        )
        brief = brief.model_copy(update={"timings_ms": timings})
        try:
            kept.keep(self.settings.home, article_ids, topic, brief)
        except OSError as e:
            log.warning("the brief could not be kept to compare the next one with (%s)", e.strerror)
        return brief

    def last_brief(self, article_ids: Sequence[str] = (), topic: str | None = None) -> Brief | None:
        """The brief that was last made of these articles or this topic; None if there was none."""
        from qa.briefing import kept

        return kept.last(self.settings.home, article_ids, topic)

    def idf(self, words: Sequence[str]) -> Mapping[str, float]:
        """How rare each word is in this library; words that only ask or join are left out.

        log((N + 101) / (n + 1)) for a word in n of N passages: the 100 keep a library of one article from
        taking its subject for a common word.
        """
        terms = {w: w.lower() for w in words if carries(w)}
        counts, total = self._retriever.counts(list(terms.values()))
        return {w: math.log((total + 101) / (counts[t] + 1)) for w, t in terms.items()}

    def _for_brief(self, article_ids: Sequence[str], topic: str | None, filters: Filters) -> list[Article]:
        from qa.briefing.topics import articles_about

        if article_ids:
            return [self._library.article(i) for i in dict.fromkeys(article_ids)]
        if topic:
            self.mend()
            found = articles_about(
                topic,
                filters,
                retriever=self._retriever,
                library=self._library,
                embedder=self._embedder,
                idf=self.idf,
            )
        else:
            allowed = self._library.passages(self._library.passage_ids(filters))
            found = list(dict.fromkeys(f.passage.article_id for f in allowed.values()))
        return [self._library.article(i) for i in found]

    # -- parts, loaded when first needed -------------------------------------------------------------------

    @cached_property
    def _vectors(self) -> VectorIndex:
        return VectorIndex(self.settings.home, self._library, self._embedder.name, self._embedder.dim)

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self._library, self._vectors, self._embedder)

    @cached_property
    def _parser(self) -> SpacyParser:
        return SpacyParser()

    @cached_property
    def _answers(self) -> AnswerCache:
        from qa.answer_cache import AnswerCache

        return AnswerCache()

    @cached_property
    def _model(self) -> LanguageModel | None:
        if self.settings.llm == "none":
            return None
        from qa.phrasing.openai_llm import InstructorModel

        given = self.settings
        return InstructorModel(given.llm, timeout_s=given.llm_timeout_s, price=given.llm_price)


def embedder_of(settings: Settings) -> Embedder:
    """The embedder that the settings name.

    Raises:
        SettingsError: if they name none.
    """
    name = settings.embedder
    if name == "bundled":
        return BundledEmbedder()
    if name.startswith(("http://", "https://", "openai/")) and ("#" in name or name.startswith("openai/")):
        from index.openai_embedding import OpenAIEmbedder

        base_url, model = name.split("#", 1) if "#" in name else (None, name.removeprefix("openai/"))
        return OpenAIEmbedder(model, base_url)
    raise SettingsError(f"--embedder {name!r} names none", hint="use bundled, openai/MODEL or http://…#MODEL")
