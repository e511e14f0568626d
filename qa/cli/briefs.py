"""The commands that write briefs and evidence packs."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa.cli.base import (
    day,
    json_option,
    main,
    make_filters,
    run,
)

if TYPE_CHECKING:
    from qa.models import Brief
    from qa.phrasing.live import Listener
    from qa.printing.typesetting import Paper
    from qa.render import Format
    from qa.service import Service


def brief_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a brief is of."""
    options = (
        click.argument("article_ids", nargs=-1, metavar="[ID]..."),
        click.option("--topic", metavar="TEXT", help="Of the articles found for this."),
        click.option("--since", callback=day, metavar="DAY", help="Published on this day or later."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@brief_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "pdf", "docx", "json"]),
    help="[default: by -o, else md]",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--compare", metavar="FILE", help="What changed since this brief; last: since the one before.")
@click.option("--schema", is_flag=True, help="Only print the JSON Schema of a brief.")
@json_option
@click.pass_obj
def brief(flags: dict[str, Any], /, schema: bool, as_json: bool, form: Format | None, **asked: Any) -> None:
    """A one-page brief of these articles, of a topic, or of the whole library."""
    if schema:
        from qa.render import brief_schema

        click.echo(brief_schema())
        return

    def work(service: Service) -> int:
        _write_brief(service, "json" if as_json else form, **asked)
        return 0

    run(work, flags, reads=True)


def _write_brief(
    service: Service,
    form: Format | None,
    *,
    article_ids: tuple[str, ...],
    topic: str | None,
    since: str | None,
    output: Path | None,
    paper: Paper,
    compare: str | None,
) -> None:
    from qa.documents import form_of, require_folder, write_file
    from qa.errors import SettingsError
    from qa.render import print_brief, render_brief

    form = form or form_of(output)
    if output is not None:
        require_folder(output)
    if (form == "pdf" or form == "docx") and output is None and sys.stdout.isatty():
        raise SettingsError(f"a {form} can not be shown in a terminal", hint="name a file with -o")
    before = _brief_before(service, compare, article_ids, topic)
    with _stoppable(service) as listener:
        made = service.brief(article_ids, topic, make_filters(since=since), listener)
    if spent := made.usage.words:
        click.echo(spent, err=True)
    if before is not None:
        from qa.briefing.comparing import compare as compared

        made = compared(before, made)
    if form == "pdf" or form == "docx":
        page: str | bytes = print_brief(made, form, paper)
    else:
        page = render_brief(made, form)
    if output is None:
        click.echo(page, nl=isinstance(page, str))
    else:
        write_file(output, page)
        click.echo(f"written to {output}", err=True)


@contextmanager
def _stoppable(service: Service) -> Iterator[Listener | None]:
    """While a language model writes, its lines go to standard error, and Ctrl-C ends it: what it wrote until
    then is kept. A second Ctrl-C ends the program, as the first does without a model."""
    from qa.briefing.wording import printable, shortened
    from qa.phrasing.live import Listener

    if service.settings.llm == "none":
        yield None
        return
    stopped = threading.Event()
    usual = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, usual)
        stopped.set()
        click.echo("the language model is stopped; Ctrl-C again ends the program", err=True)

    signal.signal(signal.SIGINT, stop)
    try:
        yield Listener(
            lambda s: click.echo(f"+ {shortened(printable(s.text), 90)}", err=True),
            stopped.is_set,
            lambda part: click.echo(f"the language model writes: {part}", err=True),
        )
    finally:
        signal.signal(signal.SIGINT, usual)


def _brief_before(
    service: Service, compare: str | None, article_ids: tuple[str, ...], topic: str | None
) -> Brief | None:
    """The brief to compare with. It is read before the new one takes its place."""
    from qa.briefing.kept import read_brief
    from qa.errors import SettingsError

    if compare is None:
        return None
    if compare != "last":
        return read_brief(Path(compare))
    before = service.last_brief(article_ids, topic)
    if before is None:
        hint = "without --compare this one is kept"
        raise SettingsError("there is no earlier brief of these articles or this topic", hint=hint)
    return before


@main.command()
@brief_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR|FILE.zip",
    help="Where to: a new folder, or a new .zip file.",
)
@click.pass_obj
def export(
    flags: dict[str, Any],
    article_ids: tuple[str, ...],
    topic: str | None,
    since: str | None,
    output: Path,
) -> None:
    """A brief with all that is needed to check it without this program: quotes, texts, checksums."""

    def work(service: Service) -> int:
        from qa.documents import require_folder
        from qa.printing.pack import require_new, write_pack

        require_folder(output)
        require_new(output)
        made = service.brief(article_ids, topic, make_filters(since=since))
        n = write_pack(output, made, service.article)
        click.echo(f"{n} quotes written to {output}", err=True)
        return 0

    run(work, flags, reads=True)
