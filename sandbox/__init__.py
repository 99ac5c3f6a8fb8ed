"""A Telegram-shaped service on this machine, strict where the real one is strict.

It imports nothing of the product; see README.md beside this file.
"""

from sandbox.app import DEFAULT_TOKEN, SandboxApp, create_app
from sandbox.clock import Clock
from sandbox.server import Sandbox, ThreadedSandbox

__all__ = ["DEFAULT_TOKEN", "Clock", "Sandbox", "SandboxApp", "ThreadedSandbox", "create_app"]
