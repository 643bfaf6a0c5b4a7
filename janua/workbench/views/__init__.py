"""The workbench's views, a module for each journey."""
