"""The sample articles, shown: three questions with their citations, and a brief written to a file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files

from qa.render import render_brief
from qa.service import Service
from qa.terminal import answer_text

QUESTIONS = (
    "Who is the chief executive of the Velmar Port Authority?",
    "By how much does the fisheries treaty cut the cod catch?",
    "Who called the claim a fairy tale with a cardboard box?",
)
TOPIC = "Port of Velmar strike"


def show_sample(service: Service, width: int) -> Iterator[str]:
    """Add the sample to the library, then yield what to print, part by part."""
    with as_file(files("evals").joinpath("gold", "articles")) as articles:
        report = service.add([str(articles)])
    there = len(report.added) + len(report.updated) + len(report.unchanged)
    yield f"{there} sample articles are in {service.settings.home}"
    for question in QUESTIONS:
        yield f"\n> {question}\n\n{answer_text(service.ask(question), width)}"
    path = service.settings.home / "brief.html"
    path.write_text(render_brief(service.brief(topic=TOPIC), "html"), "utf-8")
    yield f"\nA one-page brief on “{TOPIC}” is in {path}"
