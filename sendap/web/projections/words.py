"""What the codes of a projection are called."""

from __future__ import annotations

from sendap.exchange.sen2.description import block_of_table, code_list

SETTINGS = {
    "mainstream": "Mainstream school", "unit": "Unit or resourced provision",
    "special": "Special school", "alternative_provision": "Alternative provision",
    "further_education": "Further education", "early_years": "Early years",
    "elsewhere": "Elsewhere", "not_in_education": "Not in education", "not_known": "Not known",
}  # fmt: skip


def need_names() -> dict[str, str]:
    """The name of each need by its code."""
    item = next(i for i in block_of_table("need").items if i.column == "sen_type")
    return {**code_list(item.codes).labels(), "not recorded": "Not recorded"}


def name_of(code: str) -> str:
    """The name of a kind of setting, a need or a band of ages."""
    low, _, high = code.partition("-")
    if low.isdigit():
        return f"{low} to {high}"
    return SETTINGS.get(code) or need_names().get(code, code)


def money(pence: float) -> str:
    """Pence as pounds, in millions from a million on."""
    pounds = pence / 100
    if abs(pounds) >= 1e6:
        return f"£{pounds / 1e6:,.1f}m"
    return f"£{pounds:,.0f}"


def people(count: float) -> str:
    """A number of people, whole."""
    return f"{count:,.0f}"


def change(count: float) -> str:
    """A difference in people, with its sign."""
    return "0" if round(count) == 0 else f"{count:+,.0f}".replace("-", "−")


def share(rate: float | None) -> str:
    """A share from 0 to 1 in per cent."""
    return "none" if rate is None else f"{rate * 100:.1f}%"
