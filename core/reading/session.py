"""The session of one fetch, which tells a password to nobody but the host that it is for."""

import requests
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_auth_from_url, get_netrc_auth

from core.reading.reach import host_of


class Session(requests.Session):
    """A session that gives the user's password for one host to that host alone, and only over TLS.

    requests would send what `~/.netrc` has over plain HTTP too, and look there for each host that a redirect names.
    """

    def __init__(self, url: str) -> None:
        """`url` is what the user asked for."""
        super().__init__()
        self._netrc = _Netrc(url)
        # Any other than None keeps requests from looking for itself.
        self.auth = self._netrc

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Take a password off a request that is redirected elsewhere."""
        old, new = response.request.url or "", prepared_request.url or ""
        if self.should_strip_auth(old, new):  # type: ignore[no-untyped-call]
            prepared_request.headers.pop("Authorization", None)
        self._netrc.add(prepared_request)


class _Netrc(AuthBase):
    def __init__(self, url: str) -> None:
        self._host = host_of(url)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the password that the address itself holds, else what `add` finds."""
        own = get_auth_from_url(request.url or "")
        if any(own):
            HTTPBasicAuth(*own)(request)
        else:
            self.add(request)
        return request

    def add(self, request: requests.PreparedRequest) -> None:
        """Add the password that `~/.netrc` has for the named host, if it is this one."""
        url = request.url or ""
        if url.lower().startswith("https://") and host_of(url) == self._host and (found := get_netrc_auth(url)):
            HTTPBasicAuth(*found)(request)
