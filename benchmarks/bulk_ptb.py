"""The same with what python-telegram-bot brings along; started by ``benchmarks.bulk``."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder, ContextTypes, ExtBot, MessageHandler, filters

from benchmarks.stage import ready, report, task

BUTTONS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("正常", callback_data="1:g:1"),
            InlineKeyboardButton("有问题", callback_data="1:p:1"),
        ]
    ]
)
TEXT = "<b>第47周填报</b>\n1. 冷链物流一期　正常\n2. 光伏组件　黄灯"


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_text("本期第3名")


async def ask(bot: ExtBot[Any], person: int) -> None:
    with suppress(TelegramError):  # the server knows what was lost
        await bot.send_message(person, TEXT, parse_mode="HTML", reply_markup=BUTTONS)


async def main(job: dict[str, Any]) -> None:
    limiter = AIORateLimiter(max_retries=job["retries"])
    builder = ApplicationBuilder().token(job["token"]).base_url(f"{job['url']}/bot").rate_limiter(limiter)
    application = builder.concurrent_updates(64).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        ready()
        cpu = time.process_time()
        await asyncio.gather(*(ask(application.bot, person) for person in job["people"]))
        await asyncio.sleep(1)
        report(cpu=time.process_time() - cpu)
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # each refused message would print a traceback
    asyncio.run(main(task()))
