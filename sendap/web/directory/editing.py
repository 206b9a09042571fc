"""A setting's staff say what it offers, and how many places are free."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sendap.apps.organisations import own_words
from sendap.apps.organisations.features import FEATURES
from sendap.basics.errors import BadInput, WrongState
from sendap.web.directory import words
from sendap.web.entered import day_in


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The forms of one's own setting: its words, and its places by year group."""
    key = str(number)
    if request.method != "POST":
        return _page(request, key, None)
    try:
        if request.POST.get("do") == "places":
            done = _keep_places(request, key)
        else:
            done = _keep_words(request, key)
    except (BadInput, WrongState) as refusal:
        return _page(request, key, refusal)
    request.session["done"] = done
    return redirect("directory:setting", number=number)


def _keep_words(request: HttpRequest, number: str) -> str:
    typed = request.POST
    texts = {name: typed.get(name, "").replace("\r\n", "\n").strip() for name in own_words.TEXTS}
    said = own_words.Said(
        **texts, has=_answered(typed, "yes"), lacks=_answered(typed, "no"),
        price_pence=_pence(typed.get("price", "")),
    )  # fmt: skip
    own_words.say_words(actor=request.actor, number=number, said=said)  # type: ignore[attr-defined]
    return "Your words are kept, and everyone can read them."


def _answered(typed: Mapping[str, str], answer: str) -> tuple[str, ...]:
    return tuple(code for code in FEATURES if typed.get(f"feature-{code}") == answer)


def _pence(text: str) -> int | None:
    """Pounds as typed, in pence; None where nothing is. Errors: ``BadInput``."""
    plain = text.strip().removeprefix("£").replace(",", "").replace(" ", "")
    if not plain:
        return None
    try:
        pence = Decimal(plain) * 100
    except InvalidOperation:
        pence = Decimal("NaN")
    if not pence.is_finite() or abs(pence) > 10**12 or pence != pence.to_integral_value():
        raise BadInput("Enter the price of a year in pounds, such as 18,500.", field="price")
    return int(pence)


def _keep_places(request: HttpRequest, number: str) -> str:
    typed = request.POST
    places = {
        year: _count(text, f"places-{year}")
        for year in words.YEARS
        if (text := typed.get(f"places-{year}", "").strip())
    }
    told = own_words.say_places(
        actor=request.actor,  # type: ignore[attr-defined]
        number=number, places=places, starts_on=day_in(typed.get("starts", ""), "starts"),
        seen=typed.get("seen", ""), on=timezone.localdate(),
    )  # fmt: skip
    return f"The places of {told} year group{'' if told == 1 else 's'} are kept."


def _count(text: str, field: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 4:
        return int(text)
    raise BadInput("Enter the places as a number, such as 2; 0 means full.", field=field)


def _page(
    request: HttpRequest, number: str, refusal: BadInput | WrongState | None
) -> HttpResponse:  # fmt: skip
    page = own_words.edit_page(request.actor, number)  # type: ignore[attr-defined]
    field = refusal.field if isinstance(refusal, BadInput) else "places"
    context = {
        "edit": page, "words": words, "features": FEATURES, "texts": own_words.TEXTS,
        "typed": request.POST, "today": timezone.localdate(),
        "errors": [{"text": str(refusal), "href": f"#{field}"}] if refusal else [],
        "wrong": field if refusal else "",
    }  # fmt: skip
    status = {BadInput: 400, WrongState: 409}.get(type(refusal), 400) if refusal else 200
    return render(request, "directory/edit.html", context, status=status)
