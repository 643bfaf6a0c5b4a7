"""Trinidad and Tobago: law of the Senior Citizens' Pension and Public Assistance Acts, grants, numbers and words."""
