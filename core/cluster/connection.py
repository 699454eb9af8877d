"""Addresses of clusters, and connecting to one."""

import contextlib
import ipaddress
import logging
import signal
from collections.abc import Iterator
from importlib.metadata import version
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from core.errors import DepecheError, UsageError
from core.home import own_temporary
from core.processes import protect_children
from core.sanitize import sanitize

_PATIENCE: Final = 30.0
"""Seconds to wait for the scheduler, and for a first worker."""
_MAX_PROCESSES: Final = 256
_PACKAGE: Final = "depeche-reader"
_PLAIN: Final = "plain+"
"""Prefix with which the user confirms an unencrypted `tcp://` address."""


class ClusterError(DepecheError):
    """The cluster cannot be used; its results so far are written."""


def check_address(address: str) -> None:
    """Raise UsageError for an invalid address, or one that would be used without encryption."""
    if address.startswith("local:"):
        count = address.removeprefix("local:")
        if not (count.isascii() and count.isdecimal() and 1 <= int(count) <= _MAX_PROCESSES):
            raise UsageError(
                "--cluster",
                "{address!r}: local: takes a number of processes, such as local:4",
                address=sanitize(address),
            )
        return
    try:
        parts = urlsplit(address.removeprefix(_PLAIN))
        known = parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port
    except ValueError:
        known = False
    if not known:
        raise UsageError(
            "--cluster", "{address!r} is no address; give tls://HOST:PORT, or local:4", address=sanitize(address)
        )
    if address.startswith("tcp:") and _is_loopback(parts.hostname or ""):
        raise UsageError(
            "--cluster",
            "whoever is on this machine could read the articles, command the workers and answer for them; "
            "use tls://, or say that you mean it: {address}",
            address=f"{_PLAIN}{sanitize(address)}",
        )
    if parts.scheme == "tcp" and not _is_loopback(parts.hostname or ""):
        raise UsageError(
            "--cluster", "articles would cross the network in the open, and what comes back be trusted; use tls://"
        )


@contextlib.contextmanager
def connected(address: str, home: Path | None = None) -> Iterator[Any]:
    """Yield a Dask client of a cluster; for `local:N` start one, with its files in the program's folder `home`.

    Raises UsageError if Dask is not installed or the address is invalid, ClusterError if no scheduler answers.
    """
    check_address(address)
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError as error:
        raise UsageError(
            "--cluster", "needs Dask, which is not installed; run: pip install 'depeche-reader[cluster]'"
        ) from error
    if address.startswith("tls:") and Security().get_connection_args("client")["ssl_context"] is None:
        raise UsageError("--cluster", "this machine has no certificate for tls:// set; see docs/cluster.md")
    protect_children()
    with contextlib.ExitStack() as stack:
        try:
            if address.startswith("local:"):
                # Ctrl-C goes to all processes of a terminal, but the workers must finish their articles. Threads and
                # processes inherit the signal mask from the thread that starts them.
                if hasattr(signal, "pthread_sigmask"):
                    # Starting Python's helper process later would unblock the signal again.
                    resource_tracker.ensure_running()
                    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                    stack.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
                folder = stack.enter_context(own_temporary(home)) if home else None
                cluster = stack.enter_context(_start_local(int(address.removeprefix("local:")), folder))
                client = Client(cluster, set_as_default=False)
            else:
                client = Client(address.removeprefix(_PLAIN), timeout=_PATIENCE, set_as_default=False)
            stack.enter_context(client)
            client.wait_for_workers(1, timeout=_PATIENCE)
            _check_versions(client, address)
        except (OSError, TimeoutError, ValueError, TypeError) as error:
            raise ClusterError(
                address, "no scheduler with workers answers there ({error})", error=sanitize(error, 200)
            ) from error
        yield client


def _check_versions(client: Any, address: str) -> None:
    """Raise ClusterError for a worker with another version of the program, for its results would differ."""
    here = version(_PACKAGE)
    # A function of the standard library works on workers without this program, or with another version.
    for worker, found in client.run(version, _PACKAGE, on_error="return").items():
        if found != here:
            if isinstance(found, Exception):
                raise ClusterError(
                    address,
                    "the worker {worker} has no depeche, and this is {own}; install the same there",
                    worker=worker,
                    own=here,
                )
            raise ClusterError(
                address,
                "the worker {worker} runs depeche {version}, and this is {own}; install the same there",
                worker=worker,
                version=sanitize(found, 30),
                own=here,
            )


def _start_local(count: int, folder: Path | None) -> Any:
    """Start a scheduler and some workers that only this user can reach, with certificates made for this run.

    OpenSSL reads certificates only from files: they are briefly in `folder`, which only the user may open.
    """
    import dask
    from distributed import LocalCluster

    # Disable the status pages; the HTTP server itself cannot be disabled.
    with dask.config.set({"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}):
        return LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tls",
            security=True,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            local_directory=str(folder) if folder else None,
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
            memory_limit=0,
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False
