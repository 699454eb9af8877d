"""`depeche serve` attacked: too large, too many, incomplete or vanished requests do no harm."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import zlib

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError
from child_processes import ends

from tests.tui.web_server import shown

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SEALS = {"Content-Security-Policy", "Cache-Control", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"}


async def test_the_reader_of_a_client_that_vanishes_ends_and_the_next_client_gets_one(served):
    server = served("wire.txt")
    for _ in range(2):
        async with server.browser(Origin=server.origin) as browser:
            websocket = await browser.ws_connect(f"{server.base}ws")
            await shown(websocket, "Translation")
            (child,) = server.children()
            # The connection is dropped without closing it.
            websocket._response.connection.transport.abort()
            assert await asyncio.to_thread(ends, child)
    server.end()
    assert server.process.returncode == 0


async def test_a_giant_message_ends_its_own_session_and_no_other(served):
    server = served("wire.txt")
    async with server.browser(Origin=server.origin) as browser, browser.ws_connect(f"{server.base}ws") as other:
        await shown(other, "Translation")
        (remaining,) = server.children()
        async with browser.ws_connect(f"{server.base}ws") as websocket:
            await shown(websocket, "Translation")
            (child,) = {*server.children()} - {remaining}
            await websocket.send_str('["stdin", "' + "x" * (3 << 20) + '"]')
            with contextlib.suppress(ConnectionError):
                while (await websocket.receive(timeout=30)).type == WSMsgType.BINARY:
                    pass
            assert await asyncio.to_thread(ends, child)
        assert {*server.children()} - {child} == {remaining}
        await shown(other, "Keys", press="?")


async def test_a_message_that_unpacks_endlessly_is_not_unpacked(served):
    server = served("wire.txt")
    async with (
        server.browser(Origin=server.origin) as browser,
        browser.ws_connect(f"{server.base}ws", compress=15) as websocket,
    ):
        await shown(websocket, "Translation")
        (child,) = server.children()
        packer = zlib.compressobj(9, wbits=-15)
        bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush(zlib.Z_SYNC_FLUSH)
        # A text, whole, compressed, masked with zeros; its length in eight bytes.
        head = bytes([0xC1, 0xFF]) + (len(bomb) - 4).to_bytes(8, "big") + bytes(4)
        websocket._response.connection.transport.write(head + bomb[:-4])
        assert await asyncio.to_thread(ends, child)
    assert server.peak() < 300 << 20
    server.end()


async def test_every_refusal_is_sealed_and_says_nothing_of_what_opens(served):
    server = served("wire.txt")
    secrets = {server.token, server.base.strip("/"), server._cookie}
    requests = [
        ("GET", "/"),
        ("POST", server.base),
        ("PUT", f"{server.base}ws"),
        ("DELETE", "/x"),
        ("GET", f"{server.base}static/x"),
    ]
    for cookie in ("", None):
        for method, path in requests:
            async with server.browser(cookie=cookie) as browser, browser.request(method, path) as answer:
                assert answer.status >= 400
                assert set(answer.headers) >= SEALS
                text = await answer.text()
                assert not [secret for secret in secrets if secret in text]
    errors = server.end()
    assert not [secret for secret in secrets if secret in errors]


def test_nonsense_on_the_wire_is_refused_and_the_server_goes_on(served):
    server = served("wire.txt")
    assert server.base
    for nonsense in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"\0" * 10_000,
    ):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        with connection, contextlib.suppress(ConnectionError):
            connection.sendall(nonsense)
            answer = connection.recv(1 << 16)
            assert answer.startswith(b"HTTP/1.") or not answer
            assert b"Traceback" not in answer
            assert not answer.startswith(b"HTTP/1.1 2")
    assert "Traceback" not in server.end()


async def test_of_fifty_readers_at_once_only_the_allowed_number_open_and_none_remains(served):
    server = served("wire.txt")
    async with server.browser(Origin=server.origin) as browser, contextlib.AsyncExitStack() as stack:

        async def opened() -> int:
            try:
                await stack.enter_async_context(browser.ws_connect(f"{server.base}ws"))
            except WSServerHandshakeError as refused:
                return refused.status
            return 101

        answers = await asyncio.gather(*(opened() for _ in range(50)))
        assert sorted(set(answers)) == [101, 503]
        assert answers.count(101) == 24
        children = server.children()
        assert len(children) <= 24
        async with browser.get(server.base) as answer:
            assert answer.status == 200
    server.end()
    # On a busy machine so many take longer to start than one to end.
    assert [child for child in children if not (ends(child) or ends(child))] == []


async def test_the_reader_of_a_client_that_vanishes_after_a_flood_of_keys_ends(served):
    server = served("wire.txt")
    async with server.browser(Origin=server.origin) as browser:
        websocket = await browser.ws_connect(f"{server.base}ws")
        await shown(websocket, "Translation")
        (child,) = server.children()
        # The reader looks at none of it.
        os.kill(child, signal.SIGSTOP)
        for _ in range(8):
            await websocket.send_json(["stdin", "x" * 900_000])
            await websocket.send_json(["resize", {"width": 90, "height": 30}])
        websocket._response.connection.transport.abort()
        assert await asyncio.to_thread(ends, child)
    assert server.peak() < 200 << 20
    server.end()
