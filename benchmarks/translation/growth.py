"""Measure whether memory grows: translate many sentences, and take the resident size after each tenth."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from core.packs import Pack
from core.settings import TranslationSettings
from core.translation import Translator

_STATUS = Path("/proc/self/status")
_MEGABYTE = 1024
"""Of /proc's kilobytes."""


def growth(pack: Pack, lines: list[str], count: int) -> dict[str, Any]:
    """Translate `count` distinct sentences in a process of their own.

    `rss_growth` is the resident memory at the end of the last tenth against that of the second.
    """
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        sizes = pool.submit(_sizes, pack, lines, count).result()
    return {"rss_mb": sizes[-1], "rss_growth": sizes[-1] / sizes[1] - 1, "rss_sentences": count}


def _sizes(pack: Pack, lines: list[str], count: int) -> list[float]:
    translator = Translator(TranslationSettings(memory=False), lambda _source, _target: pack)
    sizes = []
    for number, _ in enumerate(translator.translate(("fr", text) for text in _different(lines, count)), 1):
        if number % (count // 10) == 0:
            sizes.append(_resident())
    return sizes


def _different(lines: list[str], count: int) -> Iterator[str]:
    for number, line in enumerate(islice(cycle(lines), count)):
        yield f"{number} : {line}"


def _resident() -> float:
    """Return the process's resident memory, in MB."""
    row = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
    return int(row.split()[1]) / _MEGABYTE
