"""Tables of the app, each piece in a module of its own."""

from sendap.apps.redress.models.appeals import (
    Appeal,
    Bundle,
    BundlePaper,
    Complaint,
    Order,
    Remedy,
    WorkingEdition,
)
from sendap.apps.redress.models.mediation import AgreedItem, Certificate, Mediation, Talk

__all__ = [
    "AgreedItem", "Appeal", "Bundle", "BundlePaper", "Certificate", "Complaint", "Mediation",
    "Order", "Remedy", "Talk", "WorkingEdition",
]  # fmt: skip
