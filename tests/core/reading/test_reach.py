"""Which addresses a request may connect to, and which hosts get a password."""

import base64
import socket
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from core.errors import InputError
from core.reading import connection as reach
from core.reading.connection import HttpSession, Reach, is_inside, is_public
from core.reading.fetch import fetch_page

INSIDE = (
    "127.0.0.1 127.1.2.3 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 ::1 ::"
    " ::ffff:127.0.0.1 ::ffff:a00:1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 2002:7f00:1:: fe80::1"
    " fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 fec0::1 ::ffff:0:127.0.0.1 2001:0:7f00:1::1 3fff::1"
    " 5f00::1"
).split()
OUTSIDE = ["8.8.8.8", "9.9.9.9", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


class Handler(BaseHTTPRequestHandler):
    asked: Counter
    target: str

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.asked[self.path, self.headers.get("Authorization", "")] += 1
        body = b"" if self.path == "/lead" else b"geheim"
        self.send_response(302 if self.path == "/lead" else 200)
        if self.path == "/lead":
            self.send_header("Location", self.target)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_server:
        http_server.daemon_threads = True
        Handler.asked = Counter()
        threading.Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield http_server
        http_server.shutdown()


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_outside_the_public_internet_are_recognised_in_any_form(address):
    assert not is_public(address)
    assert is_inside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_of_the_public_internet_are_recognised(address):
    assert is_public(address)
    assert not is_inside(address)


def test_names_that_no_outsider_can_register_are_inside():
    assert all(map(is_inside, ("wiki", "localhost", "nas.local", "git.lan", "a.internal")))
    assert not any(map(is_inside, ("press.example", "local.example", "my.notlocal")))


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] [::1]"
    " 0.0.0.0 127.0.0.2 169.254.169.254 [fe80::1] 10.0.0.1 %6cocalhost.localhost".split(),
)
def test_a_redirect_to_another_host_inside_is_not_followed(server, host):
    Handler.target = f"http://{host}:{server.server_port}/secret"
    with pytest.raises(InputError):
        fetch_page(f"http://localhost:{server.server_port}/lead")
    assert [path for path, _ in Handler.asked] == ["/lead"]


def test_a_redirect_within_the_host_that_the_user_named_is_followed(server):
    Handler.target = "/secret"
    assert fetch_page(f"http://localhost:{server.server_port}/lead").data == b"geheim"


def test_a_name_that_moves_inside_after_the_check_is_not_connected_to(server, monkeypatch):
    """The first answer of the DNS is public, the next one is not."""
    real, answers = socket.getaddrinfo, ["8.8.8.8"]

    def resolve(host, port, *args, **options):
        if host != "press.example":
            return real(host, port, *args, **options)
        return real(answers.pop() if answers else "127.0.0.1", port, *args, **options)

    monkeypatch.setattr(reach.socket, "getaddrinfo", resolve)
    Handler.target = f"http://press.example:{server.server_port}/secret"
    with pytest.raises(InputError, match="private network"):
        fetch_page(f"http://localhost:{server.server_port}/lead")
    answers.append("8.8.8.8")
    with pytest.raises(InputError, match="private network"):
        fetch_page(f"http://press.example:{server.server_port}/secret", home="http://other.example/feed")
    assert [path for path, _ in Handler.asked] == ["/lead"]


def test_the_named_host_may_not_move_inside_between_two_requests():
    found = Reach("http://press.example/")
    assert found._may("press.example", "8.8.8.8")
    assert not found._may("press.example", "127.0.0.1")
    named = Reach("http://wiki.example/")
    assert named._may("wiki.example", "10.0.0.1")
    assert named._may("wiki.example", "10.0.0.2")


def test_a_feed_in_the_private_network_may_lead_into_it_and_an_outside_feed_or_a_file_may_not():
    for home in ("http://127.0.0.1/feed", "http://wiki/feed"):
        Reach("http://[::1]:8080/page", home).check("http://[::1]:8080/page")
        with pytest.raises(InputError, match="private network"):
            Reach("http://[::1]:8080/page", home).check("http://10.0.0.1/")
    for home in ("http://8.8.8.8/feed", ""):
        for target in ("http://127.0.0.1/x", "http://[::1]/x", "http://10.0.0.1/x", "http://169.254.169.254/x"):
            with pytest.raises(InputError, match="private network"):
                Reach(target, home).check(target)
        Reach("http://8.8.4.4/x", home).check("http://8.8.4.4/x")


@pytest.fixture
def netrc(tmp_path, monkeypatch):
    file = tmp_path / "netrc"
    file.write_text(
        "".join(f"machine {host} login anne password geheim\n" for host in ("localhost", "press.example", "b.example"))
    )
    monkeypatch.setenv("NETRC", str(file))
    return "Basic " + base64.b64encode(b"anne:geheim").decode()


def test_a_password_of_netrc_does_not_go_over_plain_http(server, netrc):
    Handler.target = f"http://localhost:{server.server_port}/end"
    fetch_page(f"http://localhost:{server.server_port}/lead")
    assert set(Handler.asked) == {("/lead", ""), ("/end", "")}


def said(named: str, *hops: str) -> list[str | None]:
    """Return the password that each hop of a redirect gets, the first one included."""
    with HttpSession(named) as session:
        request = session.prepare_request(requests.Request("GET", named))
        received = [request.headers.get("Authorization")]
        for hop in hops:
            response = requests.Response()
            response.request = request
            following = request.copy()
            following.prepare_url(hop, None)
            session.rebuild_auth(following, response)
            received.append(following.headers.get("Authorization"))
            request = following
        return received


def test_a_password_of_netrc_goes_to_the_named_host_alone_and_over_tls(netrc):
    assert said("https://press.example/a", "https://press.example/b") == [netrc, netrc]
    assert said("https://press.example/a", "https://b.example/", "https://press.example/c") == [netrc, None, netrc]
    assert said("https://press.example/a", "http://press.example/b") == [netrc, None]
    assert said("http://press.example/a", "https://press.example/b", "http://b.example/") == [None, netrc, None]


def test_a_password_in_the_address_is_sent_as_the_user_wrote_it(netrc):
    password = "Basic " + base64.b64encode(b"paul:x").decode()
    assert said("https://paul:x@press.example/a", "https://b.example/") == [password, None]
