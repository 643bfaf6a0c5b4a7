"""What `docs/howto/add-a-benefit.md` builds: a country that does not exist, under a law that nobody made."""
