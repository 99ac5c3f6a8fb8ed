"""Settings from the environment and ``.env``; every name is in ``.env.example`` and docs/configuration.md."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.texts.catalogue import say

PREFIX = "DUBAN_"
Preset = Literal["city", "district", "county", "city-inspection"]
PROOF = "[A-Za-z0-9_-]{22,256}"
"""Characters and length as setWebhook allows them; 22 carry 128 bits."""
SLOWEST = 4
"""Messages in a window; with fewer the share kept for answers and the bursts would leave nothing for the rest."""


LONGEST_ROOM = 50
"""Characters of a group's name."""


class SettingsError(Exception):
    """One line: which variable is wrong and what it should be."""


class Http(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    public_url: str = Field("", pattern=r"^(https?://[^\s?#]+)?$")


class Telegram(BaseModel):
    """A Telegram bot. ``webhook_url`` left out means long polling."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    token: SecretStr
    api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_secret: SecretStr = Field(SecretStr(""), validate_default=True)
    messages_per_second: int = Field(30, ge=SLOWEST)
    group_messages_per_minute: int = Field(20, ge=SLOWEST)
    private_messages_per_3_seconds: int = Field(3, ge=1)

    @field_validator("webhook_secret")
    @classmethod
    def _guards_the_webhook(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("webhook_url") and not re.fullmatch(PROOF, secret.get_secret_value()):
            raise ValueError("a webhook needs 22 to 256 characters of A-Z a-z 0-9 _ - here")
        return secret


class WeCom(BaseModel):
    """An application in 企业微信."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corp_id: str = Field(min_length=1)
    agent_id: int
    secret: SecretStr = Field(min_length=1)
    token: SecretStr = Field(min_length=1)
    aes_key: SecretStr
    api_url: str = "https://qyapi.weixin.qq.com"
    accounts: int = Field(200, ge=1)
    robots: dict[str, SecretStr] = {}
    rooms: dict[str, str] = {}
    member_messages_per_minute: int = Field(30, ge=SLOWEST)
    member_messages_per_hour: int = Field(1000, ge=SLOWEST)

    @field_validator("aes_key")
    @classmethod
    def _opens(cls, key: SecretStr) -> SecretStr:
        if not re.fullmatch("[A-Za-z0-9]{43}", key.get_secret_value()):
            raise ValueError("EncodingAESKey has exactly 43 letters and digits")
        return key

    @field_validator("robots", "rooms")
    @classmethod
    def _fits(cls, named: dict[str, Any]) -> dict[str, Any]:
        if any(not 0 < len(name) <= LONGEST_ROOM for name in named):
            raise ValueError(f"names of groups have 1 to {LONGEST_ROOM} characters")
        return named


class Settings(BaseSettings):
    """``DUBAN_TELEGRAM__TOKEN=…`` sets ``telegram.token``. A chat service left out is off."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_file=".env", extra="forbid", frozen=True
    )

    database_url: str = "sqlite:///data/duban.db"
    language: Literal["zh", "en"] = "zh"
    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    preset: Preset = "district"
    data_dir: Path = Path("data")
    http: Http = Http(port=8080)
    log_format: Literal["text", "json"] = "text"
    audit_key: SecretStr = SecretStr("")
    telegram: Telegram | None = None
    wecom: WeCom | None = None

    @field_validator("time_zone", mode="before")
    @classmethod
    def _zone(cls, value: object) -> object:
        return ZoneInfo(value) if isinstance(value, str) else value


def load(env_file: str | None = ".env") -> Settings:
    """Read them once, at start.

    Raises:
        SettingsError: a variable is missing, misspelt or has a value that cannot be.
    """
    _check_names()
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError(_first_line(error)) from None


def _check_names() -> None:
    """Pydantic notices misspelt names in ``.env`` but not in the process environment."""
    names = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    nested = {
        f"{PREFIX}{name}__{sub}".upper() for name, group in GROUPS.items() for sub in group.model_fields
    }
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in names | nested | OTHERS:
            raise SettingsError(say("settings.unknown", name=name))


GROUPS: dict[str, type[BaseModel]] = {"http": Http, "telegram": Telegram, "wecom": WeCom}
OTHERS = {"DUBAN_TEST_DATABASE_URL", "DUBAN_CRASH_AT"}


def _first_line(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = PREFIX + "__".join(str(part) for part in first["loc"]).upper()
    name = name.replace(PREFIX + PREFIX, PREFIX)
    if first["type"] == "missing":
        return say("settings.missing", name=name)
    return say("settings.bad", name=name, why=first["msg"])
