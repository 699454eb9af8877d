"""Cluster: carries entries to the workers of a Dask scheduler, and gives what they made of them."""

import logging
import queue
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core import log
from core.batch import Job, WorkItem
from core.batch.make import Mishap, Product
from core.batch.run import keeps_library
from core.brief import Briefer
from core.cluster import File, Order, PackAbsentError, Pair, Partition, pieces
from core.cluster.connection import ClusterError, connected
from core.errors import Cancelled, DepecheError, InputError, UsageError
from core.messages import Message
from core.settings import Places, ReaderSettings
from core.translation import Missing, Route
from core.translation.routes import PIVOT

if TYPE_CHECKING:
    from core.memory import Unit
    from core.packs import Pack

_FIRST: Final = 48
"""Sentences of the first share: every worker soon has something to do."""
_LARGEST: Final = 192
"""Sentences of a share at most: some ten seconds' work of one thread."""
_SMALLEST: Final = 8
"""Sentences of a share at the end: below, handing it out takes longer than to wait for it."""
_SHARES: Final = 2
"""Shares for each worker that are read ahead; and into how many what is left is cut for each, once all is read. So the
last share of a worker is small, and none works long after the others (guided self-scheduling; Polychronopoulos and
Kuck, 1987)."""
_MOST: Final = 60_000
"""Sentences read ahead at most, whatever the number of workers: some hundred megabytes."""


class WorkQueue:
    """Reads entries on demand, and hands them out in shares."""

    def __init__(self, entries: Iterable[WorkItem]) -> None:
        self._stream = iter(entries)
        self._read: deque[WorkItem] = deque()
        self._sentences = 0
        self._size = _FIRST
        self._ended = False

    def __bool__(self) -> bool:
        """Whether something was read that is not handed out."""
        return bool(self._read)

    def wants(self, workers: int) -> bool:
        """Whether there is more to be read before it is asked for, with so many workers."""
        return not self._ended and self._sentences < min(_MOST, _SHARES * _LARGEST * workers)

    def read(self) -> None:
        """Read one more entry, if there is one."""
        if (entry := next(self._stream, None)) is None:
            self._ended = True
            return
        self._read.append(entry)
        self._sentences += _weight(entry)

    def share(self, workers: int) -> tuple[WorkItem, ...]:
        """Return the next share, empty where there is no entry left; reads only as far as the share needs."""
        while self._sentences < self._size and not self._ended:
            self.read()
        size = self._size
        if self._ended:
            size = min(size, max(_SMALLEST, self._sentences // (_SHARES * workers)))
        self._size = min(_LARGEST, self._size + _FIRST // 4)
        taken: list[WorkItem] = []
        while self._read and size > 0:
            taken.append(self._read.popleft())
            weight = _weight(taken[-1])
            self._sentences -= weight
            size -= weight
        return tuple(taken)

    def drop(self) -> None:
        """Forget what was read and not handed out: somebody stopped."""
        self._ended = True
        self._read.clear()
        self._sentences = 0


def _weight(entry: WorkItem) -> int:
    """An article without a sentence is work all the same."""
    return max(1, len(entry.article.sentences))


_logger = logging.getLogger(__name__)

_POLL: Final = 0.2
_UNMANNED: Final = 60.0
"""Seconds to wait for a worker when the last has gone."""
_CORRECTIONS: Final = 200_000
"""Sentences corrected by hand that are sent along, at most."""


class Cluster:
    """Takes the place of a `Maker`: the same products, made elsewhere, as they come."""

    def __init__(self, address: str, job: Job, briefer: Briefer) -> None:
        """Raise UsageError for what cannot be sent along."""
        self._address = address
        self._briefer = briefer
        self._order = _order(job, briefer)
        self._packs: dict[str, Pack] = {}

    def __call__(
        self, entries: Iterable[WorkItem], cancelled: Callable[[], bool], stopped: Callable[[], bool]
    ) -> Iterator[Product | Mishap]:
        """Give what becomes of the entries, in any order; of those only that are out when `stopped` says so.

        Raises ClusterError where the cluster is gone, Cancelled, and PackMissing for a damaged pack.
        """
        work = WorkQueue(entries)
        work.read()
        if not work:
            return  # All was done before.
        with connected(self._address, self._briefer.settings.places.home) as client:
            from core.cluster.worker import LinePlugin

            name = f"depeche-{secrets.token_hex(6)}"
            client.register_plugin(LinePlugin(name, self._order), name=name)
            try:
                yield from self._carried(client, name, work, cancelled, stopped)
            finally:
                with suppress(OSError, TimeoutError, RuntimeError):
                    client.sync(client._unregister_worker_plugin, name=name)  # noqa: SLF001 - there is no public way

    def _carried(
        self, client: Any, name: str, work: WorkQueue, cancelled: Callable[[], bool], stopped: Callable[[], bool]
    ) -> Iterator[Product | Mishap]:
        from core.cluster.worker import carry

        flying: dict[Any, Partition] = {}
        again: deque[Partition] = deque()
        done: queue.Queue[Any] = queue.Queue()
        room = _Room(client, self._address)
        while True:
            if stopped():
                work.drop()
            while len(flying) < (workers := room.now()) and (partition := self._next(again, work, workers)):
                future = client.submit(carry, name, partition, pure=False)
                flying[future] = partition
                future.add_done_callback(done.put)
            if not flying:
                return
            # Read while the workers work, so that the next one to be idle need not wait for it.
            while done.empty() and work.wants(workers) and not stopped():
                work.read()
            if cancelled():
                raise Cancelled("batch")
            with suppress(queue.Empty):
                future = done.get(timeout=_POLL)
                partition = flying.pop(future)
                if future.status == "finished":
                    yield from future.result()
                elif future.status == "error":
                    _logger.warning("a partition failed", exc_info=future.exception())
                    yield from self._mend(client, name, partition, future.exception(), again)
                else:
                    raise ClusterError(self._address, "the scheduler is gone; run this again, and the rest is done")
                future.release()

    def _next(self, again: deque[Partition], work: WorkQueue, workers: int) -> Partition | None:
        if again:
            return again.popleft()
        entries = work.share(workers)
        return self._partition(entries) if entries else None

    def _mend(
        self, client: Any, name: str, partition: Partition, error: BaseException, again: deque[Partition]
    ) -> Iterator[Mishap]:
        """Do what helps against a failure: ship a pack; else find the article it is about, by halves."""
        if isinstance(error, PackAbsentError):
            self._ship(client, name, error)
            again.append(partition)
        elif isinstance(error, DepecheError):
            raise error
        elif isinstance(error, ModuleNotFoundError):
            raise ClusterError(
                self._address,
                "the workers lack {name}: install depeche {version} there",
                name=error.name,
                version=self._order.version,
            )
        elif len(partition.entries) > 1:
            half = len(partition.entries) // 2
            again.extend(
                replace(partition, entries=part) for part in (partition.entries[:half], partition.entries[half:])
            )
        else:
            [entry] = partition.entries
            died = type(error).__name__ == "KilledWorker"
            reason = Message("failed inside ({kind}: {error})", kind=type(error).__name__, error=error)
            if died:
                reason = Message("every worker that took it died of it")
            yield Mishap(entry.path, entry.target, reason)

    def _ship(self, client: Any, name: str, absent: PackAbsentError) -> None:
        from core.cluster.worker import deliver

        pack = self._packs[absent.digest]
        key, pair = secrets.token_hex(6), (pack.source, pack.target)
        # A worker that dies meanwhile, or has got the pack from a neighbour, will say so by itself.
        with suppress(OSError, TimeoutError, KeyError):
            for piece in (*pieces(pack), None):
                client.run(deliver, name, key, pack.name, piece, pair, absent.digest, workers=[absent.worker])

    def _partition(self, entries: tuple[WorkItem, ...]) -> Partition:
        languages = {paragraph.language for entry in entries for paragraph in entry.article.paragraphs}
        languages |= {entry.article.language.code for entry in entries if entry.article.language}
        packs: dict[Pair, str] = {}
        missing: dict[Pair, tuple[str, str]] = {}
        target = self._order.settings.translation.target
        for language in sorted(languages):
            match self._briefer.translator.route(language):
                case Route() as route:
                    for engine in route.hops:
                        packs[engine.pair] = engine.digest
                        if engine.pack:
                            self._packs[engine.digest] = engine.pack
                case Missing() as found:
                    for pair in ((language, target), (language, PIVOT)):
                        missing[pair] = found.reason.what, found.reason.problem
        return Partition(entries, tuple(packs.items()), tuple((pair, *reason) for pair, reason in missing.items()))


class _Room:
    """How many partitions may be under way: one a thread, so that none waits for a busy worker beside an idle one."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._asked = 0.0
        self._manned = time.monotonic()
        self._room = 1

    def now(self) -> int:
        """Raise ClusterError where there has been no worker for long."""
        now = time.monotonic()
        if now - self._asked > 1:
            self._asked = now
            with suppress(OSError, TimeoutError):
                threads = sum(self._client.nthreads().values())
                self._manned = now if threads else self._manned
                self._room = max(1, threads)
            if now - self._manned > _UNMANNED:
                raise ClusterError(self._address, "no worker is left; start some, and run this again: the rest is done")
        return self._room


def _order(job: Job, briefer: Briefer) -> Order:
    settings = briefer.settings
    translation = settings.translation
    corrections: tuple[Unit, ...] = ()
    if translation.memory and settings.places.memory.exists():
        from core.memory.store import Memory

        with Memory(settings.places.memory) as memory:
            corrections = tuple(memory.units())
        if len(corrections) > _CORRECTIONS:
            raise UsageError(
                "--cluster",
                "{corrections:,} corrected sentences are too many; give --no-memory",
                corrections=len(corrections),
            )
    return Order(
        replace(settings, places=Places(Path()), reader=ReaderSettings(), problems=()),
        job.formats,
        keeps_library(job, settings),
        glossary=_file(translation.glossary),
        template=_file(job.template),
        corrections=corrections,
        log=log.options(),
    )


def _file(path: Path | None) -> File | None:
    if path is None:
        return None
    try:
        return File(path.name, path.read_bytes())
    except OSError as error:
        raise InputError(str(path), "cannot be read: {reason}", reason=error.strerror or error) from error
