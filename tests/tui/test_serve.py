"""`depeche serve`: a real server, and clients with and without permission."""

import contextlib
import json
import os
import re
import signal
import socket
import stat
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, CookieJar, WSMsgType, WSServerHandshakeError
from child_processes import ends
from textual_serve.download_manager import DownloadManager
from yarl import URL

import tui.web as downloads
from core.errors import OutputError
from core.home import new_draft, sweep_drafts
from tests.tui.web_server import shown
from tui.cli import run
from tui.commands import words_of
from tui.options import NetworkOptions, SummaryOptions, TranslationOptions
from tui.web.guard import Guard, is_loopback
from tui.web.server import listen

EVERYWHERE = "0.0.0.0"  # noqa: S104 - refused below, or told
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


async def test_only_a_client_with_the_token_gets_the_page(served):
    server = served("wire.txt")
    assert server.address.startswith("http://127.0.0.1:")
    for cookie in ("", "wrong", "\udcff"):
        for path in ("/", "/ws", "/?token=wrong", "/?token=%ff", f"{server.base}ws", f"{server.base}static/x"):
            async with server.browser(cookie=cookie) as browser, browser.get(path) as answer:
                assert answer.status == 403, path
                assert "depeche serve" in await answer.text()
                assert answer.headers["X-Frame-Options"] == "DENY"


async def test_the_token_is_good_once_for_a_cookie_that_no_other_server_sees(served):
    server = served("wire.txt")
    # By default this client keeps no cookies for a bare IP address.
    async with ClientSession(server.origin, cookie_jar=CookieJar(unsafe=True)) as browser:
        async with browser.get(f"/?token={server.token}", allow_redirects=False) as answer:
            base = answer.headers["Location"]
            cookie = answer.cookies[f"depeche-{server.port}"]
            assert answer.status == 303
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", base)
        assert len(base) > 30
        assert server.token not in {cookie.value, base}
        async with browser.get(base) as answer:
            assert "<title>Dépêche</title>" in await answer.text()
            assert answer.headers["Cache-Control"] == "no-store"
        # What a browser sends to a server on another port of this host.
        assert not browser.cookie_jar.filter_cookies(URL("http://127.0.0.1:1/"))
    async with server.browser(cookie="") as browser:
        for path in (f"/?token={server.token}", base, f"{base}?again"):
            async with browser.get(path) as answer:
                assert answer.status == 403
                assert "<title>" not in await answer.text()
    errors = server.end()
    [another] = re.findall(r"for another one: http://127\.0\.0\.1:\d+/\?token=(\S+)", errors)
    assert another != server.token


@LINUX
def test_the_option_open_does_not_show_the_token_to_other_users(served, tmp_path, monkeypatch):
    seen, looked, browser = tmp_path / "seen", tmp_path / "looked", tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$@" > {seen}.new\nmv {seen}.new {seen}\n'
        f"for n in $(seq 300); do [ -e {looked} ] && exit; sleep 0.1; done\n",
        encoding="utf-8",
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    server = served("wire.txt", "--open")
    end = time.monotonic() + 30
    while not seen.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    opened = Path(urlsplit(seen.read_text().strip()).path)
    assert opened.parent == tmp_path / "home" / "drafts"
    assert stat.S_IMODE(opened.stat().st_mode) == 0o600
    assert server.token in opened.read_text("utf-8")
    assert server.token not in "".join(
        path.read_text("utf-8", "replace") for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()
    )
    looked.touch()
    assert server.base
    assert not opened.exists()
    server.end()


def test_leftovers_of_a_killed_server_are_deleted(places, tmp_path):
    left, current = new_draft(places.home, "open-", ".html"), new_draft(places.home, "open-", ".html")
    left = left.rename(left.with_name("open-4194305-abc.html"))
    sweep_drafts(places.home)
    assert [*left.parent.iterdir()] == [current]


@LINUX
async def test_silent_connections_keep_nobody_out(served):
    server = served("wire.txt")
    assert server.base
    with contextlib.ExitStack() as silent:
        for _ in range(300):
            connection = silent.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
            connection.sendall(b"GET / HT")
        async with server.browser() as browser, browser.get(server.base) as answer:
            assert answer.status == 200
        assert len(os.listdir(f"/proc/{server.process.pid}/fd")) < 200


@pytest.mark.parametrize("limits", [["--read-only"], ["--root", "allowed"]])
async def test_a_narrowed_reader_opens_and_writes_only_what_it_may(served, tmp_path, limits):
    (tmp_path / "allowed").mkdir()
    (tmp_path / "secret.txt").write_text("Un mot secret.", encoding="utf-8")
    server = served("wire.txt", "--no-memory", *limits)
    async with server.browser(Origin=server.origin) as browser:  # noqa: SIM117 - as above
        async with browser.ws_connect(f"{server.base}ws?width=120&height=36") as socket:
            await shown(socket, "French")
            await socket.send_json(["stdin", "L"])
            await socket.send_json(["stdin", "B"])
            if limits[0] == "--root":
                await shown(socket, "Brief written", press="e\r")
                await socket.send_json(["stdin", "\x0f"])
                await shown(socket, "Enter opens")
                await socket.send_json(["stdin", f"{tmp_path / 'secret.txt'}\r"])
                await shown(socket, "may open only")
            else:
                await socket.send_json(["stdin", "\x0f"])
                await socket.send_json(["stdin", "e"])
                await shown(socket, "Keys", press="?")
            await socket.send_json(["stdin", "q"])
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert files == ({"allowed/wire.txt.md"} if limits[0] == "--root" else set())


async def test_what_is_read_or_pasted_in_a_read_only_reader_is_stored_nowhere(served, tmp_path, places):
    server = served("wire.txt", "--read-only")
    async with server.browser(Origin=server.origin) as browser:  # noqa: SIM117 - as above
        async with browser.ws_connect(f"{server.base}ws?width=120&height=36") as socket:
            await shown(socket, "French")
            await socket.send_json(["stdin", "\x1b[200~Le maire a lu un mot secret.\x1b[201~"])
            await shown(socket, "Ctrl+S reads it")
            await socket.send_json(["stdin", "\x13"])
            await shown(socket, "2 of 2 done")
            await socket.send_json(["stdin", "q"])
            while (await socket.receive(timeout=30)).type != WSMsgType.CLOSE:
                pass
    server.end()
    assert not [path for path in places.home.glob("*") if path.suffix == ".db"]


async def test_page_and_answers_speak_french_where_the_locale_does(served, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    server = served("wire.txt")
    async with server.browser() as browser, browser.get(server.base) as answer:
        page = await answer.text()
    assert '<html lang="fr">' in page
    assert all(
        text in page for text in ("Dépêche s’ouvre…", "Ce lecteur a été quitté.", "Le rouvrir", "demande JavaScript")
    )
    async with server.browser(cookie="") as browser, browser.get("/") as answer:
        assert (
            await answer.text()
            == "Ouvrez l’adresse que `depeche serve` montre dans son terminal\u00a0; chacune ouvre une fois.\n"
        )
    async with server.browser(Origin="http://evil.example") as browser, browser.get(server.base) as answer:
        assert await answer.text() == "Seule la page du lecteur peut demander.\n"
    assert server.end().startswith("depeche: serve: ouvrez cette adresse dans un navigateur ; Ctrl-C arrête\n")


async def test_the_page_loads_only_from_its_server_and_cannot_be_framed(served):
    server = served("wire.txt")
    async with server.browser() as browser:
        async with browser.get(server.base) as answer:
            page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        links = re.findall(r'(?:src|href|url)="?([^"> ]+)', page)
        texts = [page]
        for link in links:
            if link.startswith(("/", "static/")):
                async with browser.get(server.base + link) as answer:
                    assert answer.status == 200
                    assert answer.headers["X-Content-Type-Options"] == "nosniff"
                    texts.append(await answer.text() if link.endswith(".css") else "")
        fonts = re.findall(r"@font-face \{[^}]*url\(\"([^\"]+)\"\)[^}]*\}", "".join(texts))
        assert len(fonts) == 2
        assert "font-style: italic" in "".join(texts)  # Otherwise a browser slants letters of another width.
        for font in fonts:
            async with browser.get(f"{server.base}static/{font}") as answer:
                assert (answer.status, (await answer.read())[:4]) == (200, b"\0\1\0\0")
        code = re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)
        assert re.findall(r"(?:https?:|wss?:)?//[^\s\"')]+", code) == [f"ws://127.0.0.1:{server.port}{server.base}ws"]
        for path in ("/static/", "/static/..%2fserver.py", "/static/page.html", "/server.py"):
            async with browser.get(server.base + path[1:]) as answer:
                assert answer.status == 404


async def test_a_name_that_is_not_this_servers_is_refused(served):
    server = served("wire.txt")
    port = server.port
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
        "[::1",
        f"a@127.0.0.1:{port}",
        f"127.0.0.1:{port}?; script-src *",
    ):
        async with server.browser(Host=host) as browser, browser.get(server.base) as answer:
            assert answer.status in {400, 421}, host
            assert "Dépêche" not in await answer.text()


async def test_only_the_page_itself_may_open_the_socket(served):
    server = served("wire.txt")
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{server.port}", "http://127.0.0.1:1", None):
        async with server.browser(**({"Origin": origin} if origin else {})) as browser:
            with pytest.raises(WSServerHandshakeError) as refused:
                await browser.ws_connect(f"{server.base}ws")
            assert refused.value.status == 403
    # The program's own, and another one.
    async with server.browser() as browser:
        both = [("Origin", server.origin), ("Origin", "http://evil.example")]
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.ws_connect(f"{server.base}ws", headers=both)
        assert refused.value.status == 403


async def test_a_socket_without_the_token_is_refused(served):
    server = served("wire.txt")
    async with server.browser(cookie="", Origin=server.origin) as browser:
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.ws_connect(f"{server.base}ws")
        assert refused.value.status == 403


@LINUX
async def test_an_export_is_offered_as_a_download_once_and_only_with_the_cookie(served, tmp_path):
    server = served("wire.txt", "--no-memory")
    where = f"{server.base}ws?width=120&height=36"
    async with server.browser(Origin=server.origin) as browser, browser.ws_connect(where) as socket:
        messages = await shown(socket, "Brief written", press="e\r")
        while not messages:
            message = await socket.receive(timeout=30)
            messages += [message.data] if isinstance(message.data, str) else []
        kind, key = json.loads(messages[0])
        assert kind == "deliver_file_start"
        for wrong in ("x" * 32, f"..%2f{key}", f"{key}/..", "..%2f..%2fetc%2fpasswd"):
            assert (await browser.get(f"{server.base}download/{wrong}")).status == 404, wrong
        async with server.browser(cookie="") as stranger:
            assert (await stranger.get(f"{server.base}download/{key}")).status == 403
        answer = await browser.get(f"{server.base}download/{key}")
        assert answer.status == 200
        assert await answer.read() == (tmp_path / "wire.txt.md").read_bytes()
        assert (
            answer.headers["Content-Disposition"]
            == "attachment; filename=\"wire.txt.md\"; filename*=UTF-8''wire.txt.md"
        )
        assert answer.headers["Content-Type"].startswith("text/markdown")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert (await browser.get(f"{server.base}download/{key}")).status == 404
        await socket.send_json(["stdin", "q"])


class _Offered:
    """A reader that sends a file in pieces, as far as it gets."""

    app_service_id = "1"

    def __init__(self, manager, *pieces):
        self.manager, self.pieces = manager, [*pieces]

    async def send_meta(self, message):
        await self.manager.chunk_received(message["key"], self.pieces.pop(0) if self.pieces else b"")
        return True


async def _download(name, *pieces, size, method="download"):
    manager = DownloadManager()
    await manager.create_download(
        app_service=_Offered(manager, *pieces), delivery_key="k", file_name=name, open_method=method, mime_type="",
        name=str(size),
    )  # fmt: skip
    return await downloads.take(manager, "k")


@pytest.mark.parametrize(
    ("name", "disposition", "kind"),
    [
        ("a.html", "attachment; filename=\"a.html\"; filename*=UTF-8''a.html", "application/octet-stream"),
        (
            "été.md",
            "attachment; filename=\"_t_.md\"; filename*=UTF-8''%C3%A9t%C3%A9.md",
            "text/markdown; charset=utf-8",
        ),
        ("../../x.json", "attachment; filename=\"x.json\"; filename*=UTF-8''x.json", "application/json"),
        ("a\\b.tmx", "attachment; filename=\"b.tmx\"; filename*=UTF-8''b.tmx", "application/xml"),
        ("..", "attachment; filename=\"brief\"; filename*=UTF-8''brief", "application/octet-stream"),
    ],
)
async def test_a_download_is_saved_under_a_plain_name_and_never_shown(name, disposition, kind):
    taken = await _download(name, b"one ", b"two", size=7)
    assert taken.data == b"one two"
    assert taken.headers == {"Content-Type": kind, "Content-Disposition": disposition}
    headers = (await _download('a"; x="\r\nSet-Cookie: a=b.md', b"", size=0)).headers["Content-Disposition"]
    assert headers.isprintable()
    assert headers.count('"') == 2


async def test_neither_a_partial_export_nor_a_file_to_open_is_offered_as_a_download():
    with pytest.raises(LookupError):
        await _download("a.md", b"one ", size=7)
    with pytest.raises(LookupError):
        await _download("a.md", b"one two", size=7, method="browser")


@LINUX
async def test_from_the_socket_to_an_exported_brief_and_out(served, tmp_path):
    server = served("wire.txt", "--beam", "1", "--no-memory")
    async with server.browser(Origin=server.origin) as browser:
        async with browser.ws_connect(f"{server.base}ws?width=120&height=36") as socket:
            await shown(socket, "French")
            for nonsense in (
                '["stdin", ' + "[" * 100_000 + "]" * 100_001,
                "",
                "null",
                "[]",
                '["stdin", ""]',
                '["stdin"]',
                '["resize", {"width": "x"}]',
                '["stdin", 3]',
            ):
                await socket.send_str(nonsense)
            await socket.send_json(["resize", {"width": 100, "height": 30}])
            # Until it is translated, `e` says that it is not.
            await shown(socket, "Brief written", press="e\r")
            (child,) = server.children()
            assert "--no-memory" in server.command_of(child)
            await socket.send_json(["stdin", "q"])
            while not (await socket.receive(timeout=30)).type.name.startswith("CLOS"):
                pass
        assert (tmp_path / "wire.txt.md").exists()
        assert ends(child)
    assert server.end().startswith("depeche: serve: open this address in a browser; Ctrl-C ends it\n")
    assert server.process.returncode == 0


@LINUX
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_no_reader_outlives_its_server(served, way):
    server = served("wire.txt")
    async with server.browser(Origin=server.origin) as browser, browser.ws_connect(f"{server.base}ws") as socket:
        await shown(socket, "Translation")
        (child,) = server.children()
        server.process.send_signal(way)
        assert server.process.wait(30) == (-way if way == signal.SIGKILL else 0)
        assert ends(child)


def test_a_port_that_is_taken_gets_one_line(served, capfd):
    server = served("wire.txt")
    assert run(["serve", "--port", str(server.port)]) == 1
    assert "try --port 0" in capfd.readouterr().err


def test_standard_input_is_refused_in_a_browser(capfd):
    assert run(["serve", "-"]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_without_the_extra_one_line_says_what_to_install(monkeypatch, capfd):
    for name in [name for name in sys.modules if name.startswith(("tui.web", "aiohttp"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    assert run(["serve"]) == 1
    assert "pip install 'depeche-reader[web]'" in capfd.readouterr().err


def test_open_to_other_machines_it_says_so_and_accepts_addresses_but_no_unknown_names(served):
    server = served("--host", EVERYWHERE)
    assert "whoever can reach this machine" in server.end()
    guard = Guard(EVERYWHERE, 80)
    assert guard.knows_host("192.0.2.7")
    assert guard.knows_host("localhost")
    assert not guard.knows_host("evil.example")
    assert not Guard("127.0.0.1", 80).knows_host("192.0.2.7")
    assert Guard("::1", 8642).address.startswith("http://[::1]:8642/?token=")


@pytest.mark.parametrize(("name", "is_it"), [("127.0.0.1", True), ("::1", True), ("localhost", True), (EVERYWHERE, False), ("evil.example", False)])  # fmt: skip
def test_which_names_are_loopback(name, is_it):
    assert is_loopback(name) is is_it


def test_options_that_differ_from_their_defaults_become_words_of_a_command_line():
    words = [*words_of(TranslationOptions(source="fr", beam=3, memory=False)), *words_of(SummaryOptions(ratio=0.5)), *words_of(NetworkOptions(offline=False))]  # fmt: skip
    assert words == ["--from", "fr", "--beam", "3", "--no-memory", "--ratio", "0.5", "--online"]
    assert list(words_of(TranslationOptions())) == []


@pytest.mark.parametrize("name", ["\u202ex", "a" * 70 + ".example"])
def test_a_name_that_no_machine_can_have_gets_one_line(name):
    with pytest.raises(OutputError, match="cannot be served on"):
        listen(name, 0)
