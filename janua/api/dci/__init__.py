"""Owns the addresses to which registers send their answers and news, by docs/dci-profile.md."""
