"""The echo bot of python-telegram-bot's examples; started by ``benchmarks.inbound``."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from benchmarks.stage import ready, report, task


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


async def main(job: dict[str, Any]) -> None:
    application = ApplicationBuilder().token(job["token"]).base_url(f"{job['url']}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        ready()
        cpu = time.process_time()
        await asyncio.to_thread(sys.stdin.readline)
        report(cpu=time.process_time() - cpu)
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(main(task()))
