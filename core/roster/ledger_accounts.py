"""WeCom accounts that stand in the office's ledger: a column that says whose they are, or the list of leaders.

领导企业微信账号, 联络员企业微信, 包抓领导userid; below a group of columns its name may say whose (联络员 over 企业微信账号).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.chat import Address, Channel
from core.ports import UnitOfWork
from core.roster.accounts import assign_account
from core.roster.header_words import ACCOUNT
from core.roster.ledger import Ledger, LedgerProject
from core.roster.model import ImportResult

USERID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
_OWNERS = (
    (re.compile("领导|包抓|包联|领衔"), lambda row: row.leaders),
    (re.compile("联络|联系|对接|经办"), lambda row: _names(row.liaison)),
    (re.compile("专员|管家|秘书|代办"), lambda row: _names(row.site_officer)),
    (re.compile("责任人"), lambda row: _names(row.contact)),
)
_BETWEEN = re.compile(r"[、,，;；/\s]+")


@dataclass(frozen=True, slots=True)
class NamedAccounts:
    """``pairs``: (name, account), each name once. ``unclear``: what was written and nobody can be given."""

    pairs: tuple[tuple[str, str], ...] = ()
    unclear: tuple[str, ...] = ()


def accounts_in(ledger: Ledger) -> NamedAccounts:
    """A name with two accounts, an account of two names, and what is no account at all are unclear."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    unclear: dict[str, None] = {}
    for names, said in _written(ledger):
        accounts = _names(said)
        if len(names) != len(accounts) or not all(USERID.fullmatch(account) for account in accounts):
            unclear[said] = None
            continue
        for name, account in zip(names, accounts, strict=True):
            found[name].add(account.casefold())
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for name, accounts_ in found.items():
        for account in accounts_:
            holders[account].add(name)
    pairs = []
    for name, given in found.items():
        (first, *more) = sorted(given)
        if more or len(holders[first]) > 1:
            unclear[name] = None
        else:
            pairs.append((name, first))
    return NamedAccounts(tuple(pairs), tuple(unclear))


def with_accounts(work: UnitOfWork, result: ImportResult, ledger: Ledger) -> ImportResult:
    """``result`` with the accounts that the import would assign, or could not; nothing is changed."""
    named = accounts_in(ledger)
    given, refused = [], list(named.unclear)
    for name, account in named.pairs:
        holder = work.people.account_at(Address(Channel.WECOM, account))
        if holder is None:
            given.append((name, account))
        elif holder[1].name != name:
            refused.append(f"{name} {account}")
    return replace(result, accounts=tuple(given), no_accounts=tuple(refused))


def take_accounts(
    work: UnitOfWork, result: ImportResult, ledger: Ledger, by: int | None, now: datetime
) -> ImportResult:
    """Assign them, after the ledger itself was taken: everybody in it is on the roster."""
    result = with_accounts(work, result, ledger)
    for name, account in result.accounts:
        assign_account(work, name, Address(Channel.WECOM, account), by, now)
    return result


def _written(ledger: Ledger) -> Iterator[tuple[Sequence[str], str]]:
    """(whose, what stands there)."""
    for leader in ledger.leaders:
        if leader.account:
            yield (leader.name,), leader.account
    for row in ledger.projects:
        for title, said in row.extra.items():
            if ACCOUNT.search(title):
                yield _owners(title, row), said


def _owners(title: str, row: LedgerProject) -> Sequence[str]:
    """None if the title does not say whose it is."""
    return next((names(row) for words, names in _OWNERS if words.search(title)), ())


def _names(said: str) -> tuple[str, ...]:
    return tuple(name for name in _BETWEEN.split(said.strip()) if name)
