"""The day on which the population is described."""

from datetime import date

AS_OF = date(2025, 7, 1)
