"""What can go wrong below the questions, one class for each thing a caller would do differently.

GroundwireError           (qa.errors.AnsweringError hangs here too)
├── InputError            this input cannot become an article; the others go on
│   ├── UnreadableInput   missing, binary, undecodable, too large
│   └── NoArticleText     readable, but no article in it
├── LibraryError          the home or its library
│   ├── NotALibrary       the home holds something else
│   ├── NewerLibrary      written by a later version of the program
│   ├── LibraryBusy       another process is writing
│   └── UnknownArticle    no such article or version
└── EmbedderError         the embedder or the comparer is missing, damaged or does not answer
"""

from __future__ import annotations


class GroundwireError(Exception):
    """Root of both trees. `str()` is one line that says what happened; `hint` says what to do."""

    retryable = False
    hint = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or type(self).hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}; {self.hint}" if self.hint else message


class InputError(GroundwireError):
    """This input cannot become an article; the others go on."""


class UnreadableInput(InputError):
    """Missing, binary, undecodable or too large."""


class NoArticleText(InputError):
    """Readable, but no article text was found in it."""


class LibraryError(GroundwireError):
    """The home or its library."""


class NotALibrary(LibraryError):
    """The home holds something that is not a Groundwire library."""

    hint = "choose another folder with --home"


class NewerLibrary(LibraryError):
    """The library was written by a later version of the program."""

    hint = "update Groundwire, or choose another folder with --home"


class LibraryBusy(LibraryError):
    """Another process is writing to this library."""

    retryable = True
    hint = "wait until it has finished, then try again"


class UnknownArticle(LibraryError):
    """No such article or version."""

    hint = "`groundwire list` shows what is there"


class EmbedderError(GroundwireError):
    """The embedder or the comparer is missing, damaged or does not answer."""
