"""What runs behind the screens: threads that only post messages."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from core.errors import Cancelled

_logger = logging.getLogger(__name__)


class DaemonExecutor(ThreadPoolExecutor):
    """An executor with a thread for each task."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Begin at once, and return what will hold the result."""
        future: Future[Any] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(function(*args, **options))
                except BaseException as error:
                    if not isinstance(error, Cancelled):
                        _logger.exception("a worker failed")
                    future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        return future
