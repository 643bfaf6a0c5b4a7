"""The public calculator: what may I get? Nobody signs in and nothing is kept: the answers travel in the pages' forms.

`carried` writes the answers down and reads them back, `asking` says what is asked next, `results` what came out,
`drawing` how an amount changes with income or children.
"""
