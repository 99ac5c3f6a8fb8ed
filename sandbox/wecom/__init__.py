"""企业微信 on this machine: one corp, one self-built application, its members and groups.

Sources are the pages of developer.work.weixin.qq.com (numbers in the modules), read in stored copies of 2025–2026.
"""

from sandbox.wecom.account import WeComAccount
from sandbox.wecom.corp import Corp, new_corp

__all__ = ["Corp", "WeComAccount", "new_corp"]
