"""Values that are found again if they leak: carried through a whole journey, then searched for everywhere."""
