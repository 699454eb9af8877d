"""The log: one file in the program's folder, created with the first record.

Each module has a logger of its own (`logging.getLogger(__name__)`) and each broad `except` logs its traceback. Wires
may be confidential: without `text`, the log has the messages of this program's modules, with paths and addresses, and
tracebacks without the messages of exceptions, which may quote a text. A record that quotes a text does so in its
`extra`, as `text`. Control characters are removed.
"""

import contextlib
import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core import __version__
from core.errors import OutputError
from core.home import FILE, make_folder
from core.sanitize import sanitize

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

SIZE: Final = 1 << 20
"""Maximum bytes of the file before it is rotated."""
KEPT: Final = 3
"""Number of rotated files that are kept."""
_LINE: Final = 2000
_RETRY_AFTER: Final = 60.0
"""Seconds without a log after it could not be written: a full disk may be freed while a watch runs for weeks."""
_OWN_LOGGERS: Final = ("core", "tui")


@dataclass(frozen=True, slots=True)
class LogOptions:
    """Where and what a run logs: plain values that can be sent to worker processes."""

    path: Path
    debug: bool = False
    """Whether debug messages are logged too."""
    text: bool = False
    """Whether wire text, and messages that may quote it, are logged."""


class _Log(logging.Handler):
    """Opens the file at the first record; where it cannot be written, it is silent for a while."""

    def __init__(self, options: LogOptions, text: Callable[[], bool]) -> None:
        super().__init__()
        self.options = options
        self._text = text
        self._file: RotatingFileHandler | None = None
        self._retry_at = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if time.monotonic() < self._retry_at:
            return
        try:
            if self._file is None:
                self._file = self._open()
            self._file.emit(record)
        except Exception:  # noqa: BLE001 - a log that fails must not be another failure; there is nowhere to log it
            self._retry_at = time.monotonic() + _RETRY_AFTER
            # With what it could not write: closing would try that again.
            with contextlib.suppress(OSError, ValueError):
                if self._file:
                    self._file.close()
            self._file = None

    def _open(self) -> "RotatingFileHandler":
        self.options = replace(self.options, text=self.options.text or self._text())
        make_folder(self.options.path.parent)
        file = _rotating(self.options.path)
        file.setFormatter(_Formatter(text=self.options.text))
        return file

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
        super().close()


def _rotating(path: Path) -> "RotatingFileHandler":
    # Imported here: a run that logs nothing does not need it.
    from logging.handlers import RotatingFileHandler

    class LogFile(RotatingFileHandler):
        """A file that several processes write to."""

        def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - as logging calls it
            """Switch to the new file if another process has rotated the log."""
            if self.stream and not self._same(self.stream):
                self.stream.close()
                self.stream = self._open()
            return bool(super().shouldRollover(record))

        def _open(self) -> "TextIOWrapper":
            # Only for its owner, as all files in the program's folder; an existing file keeps its mode.
            opener = partial(os.open, mode=FILE)
            return open(self.baseFilename, self.mode, encoding=self.encoding, opener=opener)  # type: ignore[return-value]

        def _same(self, stream: "TextIOWrapper") -> bool:
            try:
                return os.path.samestat(os.stat(self.baseFilename), os.fstat(stream.fileno()))
            except FileNotFoundError:
                return False

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as logging calls it
            """Raise the error to the outer handler."""
            del record
            raise  # noqa: PLE0704 - called while an exception is handled

    return LogFile(path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")


class _Formatter(logging.Formatter):
    """Formats a record as one line, and its traceback as further lines."""

    def __init__(self, *, text: bool) -> None:
        super().__init__()
        self._text = text

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        where = f"{record.process}/{record.threadName}"
        line = f"{when} {record.levelname} {where} {record.name}: {self._message(record)}"
        lines = [sanitize(line, _LINE)]
        if record.exc_info and record.exc_info[1]:
            lines += (f"  {sanitize(line, _LINE)}" for line in self._traceback(record.exc_info[1]))
        return "\n".join(lines)

    def _message(self, record: logging.LogRecord) -> str:
        if not self._text and record.name.partition(".")[0] not in _OWN_LOGGERS:
            return f"at {record.module}:{record.lineno}"
        text = getattr(record, "text", None)
        return f"{record.getMessage()} | {text}" if self._text and text is not None else record.getMessage()

    def _traceback(self, error: BaseException) -> Iterator[str]:
        seen: set[int] = set()
        chain: list[tuple[BaseException, str]] = [(error, "")]
        while chain:
            cause, how = chain.pop()
            if id(cause) in seen:
                continue
            seen.add(id(cause))
            if how:
                yield how
            for frame in traceback.extract_tb(cause.__traceback__):
                yield f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
            yield f"{type(cause).__module__}.{type(cause).__qualname__}: {self._exception_text(cause)}"
            if cause.__cause__:
                chain.append((cause.__cause__, "caused by"))
            elif cause.__context__ and not cause.__suppress_context__:
                chain.append((cause.__context__, "while handling"))

    def _exception_text(self, error: BaseException) -> str:
        if self._text or isinstance(error, ImportError):
            return str(error)
        if isinstance(error, OSError):
            return f"{error.errno} {error.strerror} {error.filename or ''}"
        return "(its message is left out, for it may quote a wire; --log-text logs it)" if str(error) else ""


_log: _Log | None = None
_allowed = True


def allow(*, allowed: bool) -> None:
    """Say whether this process may log to a file from now on; a private session may not, whoever begins a log."""
    global _allowed  # noqa: PLW0603 - as loggers are: one for the process
    _allowed = allowed
    if not allowed:
        end()


def begin(options: LogOptions, text: Callable[[], bool] = lambda: False) -> None:
    """Start logging to a file in this process, if it may; ends an earlier log.

    `text` is called at the first record if the options do not allow wire text: it returns whether that is allowed.
    """
    global _log  # noqa: PLW0603 - as loggers are: one for the process
    end()
    if not _allowed:
        return
    _log = _Log(options, text)
    logging.getLogger().addHandler(_log)
    for name in _OWN_LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG if options.debug else logging.INFO)
    if options.debug:
        import platform

        logging.getLogger(__name__).debug(
            "depeche %s, Python %s on %s", __version__, platform.python_version(), platform.system()
        )


def end() -> None:
    """Close the log."""
    global _log  # noqa: PLW0603 - as above
    if _log:
        logging.getLogger().removeHandler(_log)
        _log.close()
        _log = None
        for name in _OWN_LOGGERS:
            logging.getLogger(name).setLevel(logging.NOTSET)


def options() -> LogOptions | None:
    """Return this process's log options, for the processes that it starts; None without a log."""
    return _log.options if _log else None


def check_log_file(path: Path) -> None:
    """Create a log file; raises OutputError if it cannot be written."""
    try:
        make_folder(path.parent)
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE))
    except OSError as error:
        raise OutputError(str(path), "cannot be written: {reason}", reason=error.strerror or error) from error
