"""Who may ask, for which tenant, how often and how much; what is logged of it."""
