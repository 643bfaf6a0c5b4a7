"""Countries: each a pack of law, words, registers and bank, built into one `Country` object by its pack.py."""
