"""HTTP on this machine: nothing is encrypted, and to load the world's certificates costs more than many tests."""

import ssl

import httpx

UNENCRYPTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For the ``verify`` of a client that speaks to the sandbox only."""


def is_ready(port: int) -> bool:
    """Whether the program there answers /readyz with 200."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
