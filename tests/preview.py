"""The live preview, run as the author runs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import TracebackType

from sketch import Sketch

PATIENCE = 30.0


class Preview:
    """`mkdocs serve` on a free port of this machine, ended with the block."""

    def __init__(self, sketch: Sketch) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = sketch.folder / "serve.log"
        self.folder = sketch.folder

    def __enter__(self) -> Preview:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self.until_said("Serving on")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def get(self, address: str) -> str:
        """Return the page at an address from the site's root, empty while there is none."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError:
            return ""

    def said(self) -> str:
        """Return all that the terminal shows."""
        return self.log.read_text(encoding="utf-8")

    def until(self, address: str, expected: str) -> str:
        """Return the page once it has `expected`."""
        end = time.monotonic() + PATIENCE
        while expected not in (page := self.get(address)):
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"{expected!r} never came; the terminal says:\n{self.said()}"
            time.sleep(0.2)
        return page

    def until_said(self, expected: str) -> None:
        """Wait until the terminal shows `expected`."""
        end = time.monotonic() + PATIENCE
        while expected not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, f"{expected!r} was never said, but:\n{self.said()}"
            time.sleep(0.2)
