"""The commands that measure: `eval` and `gold`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qa.cli.base import (
    EXIT_GATE,
    EXIT_SOME_FAILED,
    echo_json,
    json_option,
    main,
    one_line_errors,
    stopped_with,
)

if TYPE_CHECKING:
    pass


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
    with one_line_errors(flags):
        from evals.command import EvalAsked, evaluate

        kept = f"what was scored before is kept in {asked['report']}" if asked["report"] else ""
        with stopped_with(kept):
            outcome = evaluate({k: v for k, v in flags.items() if k != "debug"}, EvalAsked(**asked))
        if as_json:
            echo_json(outcome.document())
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
    with one_line_errors(flags):
        from evals.command import compared

        comparison, page = compared(before, after, seed)
        if as_json:
            echo_json(comparison.model_dump(mode="json"))
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
    if not (given["questions"] or given["ratings"] or given["from_articles"]):
        raise click.UsageError("Nothing to draft from: name --questions, --ratings or --from")
    with one_line_errors(flags):
        from evals.command import gold_add

        click.echo(gold_add({k: v for k, v in flags.items() if k != "debug"}, **given))


@gold.command(name="review")
@gold_options
@click.pass_obj
def gold_review(flags: dict[str, Any], /, **given: Any) -> None:
    """Show each draft with its evidence, and accept it, edit its answer, or reject it."""
    with one_line_errors(flags):
        from evals.command import gold_review

        def ask(shown: str) -> str:
            click.echo(shown, nl=False)
            return sys.stdin.readline()

        with stopped_with("what was decided before is kept"):
            click.echo(gold_review(ask, **given))


@gold.command(name="check")
@gold_options
@click.pass_obj
def gold_check(flags: dict[str, Any], /, **given: Any) -> None:
    """Check every line of a gold set: its form, its ids, its quotes."""
    with one_line_errors(flags):
        from evals.command import gold_check

        summary, wrong = gold_check(**given)
        click.echo(summary)
        for line in wrong:
            click.echo(f"groundwire: {line}", err=True)
        sys.exit(EXIT_SOME_FAILED if wrong else 0)
