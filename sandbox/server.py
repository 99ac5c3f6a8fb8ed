"""Runs the sandbox on 127.0.0.1, in this event loop or in a thread of its own."""

import asyncio
import socket
import threading
from types import TracebackType
from typing import Any, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.app import DEFAULT_TOKEN, SandboxApp, create_app
from sandbox.nursery import Nursery
from sandbox.telegram import Telegram
from sandbox.wecom import Corp
from sandbox.wecom.api import BASE
from sandbox.wire import TRANSPORT, Receive, Scope, Send


class DroppableProtocol(H11Protocol):
    """Tells the application its transport, so that a fault can cut the connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inner: Any = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope[TRANSPORT] = self.transport
            await inner(scope, receive, send)

        self.app = with_transport


def server_for(app: SandboxApp) -> uvicorn.Server:
    """Leaves signals alone and ends open event streams at once."""
    config = uvicorn.Config(
        app,
        http=DroppableProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,  # as long as Telegram's; 5 s, the default, is also when clients give up: a race
    )
    return uvicorn.Server(config)


def listen(port: int, host: str = "127.0.0.1") -> socket.socket:
    """Port 0 chooses a free one.

    The protocol is named because asyncio switches off Nagle's delay (40 ms an answer) only then.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(512)
    listener.setblocking(False)  # noqa: FBT003 - the name of the argument is the method
    return listener


class Addresses:
    """What stands at ``url``, which is empty until it serves."""

    url = ""

    @property
    def wecom_url(self) -> str:
        """Stands in for ``https://qyapi.weixin.qq.com``."""
        return f"{self.url}{BASE}"

    @property
    def bot_url(self) -> str:
        """For ``python-telegram-bot``'s ``base_url``: the token is appended."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        return f"{self.url}/file/bot"


class Sandbox(Addresses):
    """``async with Sandbox() as sandbox``: serves at ``sandbox.url`` in the current loop.

    Options are those of ``create_app``.
    """

    def __init__(self, port: int = 0, token: str = DEFAULT_TOKEN, **options: Any) -> None:
        self.token = token
        self.app = create_app(token, **options)
        self._port = port
        self._server = server_for(self.app)
        self._task: asyncio.Task[None] | None = None

    @property
    def telegram(self) -> Telegram:
        return self.app.telegram

    @property
    def wecom(self) -> Corp:
        return self.app.wecom

    async def __aenter__(self) -> Self:
        listener = listen(self._port)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        # serve() would take over the signal handlers of the embedding program.
        self._task = Nursery().start(self._server._serve([listener]))  # noqa: SLF001 - serve() would take the signal handlers
        while not self._server.started:
            if self._task.done():
                self._task.result()
                raise RuntimeError("the sandbox stopped while starting")
            await asyncio.sleep(0.005)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.telegram.feed.close()
        self.telegram.updates.release()
        self._server.should_exit = True
        if self._task is not None:
            await self._task


class ThreadedSandbox(Addresses):
    """The same in a thread with its own loop, for tests that start and kill processes.

    Talk to it over HTTP only; its objects belong to the other thread.
    """

    def __init__(self, port: int = 0, token: str = DEFAULT_TOKEN, **options: Any) -> None:
        self.token = token
        self._arguments = (port, token, options)
        self._started = threading.Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._main, name="sandbox", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(10)
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is not None and self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception as failure:  # noqa: BLE001 - raised again in the thread that waits
            self._failure = failure
        finally:
            self._started.set()

    async def _run(self) -> None:
        port, token, options = self._arguments
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        async with Sandbox(port, token, **options) as sandbox:
            self.url = sandbox.url
            self._started.set()
            await self._end.wait()
