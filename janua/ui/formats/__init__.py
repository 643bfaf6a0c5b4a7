"""How Django itself writes and reads numbers and days, for languages where it does not know or does not suit."""
