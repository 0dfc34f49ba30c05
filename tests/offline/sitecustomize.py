"""Loaded by the Python that runs a lab: a lab that asks the network fails."""

import sys


def refuse(event: str, _: tuple) -> None:
    """Fail on the events by which a process reaches another machine."""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}:
        raise PermissionError(f"a lab must run without a network ({event})")


sys.addaudithook(refuse)
