"""The workbench's forms, a module for each journey."""
