"""What every template can use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChoiceLoader, Environment, PackageLoader

from sendap.web.navigation import navigation


def environment(**options: Any) -> Environment:
    """Jinja with the GOV.UK components, our addresses and our words for dates and numbers."""
    loader = ChoiceLoader(
        [options.pop("loader"), PackageLoader("govuk_frontend_jinja", "templates")]
    )
    found = Environment(loader=_Prefixed(loader), **options)  # noqa: S701
    found.policies["json.dumps_kwargs"] = {"sort_keys": True}
    found.globals.update(
        static=static, url=_url, demonstration=settings.DEMO, navigation=navigation
    )
    found.filters.update(day=day, moment=moment, number=number, percent=percent)
    return found


class _Prefixed(ChoiceLoader):
    """Finds the component library's own names, which start with the name of its package."""

    def __init__(self, inner: ChoiceLoader) -> None:
        super().__init__(inner.loaders)

    def get_source(self, environment: Environment, template: str) -> Any:
        return super().get_source(environment, template.removeprefix("govuk_frontend_jinja/"))

    def load(self, environment: Environment, name: str, globals: Any = None) -> Any:
        return super().load(environment, name.removeprefix("govuk_frontend_jinja/"), globals)


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def day(value: date | None, absent: str = "not recorded") -> str:
    """A day as "17 February 2025"."""
    return format_date(value, "j F Y") if value else absent


def moment(value: datetime | None, absent: str = "not recorded") -> str:
    """A moment as "17 February 2025 at 9:05am", in the time of the United Kingdom."""
    if value is None:
        return absent
    local = timezone.localtime(value)
    clock = f"{format_date(local, 'g:i')}{local.strftime('%p').lower()}"
    return f"{format_date(local, 'j F Y')} at {clock}"


def number(value: float | None, absent: str = "not available") -> str:
    """A number with commas between the thousands."""
    return absent if value is None else f"{value:,}"


def percent(rate: float | None, absent: str = "not available") -> str:
    """A share from 0 to 1 as a percentage with one decimal place."""
    return absent if rate is None else f"{rate * 100:.1f}%"
