"""Foreign registers and the bank as real servers that speak their real protocols, for demo and tests.

Knows nothing of the product but its values, so that a codec shared by both ends can prove nothing false.
"""
