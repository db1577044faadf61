"""Kabar: the library that all functions share."""
