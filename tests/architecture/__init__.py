"""The walls of the tree that imports alone cannot show, each with a mutation that shows its guard bite."""
