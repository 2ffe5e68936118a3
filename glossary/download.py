"""The one way to the web: every exchange ends, every failure is a sentence, only http and https are followed.

For pages, the package index and packages, only when a person asked. The libraries of the web load on first use.
"""

from __future__ import annotations

import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from glossary.errors import GlossaryError

if TYPE_CHECKING:
    import http.client
    import urllib.request

_CHUNK = 256 * 1024


class DownloadError(GlossaryError):
    """What was asked of the web did not come, or not whole."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the network, and a package on trial, may take, in seconds."""

    connect: float = 0.9
    """Name look-up and connection together: without a network the answer comes within a second."""
    read: float = 15.0
    """Silence of a server that has accepted the connection."""
    stall: float = 30.0
    """Within this time the head of the answer must be there, and after it, each time, `least` bytes of the body."""
    least: int = 16_384
    whole: float = math.inf
    """The whole exchange, from the first name look-up to the last byte of the body, redirects included."""
    trial: float = 120.0
    """Loading an unpacked package and translating a word with it."""

    @classmethod
    def usual(cls) -> Patience:
        """The defaults; `TENRIENG_CONNECT_SECONDS` gives a slow line more time to connect."""
        try:
            return cls(connect=max(0.1, float(os.environ["TENRIENG_CONNECT_SECONDS"])))
        except (KeyError, ValueError):
            return cls()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server gives: its head, and `blocks`, the body as it arrives."""

    content_type: str
    """`text/html`; empty where the server does not say."""
    charset: str
    total: int
    """The announced length in bytes, 0 where the server does not say."""
    blocks: Iterator[bytes]


def host_of(url: str) -> str:
    """The host of an address, for sentences; empty when it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@contextmanager
def download(url: str, most: int, patience: Patience) -> Iterator[Answer]:
    """Open `url` and close it again; `blocks` ends when the body is whole.

    Opening, and taking a block, raise DownloadError: no web address, no network, silence, too slow, more than `most`
    bytes, more or less than announced, an error answer, a redirect elsewhere than http or https or out of https.
    """
    import urllib.request

    wired = _ascii_address(url)
    host = host_of(wired)
    watch = _Watch(host, patience)
    request = urllib.request.Request(wired, headers={"User-Agent": "tenrieng", "Accept-Encoding": "identity"})
    with _in_sentences(host, patience):
        answer = _opener(patience, watch).open(request, timeout=patience.read)
    with answer:
        watch.body_begins()
        head = answer.headers
        announced = head.get("Content-Length") or ""
        total = int(announced) if announced.isascii() and announced.isdigit() else 0
        if total > most:
            raise DownloadError(f"{host} offers a file of {total / 1e6:,.0f} MB, too large to be right.")
        yield Answer(
            content_type=head.get_content_type() if "content-type" in head else "",
            charset=head.get_content_charset() or "",
            total=total,
            blocks=_blocks(answer, host, total, most, patience),
        )


def _blocks(answer: http.client.HTTPResponse, host: str, total: int, most: int, patience: Patience) -> Iterator[bytes]:
    done = 0
    while True:
        with _in_sentences(host, patience):
            block = answer.read1(_CHUNK)
        if not block:
            break
        done += len(block)
        if done > most:
            raise DownloadError(f"{host} sent more than {most / 1e6:,.0f} MB; the download was stopped.")
        yield block
    if done < total:
        raise DownloadError(f"the download broke off after {done:,} of {total:,} bytes. Try again.")


def _ascii_address(url: str) -> str:
    """The address as it goes over the wire: host in IDNA, the rest percent-encoded once; no name and password."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
        path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="=&%/:?@!$'()*+,;~-._")
    except ValueError as error:
        raise DownloadError(f"{url[:80]!r} is not a web address. Check it.") from error
    if not host or parts.scheme not in ("http", "https"):
        raise DownloadError(f"{url[:80]!r} is not a web address. Check it.")
    return urlunsplit((parts.scheme, (f"[{host}]" if ":" in host else host) + port, path, query, ""))


# ---- time ------------------------------------------------------------------------------------------------------------
class _Watch:
    """Counts the bytes of an exchange against the clock, from its first connection to its end."""

    def __init__(self, host: str, patience: Patience) -> None:
        self._host, self._patience = host, patience
        self._began = self._since = time.monotonic()
        self._bytes, self._least = 0, math.inf

    def body_begins(self) -> None:
        """The head is there: from now on it is bytes that count."""
        self._since, self._bytes, self._least = time.monotonic(), 0, self._patience.least

    def left(self) -> float:
        """How long the next bytes may take; raises _Late when the time is over."""
        now, patience = time.monotonic(), self._patience
        if now - self._began >= patience.whole:
            raise _Late(f"{self._host} did not send everything in time ({patience.whole:g} s). Try again later.")
        if now - self._since >= patience.stall:
            if self._bytes < self._least:
                raise _Late(f"{self._host} is too slow: {self._bytes} bytes in {now - self._since:.0f} s. Try later.")
            self._since, self._bytes = now, 0
        return max(0.001, min(patience.read, self._began + patience.whole - now, self._since + patience.stall - now))

    def got(self, count: int) -> None:
        """So many bytes have come."""
        self._bytes += count


class _Watched(RawIOBase):
    """What a server sends, read under a watch.

    The time-out of a socket counts from the last byte: a server that sends one now and then would never meet it.
    """

    def __init__(self, line: socket.socket, watch: _Watch, silence: float) -> None:
        super().__init__()
        self._line, self._watch, self._silence = line, watch, silence
        self._raw = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._watch.left()
        self._line.settimeout(left)
        try:
            count = self._raw.readinto(buffer)
        except TimeoutError:
            if left < self._silence:
                self._watch.left()  # raises where it was the watch that ran out
            raise
        self._watch.got(count or 0)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Late(OSError):
    """The exchange took too long; its text is the sentence."""


# ---- failures --------------------------------------------------------------------------------------------------------
@contextmanager
def _in_sentences(host: str, patience: Patience) -> Iterator[None]:
    import http.client
    import urllib.error

    try:
        yield
    except urllib.error.HTTPError as error:
        error.close()
        if 300 <= error.code < 400:
            raise DownloadError(f"{host} sends us on and on, or nowhere ({error.code}).") from error
        raise DownloadError(f"{host} answered with error {error.code} ({str(error.reason)[:60]}).") from error
    except urllib.error.URLError as error:
        raise DownloadError(_sentence(host, error.reason, patience)) from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise DownloadError(_sentence(host, error, patience)) from error


class _NoAnswer(OSError):
    """No connection within the time; its text is the sentence."""


def _sentence(host: str, reason: object, patience: Patience) -> str:
    if isinstance(reason, (_NoAnswer, _Late)):
        return str(reason)
    if isinstance(reason, TimeoutError):
        return f"{host} accepted the connection but sent nothing for {patience.read:g} s. Try again later."
    if isinstance(reason, socket.gaierror):
        return f"{host} cannot be found: is this machine connected to the network?"
    if isinstance(reason, ConnectionRefusedError):
        return f"{host} refused the connection. Try again later."
    if type(reason).__name__ == "SSLCertVerificationError":
        return f"{host} cannot prove that it is {host}: its certificate is not valid, or this machine's clock is wrong."
    if type(reason).__name__ == "IncompleteRead":
        return "the download broke off. Try again."
    text = str(getattr(reason, "strerror", None) or reason or type(reason).__name__)
    return f"{host} cannot be reached ({text[:100]}): is this machine connected to the network?"


# ---- connections -----------------------------------------------------------------------------------------------------
def _opener(patience: Patience, watch: _Watch) -> urllib.request.OpenerDirector:
    """HTTP, HTTPS and the person's proxy only: never `file:` or `ftp:`, not even after a redirect."""
    import http.client
    import urllib.request

    connect = _connector(patience)

    class Http(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(_patient(http.client.HTTPConnection, connect, watch, patience), request)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(_patient(http.client.HTTPSConnection, connect, watch, patience), request)

    class Redirects(urllib.request.HTTPRedirectHandler):
        max_redirections = 5

        def redirect_request(
            self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
        ) -> urllib.request.Request | None:
            scheme = urlsplit(newurl).scheme
            if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
                raise DownloadError(f"{req.host} sent us on to {newurl[:80]!r}, which is not safe to follow.")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

        def http_error_302(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
            # The base class answers a redirect to `file:` with an HTTPError whose text speaks to programmers, and reads
            # the body of a redirect, however long, to its end.
            fp.close()
            place = headers.get("location") or headers.get("uri") or ""
            if urlsplit(place).scheme not in ("", "http", "https"):
                raise DownloadError(f"{req.host} sent us on to {place[:80]!r}, which is not safe to follow.")
            return super().http_error_302(req, fp, code, msg, headers)

        http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Http(), Https(), Redirects()):
        opener.add_handler(handler)
    opener.add_handler(urllib.request.HTTPDefaultErrorHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    return opener


def _patient(
    kind: type[http.client.HTTPConnection], connect: Callable[..., socket.socket], watch: _Watch, patience: Patience
) -> Any:
    """A maker of connections that resolve and connect within the patience and are read under the watch."""
    import http.client
    from io import BufferedReader

    class Line:
        """All that an HTTPResponse wants of a socket."""

        def __init__(self, line: socket.socket) -> None:
            self._line = line

        def makefile(self, *_: object) -> BufferedReader:
            return BufferedReader(_Watched(self._line, watch, patience.read), _CHUNK)

    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *rest: Any, **more: Any) -> None:
            super().__init__(Line(sock), *rest, **more)  # type: ignore[arg-type]

    def make(host: str, **options: Any) -> http.client.HTTPConnection:
        made = kind(host, **options)
        made._create_connection = connect  # type: ignore[attr-defined]
        made.response_class = Response
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
