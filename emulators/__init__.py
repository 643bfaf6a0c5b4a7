"""Foreign registers and the bank as real servers, each its own process with its own codec.

For demo and tests. Imports nothing of the product but values: what the product sends is read here by other code, and
the other way round, so that agreement shows the protocol and not a shared mistake. Listens on loopback only.
"""
