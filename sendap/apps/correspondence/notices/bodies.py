"""Who beyond the family gets a copy of a notice: setting, health commissioner, social services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sendap.apps.access.models import Grant
from sendap.apps.access.queries import accounts_holding
from sendap.apps.access.roles import SETTING_STAFF
from sendap.apps.correspondence.models import NoticeCopy
from sendap.apps.correspondence.notices.rules import Recipient
from sendap.apps.organisations.queries import authority_name
from sendap.apps.timeline.models import Case
from sendap.law.notices import CopyRule, NoticeKind

BODY = NoticeCopy.Body

ROLES = {
    BODY.SETTING: SETTING_STAFF,
    BODY.COMMISSIONER: frozenset({"health"}),
    BODY.SOCIAL_CARE: frozenset({"social_care"}),
}
"""The roles in whose account each kind of body reads its copies."""


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """The setting that the plan sent with a notice names; both texts empty when it names none."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class BodyCopy:
    """A copy that a rule asks for: to whom, and the accounts in which it can be read."""

    rule: CopyRule
    to: Recipient
    accounts: tuple[int, ...]


def body_copies(
    case: Case, kind: NoticeKind, *, named: NamedSetting | None, on: date
) -> tuple[BodyCopy, ...]:
    """The copies of a notice beyond the family; without a setting there is none for it.

    The setting is the one that the plan names when one comes with the notice, else the one that
    the child or young person attends.
    """
    setting = named or NamedSetting(case.setting_number, case.setting_name)
    found = []
    for rule in kind.copies:
        to = _recipient(case, rule, setting)
        if to is not None:
            code = to.setting_number or case.authority_code
            found.append(BodyCopy(rule, to, _accounts(BODY(rule.to), code, on)))
    return tuple(found)


def _recipient(case: Case, rule: CopyRule, setting: NamedSetting) -> Recipient | None:
    if rule.to == BODY.SETTING:
        if not (setting.number or setting.name):
            return None
        name = f"The head teacher or principal, {setting.name or setting.number}"
        return Recipient(None, None, name[:200], False, rule.to, setting.number or None)
    council = authority_name(case.authority_code)
    name = {
        BODY.COMMISSIONER: f"The responsible commissioning body (integrated care board), {council}",
        BODY.SOCIAL_CARE: f"Social services, {council}",
    }[BODY(rule.to)]
    return Recipient(None, None, name[:200], False, rule.to)


def _accounts(body: NoticeCopy.Body, code: str, on: date) -> tuple[int, ...]:
    scope = Grant.Scope.SETTING if body == BODY.SETTING else Grant.Scope.AUTHORITY
    return accounts_holding(ROLES[body], scope=scope, code=code, on=on)
