"""The real thing in one process: all parts, until SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Collection

import structlog
import uvicorn

from app.garbage import keep_what_is_there
from app.http import create_app
from app.settings import Settings
from app.wiring import Product
from core.delivery.landmarks import Landmark, Reached, ignore

log = structlog.get_logger(__name__)


async def serve(settings: Settings, parts: Collection[str]) -> None:
    """Start the parts, wait for a signal, stop in order."""
    wanted = os.environ.get("DUBAN_CRASH_AT", "")
    product = Product(settings, reached=crash_hook(wanted) if wanted else ignore)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopping.set)
    server = web_server(product, settings) if "web" in parts else None
    try:
        await product.start(parts)
        if server:
            await server.start()
        keep_what_is_there()
        await stopping.wait()
    finally:
        log.info("stopping")
        if server:
            await server.stop()
        await product.stop()


class WebServer:
    """uvicorn without its own signal handlers: the product decides when to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        self._server = _Quiet(config)
        self._task: asyncio.Task[None] | None = None
        self.port = config.port

    async def start(self) -> None:
        """Serve in the background; returns when the port is open.

        Raises:
            OSError: the port is taken.
        """
        config = self._server.config
        listener = socket.create_server((config.host, config.port), backlog=128)
        self.port = listener.getsockname()[1]
        listener.setblocking(False)  # noqa: FBT003 - the name of the argument is the method
        self._task = asyncio.create_task(self._server.serve([listener]), name="web")
        while not self._server.started:
            if self._task.done():
                raise OSError(f"port {self._server.config.port} cannot be opened")
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task:
            await asyncio.wait([self._task], timeout=3)


class _Quiet(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        """Leave SIGTERM to us."""


def web_server(product: Product, settings: Settings) -> WebServer:
    return WebServer(
        uvicorn.Config(
            create_app(product),
            host=settings.http.host,
            port=settings.http.port,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
    )


def crash_hook(wanted: str) -> Reached:
    """``DUBAN_CRASH_AT=<landmark>:<n>`` kills the process at the n-th time it gets there; for fault tests."""
    name, _, count = wanted.rpartition(":")
    left = [int(count)]
    target = Landmark(name)

    def reached(landmark: Landmark) -> None:
        if landmark is target:
            left[0] -= 1
            if left[0] == 0:
                os._exit(137)

    return reached
