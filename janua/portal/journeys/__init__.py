"""The portal's journeys of more than one page: each a list of steps, made from data."""
