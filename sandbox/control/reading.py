"""Reads what a control request says."""

from json import JSONDecodeError
from typing import Any

from starlette.requests import Request

from sandbox.errors import Refused
from sandbox.telegram import Telegram
from sandbox.wecom import Corp


def telegram_of(request: Request) -> Telegram:
    found: Telegram = request.app.state.telegram
    return found


def wecom_of(request: Request) -> Corp:
    found: Corp = request.app.state.wecom
    return found


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object in the body; an empty body is an empty object."""
    if not await request.body():
        return {}
    try:
        value = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise Refused(400, "请求体不是有效的 JSON") from None
    if not isinstance(value, dict):
        raise Refused(400, "请求体应为 JSON 对象")
    return value


def required(body: dict[str, Any], name: str) -> Any:
    if body.get(name) is None:
        raise Refused(400, f"缺少 {name}")
    return body[name]


def number(value: Any, name: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Refused(400, f"{name} 应为整数") from None


def optional_number(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    return None if value is None or value == "" else number(value, name)
