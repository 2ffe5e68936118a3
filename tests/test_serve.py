"""The app in a browser: who gets in, and the real page in real Chromium."""

import asyncio
import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from glossary.cli import main
from glossary.errors import InputError
from glossary.model import ConceptStatus
from glossary.service import Glossary
from tui import serve

pytestmark = pytest.mark.usefixtures("own_home")

CHROMIUM = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
TOKEN = "a-secret-of-some-length"


# ---- the door ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "token", "why"),
    [
        ("0.0.0.0", "", "other machines"),
        ("192.168.1.7", "", "other machines"),
        ("desk.example", "", "other machines"),
        ("::", "", "other machines"),
        ("127.0.0.1", "short", "too short"),
        ("0.0.0.0", "пароль-из-букв", "beyond ASCII"),
    ],
)
def test_no_open_door(host: str, token: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        serve.check_door(host, token)


@pytest.mark.parametrize(
    ("host", "token"), [("127.0.0.1", ""), ("localhost", ""), ("::1", ""), ("0.0.0.0", TOKEN), ("127.0.0.1", TOKEN)]
)
def test_a_door_that_may_open(host: str, token: str) -> None:
    serve.check_door(host, token)


def test_wrong_use_is_a_sentence(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(desk), "serve", "--host", "0.0.0.0"], [serve.COMMAND]) == 2
    assert "--token" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--db", str(desk), "serve", "--port", port], [serve.COMMAND]) == 2
    assert "--port" in capsys.readouterr().err
    desk.write_bytes(b"not a glossary" * 99)
    assert main(["--db", str(desk), "serve"], [serve.COMMAND]) == 3


@contextmanager
def served(desk: Path, *options: str) -> Iterator[str]:
    """The real command on a free port; its address."""
    command = [sys.executable, "-m", "tui", "serve", "--db", str(desk), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        found = re.search(r"http://\S+", told)
        assert found, told
        yield found[0]
        process.send_signal(signal.SIGINT)
        code = process.wait(20)
        assert code == 0, code
    finally:
        process.kill()
        process.wait()


Ask = Callable[[aiohttp.ClientSession, str], Any]


def asked(address: str, ask: Ask) -> Any:
    async def run() -> Any:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            return await ask(session, address)

    return asyncio.run(run())


async def status(session: aiohttp.ClientSession, address: str, **headers: str) -> int:
    async with session.get(address, headers=headers) as answer:
        return answer.status


async def shakes_hands(session: aiohttp.ClientSession, address: str, origin: str) -> int:
    try:
        async with session.ws_connect(address + "ws", headers={"Origin": origin} if origin else {}):
            return 101
    except aiohttp.WSServerHandshakeError as refused:
        return refused.status


@pytest.mark.skipif(sys.platform == "win32", reason="ends the server with a signal")
def test_pages_of_other_sites_stay_outside(desk: Path) -> None:
    async def ask(session: aiohttp.ClientSession, address: str) -> None:
        assert await status(session, address) == 200
        # A name of somebody else's that leads to this machine (DNS rebinding).
        assert await status(session, address, Host="evil.example") == 403
        assert await shakes_hands(session, address, "http://evil.example") == 403
        assert await shakes_hands(session, address, "") == 403
        assert await shakes_hands(session, address, "null") == 403
        assert await shakes_hands(session, address, address.rstrip("/")) == 101
        async with session.get(address) as page:
            text = await page.text()
            assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
        # Nothing on the page comes from elsewhere.
        assert set(re.findall(r"(?:https?|wss?):?//[^\s\"']*", text)) == {address.replace("http", "ws") + "ws"}

    with served(desk) as address:
        asked(address, ask)


@pytest.mark.skipif(sys.platform == "win32", reason="ends the server with a signal")
def test_the_token_opens_and_is_not_kept_in_the_address(desk: Path) -> None:
    async def ask(session: aiohttp.ClientSession, address: str) -> None:
        bare = address.partition("?")[0]
        assert address == f"{bare}?token={TOKEN}"
        for wrong in (bare, f"{bare}?token=", f"{bare}?token=another-secret", f"{bare}static/js/textual.js"):
            assert await status(session, wrong) == 403
        assert await shakes_hands(session, bare, bare.rstrip("/")) == 403
        async with session.get(address) as page:
            assert (page.status, str(page.url)) == (200, bare)
        (cookie,) = session.cookie_jar
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert TOKEN not in cookie.value
        assert await shakes_hands(session, bare, bare.rstrip("/")) == 101

    with served(desk, "--token", TOKEN) as address:
        asked(address, ask)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_a_server_that_was_killed_leaves_no_program(desk: Path) -> None:
    def programs() -> list[int]:
        found = []
        for words in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if str(desk).encode() in words.read_bytes() and b"\0serve\0" not in words.read_bytes():
                    found.append(int(words.parent.name))
        return found

    async def ask(session: aiohttp.ClientSession, address: str) -> None:
        async with session.ws_connect(address + "ws", headers={"Origin": address.rstrip("/")}) as page:
            await page.receive()
            (program,) = programs()
            status_line = Path(f"/proc/{program}/status").read_text()
            os.kill(int(status_line.partition("PPid:")[2].split()[0]), signal.SIGKILL)
        end = time.monotonic() + 60
        while programs():
            assert time.monotonic() < end, "the program goes on without its server"
            await asyncio.sleep(0.2)

    with pytest.raises(AssertionError, match="-9"), served(desk) as address:
        asked(address, ask)


# ---- real Chromium ----------------------------------------------------------------------------------------------


class Page:
    """One page of a real Chromium, over its DevTools protocol: keys in, the terminal's text out."""

    def __init__(self, socket_: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket_
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.received = ""
        self.requests: list[str] = []
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                answer = self._answers.pop(told["id"])
                if "error" in told:
                    answer.set_exception(AssertionError(told["error"]))
                else:
                    answer.set_result(told["result"])
            elif told["method"] == "Network.webSocketFrameReceived":
                data = told["params"]["response"]["payloadData"]
                if told["params"]["response"]["opcode"] == 2:
                    data = base64.b64decode(data).decode("utf-8", "replace")
                self.received += re.sub(r"\x1b\[[0-9;?<=>]*\$?[A-Za-z]", "", data)
            elif told["method"] == "Network.requestWillBeSent":
                self.requests.append(told["params"]["request"]["url"])

    async def ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, 30)

    async def type(self, text: str) -> None:
        for letter in text:
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=letter)
            await asyncio.sleep(0.05)

    async def press(self, key: str, code: str, number: int, modifiers: int = 0) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            await self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=code,
                windowsVirtualKeyCode=number,
                modifiers=modifiers,
            )

    async def until(self, reached: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + 60
        while not reached():
            drawn = " ".join(self.received.split())
            assert time.monotonic() < end, f"{what} never came:\n{drawn[-4000:]}"
            await asyncio.sleep(0.1)

    async def shows(self, text: str) -> None:
        """Wait until the terminal was told to draw a text since the last key."""
        await self.until(lambda: text in self.received, text)


@contextmanager
def chromium(folder: Path) -> Iterator[int]:
    """A headless Chromium with an empty profile; the port of its DevTools."""
    assert CHROMIUM is not None
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
        "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank",
    ]  # fmt: skip
    environment = os.environ | {"HOME": str(folder)}
    process = subprocess.Popen([CHROMIUM, *flags], stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
    try:
        told = folder / "DevToolsActivePort"
        end = time.monotonic() + 60
        while not told.exists() or not told.read_text():
            assert time.monotonic() < end and process.poll() is None, "Chromium did not start"
            time.sleep(0.1)
        yield int(told.read_text().split()[0])
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def row(desk: Path, text: str) -> Any:
    with Glossary(desk) as glossary:
        (found,) = glossary.search(text)
        return found


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_load_filter_accept_export_in_chromium(desk: Path, tmp_path: Path) -> None:
    with served(desk) as address, chromium(tmp_path / "profile") as port:
        asyncio.run(work_in_browser(address, port, desk, tmp_path))


async def work_in_browser(address: str, port: int, desk: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
            (target,) = [one for one in await answer.json() if one["type"] == "page"]
        async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket_:
            page = Page(socket_)
            await page.ask("Network.enable")
            await page.ask(
                "Emulation.setDeviceMetricsOverride", width=1300, height=800, deviceScaleFactor=1, mobile=False
            )
            await page.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads))
            await page.ask("Emulation.setFocusEmulationEnabled", enabled=True)
            await page.ask("Page.navigate", url=address)
            await page.shows("Da Nang")
            await page.shows("Accept")

            page.received = ""
            await page.type("/festival")
            await page.shows("Blue River")
            await page.press("Enter", "Enter", 13)
            await asyncio.sleep(0.5)
            await page.type("a")
            await page.until(lambda: row(desk, "festival").status is ConceptStatus.APPROVED, "the accepted concept")
            assert row(desk, "Nang").status is ConceptStatus.NEW

            out = tmp_path / "out.csv"
            await page.type("x")
            await asyncio.sleep(0.7)
            await export_to(page, out)
            await page.until(out.exists, "the exported file")
            await page.until(lambda: any(downloads.glob("*.csv")), "the download")
            (down,) = downloads.glob("*.csv")
            assert down.read_bytes() == out.read_bytes()
            assert "Blue River Festival" in out.read_text(encoding="utf-8-sig")

            own = address.rstrip("/")
            outside = [url for url in page.requests if not url.startswith((own, "data:", "ws" + own[4:], "about:"))]
            assert outside == []


async def export_to(page: Page, out: Path) -> None:
    """Type the file's name into the dialog and confirm."""
    await page.press("End", "End", 35)
    await page.press("u", "KeyU", 85, modifiers=2)
    await asyncio.sleep(0.5)
    await page.type(str(out))
    await page.shows(str(out))
    await page.press("Enter", "Enter", 13)
