"""Accounts that stand in a ledger: whose they are is said, or nobody gets them."""

import pytest

from core.roster.ledger import Ledger, LedgerLeader, LedgerMeta, LedgerProject
from core.roster.ledger_accounts import accounts_in

META = LedgerMeta("台账", (1,))


def row(title: str, said: str, leaders: tuple[str, ...] = ("林一航",), **more: str) -> LedgerProject:
    return LedgerProject(2, "青禾饮用水项目", leaders=leaders, extra={title: said}, **more)  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize(
    ("project", "pairs"),
    [
        (row("领导企业微信账号", "LinYiHang"), (("林一航", "linyihang"),)),
        (row("包抓领导UserID", "lin01、shen02", ("林一航", "沈青禾")), (("林一航", "lin01"), ("沈青禾", "shen02"))),
        (row("联络员企业微信", "su01", liaison="苏小满"), (("苏小满", "su01"),)),
        (row("驻工地专员企微", "shi.01", site_officer="石大磊"), (("石大磊", "shi.01"),)),
        (row("责任人user_id", "zhao-1", contact="赵一"), (("赵一", "zhao-1"),)),
    ],
)  # fmt: skip
def test_the_column_says_whose(project: LedgerProject, pairs: tuple[tuple[str, str], ...]) -> None:
    found = accounts_in(Ledger(META, (project,)))

    assert (found.pairs, found.unclear) == (pairs, ())


@pytest.mark.parametrize(
    ("project", "unclear"),
    [
        (row("企业微信账号", "lin01"), "lin01"),  # the leader's? the liaison's?
        (row("领导企业微信账号", "lin01", ("林一航", "沈青禾")), "lin01"),
        (row("领导企业微信账号", "林一航"), "林一航"),
        (row("联络员企业微信账号", "su01"), "su01"),  # nobody is liaison
    ],
)
def test_nothing_is_guessed(project: LedgerProject, unclear: str) -> None:
    found = accounts_in(Ledger(META, (project,)))

    assert (found.pairs, found.unclear) == ((), (unclear,))


def test_two_accounts_of_one_and_one_account_of_two_are_asked_about() -> None:
    title = "领导企业微信账号"
    rows = (row(title, "lin01"), row(title, "lin02"), row(title, "gu01", ("顾远山",)))
    leaders = (LedgerLeader("沈青禾", "市委常委", "GU01"), LedgerLeader("江望", "", "jiang"))

    found = accounts_in(Ledger(META, rows, leaders=leaders))

    assert found.pairs == (("江望", "jiang"),)
    assert set(found.unclear) == {"林一航", "沈青禾", "顾远山"}


def test_an_other_column_is_no_account() -> None:
    assert accounts_in(Ledger(META, (row("领导批示", "lin01"),))).pairs == ()
