"""The made-up accounts of the demonstration: one for every role, and a team of caseworkers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import ROLES
from sendap.apps.timeline.models import Case
from sendap.demo.area import MadeUpAccount, NamedSetting, made_up_accounts
from sendap.reference.authorities import NORTHMERE

BASIS = "demonstration"


def make_accounts(settings: Mapping[str, NamedSetting], *, on: date) -> int:
    """Make every account but the families', with grants from a day on; returns how many."""
    busiest = _busiest(settings)
    count = 0
    for each in made_up_accounts():
        code = _code(each, busiest)
        grant(open_account(each.username, each.name, each.job_title), each.role, code, on=on)
        count += 1
    return count


def open_account(username: str, name: str, job_title: str) -> Account:
    """A made-up account, which nobody can sign in to with a password."""
    account = Account(username=username, name=name, job_title=job_title, is_demonstration=True)
    account.set_unusable_password()
    account.save()
    return account


def grant(account: Account, role: str, code: str, *, on: date) -> None:
    """Give a made-up account a role over the kind of scope that the role is held over."""
    scope = ROLES[role].scope
    Grant.objects.create(
        account=account, role=role, scope=scope, code=code, basis=BASIS, starts_on=on
    )


def _code(account: MadeUpAccount, busiest: Mapping[str, str]) -> str:
    """What the account's grant reaches: the area, its region, a setting, or the nation ('')."""
    by_scope = {
        "nation": "",
        "region": NORTHMERE.region_code,
        "authority": NORTHMERE.code,
        "setting": busiest.get(account.setting, ""),
    }
    return by_scope[ROLES[account.role].scope]


def _busiest(settings: Mapping[str, NamedSetting]) -> dict[str, str]:
    """For each group of settings, the number of the one with the most cases."""
    counts = dict.fromkeys(settings, 0)
    cases = Case.objects.filter(authority_code=NORTHMERE.code, stage="plan")
    for number in cases.values_list("setting_number", flat=True):
        if number in counts:
            counts[number] += 1
    most = sorted(counts, key=lambda number: (counts[number], number))
    return {settings[number].group: number for number in most}
