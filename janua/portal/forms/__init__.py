"""The portal's forms, a module for each journey."""
