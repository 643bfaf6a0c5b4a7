"""Egypt: law of cash support (Law 12/2025), of kafala and of care, and its words."""
