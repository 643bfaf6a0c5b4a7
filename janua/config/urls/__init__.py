"""The addresses of each process: one module a process, since each stands in its own network zone."""
