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
from typing import TYPE_CHECKING, Any, NoReturn

import click

from index.errors import GroundwireError, UnknownArticle

if TYPE_CHECKING:
    from index.ingest import Progress, Step
    from index.models import Filters
    from qa.models import Answer, Brief
    from qa.printing.typesetting import Paper
    from qa.render import Format
    from qa.service import Service

EXIT_SOME_FAILED, EXIT_USAGE, EXIT_ABSTAINED, EXIT_GATE = 1, 2, 3, 4


def _day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day given on the command line, as ISO 8601."""
    from index.published import iso_published

    if value is None:
        return None
    stated = iso_published(value)
    if stated is None:
        raise click.BadParameter(f"{value!r} is no date; write it like 2025-03-14", param=parameter)
    return stated if parameter.name == "published_at" else stated[:10]


def _columns(_context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """FIELD=NAME pairs, as a mapping."""
    pairs = [value.partition("=") for value in values]
    if bad := [value for value, equals, name in pairs if not (equals and name)]:
        raise click.BadParameter(f"{bad[0]!r} is not FIELD=NAME", param=parameter)
    return {field: name for field, _, name in pairs}


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
@click.option("--published", "published_at", callback=_day, metavar="DATE", help="When they were published.")
@click.option("--title", metavar="TEXT", help="The title; for a single article.")
@click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=NAME",
    help="Column of a table that holds a field: text, title, publisher, published, url, ...",
)
@click.option("--ignore", multiple=True, metavar="PATTERN", help="Pass over such files, as in .gitignore.")
@click.option("--fetch", is_flag=True, help="Fetch the addresses among the inputs.")
@json_option
@click.pass_obj
def add(
    flags: dict[str, Any],
    /,
    inputs: tuple[str, ...],
    ignore: tuple[str, ...],
    fetch: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Take articles in: files, folders, archives, feeds, addresses, or - for standard input."""

    def work(service: Service) -> int:
        from time import perf_counter

        from index.sources import Given
        from qa.documents import add_document

        start = perf_counter()
        report = service.add(inputs, Given(**given), _progress(), fetch=fetch, ignore=ignore)
        document = add_document(report, service.articles(), round(perf_counter() - start, 3))
        if as_json:
            _echo_json(document)
        else:
            click.echo(
                f"{len(report.added)} added, {len(report.updated)} updated,"
                f" {len(report.unchanged)} there already, {len(report.failed)} failed,"
                f" in {document['seconds']:.1f} s"
            )
        for noted in report.notes:
            click.echo(f"groundwire: {noted.input}: note: {noted.note}", err=True)
        for failed in report.failed:
            click.echo(f"groundwire: {failed.input}: {failed.error}", err=True)
        return EXIT_SOME_FAILED if report.failed else 0

    _run(work, flags)


def _progress() -> Progress | None:
    """A bar on standard error, where somebody is watching."""
    if not sys.stderr.isatty():
        return None
    from time import perf_counter

    start = perf_counter()

    def show(step: Step) -> None:
        seconds = max(perf_counter() - start, 1e-9)
        share = step.done / step.total
        bar = f"[{'#' * round(20 * share):20}] {step.done}/{step.total}"
        rates = f"{step.articles / seconds:.1f} articles/s, {step.passages / seconds:.0f} passages/s"
        line = f"{bar}  {rates}  {Path(step.name).name}"[: _width() - 1]
        click.echo(f"\r{line:{_width() - 1}}", err=True, nl=False)
        if step.done == step.total:
            click.echo("\r" + " " * (_width() - 1) + "\r", err=True, nl=False)

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
        from qa.documents import article_document
        from qa.terminal import article_text

        article = service.article(article_id, version)
        change = service.superseded(article)
        if as_json:
            _echo_json(article_document(article, change))
        else:
            click.echo(article_text(article, change))
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


def brief_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a brief is of."""
    options = (
        click.argument("article_ids", nargs=-1, metavar="[ID]..."),
        click.option("--topic", metavar="TEXT", help="Of the articles found for this."),
        click.option("--since", callback=_day, metavar="DAY", help="Published on this day or later."),
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

    _run(work, flags, reads=True)


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
    from qa.documents import form_of, write_file
    from qa.errors import SettingsError
    from qa.render import print_brief, render_brief

    form = form or form_of(output)
    if (form == "pdf" or form == "docx") and output is None and sys.stdout.isatty():
        raise SettingsError(f"a {form} can not be shown in a terminal", hint="name a file with -o")
    before = _brief_before(service, compare, article_ids, topic)
    made = service.brief(article_ids, topic, _filters(since=since))
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
    help="Where to: a new folder, or a .zip file.",
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
        from qa.printing.pack import write_pack

        made = service.brief(article_ids, topic, _filters(since=since))
        n = write_pack(output, made, service.article)
        click.echo(f"{n} quotes written to {output}", err=True)
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


_a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_a_folder = click.Path(exists=True, file_okay=False, path_type=Path)


def gold_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name a gold set of one's own."""
    gold = click.option("--gold", type=click.Path(dir_okay=False, path_type=Path), help="Gold set.")
    return gold(click.option("--articles", type=_a_folder, help="Its articles.")(command))


@main.group(name="eval", invoke_without_command=True)
@gold_options
@click.option(
    "--report", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Keep it there."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only so many questions.")
@click.option("--seed", type=int, default=0, show_default=True, help="For the intervals and --limit.")
@click.option("--model", "models", multiple=True, metavar="MODEL", help="As --llm; several are compared.")
@click.option(
    "--suite", "suites", multiple=True, metavar="NAME:PATH", help="A benchmark instead of the gold set."
)
@click.option("--judge", metavar="MODEL", help="A language model that judges each statement, as --llm.")
@click.option("--labelled", type=_a_file, metavar="FILE", help="Labelled statements to measure the judge on.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A kept run: the gates of pyproject.toml must hold against it (exit code 4).",
)
@click.option("--renew", is_flag=True, help="Write the baseline instead.")
@json_option
@click.pass_context
def evaluate(context: click.Context, /, as_json: bool, **asked: Any) -> None:
    """Ask the gold questions of the sample articles and score the answers."""
    if context.invoked_subcommand is not None:
        return
    if asked["renew"] and not asked["baseline"]:
        raise click.UsageError("--renew needs --baseline FILE", context)
    flags = context.obj
    with _one_line_errors(flags):
        from evals.command import Asked, evaluate

        outcome = evaluate({k: v for k, v in flags.items() if k != "debug"}, Asked(**asked))
        if as_json:
            _echo_json(outcome.document())
        else:
            click.echo(outcome.page)
        for failure in outcome.failures:
            click.echo(f"groundwire: gate not met: {failure}", err=True)
        if outcome.failures:
            sys.exit(EXIT_GATE)


@evaluate.command(name="compare")
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
@click.option("--seed", type=int, default=0, show_default=True, help="For the test and the intervals.")
@json_option
@click.pass_obj
def compare_reports(flags: dict[str, Any], before: Path, after: Path, seed: int, as_json: bool) -> None:
    """What got better and what got worse between two reports, and whether beyond doubt."""
    with _one_line_errors(flags):
        from evals.command import compared

        comparison, page = compared(before, after, seed)
        if as_json:
            _echo_json(comparison.model_dump(mode="json"))
        else:
            click.echo(page)


@main.group()
def gold() -> None:
    """The gold set: draft questions, review them, check the file."""


@gold.command(name="add")
@click.option("--questions", type=_a_file, multiple=True, metavar="FILE", help="Questions, one a line.")
@click.option("--ratings", type=_a_file, multiple=True, metavar="FILE", help="Rated answers of the chat.")
@click.option("--from", "from_articles", multiple=True, metavar="NAME", help="Draft them from this article.")
@gold_options
@click.pass_obj
def gold_add(flags: dict[str, Any], /, **given: Any) -> None:
    """Put drafts beside the gold set, in drafts.jsonl; they count after a review."""
    with _one_line_errors(flags):
        from evals.command import gold_add

        click.echo(gold_add({k: v for k, v in flags.items() if k != "debug"}, **given))


@gold.command(name="review")
@gold_options
@click.pass_obj
def gold_review(flags: dict[str, Any], /, **given: Any) -> None:
    """Show each draft with its evidence, and accept it, edit its answer, or reject it."""
    with _one_line_errors(flags):
        from evals.command import gold_review

        def ask(shown: str) -> str:
            click.echo(shown, nl=False)
            return sys.stdin.readline()

        click.echo(gold_review(ask, **given))


@gold.command(name="check")
@gold_options
@click.pass_obj
def gold_check(flags: dict[str, Any], /, **given: Any) -> None:
    """Check every line of a gold set: its form, its ids, its quotes."""
    with _one_line_errors(flags):
        from evals.command import gold_check

        summary, wrong = gold_check(**given)
        click.echo(summary)
        for line in wrong:
            click.echo(f"groundwire: {line}", err=True)
        sys.exit(EXIT_SOME_FAILED if wrong else 0)


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
