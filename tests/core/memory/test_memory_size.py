"""The memory stays within its size limit, and keeps what is used."""

from core.memory import Remembered
from core.memory.store import Memory

FR_EN = ("fr", "en")
LIMIT = 1 << 20


def batch(start, count=100):
    return [(f"{n} " + "source " * 20, Remembered(f"{n} " + "target " * 20, -0.1)) for n in range(start, start + count)]


def found(memory, start, count=100):
    return sum(
        item is not None for item in memory.look_up("base", FR_EN, [source for source, _ in batch(start, count)])
    )


def test_the_oldest_go_and_the_file_stays_within_its_limit(tmp_path):
    path = tmp_path / "memory.db"
    with Memory(path, limit_bytes=LIMIT) as memory:
        for start in range(0, 10_000, 100):
            memory.store("base", FR_EN, batch(start))
        assert found(memory, 9_900) == 100
        assert found(memory, 0) == 0
        assert memory.stats().model > 1_000
    assert path.stat().st_size < 1.2 * LIMIT


def test_what_is_used_again_stays_though_it_is_old(tmp_path):
    with Memory(tmp_path / "memory.db", limit_bytes=LIMIT) as memory:
        for start in range(0, 10_000, 100):
            memory.store("base", FR_EN, batch(start))
            assert found(memory, 0) == 100
        assert found(memory, 1_000) == 0


def test_corrections_are_never_pruned(tmp_path):
    with Memory(tmp_path / "memory.db", limit_bytes=1) as memory:
        memory.correct(FR_EN, "Bonjour.", "Hello.")
        memory.store("base", FR_EN, batch(0))
        assert found(memory, 0) == 0
        assert memory.look_up("base", FR_EN, ["Bonjour."])[0].translation == "Hello."


def test_a_smaller_limit_takes_hold_at_the_next_store(tmp_path):
    path = tmp_path / "memory.db"
    with Memory(path) as memory:
        for start in range(0, 5_000, 500):
            memory.store("base", FR_EN, batch(start, 500))
    with Memory(path, limit_bytes=LIMIT // 2) as memory:
        memory.store("base", FR_EN, batch(9_000))
        assert found(memory, 9_000) == 100
        assert memory.stats().model < 2_000
