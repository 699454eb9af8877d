"""Downloads one file over https, with timeouts; resumes interrupted downloads, and checks the result."""

import contextlib
import ipaddress
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from core.errors import PackError
from core.home import make_folder
from core.messages import Message
from core.packs import Monitor
from core.packs.catalogue import FileDigest
from core.packs.pack import sha256_of
from core.sanitize import sanitize

if TYPE_CHECKING:
    import requests

CHUNK = 1 << 13
"""Bytes of a response that are written at a time: at most so many are lost where a connection breaks."""
_PARTIAL, _BAD_REQUEST, _NO_SUCH_RANGE, _SERVER_ERROR = 206, 400, 416, 500
TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and between two parts of the response."""
ATTEMPTS = 4
"""Attempts in a row that bring nothing; one that brings something resets the count."""
_PAUSE = 0.5
"""Seconds before the second attempt; doubled before each further one."""


def download(url: str, goal: Path, expected: FileDigest, monitor: Monitor) -> None:
    """Download `url` into `goal`, resuming an earlier call.

    If the network fails, the part that has arrived stays in `goal` for the next call; a file with another size or
    SHA-256 is deleted. Raises PackError for both, and Cancelled.
    """
    make_folder(goal.parent)
    _require_tls(url)
    failures, most = 0, _size(goal)
    while _size(goal) < expected.size:
        monitor.at("download", _size(goal), expected.size)
        attempt = _fetch_some(url, goal, expected.size, monitor)
        failures = failures + 1 if _size(goal) <= most else 0
        most = max(most, _size(goal))
        _pause(failures, attempt.problem, monitor, kept=_size(goal) > 0)
    monitor.at("check", 0, expected.size)
    if _size(goal) != expected.size or sha256_of(goal) != expected.sha256:
        goal.unlink(missing_ok=True)
        raise PackError(
            monitor.what,
            "{host} gave a file whose SHA-256 is not the expected one; it was deleted, unused",
            host=_host(url),
        )
    monitor.at("check", expected.size, expected.size)


def download_unpinned(url: str, goal: Path, most: int, monitor: Monitor) -> None:
    """Download `url` into `goal`, a file of unknown digest with at most `most` bytes.

    It is complete when the server says so; the caller must check its contents. Until then it is in a file beside
    `goal`. Resuming and errors are as in `download`.
    """
    if goal.exists():
        return
    make_folder(goal.parent)
    _require_tls(url)
    part, failures = goal.with_name(f"{goal.name}.part"), 0
    reached = _size(part)
    while True:
        attempt = _fetch_some(url, part, most, monitor)
        if _size(part) > most:
            part.unlink()
            raise PackError(monitor.what, "{host} gave a file that is too large; it was deleted", host=_host(url))
        if _size(part) == attempt.length:
            part.replace(goal)
            return
        failures = failures + 1 if _size(part) <= reached else 0
        reached = max(reached, _size(part))
        _pause(failures, attempt.problem, monitor, kept=_size(part) > 0)


class _Attempt(NamedTuple):
    """What came of one request."""

    problem: Message
    """What may have cut it short."""
    length: int | None = None
    """Bytes of the whole file, as the server gives them or as a complete response had them; None if unknown."""


def _pause(failures: int, problem: Message, monitor: Monitor, *, kept: bool) -> None:
    """Wait after attempts that brought nothing; raise PackError after too many in a row.

    `kept` says that earlier ones brought something.
    """
    if failures >= ATTEMPTS and not kept:
        raise PackError(monitor.what, problem)
    if failures >= ATTEMPTS:
        raise PackError(
            monitor.what, "{problem}; what has arrived is kept, and another attempt goes on from there", problem=problem
        )
    if failures:
        time.sleep(_PAUSE * 2 ** (failures - 1))


def _fetch_some(url: str, goal: Path, most: int, monitor: Monitor) -> _Attempt:
    """Append the response to one request to `goal`, at most little more than `most` bytes in all.

    Raises PackError if the server says that another request would fail too, and Cancelled.
    """
    import requests

    present = _size(goal)
    headers = {"Accept-Encoding": "identity", "User-Agent": "depeche"}
    if present:
        headers["Range"] = f"bytes={present}-"
    length = None
    try:
        with (
            requests.Session() as session,
            session.get(
                url, headers=headers, stream=True, timeout=TIMEOUT, hooks={"response": _before_redirect}
            ) as response,
        ):
            if response.status_code == _NO_SUCH_RANGE:
                goal.unlink(missing_ok=True)
                return _Attempt(Message("the server does not know the rest of the file"))
            if response.status_code == _PARTIAL and not _continues(response, present):
                goal.unlink(missing_ok=True)
                return _Attempt(Message("{host} sent another part of the file than asked for", host=_host(url)))
            if response.status_code >= _BAD_REQUEST:
                return _refused(response, url, monitor)
            length = _length(response)
            _save(response, goal, most, length, monitor)
            if length is None:
                # The response is complete, or there would have been an error.
                length = _size(goal)
    except requests.TooManyRedirects:
        raise PackError(monitor.what, "{host} redirects without end", host=_host(url)) from None
    except requests.exceptions.SSLError:
        return _Attempt(Message("the certificate of {host} is not trusted", host=_host(url)), length)
    except requests.RequestException as error:
        if isinstance(error, requests.Timeout):
            return _Attempt(Message("{host} did not answer in time", host=_host(url)), length)
        if isinstance(error, requests.exceptions.ChunkedEncodingError):
            return _Attempt(Message("{host} sent less than the whole file", host=_host(url)), length)
        return _Attempt(Message("{host} cannot be reached", host=_host(url)), length)
    return _Attempt(Message("{host} sent less than the whole file", host=_host(url)), length)


def _refused(response: "requests.Response", url: str, monitor: Monitor) -> _Attempt:
    answer = Message(
        "{host} answered {status} {reason}",
        host=_host(url),
        status=response.status_code,
        reason=sanitize(response.reason, 60),
    )
    if response.status_code < _SERVER_ERROR:
        # A client error would be repeated.
        raise PackError(monitor.what, answer)
    return _Attempt(answer)


def _save(response: "requests.Response", goal: Path, most: int, length: int | None, monitor: Monitor) -> None:
    """Append a response to `goal`, or replace `goal` where the server sends the file from its beginning."""
    present, total = _size(goal), most if length is None else min(most, length)
    resumed = present and _continues(response, present)
    with goal.open("ab" if resumed else "wb") as file:
        done = file.tell()
        for chunk in response.iter_content(CHUNK):
            done += file.write(chunk)
            monitor.at("download", min(done, total), total)
            if done > most:
                # Not the expected file: the caller finds it too long, and deletes it.
                break


def _continues(response: "requests.Response", present: int) -> bool:
    """Whether a response begins with the byte that follows those that are present."""
    return response.headers.get("Content-Range", "").startswith(f"bytes {present}-")


def _length(response: "requests.Response") -> int | None:
    """Return the length of the whole file if the server gives it; None if it does not, or compresses the response."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return None
    length = response.headers.get("Content-Range", "").rpartition("/")[2] or response.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _before_redirect(response: "requests.Response", **_: object) -> None:
    if response.is_redirect:
        _require_tls(urljoin(response.url, response.headers["Location"]))


def _require_tls(url: str) -> None:
    """Raise PackError for an address without TLS, except on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not _loopback(parts.hostname or ""):
        raise PackError(_host(url), "the address is not https; nothing was fetched from it")


def _loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _host(url: str) -> str:
    return sanitize(urlsplit(url).hostname or url, 100)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
