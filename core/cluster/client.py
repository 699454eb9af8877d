"""Cluster: sends entries to the workers of a Dask scheduler, and yields their results."""

import logging
import queue
import secrets
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core import log
from core.batch import Job, WorkItem
from core.batch.producer import Failure, Product
from core.batch.run import keeps_library
from core.brief import Briefer
from core.cluster import Order, PackAbsentError, Pair, Partition, SentFile, pack_pieces
from core.cluster.connection import ClusterError, connected
from core.errors import Cancelled, DepecheError, InputError, IsCancelled, UsageError
from core.messages import Message
from core.settings import Places, ReaderSettings
from core.translation import Missing, Route
from core.translation.routes import PIVOT

if TYPE_CHECKING:
    from core.memory import TranslationUnit
    from core.packs import Pack

_FIRST_SHARE: Final = 48
"""Sentences of the first share: few, so that every worker soon has work."""
_MAX_SHARE: Final = 192
"""Maximum sentences of a share: about ten seconds of work for one thread."""
_MIN_SHARE: Final = 8
"""Minimum sentences of a share: sending a smaller one would take longer than processing it."""
_SHARES: Final = 2
"""Shares for each worker that are read ahead; and the number for each worker into which the rest is divided once all is
read. So the last shares are small, and no worker is busy long after the others (guided self-scheduling;
Polychronopoulos and Kuck, 1987)."""
_MAX_READ_AHEAD: Final = 60_000
"""Maximum sentences read ahead for any number of workers: they take some hundred megabytes."""


class WorkQueue:
    """Reads entries on demand, and divides them into shares."""

    def __init__(self, entries: Iterable[WorkItem]) -> None:
        self._stream = iter(entries)
        self._read: deque[WorkItem] = deque()
        self._sentences = 0
        self._size = _FIRST_SHARE
        self._ended = False

    def __bool__(self) -> bool:
        """Whether there are entries that were read and not returned in a share."""
        return bool(self._read)

    def wants(self, workers: int) -> bool:
        """Whether more entries should be read ahead for this number of workers."""
        return not self._ended and self._sentences < min(_MAX_READ_AHEAD, _SHARES * _MAX_SHARE * workers)

    def read(self) -> None:
        """Read one more entry, if there is one."""
        if (entry := next(self._stream, None)) is None:
            self._ended = True
            return
        self._read.append(entry)
        self._sentences += _weight(entry)

    def share(self, workers: int) -> tuple[WorkItem, ...]:
        """Return the next share, empty if no entry is left; reads no more entries than it needs."""
        while self._sentences < self._size and not self._ended:
            self.read()
        size = self._size
        if self._ended:
            size = min(size, max(_MIN_SHARE, self._sentences // (_SHARES * workers)))
        self._size = min(_MAX_SHARE, self._size + _FIRST_SHARE // 4)
        taken: list[WorkItem] = []
        while self._read and size > 0:
            taken.append(self._read.popleft())
            weight = _weight(taken[-1])
            self._sentences -= weight
            size -= weight
        return tuple(taken)


def _weight(entry: WorkItem) -> int:
    """Return the number of sentences, at least 1: an article without any takes time too."""
    return max(1, len(entry.article.sentences))


_logger = logging.getLogger(__name__)

_POLL: Final = 0.05
_NO_WORKER_TIMEOUT: Final = 60.0
"""Seconds to wait for a worker after the last one has left."""
_MAX_CORRECTIONS: Final = 200_000
"""Maximum corrections that are sent to the workers."""


class Cluster:
    """Replaces a `Producer`: yields the same products, made by workers, in the order in which they finish."""

    def __init__(self, address: str, job: Job, briefer: Briefer) -> None:
        """Raise UsageError for settings that cannot be sent to workers."""
        self._address = address
        self._briefer = briefer
        self._order = _order(job, briefer)
        self._packs: dict[str, Pack] = {}

    def __call__(self, entries: Iterable[WorkItem], cancelled: IsCancelled) -> Iterator[Product | Failure]:
        """Yield the results of the entries, in any order.

        Raises ClusterError if the cluster is gone, Cancelled, and PackMissing for a damaged pack.
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
                yield from self._run_partitions(client, name, work, cancelled)
            finally:
                with suppress(OSError, TimeoutError, RuntimeError):
                    client.sync(client._unregister_worker_plugin, name=name)  # noqa: SLF001 - there is no public way

    def _run_partitions(
        self, client: Any, name: str, work: WorkQueue, cancelled: IsCancelled
    ) -> Iterator[Product | Failure]:
        from core.cluster.worker import process_partition

        in_flight: dict[Any, Partition] = {}
        retries: deque[Partition] = deque()
        done: queue.Queue[Any] = queue.Queue()
        capacity = _Capacity(client, self._address)
        while True:
            while len(in_flight) < (workers := capacity.now()) and (partition := self._next(retries, work, workers)):
                future = client.submit(process_partition, name, partition, pure=False)
                in_flight[future] = partition
                future.add_done_callback(done.put)
            if not in_flight:
                return
            # Read ahead while the workers are busy, so that the next idle one does not wait.
            while done.empty() and work.wants(workers) and not cancelled():
                work.read()
            if cancelled():
                raise Cancelled("batch")
            with suppress(queue.Empty):
                future = done.get(timeout=_POLL)
                partition = in_flight.pop(future)
                if future.status == "finished":
                    yield from future.result()
                elif future.status == "error":
                    _logger.warning("a partition failed", exc_info=future.exception())
                    yield from self._handle_failure(client, name, partition, future.exception(), retries)
                else:
                    raise ClusterError(self._address, "the scheduler is gone; run this again, and the rest is done")
                future.release()

    def _next(self, retries: deque[Partition], work: WorkQueue, workers: int) -> Partition | None:
        if retries:
            return retries.popleft()
        entries = work.share(workers)
        return self._partition(entries) if entries else None

    def _handle_failure(
        self, client: Any, name: str, partition: Partition, error: BaseException, retries: deque[Partition]
    ) -> Iterator[Failure]:
        """Handle a failed partition: send a missing pack, or halve the partition to find the article that failed."""
        if isinstance(error, PackAbsentError):
            self._ship(client, name, error)
            retries.append(partition)
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
            retries.extend(
                replace(partition, entries=part) for part in (partition.entries[:half], partition.entries[half:])
            )
        else:
            [entry] = partition.entries
            died = type(error).__name__ == "KilledWorker"
            reason = Message("failed inside ({kind}: {error})", kind=type(error).__name__, error=error)
            if died:
                reason = Message("every worker that took it died of it")
            yield Failure(entry.path, entry.target, reason)

    def _ship(self, client: Any, name: str, absent: PackAbsentError) -> None:
        from core.cluster.worker import deliver

        pack = self._packs[absent.digest]
        key, pair = secrets.token_hex(6), (pack.source, pack.target)
        # A worker that dies meanwhile, or got the pack otherwise, is handled at its next task.
        with suppress(OSError, TimeoutError, KeyError):
            for piece in (*pack_pieces(pack), None):
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


class _Capacity:
    """The number of partitions to run at a time: one per thread, so that none waits while a worker is idle."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address
        self._asked = 0.0
        self._last_worker_seen = time.monotonic()
        self._capacity = 1

    def now(self) -> int:
        """Return the current number; raises ClusterError if there has been no worker for long."""
        now = time.monotonic()
        if now - self._asked > 1:
            self._asked = now
            with suppress(OSError, TimeoutError):
                threads = sum(self._client.nthreads().values())
                self._last_worker_seen = now if threads else self._last_worker_seen
                self._capacity = max(1, threads)
            if now - self._last_worker_seen > _NO_WORKER_TIMEOUT:
                raise ClusterError(self._address, "no worker is left; start some, and run this again: the rest is done")
        return self._capacity


def _order(job: Job, briefer: Briefer) -> Order:
    settings = briefer.settings
    translation = settings.translation
    corrections: tuple[TranslationUnit, ...] = ()
    if translation.memory and settings.places.memory.exists():
        from core.memory.store import Memory

        with Memory(settings.places.memory) as memory:
            corrections = tuple(memory.units())
        if len(corrections) > _MAX_CORRECTIONS:
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


def _file(path: Path | None) -> SentFile | None:
    if path is None:
        return None
    try:
        return SentFile(path.name, path.read_bytes())
    except OSError as error:
        raise InputError(str(path), "cannot be read: {reason}", reason=error.strerror or error) from error
