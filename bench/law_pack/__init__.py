"""The reference law: eighteen variables of persons and households, made to measure with; no country's law."""
