"""The reader in a web browser: one page, one socket, one process a reader; needs the extra `web`.

Here, the reader's end of the pipe to the server: where the server goes, the reader goes too.
"""

from textual import events, messages
from textual.drivers.web_driver import WebDriver


class PipeDriver(WebDriver):
    """Textual's driver for the web, which on its own would outlive a server that was killed."""

    def start_application_mode(self) -> None:
        """Begin with the focus: a page that was just opened has it, and says so before anyone listens."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        """Read until the pipe is closed; then leave, as `q` does."""
        super().run_input_thread()
        self._app.post_message(messages.ExitApp())
