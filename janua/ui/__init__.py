"""Shared page components: layout, look, fonts, how a language writes dates and money.

Owns no data and reads none. A component is a folder with its template, an example and a test; the gallery shows all.
"""
