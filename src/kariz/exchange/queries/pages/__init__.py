"""Imports as their pages and the API show them."""
