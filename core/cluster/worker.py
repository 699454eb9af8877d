"""The worker: processes partitions of articles, with the models loaded once per process."""

import contextlib
import ctypes
import logging
import os
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

from core import log
from core.batch.producer import Failure, Producer, Product
from core.brief import Briefer
from core.cluster import Delivery, Order, PackAbsentError, PackPiece, Pair, Partition, SentFile, find_pack
from core.errors import DepecheError, PackMissing, never
from core.fingerprint import PROGRAM
from core.home import DRAFTS, make_folder
from core.pack_source import PackSource
from core.packs import Pack
from core.settings import Places

_logger = logging.getLogger(__name__)

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of `mallopt`, from malloc.h."""


class LinePlugin(WorkerPlugin):
    """The pipeline of one run in one worker process; Dask sends it to every worker, also to those that join later."""

    def __init__(self, name: str, order: Order) -> None:
        self.name = name
        self._order = order

    def setup(self, worker: Any) -> None:
        """Initialise the worker; no model is loaded before the first partition."""
        _keep_memory()
        self._address = worker.address
        self._threads = worker.state.nthreads
        # One partition at a time: the engine uses all threads of the worker.
        self._lock = threading.Lock()
        self._places = Places.from_environment()
        if self._order.log:
            here = self._order.log.path if worker.address.startswith("tls://127.0.0.1") else self._places.log
            log.begin(replace(self._order.log, path=here))
        self._packs: dict[Pair, str] = {}
        self._missing: dict[Pair, tuple[str, str]] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._briefer: Briefer | None = None
        self._producer: Producer | None = None

    def teardown(self, worker: Any) -> None:
        """Release the models, and delete the files of this run."""
        del worker
        log.end()
        with self._lock:
            if self._briefer:
                self._briefer.translator.close()
            self._briefer = self._producer = None
            if self._scratch:
                self._scratch.cleanup()

    def carry(self, partition: Partition) -> list[Product | Failure]:
        """Process the articles of a partition. Raises PackAbsentError if a pack must be sent first."""
        if self._order.version != PROGRAM:
            raise DepecheError(
                self._address,
                "this worker runs depeche {version}, and {other} asks; update it",
                version=PROGRAM,
                other=self._order.version,
            )
        _logger.debug("%d articles come", len(partition.entries))
        with self._lock:
            self._packs |= dict(partition.packs)
            self._missing |= {pair: (what, problem) for pair, what, problem in partition.missing}
            for pair, digest in partition.packs:
                if find_pack(self._places, pair, digest) is None:
                    raise PackAbsentError(self._address, digest)
            producer = self._producer or self._build_producer()
            return list(producer(partition.entries, never))

    def deliver(self, key: str, name: str, piece: PackPiece | None, pair: Pair, digest: str) -> None:
        """Receive a piece of a pack; None marks the end."""
        if key not in self._deliveries:
            self._deliveries[key] = Delivery(self._places, name)
        if piece:
            self._deliveries[key].take(piece)
        else:
            self._deliveries.pop(key).finish(pair, digest)

    def _build_producer(self) -> Producer:
        """Build the line; its places are a folder of this run's own, and nothing it does needs the network."""
        order = self._order
        # What persons corrected is in it: among the program's own, not in the system's folder for all.
        drafts = self._places.home / DRAFTS
        make_folder(drafts)
        self._scratch = tempfile.TemporaryDirectory(prefix=f"worker-{os.getpid()}-", dir=drafts)
        folder = Path(self._scratch.name)
        translation = replace(
            order.settings.translation, threads=self._threads, glossary=_write_file(folder, order.glossary)
        )
        places = Places(folder / "home")
        settings = replace(order.settings, places=places, offline=True, translation=translation)
        if order.corrections and translation.memory:
            from core.memory.store import Memory

            with Memory(places.memory) as memory:
                memory.add(order.corrections)
        self._briefer = Briefer(settings, PackSource(settings, self._find).installed)
        template = _write_file(folder, order.template)
        self._producer = Producer(self._briefer, order.formats, library=order.library, template=template)
        return self._producer

    def _find(self, source: str, target: str) -> Pack | None:
        """Return the pack that the partition names; raise PackMissing with the reason that it names."""
        if reason := self._missing.get((source, target)):
            raise PackMissing(*reason)
        digest = self._packs.get((source, target))
        return find_pack(self._places, (source, target), digest) if digest else None


def _keep_memory() -> None:
    """Keep the memory that the engine frees in the C library, for the next batch needs as much again.

    Dask's nanny sets `MALLOC_TRIM_THRESHOLD_`, which also stops glibc from learning how large the engine's blocks are;
    they would then be mapped again for each batch. Other C libraries have no such call.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        tune = ctypes.CDLL(None).mallopt
        tune(_MMAP_THRESHOLD, 32 << 20)
        tune(_TRIM_THRESHOLD, 256 << 20)


def process_partition(name: str, partition: Partition) -> list[Product | Failure]:
    """Process a partition, as a Dask task."""
    results: list[Product | Failure] = _plugin(name, get_worker()).carry(partition)
    return results


def deliver(
    name: str, key: str, pack: str, piece: PackPiece | None, pair: Pair, digest: str, dask_worker: Any = None
) -> None:
    """Pass a piece of a pack to the worker on which this function runs."""
    _plugin(name, dask_worker).deliver(key, pack, piece, pair, digest)


def _plugin(name: str, worker: Any) -> LinePlugin:
    plugin: LinePlugin = worker.plugins[name]
    return plugin


def _write_file(folder: Path, file: SentFile | None) -> Path | None:
    if file is None:
        return None
    path = folder / file.name
    path.write_bytes(file.data)
    return path
