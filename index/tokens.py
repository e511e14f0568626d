"""[door sqlite3] Words as the lexical index cuts and stems them."""

from __future__ import annotations

import sqlite3
import threading

from index.text import plain_letters, storable

TOKENISER = "porter unicode61 remove_diacritics 2"  # as in the schema
_REMEMBERED = 10_000  # words


class Tokeniser:
    """SQLite's own tokeniser, which it lends only to a table: this one is in memory and holds one word.
    Threads may share one; they take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}
        # isolation_level None: nothing here need be taken back.
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, tokenize = '{TOKENISER}')")
        self._db.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab('words', 'instance')")

    def tokens(self, word: str) -> tuple[str, ...]:
        """The tokens of `word` in their order: one as a rule, two for "3.5", none for signs alone."""
        with self._turn:
            if word not in self._known:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._db.execute("DELETE FROM words")
                self._db.execute("INSERT INTO words VALUES (?)", [plain_letters(storable(word))])
                found = self._db.execute("SELECT term FROM tokens ORDER BY offset").fetchall()
                self._known[word] = tuple(str(token) for (token,) in found)
            return self._known[word]
