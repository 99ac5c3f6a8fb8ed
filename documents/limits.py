"""How much of a file is read. Checked before, or while, it is opened."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SHEETS = 60
