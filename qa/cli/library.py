"""The commands on the library: what goes in, what is there, what is found."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa.cli.base import (
    EXIT_SOME_FAILED,
    day,
    echo_json,
    filter_options,
    json_option,
    main,
    make_filters,
    run,
    stopped_with,
    width,
)

if TYPE_CHECKING:
    from index.ingest import Progress, Step
    from qa.service import Service


def _columns(_context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """FIELD=NAME pairs, as a mapping."""
    pairs = [value.partition("=") for value in values]
    if bad := [value for value, equals, name in pairs if not (equals and name)]:
        raise click.BadParameter(f"{bad[0]!r} is not FIELD=NAME", param=parameter)
    return {field: name for field, _, name in pairs}


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH...")
@click.option("--publisher", metavar="NAME", help="Who published them, where they do not say.")
@click.option("--published", "published_at", callback=day, metavar="DATE", help="When they were published.")
@click.option("--title", metavar="TEXT", help="The title; for a single article.")
@click.option("--encoding", metavar="NAME", help="Encoding of files that are not UTF-8.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=NAME",
    help="Column of a table that holds a field: text, title, publisher, byline, published, url, wire_id or"
    " language.",
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
        from qa.terminal import plain

        start = perf_counter()
        with stopped_with("what was added before is kept, and the same command adds the rest"):
            report = service.add(inputs, Given(**given), _progress(), fetch=fetch, ignore=ignore)
        document = add_document(report, service.articles(), round(perf_counter() - start, 3))
        if as_json:
            echo_json(document)
        else:
            click.echo(
                f"{len(report.added)} added, {len(report.updated)} updated,"
                f" {len(report.unchanged)} there already, {len(report.failed)} failed,"
                f" in {document['seconds']:.1f} s"
            )
        for noted in report.notes:
            click.echo(f"groundwire: {noted.input}: note: {plain(noted.note)}", err=True)
        for failed in report.failed:
            click.echo(f"groundwire: {failed.input}: {failed.error}", err=True)
        return EXIT_SOME_FAILED if report.failed else 0

    run(work, flags)


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
        line = f"{bar}  {rates}  {Path(step.name).name}"[: width() - 1]
        click.echo(f"\r{line:{width() - 1}}", err=True, nl=False)
        if step.done == step.total:
            click.echo("\r" + " " * (width() - 1) + "\r", err=True, nl=False)

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
            echo_json({"articles": [asdict(a) for a in articles]})
        else:
            click.echo(articles_text(articles, width()))
        return 0

    run(work, flags)


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
            echo_json(article_document(article, change))
        else:
            click.echo(article_text(article, change))
        return 0

    run(work, flags)


@main.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def remove(flags: dict[str, Any], article_ids: tuple[str, ...]) -> None:
    """Remove articles, with all their versions."""

    def work(service: Service) -> int:
        service.remove(article_ids)
        click.echo(f"{len(article_ids)} removed")
        return 0

    run(work, flags)


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
        hits = service.search(query, k, make_filters(**filters))
        if as_json:
            echo_json(search_document(query, hits, round((perf_counter() - start) * 1000, 2)))
        else:
            click.echo(hits_text(hits, width()))
        return 0

    run(work, flags)


@main.command()
@click.pass_obj
def rebuild(flags: dict[str, Any]) -> None:
    """Make the vector index again from the library; nothing is embedded twice."""

    def work(service: Service) -> int:
        click.echo(f"{service.rebuild()} vectors in the index")
        return 0

    run(work, flags)


@main.command()
@click.pass_obj
def doctor(flags: dict[str, Any]) -> None:
    """Check that the library is whole and that the index agrees with it."""

    def work(service: Service) -> int:
        findings = service.examine()
        click.echo("\n".join(findings) or "All is well.")
        return EXIT_SOME_FAILED if findings else 0

    run(work, flags)
