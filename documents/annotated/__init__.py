"""The ledger file back to whoever sent it, with a colour and a comment where something was guessed or refused."""
