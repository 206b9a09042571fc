"""Indicators: what each published measure means, and how its figures are compared and labelled."""
