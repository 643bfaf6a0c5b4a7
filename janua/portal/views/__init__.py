"""The portal's views, a module for each journey."""
