"""The law for a whole population: one printer of the lowered form, run as plain Python or compiled, file to file.

Owns generated programmes and the population's files. Refuses meaning of its own: every result is the interpreter's.
"""
