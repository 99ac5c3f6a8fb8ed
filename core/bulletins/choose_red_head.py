"""Which template fills the official document: the office's own, or the product's form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.files import StoredFile
from core.ports import UnitOfWork
from core.settings import Json, Setting, choose, chosen


@dataclass(frozen=True, slots=True)
class RedHead:
    """A template in ``core.ports.Files``; an empty ``sha256``: the product's own form."""

    sha256: str = ""
    name: str = ""


def _from_json(value: Json) -> RedHead:
    if not isinstance(value, dict):
        raise ValueError(value)  # noqa: TRY004 - what was stored is wrong, not the call
    return RedHead(str(value.get("sha256", "")), str(value.get("name", "")))


RED_HEAD: Setting[RedHead] = Setting(
    "bulletin.red_head", RedHead(), lambda one: {"sha256": one.sha256, "name": one.name}, _from_json
)


def template_name(work: UnitOfWork) -> str:
    return chosen(work, RED_HEAD).name


def template(work: UnitOfWork) -> StoredFile | None:
    """The one that counts now; None: the product's own form."""
    sha = chosen(work, RED_HEAD).sha256
    return work.files.find(sha) if sha else None


def use(work: UnitOfWork, sha256: str, name: str, by: int, now: datetime) -> None:
    choose(work, RED_HEAD, RedHead(sha256, name), by, now)


def use_none(work: UnitOfWork, by: int, now: datetime) -> bool:
    """Back to the product's own form; False if that is what counts already."""
    return choose(work, RED_HEAD, RedHead(), by, now)
