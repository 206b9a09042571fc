"""The certificate on paper: what it says, and how anybody can check it without a network."""

from __future__ import annotations

import json

from sendap.apps.correspondence.notices.printing import printed
from sendap.apps.redress.mediation.certificates import says
from sendap.apps.redress.models import Certificate
from sendap.basics.signing import fingerprint
from sendap.law.notices import Letter, Part


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as the bytes of a tagged PDF; it gives the signature in words."""
    case = certificate.mediation.case
    letter = Letter(
        kind="mediation_certificate", version=1,
        title=f"Mediation certificate {certificate.number}", parts=tuple(_parts(certificate)),
    )  # fmt: skip
    return printed(
        letter, to=case.person.full_name, address=(),
        on=certificate.issued_on, reference=case.reference,
    )  # fmt: skip


def _parts(certificate: Certificate) -> list[Part]:
    document = json.loads(certificate.signed)
    return [
        Part("What it certifies", (*says(certificate), f"Issued by {certificate.issued_by}.")),
        Part("What it is for", (
            "Send it to the tribunal with the appeal. The appeal must reach the tribunal within "
            "two months of the notice, or within one month of this certificate if that is later.",
        )),
        Part("How to check it", (
            "The signed file of the same number can be checked offline with: "
            f"sendap certificate verify {certificate.number}.json",
            f"Signed with the key {document['public_key']}",
            f"In groups of four: {fingerprint(document['public_key'])}",
            f"Signature: {document['signature']}",
        )),
    ]  # fmt: skip
