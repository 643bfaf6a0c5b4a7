"""A fictional population from a seed: people in dwellings and families, and what each register knows of them.

Owns the folder described in README.md and its loading into the demo's database. Refuses real data of any kind.
"""
