"""What a country must provide: its law's words and units, registers, services, bank, letters; one `Country` object.

Owns the forms of these entries. Refuses to know any country, and holds no rows.
"""
