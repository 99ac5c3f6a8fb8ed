"""Logging: one line an event, text or JSON, secrets never in it."""

from __future__ import annotations

import logging
import sys

from app.lean import without
from bot.telegram import secrecy
from bot.wecom.secrecy import AddressFilter

with without("rich"):  # for tracebacks in colours: 4 MB
    import structlog

NOISY = (
    "httpx",
    "httpcore",
    "aiohttp.access",
    "apscheduler",
    "telegram",
    "asyncio",
    "alembic",
    "uvicorn.access",
)
"""httpx prints the URL with the bot token at INFO; the others say nothing the office needs."""


def set_up(log_format: str, level: int = logging.INFO) -> None:
    """Route structlog and the standard library through one handler that redacts tokens."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(AddressFilter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    secrecy.guard(root.handlers)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that is still running is no news
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
