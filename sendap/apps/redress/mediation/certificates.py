"""Certificates of mediation: numbered, signed once, and the same ever after."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from django.conf import settings

from sendap.apps.redress.mediation.rules import CERTIFIES
from sendap.apps.redress.models import Certificate, Mediation
from sendap.basics.dates import written_day
from sendap.basics.errors import WrongState
from sendap.basics.signing import new_key, public_key_of, sign

KIND = "mediation certificate"


def signing_key() -> str:
    """The key that certificates are signed with; a demonstration makes one and keeps it.

    Errors: ``WrongState`` in production without ``SENDAP_SIGNING_KEY``.
    """
    given = os.environ.get("SENDAP_SIGNING_KEY", "")
    if given:
        return given
    if settings.PRODUCTION:
        raise WrongState("There is no key to sign certificates with. Ask the administrator.")
    return _kept(settings.VAR / "signing_key")


def _kept(path: Path) -> str:
    """The key of a file, made if it isn't there; of two that make it at once, one wins."""
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        partly = path.with_suffix(f".{os.getpid()}")
        partly.write_text(new_key(), encoding="ascii")
        partly.chmod(0o600)
        try:
            os.link(partly, path)
        except FileExistsError:
            pass
        finally:
            partly.unlink()
    return path.read_text(encoding="ascii")


def published_key() -> str:
    """The public key that belongs to it, for anybody who checks a certificate."""
    return public_key_of(signing_key())


def next_number(authority: str, year: int) -> str:
    """The number after the last certificate of an authority in a year."""
    start = f"{authority}-MC-{year}-"
    rows = Certificate.objects.filter(number__startswith=start).order_by("-number")
    last = rows.values_list("number", flat=True).first()
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:05d}"


def issue(mediation: Mediation, *, on: date, by: str) -> Certificate:
    """Sign and keep the certificate of a mediation that has come to its end."""
    case = mediation.case
    number = next_number(case.authority_code, on.year)
    content = {
        "kind": KIND,
        "number": number,
        "child_or_young_person": case.person.full_name,
        "case": case.reference,
        "authority": case.authority_code,
        "notice_sent_on": mediation.decided_on.isoformat(),
        "adviser_contacted_on": mediation.contacted_on.isoformat(),
        "because": CERTIFIES[mediation.ended_because],
        "issued_on": on.isoformat(),
        "issued_by": by,
    }
    return Certificate.objects.create(
        number=number, mediation=mediation, issued_on=on, issued_by=by,
        signed=sign(content, key=signing_key()),
    )  # fmt: skip


def says(certificate: Certificate) -> tuple[str, ...]:
    """What a certificate says, in sentences, for its printed form."""
    mediation = certificate.mediation
    person = mediation.case.person
    return (
        f"This certifies that the mediation adviser was contacted on "
        f"{written_day(mediation.contacted_on)} about a decision on {person.forename} "
        f"{person.surname}, of which the council sent notice on "
        f"{written_day(mediation.decided_on)}.",
        f"It is issued because {CERTIFIES[mediation.ended_because]}.",
    )
