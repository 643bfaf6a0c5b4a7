"""The staff's pages: inbox, case, decisions, payments, audit look-up.

Each view calls one action or query and renders; every page that shows a person leaves a row in the access log.
"""
