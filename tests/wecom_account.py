"""The application that the made-up WeCom knows, and how the program is told of it."""

from sandbox import WeComAccount

ACCOUNT = WeComAccount()


def wecom_settings(url: str) -> dict[str, str]:
    """For the environment of the program; ``url``: where the sandbox is."""
    return {
        "DUBAN_WECOM__CORP_ID": ACCOUNT.corp_id,
        "DUBAN_WECOM__AGENT_ID": str(ACCOUNT.agent_id),
        "DUBAN_WECOM__SECRET": ACCOUNT.secret,
        "DUBAN_WECOM__TOKEN": ACCOUNT.token,
        "DUBAN_WECOM__AES_KEY": ACCOUNT.aes_key,
        "DUBAN_WECOM__API_URL": f"{url}/wecom",
    }
