"""Fetches one page, with limits on its size, time and redirects. Nothing that the page refers to is fetched."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from core import __version__
from core.errors import InputError
from core.messages import Message

if TYPE_CHECKING:
    import requests

_logger = logging.getLogger(__name__)

MAX_BYTES = 16 << 20
"""Maximum size of a page, unpacked, in bytes."""
MAX_REDIRECTS = 5
WAIT = 10.0
"""Maximum seconds until a response begins, and between two parts of it."""
TOTAL = 30.0
"""Maximum seconds from the first connection to the last byte."""

_REFUSED = {
    401: Message("the server asks for a login (401); save the page from your browser and give the file"),
    402: Message("the page is for subscribers (402); save it from your browser and give the file"),
    403: Message("the server refuses to give it (403); save the page from your browser and give the file"),
    404: Message("there is no such page (404); check the address"),
    410: Message("the page has been taken down (410)"),
    429: Message("the server says that it is asked too often (429); wait a little"),
    451: Message("the page is withheld for legal reasons (451)"),
}


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The response of an address."""

    data: bytes
    url: str
    """Its final address."""
    charset: str | None
    """The encoding that the server declares, right or wrong."""
    changed: bool = True
    """False if the server says that nothing changed; there is no data then."""
    moved: str | None = None
    """Its new address, if it moved permanently."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of the response; names are not case-sensitive."""


class RefusedError(InputError):
    """The server refused the request."""

    def __init__(self, url: str, code: int, headers: Mapping[str, str]) -> None:
        super().__init__(url, _REFUSED.get(code) or Message("the server answers with {code}", code=code))
        self.code = code
        """The HTTP status."""
        self.headers = headers


def is_address(name: str) -> bool:
    """Whether a name is a web address (http or https)."""
    return name.lower().startswith(("http://", "https://"))


def has_host(url: str) -> bool:
    """Whether an address has a host, a possible port if any, and no control characters."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        return False


def can_be_asked(name: str) -> bool:
    """Whether a name is a web address that could be fetched, by its form."""
    return is_address(name) and has_host(name)


def slug(url: str) -> str:
    """Return a file name for an address, at most 120 characters, which depends on its host and path only."""
    parts = urlsplit(url)
    return re.sub(r"[^\w.-]+", "-", f"{parts.hostname or ''}{parts.path}").strip("-.")[:120] or "page"


def fetch_page(url: str, headers: Mapping[str, str] | None = None, home: str | None = None) -> FetchedPage:
    """Fetch a page. Raises RefusedError if the server refuses it, InputError if it cannot be had for other reasons.

    `headers` are added to the request, such as those that make it conditional. `home` is None if the user named `url`;
    otherwise it is the address of the feed that links to `url`, empty for a file. Neither feeds nor redirects may lead
    into the user's own network (`Reach`). Passwords from `~/.netrc` go only to the host of `url`, and only over TLS.
    """
    from core.reading.connection import Deadline, HttpSession, Reach

    _logger.debug("fetching %s", url)
    reach = Reach(url, home)
    with HttpSession(url) as session, Deadline(session, TOTAL, reach) as deadline:
        try:
            if home is not None:
                reach.check(url)
            page = _requested(session, url, headers, reach.check)
        except InputError:
            if not deadline.over:
                raise
        # The data of a connection that was shut down may be incomplete.
        if deadline.over:
            raise InputError(url, "not done in {seconds:.0f} seconds; save the page and give the file", seconds=TOTAL)
        return page


def _requested(
    session: "requests.Session", url: str, headers: Mapping[str, str] | None, check: Callable[[str], None]
) -> FetchedPage:
    """Send the request and read the response. `check` raises InputError for redirects that must not be followed."""
    import requests

    def look_ahead(response: "requests.Response", **_: object) -> None:
        if target := session.get_redirect_target(response):
            check(urljoin(response.url, target))

    session.max_redirects = MAX_REDIRECTS
    session.headers["User-Agent"] = f"depeche/{__version__}"
    session.hooks["response"].append(look_ahead)
    try:
        with session.get(url, stream=True, timeout=WAIT, headers=headers) as response:
            if not response.ok:
                raise RefusedError(url, response.status_code, response.headers)
            changed = response.status_code != requests.codes.not_modified
            data = _body(response, url) if changed else b""
            return FetchedPage(data, response.url, _charset(response), changed, _moved(response), response.headers)
    except requests.TooManyRedirects as error:
        raise InputError(url, "it leads on to other addresses more than {most} times", most=MAX_REDIRECTS) from error
    except requests.Timeout as error:
        raise InputError(url, "no answer in {seconds:.0f} seconds; try again", seconds=WAIT) from error
    except requests.exceptions.SSLError as error:
        raise InputError(url, "the server's certificate cannot be trusted") from error
    except requests.ConnectionError as error:
        raise InputError(url, "no connection; check the address and the network") from error
    except (requests.RequestException, ValueError) as error:
        raise InputError(url, "this address cannot be fetched") from error


def _body(response: "requests.Response", url: str) -> bytes:
    """Return the unpacked body of a response. Raises InputError."""
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    too_large = InputError(url, "larger than {most} MB, too large for an article", most=MAX_BYTES >> 20)
    claim = response.headers.get("Content-Length", "")
    if claim.isdecimal() and int(claim) > MAX_BYTES:
        raise too_large
    data = bytearray()
    try:
        # read1 returns what has arrived. read would wait for a full block, and a slow server could delay that for ever.
        while part := response.raw.read1(1 << 16, decode_content=True):
            data += part
            if len(data) > MAX_BYTES:
                raise too_large
    except ReadTimeoutError as error:
        raise InputError(url, "the answer stopped for {seconds:.0f} seconds; try again", seconds=WAIT) from error
    except (HTTPError, OSError) as error:
        raise InputError(url, "the answer broke off or is damaged; try again") from error
    return bytes(data)


def _moved(response: "requests.Response") -> str | None:
    """Return the last address that was reached by permanent redirects only; None if the first redirect is not one."""
    moved = None
    hops: list[Any] = [*response.history, response]
    for hop, following in pairwise(hops):
        if hop.status_code not in (301, 308):
            break
        moved = following.url
    return moved


def _charset(response: "requests.Response") -> str | None:
    match = re.search(r"charset=[\"']?([\w.:-]+)", response.headers.get("Content-Type", ""), re.IGNORECASE)
    return match[1] if match else None
