"""Telegram. python-telegram-bot parses updates and calls the API; the loops, queues and limits are ours."""

import os

# PTB gives lengths of time as timedelta instead of warning that it will; it looks whenever it makes one.
os.environ.setdefault("PTB_TIMEDELTA", "1")
