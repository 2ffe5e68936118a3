"""Downloads that end: every wait has a time-out, every failure is a sentence, nothing but http and https is followed.

Used for the package index and the packages, only when a person asked. The libraries of the web load on first use.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from glossary.errors import PackageError

if TYPE_CHECKING:
    import http.client
    import urllib.request

_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the network, and a package on trial, may take, in seconds."""

    connect: float = 0.9
    """Name look-up and connection together: without a network the answer comes within a second."""
    read: float = 15.0
    """Silence of a server that has accepted the connection."""
    stall: float = 30.0
    """Within this time at least `least` bytes must arrive."""
    least: int = 16_384
    trial: float = 120.0
    """Loading an unpacked package and translating a word with it."""

    @classmethod
    def usual(cls) -> Patience:
        """The defaults; `TENRIENG_CONNECT_SECONDS` gives a slow line more time to connect."""
        try:
            return cls(connect=max(0.1, float(os.environ["TENRIENG_CONNECT_SECONDS"])))
        except (KeyError, ValueError):
            return cls()


def host_of(url: str) -> str:
    """The host of an address, for sentences; empty when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def download(url: str, most: int, patience: Patience) -> Generator[tuple[bytes, int], None, None]:
    """Yield (block, announced total or 0) until the body is whole; closing the generator closes the connection.

    Raises PackageError: no network, silence, too slow, more than `most` bytes, more or less than announced, an error
    answer, a redirect elsewhere than http or https.
    """
    import http.client
    import urllib.error
    import urllib.request

    host = host_of(url)
    if not host or urlsplit(url).scheme not in ("http", "https"):
        raise PackageError(f"{url[:80]!r} is not a web address.")
    request = urllib.request.Request(url, headers={"User-Agent": "tenrieng", "Accept-Encoding": "identity"})
    try:
        with _opener(patience).open(request, timeout=patience.read) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            if total > most:
                raise PackageError(f"{host} offers a file of {total / 1e6:,.0f} MB, too large to be right.")
            yield from _body(answer, host, total, most, patience)
    except urllib.error.HTTPError as error:
        error.close()
        raise PackageError(f"{host} answered with error {error.code} ({str(error.reason)[:60]}).") from error
    except urllib.error.URLError as error:
        raise PackageError(_sentence(host, error.reason, patience)) from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise PackageError(_sentence(host, error, patience)) from error


def _body(
    answer: http.client.HTTPResponse, host: str, total: int, most: int, patience: Patience
) -> Iterator[tuple[bytes, int]]:
    done = since = 0
    started = time.monotonic()
    while block := answer.read1(_CHUNK):
        done, since = done + len(block), since + len(block)
        if done > most:
            raise PackageError(f"{host} sent more than any package is long; the download was stopped.")
        now = time.monotonic()
        if now - started > patience.stall:
            if since < patience.least:
                raise PackageError(f"{host} is too slow: {since} bytes in {now - started:.0f} s. Try again later.")
            started, since = now, 0
        yield block, total
    if total and done < total:
        raise PackageError(f"the download broke off after {done:,} of {total:,} bytes. Try again.")


class _NoAnswer(OSError):
    """No connection within the time; its text is the sentence."""


def _sentence(host: str, reason: object, patience: Patience) -> str:
    if isinstance(reason, _NoAnswer):
        return str(reason)
    if isinstance(reason, TimeoutError):
        return f"{host} accepted the connection but sent nothing for {patience.read:g} s. Try again later."
    if isinstance(reason, socket.gaierror):
        return f"{host} cannot be found: is this machine connected to the network?"
    if isinstance(reason, ConnectionRefusedError):
        return f"{host} refused the connection. Try again later."
    if type(reason).__name__ == "IncompleteRead":
        return "the download broke off. Try again."
    text = str(getattr(reason, "strerror", None) or reason or type(reason).__name__)
    return f"{host} cannot be reached ({text[:100]}): is this machine connected to the network?"


def _opener(patience: Patience) -> urllib.request.OpenerDirector:
    """HTTP, HTTPS and the person's proxy only: never `file:` or `ftp:`, not even after a redirect."""
    import http.client
    import urllib.request

    connect = _connector(patience)

    class Http(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(_patient(http.client.HTTPConnection, connect), request)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(_patient(http.client.HTTPSConnection, connect), request)

    class Redirects(urllib.request.HTTPRedirectHandler):
        max_redirections = 5

        def redirect_request(
            self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
        ) -> urllib.request.Request | None:
            scheme = urlsplit(newurl).scheme
            if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
                raise PackageError(f"{req.host} sent us on to {newurl[:80]!r}, which is not safe to follow.")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

        def http_error_302(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
            # The base class answers a redirect to `file:` with an HTTPError whose text speaks to programmers.
            place = headers.get("location") or headers.get("uri") or ""
            if urlsplit(place).scheme not in ("", "http", "https"):
                raise PackageError(f"{req.host} sent us on to {place[:80]!r}, which is not safe to follow.")
            return super().http_error_302(req, fp, code, msg, headers)

        http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Http(), Https(), Redirects()):
        opener.add_handler(handler)
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    return opener


def _patient(kind: type[http.client.HTTPConnection], connect: Callable[..., socket.socket]) -> Any:
    """A maker of connections that resolve and connect within the patience; name look-ups have no time-out otherwise."""

    def make(host: str, **options: Any) -> http.client.HTTPConnection:
        made = kind(host, **options)
        made._create_connection = connect  # type: ignore[attr-defined]
        return made

    return make


def _connector(patience: Patience) -> Callable[..., socket.socket]:
    def connect(address: tuple[str, int], timeout: object = None, source: object = None) -> socket.socket:
        host, port = address
        deadline = time.monotonic() + patience.connect
        problem: OSError | None = None
        for family, kind, protocol, _, place in _resolve(host, port, patience.connect):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            line = socket.socket(family, kind, protocol)
            try:
                line.settimeout(left)
                line.connect(place)
                line.settimeout(patience.read)
                return line
            except OSError as error:
                line.close()
                problem = error
        if problem is not None and not isinstance(problem, TimeoutError):
            raise problem
        raise _NoAnswer(
            f"{host} did not answer within {patience.connect:g} s: is this machine connected to the network? "
            "(On a very slow line set TENRIENG_CONNECT_SECONDS=10.)"
        )

    return connect


def _resolve(host: str, port: int, seconds: float) -> list[Any]:
    """`getaddrinfo` in a thread that is left behind when the name server keeps silent."""
    found: list[Any] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            failed.append(error)
        except UnicodeError as error:
            failed.append(OSError(str(error)))

    thread = threading.Thread(target=look_up, daemon=True, name="tenrieng-name-look-up")
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    return list(found)
