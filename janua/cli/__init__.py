"""The `janua` command: one module a subcommand, each loaded when it is called.

Owns words on the command line, exit states and output. Refuses work of its own: it calls one action or query.
"""
