"""A Telegram-shaped and a WeCom-shaped service on this machine, strict where the real ones are strict.

It imports nothing of the product; see README.md beside this file.
"""

from sandbox.app import DEFAULT_TOKEN, SandboxApp, create_app
from sandbox.clock import Clock
from sandbox.server import Sandbox, ThreadedSandbox
from sandbox.wecom import WeComAccount

__all__ = ["DEFAULT_TOKEN", "Clock", "Sandbox", "SandboxApp", "ThreadedSandbox", "WeComAccount", "create_app"]
