"""The faces' actions for other programs: a citizens' half beside the portal, an officers' half beside the workbench.

Owns shapes, addresses and error answers. Refuses a permission, a query or a database role of its own: each half runs
in its face's process, so both walls hold as they do for pages (docs/decisions/0083-api.md).
"""
