"""A polite client for the open interfaces of publishers.

One request at a time to a host and not too often, conditional where an earlier answer is known, patient with
servers that are busy, strict about addresses and sizes. It keeps nothing; callers keep what they need.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError

AGENT = f"control-atlas/{version('control-atlas')} (reads official texts; one request at a time)"
#: Answers after which it is worth asking again.
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5


class FetchFault(Exception):
    """A text that could not be had from ``url``, and why."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url, self.reason = url, reason


class Refused(FetchFault):
    """An address that is never asked: not https, with a password in it, or without a host."""


class NotThere(FetchFault):
    """The publisher says that there is no such text."""


class TooLarge(FetchFault):
    """An answer beyond the limit of size."""


class Unavailable(FetchFault):
    """No usable answer after every attempt: busy, broken off, out of reach, or an answer that is no text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. ``url`` is where it finally came from; ``unchanged`` means that the copy known before
    is still the current one, and ``body`` is then empty."""

    url: str
    body: bytes
    media_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


@dataclass(slots=True)
class Client:
    """Asks servers, at most once in ``every`` seconds each.

    ``attempts`` counts the first one; between them it waits twice as long each time, or as long as the server
    asks, up to ``patience`` seconds. ``largest`` is the limit in bytes, after decompression. ``server`` is for
    tests: every request goes to that address instead, with the host as the first step of the path.
    """

    every: float = 1.0
    attempts: int = 4
    patience: float = 120.0
    first_wait: float = 1.0
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    largest: int = 30_000_000
    server: str = ""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)
    _pool: urllib3.PoolManager = field(init=False)

    def __post_init__(self) -> None:
        timeout = urllib3.Timeout(connect=self.connect_timeout, read=self.read_timeout)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)

    def get(
        self,
        url: str,
        *,
        accept: str = "*/*",
        language: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """The text at an https address; ``unchanged`` where the server says that the copy with this ``etag`` or
        ``last_modified`` is still current.

        Raises Refused, NotThere, TooLarge or Unavailable.
        """
        headers = {"User-Agent": AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
        for name, value in (
            ("Accept-Language", language),
            ("If-None-Match", etag),
            ("If-Modified-Since", last_modified),
        ):
            if value:
                headers[name] = value
        wait, reason = self.first_wait, ""
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(wait)
                wait *= 2
            try:
                answer, asked_wait, reason = self._once(url, headers)
            except (HTTPError, OSError) as fault:
                answer, asked_wait, reason = None, None, _said(fault)
            if answer is not None:
                return answer
            if asked_wait is not None:
                if asked_wait > self.patience:
                    raise Unavailable(url, f"{reason}; it asks to wait {asked_wait:.0f} seconds")
                wait = max(wait, asked_wait)
        raise Unavailable(url, f"{reason}, after {self.attempts} attempts")

    def _once(self, url: str, headers: Mapping[str, str]) -> tuple[Answer | None, float | None, str]:
        """One attempt, redirects followed: the answer; or how long the server wants us to wait, and why."""
        for _ in range(MOST_REDIRECTS + 1):
            check_address(url)
            self._wait_for_turn(url)
            response = self._pool.request(
                "GET", self._target(url), headers=dict(headers), preload_content=False, redirect=False
            )
            try:
                status = response.status
                if status in REDIRECTS:
                    url = _upgraded(urljoin(url, response.headers.get("Location", "")))
                    continue
                if status == 304:
                    return Answer(url, b"", unchanged=True), None, ""
                if status in BUSY:
                    return None, _retry_after(response.headers), f"the server answered {status}"
                if status in GONE:
                    raise NotThere(url, f"the server answered {status}: there is no such text")
                if status != 200:
                    raise Unavailable(url, f"the server answered {status}, which is no text")
                return self._read(url, response), None, ""
            finally:
                response.release_conn()
                response.close()
        raise Unavailable(url, f"more than {MOST_REDIRECTS} redirects")

    def _read(self, url: str, response: urllib3.BaseHTTPResponse) -> Answer:
        pieces, size = [], 0
        for piece in response.stream(65536, decode_content=True):
            size += len(piece)
            if size > self.largest:
                raise TooLarge(url, f"the answer is larger than {self.largest:,} bytes")
            pieces.append(piece)
        if not size:
            raise ProtocolError("the answer is empty")
        return Answer(
            url,
            b"".join(pieces),
            response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
        )

    def _target(self, url: str) -> str:
        if not self.server:
            return url
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return f"{self.server.rstrip('/')}/{parts.netloc}{parts.path}{query}"

    def _wait_for_turn(self, url: str) -> None:
        host = urlsplit(url).netloc
        before = self._asked.get(host)
        if before is not None and (left := before + self.every - self.clock()) > 0:
            self.sleep(left)
        self._asked[host] = self.clock()


def check_address(url: str) -> None:
    """Raises Refused unless ``url`` is a plain https address with a host."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise Refused(url, "only https addresses are asked")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise Refused(url, "an address needs a host, and no name or password in it")


def _upgraded(url: str) -> str:
    """The same address over https: some publishers redirect to identifiers that they write with http."""
    return "https://" + url.removeprefix("http://") if url.startswith("http://") else url


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait: a number, or a moment, which counts from the server's own clock."""
    said = headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        left = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, left.total_seconds())


def _said(fault: Exception) -> str:
    if isinstance(fault, IncompleteRead):
        return "the answer broke off before its end"
    return f"the request failed ({type(fault).__name__})"
