"""Requests for an assessment: made by anyone, taken into a case by staff, decided with reasons."""
