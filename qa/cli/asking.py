"""The commands that answer: in the terminal, on the web page, on the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qa.cli.base import (
    EXIT_ABSTAINED,
    day,
    echo_json,
    filter_options,
    json_option,
    main,
    make_filters,
    run,
    width,
)

if TYPE_CHECKING:
    from index.models import Filters
    from qa.models import Answer
    from qa.service import Service


@main.command()
@click.argument("question")
@click.option("--as-of", callback=day, metavar="DAY", help="As if on this day: nothing published later.")
@click.option("--risk", type=float, metavar="SHARE", help="Share of wrong answers accepted, between 0 and 1.")
@filter_options
@json_option
@click.pass_obj
def ask(flags: dict[str, Any], /, question: str, risk: float | None, as_json: bool, **filters: Any) -> None:
    """A cited answer, or an abstention with its reason (exit code 3)."""

    def work(service: Service) -> int:
        if as_json:
            answer = service.ask(question, make_filters(**filters))
            echo_json(answer.model_dump(mode="json"))
        else:
            answer = _told(service, question, make_filters(**filters))
        return EXIT_ABSTAINED if answer.status == "abstained" else 0

    from qa.asking.kind import answer_type_of
    from qa.reading.answer_types import NAMES

    run(work, flags, reads=answer_type_of(question) in NAMES, risk=risk)


def _told(service: Service, question: str, filters: Filters) -> Answer:
    """The answer, each statement printed as soon as it is settled."""
    from qa.phrasing.live import Listener
    from qa.terminal import Telling

    telling = Telling(width())
    listener = Listener(show=lambda statement: click.echo(telling.statement(statement)))
    answer = service.ask(question, filters, listener=listener)
    click.echo(telling.rest(answer))
    if spent := answer.usage.words:
        click.echo(spent, err=True)
    return answer


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

    run(work, flags)


@main.command()
@click.option("--chat/--no-chat", "with_chat", default=True, help="Open the chat at the end.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.pass_obj
def demo(flags: dict[str, Any], with_chat: bool, port: int) -> None:
    """The sample articles: three questions answered, one brief written, then the chat."""

    def work(service: Service) -> int:
        from qa.demo import show_sample

        for part in show_sample(service, width()):
            click.echo(part)
        if with_chat:
            from qa.web.app import serve

            serve(service, host="127.0.0.1", port=port, auth=None)
        return 0

    run(work, flags)
