"""Applying: pages made from a service's description, what is known, and what the person has typed so far.

No page names a programme or a country. `opening` puts a page's data together, `steps` says what is still to be asked,
`typed` is what a draft holds, `sending` makes a submission of it.
"""
