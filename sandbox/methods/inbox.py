"""How the bot gets its updates: long polling or a webhook."""

import re
from urllib.parse import urlsplit

from sandbox.arguments import Arguments
from sandbox.errors import ApiError, bad_request
from sandbox.model import Json
from sandbox.telegram import Telegram
from sandbox.webhooks import Webhook

MAX_TIMEOUT = 50
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
WEBHOOK_ACTIVE = ApiError(
    409,
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first",
)
ENDED_BY_WEBHOOK = ApiError(409, "Conflict: terminated by setWebhook request")


class WrittenJson(str):
    """A result that is JSON already (or, for a poisoned update, is meant not to be)."""

    __slots__ = ()


async def get_updates(telegram: Telegram, arguments: Arguments) -> WrittenJson:
    if telegram.courier.webhook is not None:
        raise WEBHOOK_ACTIVE
    _take_allowed(telegram, arguments)
    limit = arguments.integer("limit", 100)
    found = await telegram.updates.poll(
        arguments.integer("offset"),
        limit if 1 <= limit <= 100 else 100,
        min(max(arguments.integer("timeout"), 0), MAX_TIMEOUT),
    )
    return WrittenJson(f"[{','.join(update.body for update in found)}]")


def _take_allowed(telegram: Telegram, arguments: Arguments) -> None:
    """Absent: the last choice stays. Empty: back to the default kinds."""
    allowed = arguments.parsed("allowed_updates")
    if allowed is not None:
        telegram.updates.allowed = [str(kind) for kind in allowed]


def set_webhook(telegram: Telegram, arguments: Arguments) -> bool:
    url = arguments.text("url")
    if not url:
        return delete_webhook(telegram, arguments)
    _check_address(url)
    webhook = Webhook(url, _secret(arguments), arguments.integer("max_connections", 40))
    if not 1 <= webhook.max_connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    _take_allowed(telegram, arguments)
    if arguments.boolean("drop_pending_updates"):
        telegram.updates.clear()
    telegram.updates.interrupt(ENDED_BY_WEBHOOK)
    telegram.courier.start(webhook)
    telegram.world.changed("people")
    return True


def _check_address(url: str) -> None:
    """HTTPS, as the real service wants; plain HTTP on this machine only."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")


def _secret(arguments: Arguments) -> str:
    secret = arguments.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def delete_webhook(telegram: Telegram, arguments: Arguments) -> bool:
    telegram.courier.stop()
    if arguments.boolean("drop_pending_updates"):
        telegram.updates.clear()
    telegram.world.changed("people")
    return True


def get_webhook_info(telegram: Telegram, _arguments: Arguments) -> Json:
    courier = telegram.courier
    info: Json = {
        "url": courier.webhook.url if courier.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates.waiting),
    }
    if courier.webhook is not None:
        info["max_connections"] = courier.webhook.max_connections
        info["ip_address"] = "127.0.0.1"
    if courier.last_error is not None:
        info["last_error_date"], info["last_error_message"] = courier.last_error
    if telegram.updates.allowed:
        info["allowed_updates"] = telegram.updates.allowed
    return info


METHODS = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
