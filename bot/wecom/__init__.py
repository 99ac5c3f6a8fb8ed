"""WeCom (企业微信): a self-built application of the office's own corporation, on httpx and cryptography."""
