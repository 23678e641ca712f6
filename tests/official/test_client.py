"""The client is polite, patient and strict."""

from __future__ import annotations

import gzip

import pytest
from publisher import Publisher, Reply

from control_atlas.official.client import Client, NotThere, Refused, TooLarge, Unavailable

URL = "https://www.example.org/text?day=1"
PATH = "/www.example.org/text?day=1"


class Time:
    """A clock that stands still but for what is slept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def client(server: Publisher, time: Time | None = None, **settings: float) -> Client:
    held = time or Time()
    return Client(server=server.address, sleep=held.sleep, clock=held.clock, **settings)  # type: ignore[arg-type]


def test_a_text_comes_with_what_the_next_request_needs(server: Publisher) -> None:
    headers = {
        "ETag": '"a1"',
        "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT",
        "Content-Type": "text/xml; charset=utf-8",
    }
    server.put(PATH, Reply(b"<a/>", headers=headers), Reply(status=304))
    asked = client(server)
    first = asked.get(URL, accept="text/xml", language="eng")
    assert (first.body, first.media_type, first.etag) == (b"<a/>", "text/xml", '"a1"')
    again = asked.get(URL, etag=first.etag, last_modified=first.last_modified)
    assert again.unchanged
    assert again.body == b""
    sent = server.asked[1][1]
    assert sent["If-None-Match"] == '"a1"'
    assert sent["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert server.asked[0][1]["Accept-Language"] == "eng"
    assert server.asked[0][1]["User-Agent"].startswith("control-atlas/")


def test_a_host_is_asked_once_in_the_given_time_and_others_at_once(server: Publisher) -> None:
    time = Time()
    asked = client(server, time, every=2.0)
    for host in ("a.example.org", "a.example.org", "b.example.org"):
        server.put(f"/{host}/", "text")
        asked.get(f"https://{host}/")
    assert time.slept == [2.0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_with_growing_waits(server: Publisher, status: int) -> None:
    time = Time()
    server.put(PATH, Reply(status=status), Reply(status=status), "text")
    assert client(server, time, every=0).get(URL).body == b"text"
    assert time.slept == [1.0, 2.0]


def test_the_wait_that_a_server_asks_for_is_kept(server: Publisher) -> None:
    time = Time()
    moment = {"Date": "Mon, 02 Nov 2026 10:00:00 GMT", "Retry-After": "Mon, 02 Nov 2026 10:00:30 GMT"}
    server.put(
        PATH, Reply(status=429, headers={"Retry-After": "17"}), Reply(status=503, headers=moment), "text"
    )
    assert client(server, time, every=0).get(URL).body == b"text"
    assert time.slept[0] == 17.0
    assert time.slept[1] >= 30.0


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(server: Publisher) -> None:
    server.put(PATH, Reply(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(Unavailable, match="asks to wait 3600 seconds"):
        client(server).get(URL)
    assert len(server.asked) == 1


def test_a_truncated_answer_is_asked_for_again_and_never_returned(server: Publisher) -> None:
    server.put(PATH, Reply(b"the whole text", cut=5), "the whole text")
    assert client(server).get(URL).body == b"the whole text"
    server.put(PATH, Reply(b"the whole text", cut=5))
    with pytest.raises(Unavailable, match="after 4 attempts"):
        client(server).get(URL)


def test_a_server_that_never_recovers_is_given_up_with_the_reason(server: Publisher) -> None:
    server.put(PATH, Reply(status=503))
    with pytest.raises(Unavailable, match="503, after 4 attempts"):
        client(server).get(URL)
    assert len(server.asked) == 4


def test_no_server_at_all_is_one_clear_fault() -> None:
    time = Time()
    nowhere = Client(server="http://127.0.0.1:1", sleep=time.sleep, clock=time.clock, attempts=2)
    with pytest.raises(Unavailable, match=r"www\.example\.org.*after 2 attempts"):
        nowhere.get(URL)


@pytest.mark.parametrize("status", [404, 410])
def test_a_text_that_is_not_there_is_not_asked_for_again(server: Publisher, status: int) -> None:
    server.put(PATH, Reply(status=status))
    with pytest.raises(NotThere):
        client(server).get(URL)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [202, 204, 400, 403])
def test_an_answer_that_is_no_text_is_not_taken_for_one(server: Publisher, status: int) -> None:
    server.put(PATH, Reply(status=status))
    with pytest.raises(Unavailable, match=str(status)):
        client(server).get(URL)


def test_an_answer_beyond_the_limit_is_refused_also_when_it_is_small_before_unpacking(
    server: Publisher,
) -> None:
    server.put(PATH, b"x" * 2000)
    with pytest.raises(TooLarge):
        client(server, largest=1000).get(URL)
    server.put(PATH, Reply(gzip.compress(b"x" * 2_000_000), headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TooLarge):
        client(server, largest=100_000).get(URL)


def test_redirects_are_followed_over_https_and_not_for_ever(server: Publisher) -> None:
    server.put(PATH, Reply(status=303, headers={"Location": "http://other.example.org/there"}))
    server.put("/other.example.org/there", "text")
    assert client(server).get(URL).url == "https://other.example.org/there"
    server.put(PATH, Reply(status=302, headers={"Location": URL}))
    with pytest.raises(Unavailable, match="redirects"):
        client(server).get(URL)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/",
        "ftp://example.org/",
        "https://name:word@example.org/",
        "https:///x",
        "file:///etc",
    ],
)
def test_other_addresses_are_never_asked(server: Publisher, url: str) -> None:
    with pytest.raises(Refused):
        client(server).get(url)
    assert server.asked == []


def test_a_redirect_to_another_scheme_is_refused(server: Publisher) -> None:
    server.put(PATH, Reply(status=302, headers={"Location": "file:///etc/passwd"}))
    with pytest.raises(Refused):
        client(server).get(URL)
