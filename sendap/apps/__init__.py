"""The record: one package a domain, each with models, rules, actions and queries."""
