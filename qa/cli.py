"""The command line. Each command imports what it needs, so that `--help` costs nothing."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from index.errors import GroundwireError, UnknownArticle

if TYPE_CHECKING:
    from index.ingest import Progress
    from index.models import Filters
    from qa.models import Answer
    from qa.service import Service

EXIT_SOME_FAILED, EXIT_USAGE, EXIT_ABSTAINED = 1, 2, 3


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day given on the command line, as ISO 8601."""
    from index.published import iso_published

    if value is None:
        return None
    stated = iso_published(value)
    if stated is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-03-14", param=parameter)
    return stated if parameter.name == "published" else stated[:10]


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which articles a command may see."""
    options = (
        click.option("--since", callback=_day, metavar="DAY", help="Published on this day or later."),
        click.option("--until", callback=_day, metavar="DAY", help="Published on this day or earlier."),
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


class _WrongUsage(click.ClickException):
    exit_code = EXIT_USAGE

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
        raise _WrongUsage(f"{message}; see `{command} --help`") from e


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--home", metavar="DIR", help="Folder of the library. [default: the user-data folder]")
@click.option("--llm", metavar="MODEL", help="Language model, for example ollama/NAME. [default: none]")
@click.option("--embedder", metavar="NAME", help="Embedder. [default: bundled]")
@click.option("--llm-timeout", "llm_timeout_s", type=float, metavar="SECONDS", help="Longest wait for it.")
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


def _run(
    work: Callable[[Service], int], flags: dict[str, Any], *, reads: bool = False, **more: Any
) -> NoReturn:
    """Open the service, do the work, end with its exit code. `reads` says that sentences will be parsed."""
    with _one_line_errors(flags):
        from qa.nlp import SpacyParser

        # Before anything else is imported: it loads on the other core, and takes as long as all the rest.
        parser = SpacyParser() if reads else None
        from qa.service import Service
        from qa.settings import load_settings

        settings = load_settings({k: v for k, v in flags.items() if k != "debug"} | more)
        with Service(settings, parser) as service:
            code = work(service)
    sys.exit(code)


@contextmanager
def _one_line_errors(flags: dict[str, Any]) -> Iterator[None]:
    """An error ends the program with one line; with --debug its traceback is shown."""
    try:
        yield
    except GroundwireError as e:
        if flags["debug"]:
            raise
        from qa.errors import SettingsError

        click.echo(f"groundwire: {e}", err=True)
        sys.exit(EXIT_USAGE if isinstance(e, SettingsError | UnknownArticle) else EXIT_SOME_FAILED)
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except Exception as e:
        if flags["debug"]:
            raise
        what = f"{type(e).__name__}: {' '.join(str(e).split())[:200]}"
        click.echo(f"groundwire: an error of the program ({what}); --debug shows where", err=True)
        sys.exit(EXIT_SOME_FAILED)


def _echo_json(document: Any) -> None:
    from index.text import storable

    click.echo(storable(json.dumps(document, ensure_ascii=False, indent=2)))


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def _filters(**given: Any) -> Filters:
    from index.models import Filters

    return Filters(**given)


json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("--publisher", metavar="NAME", help="Who published them, where they do not say.")
@click.option("--published", callback=_day, metavar="DATE", help="When they were published.")
@click.option("--title", metavar="TEXT", help="The title; for a single article.")
@click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8.")
@json_option
@click.pass_obj
def add(
    flags: dict[str, Any],
    inputs: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    title: str | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Take articles in: files, folders, or - for standard input."""

    def work(service: Service) -> int:
        from time import perf_counter

        from index.ingest import Given
        from qa.documents import add_document

        start = perf_counter()
        given = Given(title, publisher, published, encoding)
        report = service.add(inputs, given, _progress())
        document = add_document(report, service.articles(), round(perf_counter() - start, 3))
        if as_json:
            _echo_json(document)
        else:
            click.echo(
                f"{len(report.added)} added, {len(report.updated)} updated,"
                f" {len(report.unchanged)} there already, {len(report.failed)} failed,"
                f" in {document['seconds']:.1f} s"
            )
        for failed in report.failed:
            click.echo(f"groundwire: {failed.input}: {failed.error}", err=True)
        return EXIT_SOME_FAILED if report.failed else 0

    _run(work, flags)


def _progress() -> Progress | None:
    """A counter on standard error, where somebody is watching."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, name: str) -> None:
        click.echo(f"\r{done}/{total}  {Path(name).name[:60]:60}", err=True, nl=done == total)

    return show


@main.command(name="list")
@json_option
@click.pass_obj
def list_articles(flags: dict[str, Any], as_json: bool) -> None:
    """The articles in the library, newest first."""

    def work(service: Service) -> int:
        from qa.terminal import articles_text

        articles = service.articles()
        if as_json:
            _echo_json({"articles": [asdict(a) for a in articles]})
        else:
            click.echo(articles_text(articles, _width()))
        return 0

    _run(work, flags)


@main.command()
@click.argument("article_id", metavar="ID")
@click.option("--version", type=int, metavar="N", help="An earlier version. [default: the current one]")
@json_option
@click.pass_obj
def show(flags: dict[str, Any], article_id: str, version: int | None, as_json: bool) -> None:
    """An article as it is stored."""

    def work(service: Service) -> int:
        from qa.terminal import article_text

        article = service.article(article_id, version)
        if as_json:
            _echo_json(asdict(article))
        else:
            click.echo(article_text(article))
        return 0

    _run(work, flags)


@main.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def remove(flags: dict[str, Any], article_ids: tuple[str, ...]) -> None:
    """Remove articles, with all their versions."""

    def work(service: Service) -> int:
        service.remove(article_ids)
        click.echo(f"{len(article_ids)} removed")
        return 0

    _run(work, flags)


@main.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, 100), default=10, show_default=True, help="How many passages.")
@filter_options
@json_option
@click.pass_obj
def search(flags: dict[str, Any], /, query: str, k: int, as_json: bool, **filters: Any) -> None:
    """Ranked passages for a query."""

    def work(service: Service) -> int:
        from time import perf_counter

        from qa.documents import search_document
        from qa.terminal import hits_text

        start = perf_counter()
        hits = service.search(query, k, _filters(**filters))
        if as_json:
            _echo_json(search_document(query, hits, round((perf_counter() - start) * 1000, 2)))
        else:
            click.echo(hits_text(hits, _width()))
        return 0

    _run(work, flags)


@main.command()
@click.argument("question")
@click.option("--as-of", callback=_day, metavar="DAY", help="As if on this day: nothing published later.")
@click.option("--risk", type=float, metavar="SHARE", help="Share of wrong answers accepted, 0 to 1.")
@filter_options
@json_option
@click.pass_obj
def ask(flags: dict[str, Any], /, question: str, risk: float | None, as_json: bool, **filters: Any) -> None:
    """A cited answer, or an abstention with its reason (exit code 3)."""

    def work(service: Service) -> int:
        answer = service.ask(question, _filters(**filters))
        if as_json:
            _echo_json(answer.model_dump(mode="json"))
        else:
            _echo_answer(answer)
        return EXIT_ABSTAINED if answer.status == "abstained" else 0

    from qa.answer_types import NAMES
    from qa.question import answer_type_of

    _run(work, flags, reads=answer_type_of(question) in NAMES, risk=risk)


def _echo_answer(answer: Answer) -> None:
    from qa.terminal import answer_text

    click.echo(answer_text(answer, _width()))


@main.command()
@click.argument("article_ids", nargs=-1, metavar="[ID]...")
@click.option("--topic", metavar="TEXT", help="Of the articles found for this.")
@click.option("--since", callback=_day, metavar="DAY", help="Published on this day or later.")
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), help="[default: by -o, else md]")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it there.")
@json_option
@click.pass_obj
def brief(
    flags: dict[str, Any],
    article_ids: tuple[str, ...],
    topic: str | None,
    since: str | None,
    form: Literal["md", "html", "json"] | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """A one-page brief of these articles, of a topic, or of the whole library."""

    def work(service: Service) -> int:
        from qa.documents import form_of, write_file
        from qa.render import render_brief

        kind = "json" if as_json else form or form_of(output)
        page = render_brief(service.brief(article_ids, topic, _filters(since=since)), kind)
        if output is None:
            click.echo(page)
        else:
            write_file(output, page)
            click.echo(f"written to {output}", err=True)
        return 0

    _run(work, flags, reads=True)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.option("--auth", metavar="USER:PASSWORD", help="Ask for these. Needed for any other address.")
@click.pass_obj
def chat(flags: dict[str, Any], host: str, port: int, auth: str | None) -> None:
    """The web page, at http://127.0.0.1:7860."""

    def work(service: Service) -> int:
        from qa.web.app import credentials, serve

        serve(service, host=host, port=port, auth=credentials(auth))
        return 0

    _run(work, flags)


@main.command()
@click.pass_obj
def rebuild(flags: dict[str, Any]) -> None:
    """Make the vector index again from the library; nothing is embedded twice."""

    def work(service: Service) -> int:
        click.echo(f"{service.rebuild()} vectors in the index")
        return 0

    _run(work, flags)


@main.command()
@click.pass_obj
def doctor(flags: dict[str, Any]) -> None:
    """Check that the library is whole and that the index agrees with it."""

    def work(service: Service) -> int:
        findings = service.examine()
        click.echo("\n".join(findings) or "All is well.")
        return EXIT_SOME_FAILED if findings else 0

    _run(work, flags)


@main.command(name="eval")
@click.option("--gold", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Gold set.")
@click.option(
    "--articles", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Its articles."
)
@click.option(
    "--report", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Keep it there."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only so many questions.")
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals and --limit.")
@json_option
@click.pass_obj
def evaluate(flags: dict[str, Any], /, as_json: bool, **options: Any) -> None:
    """Ask the gold questions of the sample articles and score the answers."""
    from evals.command import evaluate

    with _one_line_errors(flags):
        report, page = evaluate({k: v for k, v in flags.items() if k != "debug"}, **options)
        click.echo(report.model_dump_json(indent=2) if as_json else page)


@main.command()
@click.option("--chat/--no-chat", "with_chat", default=True, help="Open the chat at the end.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.pass_obj
def demo(flags: dict[str, Any], with_chat: bool, port: int) -> None:
    """The sample articles: three questions answered, one brief written, then the chat."""

    def work(service: Service) -> int:
        from qa.demo import show_sample

        for part in show_sample(service, _width()):
            click.echo(part)
        if with_chat:
            from qa.web.app import serve

            serve(service, host="127.0.0.1", port=port, auth=None)
        return 0

    _run(work, flags)


if __name__ == "__main__":
    main()
