"""What our code is measured against: the same effect, written by hand as well as we can."""
