"""The fictional people of Trinidad and Tobago: households as the law reads them.

Nobody in it exists; persons are named by keys of their own and bear no number of any register.
"""
