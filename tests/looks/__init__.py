"""Who looked at whom: every look is logged, walls hold between people, protected persons stay hidden."""
