"""What analytics does: takes snapshots, compares laws over them, deletes them."""
