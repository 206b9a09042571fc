"""Addresses by subject, where one subject has pages for several audiences."""
