"""Serves a built site on this machine, and to no other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def serve_site(folder: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve ``folder`` on the loopback address until interrupted.

    Raises FileNotFoundError when there is no built site, OSError when the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise FileNotFoundError(f"there is no built site in {folder}; run `atlas site build` first")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        say(f"The site is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news here."""
