"""Every address of both faces and of the API, with how it is reached: a new one must be entered here first."""
