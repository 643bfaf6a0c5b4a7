"""The whole journey on a demo's database: one family's right from the question to the bank, one birth by itself.

Owns the story and what stands ready for it. Refuses to take a short cut: what a person or a process does in a real
installation is done here by a real sign-in or a real process.
"""
