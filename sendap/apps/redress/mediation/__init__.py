"""Mediation: the family's contact with the adviser, the certificate, the session, the agreement."""
