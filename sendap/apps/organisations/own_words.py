"""A setting's staff say what it offers, and how many places are free in each year group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.deeds import DEEDS
from sendap.apps.access.models import Account, Grant
from sendap.apps.access.roles import ROLES
from sendap.apps.organisations.directory import SettingPage, places_of, setting_page
from sendap.apps.organisations.features import FEATURES
from sendap.apps.organisations.models import PlaceOffer, Setting, SettingProfile
from sendap.basics.errors import BadInput, NotFound, WrongState
from sendap.insight.matching import ages_of_register
from sendap.insight.matching.codes import YEAR_GROUPS

DEED = "organisations.say_own_words"
MOST_PLACES = 999
LONGEST = 2_000
MOST_PENCE = 100_000_000
MOST_DAYS_AHEAD = 730
TEXTS = {"offer": "What you offer", "open_days": "Open days", "contact": "How to ask"}
RECEPTION_AGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a setting; ``has`` and ``lacks`` are codes of ``features``."""

    offer: str = ""
    open_days: str = ""
    contact: str = ""
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    price_pence: int | None = None


@dataclass(frozen=True, slots=True)
class EditPage:
    """A setting's page as its staff change it; ``year_groups`` are those that its ages allow."""

    page: SettingPage
    year_groups: tuple[int, ...]
    seen: str


def says_of(actor: Actor) -> tuple[str, ...]:
    """The numbers of the settings that this actor may speak for."""
    held = {
        each.code for each in actor.grants
        if each.scope == Grant.Scope.SETTING and each.role in DEEDS[DEED]
    }  # fmt: skip
    return tuple(sorted(held))


def edit_page(actor: Actor, number: str) -> EditPage:
    """The page of one's own setting with what can be said of it. Errors: ``NotFound``."""
    _own(actor, number)
    page = setting_page(number)
    told = {row.year_group for row in page.places}
    years = sorted(told | set(year_groups_of(page.facts)))
    return EditPage(page, tuple(years), _seen(number))


def year_groups_of(facts: Setting) -> tuple[int, ...]:
    """The year groups that a setting's statutory ages allow; all of them where not known."""
    if facts.youngest is None or facts.oldest is None or facts.oldest < 1:
        return tuple(YEAR_GROUPS)
    low, high = ages_of_register(facts.youngest, facts.oldest)
    found = [year for year in YEAR_GROUPS if low <= year + RECEPTION_AGE <= high]
    return tuple(found) or tuple(YEAR_GROUPS)


def say_words(*, actor: Actor, number: str, said: Said) -> None:
    """Keep what a setting says of itself in place of what it said before.

    Errors: ``NotFound`` for a setting that isn't one's own; ``BadInput``.
    """
    with audit.change(actor, DEED, setting=number):
        _own(actor, number)
        _lock(number)
        _check(said)
        now = timezone.now()
        SettingProfile.objects.filter(setting_id=number, replaced_at=None).update(replaced_at=now)
        SettingProfile.objects.create(
            setting_id=number, offer=said.offer, open_days=said.open_days, contact=said.contact,
            has=",".join(said.has), lacks=",".join(said.lacks), price_pence=said.price_pence,
            said_by=actor.name, said_as=_work_of(actor, number), said_at=now,
        )  # fmt: skip


def _check(said: Said) -> None:
    for name, title in TEXTS.items():
        if len(getattr(said, name)) > LONGEST:
            raise BadInput(f"{title}: use {LONGEST:,} characters or fewer.", field=name)
    if not {*said.has, *said.lacks} <= set(FEATURES) or set(said.has) & set(said.lacks):
        raise BadInput("Choose yes, no or not said for each of these.", field="features")
    if said.price_pence is not None and not 0 <= said.price_pence <= MOST_PENCE:
        raise BadInput("Enter the price of a year in pounds, up to 1,000,000.", field="price")


def say_places(
    *, actor: Actor, number: str, places: Mapping[int, int], starts_on: date, seen: str, on: date
) -> int:
    """Keep how many places are free by year group, in place of all that was said before.

    ``seen`` is what ``EditPage`` said, so that a place which a decision took meanwhile isn't given
    out again. Returns how many year groups there are now. Errors: ``NotFound`` for a setting that
    isn't one's own; ``WrongState`` when places have moved since; ``BadInput``.
    """
    with audit.change(actor, DEED, setting=number):
        _own(actor, number)
        _lock(number)
        _check_places(places, starts_on, on)
        list(PlaceOffer.objects.select_for_update().filter(setting_id=number, replaced_at=None))
        if seen != _seen(number):
            raise WrongState(
                "A place was taken or given back since you opened this page. "
                "Open it again to see how many are free now."
            )
        _replace(actor, number, places, starts_on)
    return len(places)


def _check_places(places: Mapping[int, int], starts_on: date, on: date) -> None:
    for year_group, count in places.items():
        if year_group not in YEAR_GROUPS or not 0 <= count <= MOST_PLACES:
            raise BadInput(
                f"Enter the places as a number from 0 to {MOST_PLACES}.",
                field=f"places-{year_group}",
            )
    if abs((starts_on - on).days) > MOST_DAYS_AHEAD:
        raise BadInput("Enter a day within two years of today.", field="starts")


def _replace(actor: Actor, number: str, places: Mapping[int, int], starts_on: date) -> None:
    now = timezone.now()
    PlaceOffer.objects.filter(setting_id=number, replaced_at=None).update(replaced_at=now)
    work = _work_of(actor, number)
    PlaceOffer.objects.bulk_create(
        PlaceOffer(
            setting_id=number, year_group=year_group, places=count, said_places=count,
            starts_on=starts_on, said_by=actor.name, said_as=work, said_at=now,
        )
        for year_group, count in sorted(places.items())
    )  # fmt: skip


def _seen(number: str) -> str:
    """The free places in a few letters, to notice that they have moved."""
    rows: Iterable[str] = (f"{row.year_group}:{row.places}" for row in places_of(number))
    return ",".join(rows)


def _own(actor: Actor, number: str) -> None:
    if number not in says_of(actor) or not Setting.objects.filter(pk=number).exists():
        raise NotFound("There is no such page.")


def _lock(number: str) -> None:
    """Let one at a time speak for a setting, so that two at once leave one row in force."""
    list(Setting.objects.select_for_update(no_key=True).filter(pk=number).values_list("pk"))


def _work_of(actor: Actor, number: str) -> str:
    """What the actor does at the setting, which anyone may read: their job title, else the role."""
    account = Account.objects.filter(pk=actor.account_id or 0).first()
    if account is not None and account.job_title:
        return account.job_title
    held = next(row.role for row in actor.grants if row.code == number and row.role in DEEDS[DEED])
    return ROLES[held].title
