"""What can go wrong above the index, one class for each thing a caller would do differently.

AnsweringError
├── SettingsError         a flag, variable or groundwire.toml key that cannot be used
├── NothingAbout          no article is about the topic of a brief
├── PromptError           a prompt file that does not fit the code
├── ParserError           the language pipeline did not start or stopped
└── ModelError            the language model; the extractive answer stands in
    ├── ModelUnreachable  no connection, or it was cut          (retryable)
    ├── ModelTimeout      no answer within the time set         (retryable)
    ├── ModelRefusedKey   401, 403
    ├── ModelUnknown      404: no such model there
    ├── ModelBusy         429, 5xx                              (retryable)
    ├── ModelRejected     any other 4xx: the request does not suit it
    ├── ModelStopped      the reader did not want to wait any longer
    └── ModelBadReply     a reply that is empty, cut off or not of the form asked for
"""

from __future__ import annotations

from index.errors import GroundwireError


class AnsweringError(GroundwireError):
    """Root of this tree; shares one line and `hint` with the tree below."""


class SettingsError(AnsweringError):
    """A flag, variable or groundwire.toml key that cannot be used, or what it names."""


class NothingAbout(AnsweringError):
    """No article is about the topic of a brief: an abstention, and no fault of anybody."""

    hint = "try other words for it"


class PromptError(AnsweringError):
    """A prompt file that does not fit the code."""


class ParserError(AnsweringError):
    """The language pipeline did not start or stopped."""

    hint = "run `make install` again"


class ModelError(AnsweringError):
    """The language model failed; the extractive answer stands in."""

    was_sent = True  # whether a request had gone out: one that had is counted


class ModelUnreachable(ModelError):
    """No connection, or it was cut."""

    retryable = True
    hint = "check that the server is running and the address is right"


class ModelTimeout(ModelError):
    """No answer within the time set."""

    retryable = True
    hint = "set a longer --llm-timeout or a smaller model"


class ModelRefusedKey(ModelError):
    """401 or 403."""

    hint = "set the key in GROUNDWIRE_API_KEY"


class ModelUnknown(ModelError):
    """404: no such model at this address."""

    hint = "check the name after the # or the /"


class ModelBusy(ModelError):
    """429 or 5xx."""

    retryable = True
    hint = "try again in a moment"


class ModelRejected(ModelError):
    """Another 4xx: the request does not suit this model."""


class ModelStopped(ModelError):
    """The reader did not want to wait any longer."""


class ModelBadReply(ModelError):
    """A reply that is empty, cut off or not of the form asked for."""
