"""``python -m sandbox --port 8088 --token 777000001:sandbox-token``."""

import argparse
import asyncio
import signal
import sys

from sandbox.app import DEFAULT_TOKEN
from sandbox.server import Sandbox


async def _serve(port: int, token: str, state_file: str | None) -> None:
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    async with Sandbox(port, token, state_file=state_file) as sandbox:
        sys.stdout.write(f"聊天页面 {sandbox.url}/  机器人接口 {sandbox.url}/bot{token}/\n")
        sys.stdout.write(f"企业微信接口 {sandbox.wecom_url}\n")
        sys.stdout.flush()
        await end.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox", description="本机聊天服务（Telegram 与企业微信形式）")
    parser.add_argument("--port", type=int, default=8088, help="0 表示任选")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--state", default=None, help="保存状态的 JSON 文件")
    chosen = parser.parse_args()
    asyncio.run(_serve(chosen.port, chosen.token, chosen.state))


if __name__ == "__main__":
    main()
