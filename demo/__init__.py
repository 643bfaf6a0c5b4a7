"""What a laptop needs to show Janua: a PostgreSQL of its own, the processes, a made-up population, the walkthrough.

Owns everything that is never part of a real installation. Refuses to be imported by `janua`.
"""
