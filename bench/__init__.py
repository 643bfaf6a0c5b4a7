"""Measurements against a bar: `python -m bench` runs them all at a small size.

Owns the benchmarks and their baselines. Refuses to be imported by the product.
"""
