"""A country that does not exist, with one benefit: what `docs/howto/add-a-benefit.md` builds."""
