"""Who may come in and what they may do: accounts of citizens and staff, roles, and grants by two people.

Owns accounts, roles, assignments of roles to staff for an area and a time, and the question "may this account do
that there". Refuses to know persons of the register: which person an account belongs to is a row above.
"""
