"""The verbs of retention: hold, find, approve, erase."""
