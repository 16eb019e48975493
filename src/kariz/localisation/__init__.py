"""Calendars, digits, text folding, money and their words; no models."""
