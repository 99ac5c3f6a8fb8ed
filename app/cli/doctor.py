"""``doctor``: is everything all right, and if not, what to do."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

import typer

from app import logs, times
from app.cli.session import AsJson
from app.opening import prepare_folders
from app.settings import Settings, SettingsError, load
from core.delivery.model import State
from core.office_time import office_calendar, unknown_years
from storage import schema
from storage.engine import open_store, sqlite_worries
from storage.unit_of_work import SqlUnitOfWork

ROOM = 500 * 1024 * 1024
"""Bytes of free disk below which the office is warned."""


AHEAD = timedelta(days=60)
"""How far ahead the holidays should be known."""
SKEW = timedelta(seconds=60)
"""More than this between our clock and the chat service's is an error."""


class Grade(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Check:
    """One line; ``advice`` says what to do unless it is ok."""

    name: str
    grade: Grade
    found: str
    advice: str = ""


def doctor(as_json: AsJson = False) -> None:
    """Check configuration, database, chat services, clock, holiday table, disk; exit 1 on an error."""
    logs.set_up("text", 40)
    checks = list(examine())
    if as_json:
        typer.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1))
    else:
        for check in checks:
            typer.echo(
                f"{check.grade.value:8}{check.name}：{check.found}"
                + (f"\n        → {check.advice}" if check.advice else "")
            )
    if any(check.grade is Grade.ERROR for check in checks):
        sys.exit(1)


def examine() -> Iterator[Check]:
    try:
        settings = load()
    except SettingsError as wrong:
        yield Check("配置", Grade.ERROR, str(wrong), "按 .env.example 改正后再试")
        return
    yield Check("配置", Grade.OK, "读取正常")
    for each in (_folder, _database, _sqlite, _telegram, _wecom, _clock, _holidays, _fonts, _disk, _letters):
        yield _safely(each, settings)


def _safely(check: Callable[[Settings], Check], settings: Settings) -> Check:
    """A check that fails in an unforeseen way is an error of its own, never a crash."""
    try:
        return check(settings)
    except Exception as error:
        return Check(
            check.__name__.strip("_"),
            Grade.ERROR,
            f"{type(error).__name__}: {error}",
            "请把这一行发给系统维护人员",
        )


def _folder(settings: Settings) -> Check:
    prepare_folders(settings)
    if not os.access(settings.data_dir, os.W_OK):
        return Check(
            "数据目录", Grade.ERROR, f"{settings.data_dir} 不可写", "修改目录权限，或设置 DUBAN_DATA_DIR"
        )
    return Check("数据目录", Grade.OK, str(settings.data_dir))


def _database(settings: Settings) -> Check:
    try:
        found = schema.current(settings.database_url)
    except Exception as error:
        return Check(
            "数据库",
            Grade.ERROR,
            f"连接失败（{type(error).__name__}）",
            "核对 DUBAN_DATABASE_URL，确认数据库已启动",
        )
    if found is None:
        return Check("数据库", Grade.WARNING, "空库", "首次运行会自动建表，也可先运行 duban migrate")
    if not schema.is_current(settings.database_url):
        return Check(
            "数据库",
            Grade.ERROR,
            f"结构版本 {found}，程序需要 {schema.head()}",
            "先备份，再运行 duban migrate",
        )
    return Check("数据库", Grade.OK, f"连接正常，结构版本 {found}")


def _sqlite(settings: Settings) -> Check:
    if not settings.database_url.startswith("sqlite"):
        return Check("SQLite", Grade.OK, "未使用")
    worry = sqlite_worries()
    if worry:
        return Check(
            "SQLite",
            Grade.WARNING,
            worry,
            "单进程运行不受影响；条件允许时升级系统的 SQLite，或改用 PostgreSQL",
        )
    return Check("SQLite", Grade.OK, "版本正常")


def _telegram(settings: Settings) -> Check:
    from app.bots import make_bot
    from bot.telegram.commands import greet
    from bot.telegram.faults import ServiceAway, TokenRefusedByTelegram

    telegram = settings.telegram
    if telegram is None:
        return Check("Telegram", Grade.WARNING, "未启用", "如需启用，设置 DUBAN_TELEGRAM__TOKEN")

    async def ask() -> str:
        bot = make_bot(telegram)
        try:
            name = await greet(bot)
            hook = await bot.get_webhook_info()
            return f"@{name}，" + (f"回调 {hook.url or '未设置'}" if telegram.webhook_url else "长轮询")
        finally:
            await bot.shutdown()

    try:
        return Check("Telegram", Grade.OK, asyncio.run(ask()))
    except TokenRefusedByTelegram:
        return Check(
            "Telegram", Grade.ERROR, "令牌被拒绝", "向 @BotFather 核对令牌，更新 DUBAN_TELEGRAM__TOKEN"
        )
    except ServiceAway as away:
        return Check("Telegram", Grade.ERROR, f"连接不上：{away}", "检查网络、代理和 DUBAN_TELEGRAM__API_URL")


def _clock(settings: Settings) -> Check:
    from app.cli.skew import clock_skew

    urls = [service.api_url for service in (settings.telegram, settings.wecom) if service]
    if not urls:
        return Check("时钟", Grade.OK, "未启用通讯服务，无从比对")
    try:
        skew = clock_skew(urls[0])
    except Exception as away:
        return Check("时钟", Grade.WARNING, f"未能比对（{type(away).__name__}）", "先解决上一项的网络问题")
    if skew is None:
        return Check("时钟", Grade.OK, "通讯服务未提供时间，无从比对")
    seconds = abs(skew.total_seconds())
    if seconds > SKEW.total_seconds():
        found = f"本机{'快' if skew > timedelta(0) else '慢'} {seconds:.0f} 秒"
        return Check("时钟", Grade.ERROR, found, "开启本机的时间同步（NTP），否则开轮、催报和截止都会错时")
    return Check("时钟", Grade.OK, f"与通讯服务相差 {seconds:.0f} 秒")


def _wecom(settings: Settings) -> Check:
    if settings.wecom is None:
        return Check("企业微信", Grade.OK, "未启用")
    from app.cli.wecom_check import look

    found = look(settings.wecom)
    if not found.usable:
        return Check("企业微信", Grade.ERROR, found.said, found.advice)
    return Check("企业微信", Grade.WARNING if found.advice else Grade.OK, found.said, found.advice)


def _holidays(settings: Settings) -> Check:
    calendar = times.calendar(settings.time_zone)
    if schema.current(settings.database_url) and schema.is_current(settings.database_url):
        store = open_store(settings.database_url)
        try:
            with store.reader.begin() as connection:
                calendar = office_calendar(SqlUnitOfWork(connection, None), calendar)
        finally:
            store.close()
    today = calendar.today(times.SystemClock().now())
    missing = unknown_years(calendar, today, AHEAD)
    if missing:
        return Check(
            "节假日表",
            Grade.WARNING,
            f"没有 {'、'.join(map(str, missing))} 年的放假安排",
            "暂按周一至周五上班计算；国务院办公厅通知公布后升级程序，或由招商办在 /settings 的“假日安排”中录入",
        )
    return Check("节假日表", Grade.OK, f"已收录 {today.year} 年")


def _fonts(_: Settings) -> Check:
    from documents.bulletin_picture import families
    from documents.fonts import FAMILY, covered

    if FAMILY not in families():
        return Check("字体", Grade.ERROR, f"没有 {FAMILY}", "重新安装依赖；没有字体时通报只发文字和附表")
    return Check("字体", Grade.OK, f"{FAMILY}，{len(covered())} 个字符")


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    if free < ROOM:
        return Check("磁盘", Grade.WARNING, f"剩余 {free // 2**20} MB", "清理磁盘或迁移数据目录")
    return Check("磁盘", Grade.OK, f"剩余 {free // 2**30} GB")


def _letters(settings: Settings) -> Check:
    if schema.current(settings.database_url) is None:
        return Check("收发件", Grade.OK, "空")
    store = open_store(settings.database_url)
    try:
        with store.reader.begin() as connection:
            work = SqlUnitOfWork(connection, None)
            uncertain = len(work.outbox.listed(State.UNCERTAIN, 100))
            parked = len(work.inbox.parked())
    finally:
        store.close()
    if uncertain or parked:
        return Check(
            "收发件",
            Grade.WARNING,
            f"待核实 {uncertain} 条，无法处理的来信 {parked} 条",
            "请招商办核实；来信原文保存在数据库 inbox 表",
        )
    return Check("收发件", Grade.OK, "没有积压的疑难")
