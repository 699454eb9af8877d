"""The log: tracebacks without wire text, one file that does not grow, and silence where it cannot be written."""

import contextlib
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import log
from core.errors import OutputError

WIRE = "Le ministre \x1b[31ms'est tu"
logger = logging.getLogger("core.somewhere")


@pytest.fixture
def path(tmp_path):
    yield tmp_path / "home" / "depeche.log"
    log.end()


def said(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fail() -> None:
    try:
        int(WIRE)
    except ValueError as error:
        raise KeyError(WIRE) from error


def logged(**extra) -> None:
    try:
        fail()
    except KeyError:
        logger.exception("reading %s failed", "wire.txt", extra=extra)


def test_the_log_is_not_created_before_the_first_record(path):
    log.begin(log.LogOptions(path))
    logger.debug("in detail")
    assert not path.parent.exists()
    logger.info("so it is")
    assert "INFO" in said(path)
    assert "core.somewhere: so it is" in said(path)


def test_a_traceback_is_logged_with_its_causes_and_without_their_messages(path):
    log.begin(log.LogOptions(path))
    logged(text=WIRE)
    text = said(path)
    assert "reading wire.txt failed" in text
    assert f"{Path(__file__).name}:" in text
    assert "in fail: int(WIRE)" in text
    assert "builtins.KeyError: (its message is left out" in text
    assert "caused by" in text
    assert "builtins.ValueError" in text
    assert "ministre" not in text


@pytest.mark.parametrize("wanted", ["option", "settings"])
def test_wire_text_is_logged_when_asked_for_and_never_an_escape(path, wanted):
    log.begin(log.LogOptions(path, text=wanted == "option"), lambda: wanted == "settings")
    logged(text=WIRE)
    assert said(path).count("Le ministre") == 3
    assert "\x1b" not in said(path)
    assert len(said(path).splitlines()) == said(path).count("\n")


def test_messages_of_other_modules_are_left_out_too(path):
    log.begin(log.LogOptions(path))
    logging.getLogger("trafilatura.core").warning("discarding %s", WIRE)
    assert "trafilatura.core" in said(path)
    assert "ministre" not in said(path)


def test_messages_of_the_system_about_a_file_stay(path):
    log.begin(log.LogOptions(path))
    try:
        Path("/no/such/file").read_bytes()
    except OSError:
        logger.exception("that failed")
    assert "No such file or directory /no/such/file" in said(path)


def test_details_are_logged_only_on_demand(path):
    log.begin(log.LogOptions(path, debug=True))
    logger.debug("in detail")
    assert "Python" in said(path)
    assert "in detail" in said(path)


def test_the_log_is_rotated_at_its_size_limit(path, monkeypatch):
    monkeypatch.setattr(log, "SIZE", 10_000)
    log.begin(log.LogOptions(path))
    for number in range(2000):
        logger.info("line %d", number)
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "depeche.log", "depeche.log.1", "depeche.log.2", "depeche.log.3",
    ]  # fmt: skip
    assert all(file.stat().st_size <= 10_000 for file in path.parent.iterdir())
    assert "line 1999" in said(path)


def test_a_process_follows_when_another_rotates_the_file(path):
    log.begin(log.LogOptions(path))
    logger.info("first")
    path.rename(path.with_name("depeche.log.1"))
    logger.info("second")
    assert "second" in said(path)
    assert "first" not in said(path)


def test_only_its_owner_may_read_the_file(path):
    log.begin(log.LogOptions(path))
    logger.info("first")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_is_silent(tmp_path, capfd):
    (tmp_path / "home").write_text("a file, and no folder")
    log.begin(log.LogOptions(tmp_path / "home" / "depeche.log"))
    logged()
    log.end()
    assert capfd.readouterr() == ("", "")


def test_the_log_continues_once_a_full_disk_has_space(disk, monkeypatch):
    monkeypatch.setattr(log, "_RETRY_AFTER", 0.0)
    path = disk / "depeche.log"
    log.begin(log.LogOptions(path))
    try:
        logger.info("before")
        rest = disk / "rest"
        with contextlib.suppress(OSError):
            rest.write_bytes(bytes(1 << 20))
        for _ in range(100):
            logger.info("while it is full %s", "x" * 500)
        rest.unlink()
        logger.info("after")
    finally:
        log.end()
    text = said(path)
    assert "before\n" in text
    assert text.endswith("after\n")


def test_a_log_that_was_asked_for_must_be_writable(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        log.check_log_file(tmp_path)


def test_log_options_can_be_sent_to_other_processes():
    code = "import pickle, sys; from core import log; pickle.loads(bytes.fromhex(sys.argv[1]))"
    import pickle

    pickled = pickle.dumps(log.LogOptions(Path("some.log"), debug=True))
    assert subprocess.run([sys.executable, "-c", code, pickled.hex()], check=True).returncode == 0
