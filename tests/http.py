"""HTTP on this machine: nothing is encrypted, and to load the world's certificates costs more than many tests."""

import ssl

UNENCRYPTED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For the ``verify`` of a client that speaks to the sandbox only."""
