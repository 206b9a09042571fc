"""The policy's reference page as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from sendap.apps.access import policy

HEAD = """# Who may use and do what

Made from `sendap/apps/access/policy.py` by `make docs`; don't edit it. What isn't listed is \
refused.
"""


def policy_page() -> str:
    """Every address and every deed with the roles that may use or do it."""
    return "\n".join([HEAD, *_addresses(), *_deeds()])


def _addresses() -> Iterator[str]:
    yield "## Addresses\n"
    yield "| Address | Methods | Roles | Personal data |"
    yield "|---|---|---|---|"
    for row in policy.ADDRESSES.values():
        methods = ", ".join(sorted(row.methods - {"HEAD", "OPTIONS"}))
        where = " (demonstration only)" if row.demonstration else ""
        personal = "yes, audited" if row.personal else ""
        yield f"| `{row.route}`{where} | {methods} | {_roles(row.roles)} | {personal} |"
    yield ""


def _deeds() -> Iterator[str]:
    yield "## Deeds\n"
    yield "| Deed | Roles |"
    yield "|---|---|"
    for deed, roles in sorted(policy.DEEDS.items()):
        yield f"| `{deed}` | {_roles(roles)} |"
    yield ""


def _roles(roles: frozenset[str]) -> str:
    return ", ".join(sorted(roles)).replace("_", " ") or "nobody by themselves"
