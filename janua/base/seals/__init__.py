"""Seals: what officers decide is signed, letters are sealed, and anybody can check both without asking us.

Owns the signatures of acts and the register of sealed papers. The key is an e-seal of the ministry behind a port.
Refuses to sign what the officer who acts did not do, and to change a signature once written.
"""
