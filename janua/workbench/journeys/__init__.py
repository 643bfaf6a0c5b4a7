"""What a page of the workbench shows, put together from the reads of several apps: plain values for its template."""
