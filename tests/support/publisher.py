"""A local server that stands for the publishers: it plays the answers that a test has put up, in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One answer. ``cut`` sends fewer bytes than announced; ``headers`` come on top of the usual ones."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int = 0


class Publisher:
    """Answers by path (host first, query included); the last of several answers to a path stays."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def put(self, path: str, *replies: Reply | str | bytes) -> None:
        """Puts up the answers to a path."""
        made = [
            reply if isinstance(reply, Reply) else Reply(reply.encode() if isinstance(reply, str) else reply)
            for reply in replies
        ]
        self.replies[path] = made

    def next(self, path: str) -> Reply:
        """The answer to play now."""
        known = self.replies.get(path)
        if not known:
            return Reply(b"no such text", 404)
        return known.pop(0) if len(known) > 1 else known[0]


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A running server; ``address`` is where it listens."""
    held = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append((self.path, dict(self.headers)))
            reply = held.next(self.path)
            self.send_response_only(reply.status)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body[: len(reply.body) - reply.cut])
            self.close_connection = True

        def log_message(self, *words: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
