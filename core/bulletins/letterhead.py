"""Who issues the official document, to whom, under which letters (公文要素): what the office has chosen, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 120
"""Characters of one of them; 抄送 and 主送 name many offices."""


class Form(StrEnum):
    """How the first page looks."""

    DOCUMENT = "document"  # 文件: 发文机关标志, 发文字号
    BRIEF = "brief"  # 简报: 期号


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Empty: not chosen. What has no default is left out of the document.

    Attributes:
        issuer: 发文机关; the default is made from the ledger's name.
        code: 发文机关代字, such as 青招组办发.
        addressees: 主送机关; the default names the kinds of units in the ranking.
        signer: 签发人.
        copies: 抄送机关.
        printer: 印发机关; the default is the issuer.
    """

    issuer: str = ""
    code: str = ""
    addressees: str = ""
    signer: str = ""
    copies: str = ""
    printer: str = ""
    form: Form = Form.DOCUMENT


FIELDS = ("issuer", "code", "addressees", "signer", "copies", "printer")
"""What the office writes, in the order in which it is shown."""
