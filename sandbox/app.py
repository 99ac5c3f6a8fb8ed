"""Puts both services, the control API and the page behind one ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.bot_api import BotApi
from sandbox.clock import Clock
from sandbox.control import ROUTES
from sandbox.control.time import ClockHooks, Moved, NextDeadline
from sandbox.errors import Refused
from sandbox.state import Keeper
from sandbox.telegram import Telegram, new_telegram
from sandbox.wecom import Corp, WeComAccount, new_corp
from sandbox.wecom.api import PREFIX, WeComApi
from sandbox.wire import Receive, Scope, Send

PAGE = Path(__file__).parent / "page"
DEFAULT_TOKEN = "777000001:sandbox-token"
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class SandboxApp:
    """ASGI. ``telegram`` and ``wecom`` are the world behind it, for programs in the same event loop."""

    def __init__(self, telegram: Telegram, wecom: Corp, starlette: Starlette) -> None:
        self.telegram = telegram
        self.wecom = wecom
        self._bot_api = BotApi(telegram)
        self._wecom_api = WeComApi(wecom)
        self._starlette = starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(("/bot", "/file/bot")):
            await self._bot_api(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await self._wecom_api(scope, receive, send)
        else:
            await self._starlette(scope, receive, send)


def create_app(
    token: str = DEFAULT_TOKEN,
    *,
    state_file: Path | str | None = None,
    clock: Clock | None = None,
    next_deadline: NextDeadline | None = None,
    moved: Moved | None = None,
    bot_name: str = "督办",
    bot_username: str = "duban_sandbox_bot",
    group_privacy: bool = True,
    query_seconds: float = 60.0,
    webhook_pause: float = 2.0,
    wecom: WeComAccount | None = None,
    callback_seconds: float = 5.0,
    callback_pause: float = 1.0,
) -> SandboxApp:
    """Telegram with one bot and WeCom with one application. State is kept in ``state_file`` if one is given.

    Args:
        callback_seconds: how long WeCom waits for the answer to a callback, real time.
        callback_pause: seconds before it tries again.
        query_seconds: how long a button press may be answered, by the sandbox clock.
        webhook_pause: seconds; the second and later tries wait 1, 2, 4 … times this.
    """
    telegram = new_telegram(
        token,
        clock=clock,
        bot_name=bot_name,
        bot_username=bot_username,
        group_privacy=group_privacy,
        query_seconds=query_seconds,
        webhook_pause=webhook_pause,
    )
    corp = new_corp(telegram.world, wecom, answer_seconds=callback_seconds, retry_pause=callback_pause)
    keeper = Keeper(telegram, corp, Path(state_file)) if state_file is not None else None
    if keeper is not None:
        keeper.load()
    starlette = _starlette(telegram, corp, keeper)
    starlette.state.telegram = telegram
    starlette.state.wecom = corp
    starlette.state.clock_hooks = ClockHooks(next_deadline, moved)
    return SandboxApp(telegram, corp, starlette)


def _starlette(telegram: Telegram, corp: Corp, keeper: Keeper | None) -> Starlette:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if keeper is not None:
            keeper.start()
        yield
        telegram.feed.close()
        telegram.courier.stop()
        corp.courier.stop()
        if keeper is not None:
            await keeper.stop()

    return Starlette(
        routes=[
            *ROUTES,
            Route("/", _page),
            Mount("/page", StaticFiles(directory=PAGE)),
        ],
        exception_handlers={Refused: _refused},
        lifespan=lifespan,
    )


async def _page(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers={"content-security-policy": POLICY})


async def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):  # Starlette's signature is wider than its promise
        raise error
    return JSONResponse({"error": error.sentence}, status_code=error.status)
