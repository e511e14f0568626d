"""A small OpenAI-compatible server on this machine that behaves, and misbehaves, as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
# What to answer: (status, body); a body that is no string is sent as JSON.
Behaviour = Callable[[Request], tuple[int, Any]]


def completion(content: str | None, *, finish: str = "stop") -> tuple[int, Any]:
    """A well-formed reply with this content."""
    return 200, {
        "id": "1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def is_completion(answer: object) -> bool:
    """Whether `answer` has a choice that can be told in pieces."""
    return isinstance(answer, dict) and bool(answer.get("choices"))


def reply(document: Any) -> Behaviour:
    """Always the same JSON document as the model's text."""
    return lambda _request: completion(json.dumps(document))


def hang(seconds: float) -> Behaviour:
    """Nothing for so long."""

    def behave(_request: Request) -> tuple[int, Any]:
        time.sleep(seconds)
        return completion("{}")

    return behave


def _chunks(whole: dict[str, Any], size: int = 8) -> Iterator[str]:
    """A completion as the events of a stream: its text in pieces, why it ended, what it cost, the end."""
    choice = whole["choices"][0]
    text = choice["message"]["content"] or ""
    deltas = [{"role": "assistant"}, *({"content": text[n : n + size]} for n in range(0, len(text), size))]
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]})
    head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    for each in choices:
        yield f"data: {json.dumps(head | {'choices': [each]})}\n\n"
    yield f"data: {json.dumps(head | {'choices': [], 'usage': whole['usage']})}\n\n"
    yield "data: [DONE]\n\n"


@contextmanager
def serving(
    behaviour: Behaviour,
    *,
    drip_s: float = 0.0,
    cut_after: int | None = None,
    between: Callable[[int], None] = lambda _n: None,
) -> Iterator[tuple[str, list[Request]]]:
    """(base URL, the requests it got so far). With `drip_s` a reply comes a byte at a time, so far apart.

    A completion that is asked for as a stream is sent as one; `cut_after` so many events the connection
    breaks, and before the n-th `between(n)` may wait for something.
    """
    requests: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            requests.append(json.loads(body))
            status, answer = behaviour(requests[-1])
            if requests[-1].get("stream") and status == 200 and is_completion(answer):
                self.stream(answer)
                return
            data = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            for at in range(0, len(data), step := 1 if drip_s else len(data) or 1):
                time.sleep(drip_s)
                self.wfile.write(data[at : at + step])

        def stream(self, whole: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for n, event in enumerate(_chunks(whole)):
                if n == cut_after:
                    return
                between(n)
                try:
                    self.wfile.write(event.encode())
                    self.wfile.flush()
                except OSError:
                    return  # whoever asked has heard enough

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", requests
    finally:
        server.shutdown()
        server.server_close()
