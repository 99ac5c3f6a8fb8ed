"""The product's own web face: the webhook, health, readiness and figures. Nothing else is open."""

from __future__ import annotations

from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.wiring import Product
from bot.telegram.webhook import endpoint
from bot.upload import endpoint as uploads
from bot.web import Endpoint
from core.ports import UnitOfWork
from scheduler.jobs import LAST_TICK
from storage import schema

STALE = 90.0
"""Seconds without a tick after which this office is not ready."""


def create_app(product: Product) -> Starlette:
    routes = [
        Route("/healthz", lambda _: PlainTextResponse("ok")),
        Route("/readyz", _ready(product)),
        Route("/metrics", _metrics(product)),
    ]
    telegram = product.settings.telegram
    if product.telegram and telegram and telegram.webhook_url:
        secret = telegram.webhook_secret.get_secret_value()
        taking = endpoint(secret, product.telegram.intake)
        routes.append(Route("/telegram/webhook", taking, methods=["POST"]))
    if product.wecom:
        routes.append(Route("/wecom/callback", product.wecom.callback, methods=["GET", "POST"]))
    if product.settings.http.public_url:
        taking = uploads.endpoint(product.desk, product.clock, product.inbound.add)
        routes.append(Route("/upload/{token}", taking, methods=["GET", "POST"]))
    return Starlette(routes=routes)


def _ready(product: Product) -> Endpoint:
    async def ready(_: Request) -> Response:
        checks = await readiness(product)
        return JSONResponse(checks, 200 if all(checks.values()) else 503)

    return ready


async def readiness(product: Product) -> dict[str, bool]:
    """database, migrations, clock: each true or false."""
    try:
        age = await _tick_age(product)
        migrated = schema.is_current(product.settings.database_url)
    except Exception:  # noqa: BLE001 - whatever it is, we are not ready
        return {"database": False, "migrations": False, "clock": False}
    return {"database": True, "migrations": migrated, "clock": age is not None and age < STALE}


def _metrics(product: Product) -> Endpoint:
    async def metrics(_: Request) -> Response:
        depth = await product.desk.read(lambda work: work.outbox.depth())
        page = product.metrics.page(depth, await _tick_age(product))
        return Response(page, media_type="text/plain; version=0.0.4")

    return metrics


async def _tick_age(product: Product) -> float | None:
    last = await product.desk.read(_last_tick)
    return abs((product.clock.now() - last).total_seconds()) if last else None


def _last_tick(work: UnitOfWork) -> datetime | None:
    kept = work.settings.get(LAST_TICK)
    return datetime.fromisoformat(kept) if kept else None
