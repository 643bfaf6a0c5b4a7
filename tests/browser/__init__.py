"""A whole installation, seen through a real browser: journeys, and every page by every way of reading it."""
