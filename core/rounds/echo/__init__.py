"""What became of a sentence: shown back, doubts asked one by one, confirmed or taken back (回显确认)."""
