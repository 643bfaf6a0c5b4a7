"""Malta: law of the Social Security Act (Cap. 318), its registers, bank and words."""
