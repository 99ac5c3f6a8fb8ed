"""Ledgers as offices keep them, made up by the dozen together with what they mean."""
