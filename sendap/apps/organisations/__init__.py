"""Authorities and settings: who is responsible and where people are educated.

Words: an *authority* is a local authority with duties under Part 3 of the Children and Families Act
2014, known by its three-digit code; a *setting* is a school, college or other place, known by its
URN or UKPRN. Promises: public facts only; nothing about a person.
"""
