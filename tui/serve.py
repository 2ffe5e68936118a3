"""The same app in a browser, through textual-serve: each page runs the real program in a process of its own.

Whoever reaches the page can read and write files as the person who started the server can. So the server listens on
this machine alone unless told otherwise, then only with a token; a page of another site cannot reach it through the
person's browser (the Host and Origin headers are compared, the cookie stays with its site), and nothing on the page
comes from elsewhere (fonts and scripts are those of the installed textual-serve).
"""

from __future__ import annotations

import argparse
import hmac
import ipaddress
import os
import secrets
import shlex
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary import service
from glossary.cli import DONE, Command, say
from glossary.errors import InputError
from tui.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web
    from textual_serve.server import Server

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PORT = 8765
"""Where the server listens unless told otherwise."""

SHORTEST_TOKEN = 12
"""Characters of a token; a shorter one could be guessed."""

MOST_PAGES = 12
"""Pages open at a time; each is a program of some 100 MB."""

WEB = Path(__file__).parent / "web"

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""The page's own server and nothing else (the terminal in the page writes its styles itself)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--host`, `--port`, `--token`."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    parser.add_argument("--port", type=_port, default=PORT, help=f"default {PORT}; 0 takes any that is free")
    parser.add_argument(
        "--token",
        default=os.environ.get("TENRIENG_TOKEN", ""),
        help="a secret that opens the page (else TENRIENG_TOKEN); needed for other machines",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C. Raises InputError (an open door without a token, a port in use), DatabaseError."""
    path = arguments.db or service.default_database()
    check_door(arguments.host, arguments.token)
    # A glossary that cannot be opened is told here, not on a black page.
    service.Glossary(path).close()
    _listen(path, arguments.host, arguments.port, arguments.token)
    return DONE


COMMAND = Command("serve", "open the app in a browser", add_arguments, run)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port, a number from 0 to 65535")


def is_loopback(host: str) -> bool:
    """Is this an address that only programs of this machine reach?"""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_door(host: str, token: str) -> None:
    """Raises InputError where other machines would get in without a token, or with one that can be guessed."""
    if token and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise InputError(
            f"The token is too short or has letters beyond ASCII: take {SHORTEST_TOKEN} characters or more, "
            f"such as {secrets.token_urlsafe(16)}"
        )
    if not token and not is_loopback(host):
        raise InputError(
            f"{host} lets other machines in, who could read and write your files: give a secret for them too, "
            f"with --token {secrets.token_urlsafe(16)}"
        )


def command_line(path: Path) -> str:
    """What a page runs: this program on this glossary, quoted for the shell (and in its place, as our child)."""
    words = [sys.executable, "-m", "tui", "--db", str(path.absolute())]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else f"exec {shlex.join(words)}"


class Door:
    """Who may come in: with the token or the cookie it was changed into; without a token, pages of this machine."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._secret = secrets.token_urlsafe(32)
        self._pages = 0

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request pass, change a token into a cookie, or answer why not."""
        from aiohttp import web

        given = request.query.get("token", "")
        if self._token and given and hmac.compare_digest(given.encode(), self._token.encode()):
            entered = web.HTTPFound("/")
            entered.set_cookie(self._cookie(request), self._secret, httponly=True, samesite="Strict")
            raise entered
        if self._token and not self._knows(request):
            raise web.HTTPForbidden(text="This page needs the token: open the address that `tenrieng serve` printed.")
        if not self._token and not is_loopback(request.url.host or ""):
            raise web.HTTPForbidden(text="This page is for programs of this machine: open http://127.0.0.1 instead.")
        if request.path == "/ws":
            return await self._page(request, handler)
        response = await handler(request)
        if not response.prepared:
            response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=""))
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    async def _page(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        from aiohttp import web

        if request.headers.get("Origin", "").partition("://")[2] != request.host:
            raise web.HTTPForbidden(text="A page of another site may not use tenrieng.")
        if self._pages >= MOST_PAGES:
            raise web.HTTPServiceUnavailable(text="Too many pages are open: close one and reload.")
        self._pages += 1
        try:
            return await handler(request)
        finally:
            self._pages -= 1

    def _cookie(self, request: web.Request) -> str:
        # Cookies know no port: two servers on one machine must not take each other's.
        return f"tenrieng-{request.url.port}"

    def _knows(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.cookies.get(self._cookie(request), "").encode(), self._secret.encode())


def _make_server(path: Path, host: str, token: str) -> Server:
    from aiohttp import web
    from aiohttp.web_runner import GracefulExit
    from textual_serve.server import Server

    door = Door(token)

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        return await door(request, handler)

    class Desk(Server):
        """textual-serve with a guarded door, its own page, and addresses as the browser sees them."""

        async def make_app(self) -> web.Application:
            app = await self._make_app()
            app.middlewares.append(guard)
            return app

        async def on_startup(self, app: web.Application) -> None:
            """The address is printed once the door is open."""

        async def handle_index(self, request: web.Request) -> web.Response:
            """The page; what it loads is addressed as it was itself."""
            size = request.query.get("fontsize", "16")
            size = size if size.isascii() and size.isdigit() and 6 <= int(size) <= 72 else "16"
            nonce = secrets.token_urlsafe(16)
            page = (WEB / "index.html").read_text(encoding="utf-8")
            for name, value in (
                ("lang", language()),
                ("ended", _("This page has ended; every decision is kept.")),
                ("again", _("Open it again")),
                ("socket", f"{'wss' if request.secure else 'ws'}://{request.host}/ws"),
                ("fontsize", size),
                ("nonce", nonce),
            ):
                page = page.replace("{" + name + "}", escape(value))
            policy = {"Content-Security-Policy": POLICY.format(nonce=nonce)}
            return web.Response(text=page, content_type="text/html", headers=policy)

        def request_exit(self) -> None:
            raise GracefulExit

    return Desk(command_line(path), host=host, title="tenrieng")


def _listen(path: Path, host: str, port: int, token: str) -> None:
    import asyncio
    import signal
    import socket

    from aiohttp import web

    server: Any = _make_server(path, host, token)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        door = socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise InputError(
            f"Nothing can listen on {host}, port {port} ({error.strerror or error}): "
            "choose another with --port, or close the program that has it."
        ) from None
    loop = asyncio.new_event_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and sys.platform != "win32":
            loop.add_signal_handler(getattr(signal, name), server.request_exit)
    say(_invitation(host, door.getsockname()[1], token))
    with door:
        web.run_app(server.make_app(), sock=door, handle_signals=False, loop=loop, print=None)


def _invitation(host: str, port: int, token: str) -> str:
    shown = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
    lines = [f"tenrieng is at {address}", "Ctrl+C ends it; every decision is kept."]
    if not is_loopback(host):
        lines.insert(1, "What goes over the network is not encrypted: use it in a network you trust.")
    return "\n".join(lines)
