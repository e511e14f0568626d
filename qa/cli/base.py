"""What every command stands on: the group, the service it opens, errors in one line."""

from __future__ import annotations

import errno
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

import click

from index.errors import GroundwireError, UnknownArticle

if TYPE_CHECKING:
    from index.models import Filters
    from qa.service import Service

EXIT_SOME_FAILED, EXIT_USAGE, EXIT_ABSTAINED, EXIT_GATE = 1, 2, 3, 4
EXIT_STOPPED = 130  # as a shell says of what Ctrl-C ended
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day given on the command line, as ISO 8601."""
    from index.published import iso_published

    if value is None:
        return None
    stated = iso_published(value)
    if stated is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-03-14", param=parameter)
    return stated if parameter.name == "published_at" else stated[:10]


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which articles a command may see."""
    options = (
        click.option("--since", callback=day, metavar="DAY", help="Published on this day or later."),
        click.option("--until", callback=day, metavar="DAY", help="Published on this day or earlier."),
        click.option("--publisher", "publishers", multiple=True, metavar="NAME", help="Of this publisher."),
        click.option("--article", "article_ids", multiple=True, metavar="ID", help="Only this article."),
    )
    for option in reversed(options):
        command = option(command)
    return command


class _Commands(click.Group):
    """A group whose complaints are one line, like every other error of the program."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _in_one_line():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line():
            return super().invoke(ctx)


class _OneLine(click.ClickException):
    """An end of the program that is told in one line."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click tells a class by it; here each end has its own

    def show(self, file: Any = None) -> None:
        click.echo(f"groundwire: {self.format_message()}", file=file, err=file is None)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as e:
        command = e.ctx.command_path if e.ctx else "groundwire"
        message = " ".join(e.format_message().split()).rstrip(".")
        if isinstance(e, click.NoSuchOption) and _is_of_all_commands(e.option_name):
            command, message = "groundwire", f"{e.option_name} goes before the command"
        raise _OneLine(f"{message}; see `{command} --help`", EXIT_USAGE) from e
    except KeyboardInterrupt as e:
        if sys.stderr.isatty():
            click.echo(err=True)  # below the ^C, or the bar
        raise _OneLine(f"stopped; {str(e) or 'nothing was left half done'}", EXIT_STOPPED) from e
    except OSError as e:
        if e.errno not in _NO_ROOM:
            raise
        _write_no_more()
        what = f"nothing more can be written ({e.strerror}); make room, or write elsewhere"
        raise _OneLine(what, EXIT_SOME_FAILED) from e


@contextmanager
def stopped_with(kept: str) -> Iterator[None]:
    """Ctrl-C in the block says what is `kept` of the work."""
    try:
        yield
    except KeyboardInterrupt as e:
        raise KeyboardInterrupt(kept) from e


def _write_no_more() -> None:
    """What could not be written is not tried again at the end, which would say so in words of its own."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_of_all_commands(option: str) -> bool:
    return any(option in parameter.opts for parameter in main.params)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--home", metavar="DIR", help="Folder of the library. [default: the user-data folder]")
@click.option("--llm", metavar="MODEL", help="Language model, for example ollama/NAME. [default: none]")
@click.option("--embedder", metavar="NAME", help="Embedder. [default: bundled]")
@click.option("--llm-timeout", "llm_timeout_s", type=float, metavar="SECONDS", help="Longest wait for it.")
@click.option("--llm-price", metavar="IN/OUT", help="US dollars a million tokens, for example 0.15/0.6.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="groundwire")
@click.pass_context
def main(context: click.Context, /, debug: bool, **flags: Any) -> None:
    """Ask a folder of news articles. Every sentence of the answer rests on a passage you can open."""
    # Libraries that would phone home are told not to before any is imported.
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    handler = logging.StreamHandler()
    # What other libraries log of an input, the report of that input says in one line.
    handler.addFilter(lambda record: debug or record.name.partition(".")[0] in {"evals", "index", "qa"})
    logging.basicConfig(format="groundwire: %(message)s", level=logging.WARNING, handlers=[handler])
    context.obj = flags | {"debug": debug}


def run(
    work: Callable[[Service], int], flags: dict[str, Any], *, reads: bool = False, **more: Any
) -> NoReturn:
    """Open the service, do the work, end with its exit code. `reads` says that sentences will be parsed."""
    with one_line_errors(flags):
        from qa.language.nlp import SpacyParser

        # Before anything else is imported: it loads on the other core, and takes as long as all the rest.
        parser = SpacyParser() if reads else None
        from qa.service import Service
        from qa.settings import load_settings

        settings = load_settings({k: v for k, v in flags.items() if k != "debug"} | more)
        with Service(settings, parser) as service:
            code = work(service)
    sys.exit(code)


@contextmanager
def one_line_errors(flags: dict[str, Any]) -> Iterator[None]:
    """An error ends the program with one line; with --debug its traceback is shown."""
    try:
        yield
    except GroundwireError as e:
        if flags["debug"]:
            raise
        click.echo(f"groundwire: {e}", err=True)
        sys.exit(_code_of(e))
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as e:
        if flags["debug"] or (isinstance(e, OSError) and e.errno in _NO_ROOM):
            raise
        what = f"{type(e).__name__}: {' '.join(str(e).split())[:200]}"
        click.echo(f"groundwire: an error of the program ({what}); --debug shows where", err=True)
        sys.exit(EXIT_SOME_FAILED)


def _code_of(e: GroundwireError) -> int:
    from qa.errors import NothingAbout, SettingsError

    if isinstance(e, NothingAbout):
        return EXIT_ABSTAINED
    return EXIT_USAGE if isinstance(e, SettingsError | UnknownArticle) else EXIT_SOME_FAILED


def echo_json(document: Any) -> None:
    from index.text import storable

    click.echo(storable(json.dumps(document, ensure_ascii=False, indent=2)))


def width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def make_filters(**given: Any) -> Filters:
    from index.models import Filters

    return Filters(**given)


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
