"""Callback encryption [90968]: AES-256-CBC, PKCS#7 to a multiple of 32, SHA-1 over four sorted values."""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
PREFIX = 16


class Unreadable(Exception):
    """The words say which check failed; they never contain what was encrypted."""


def sign(token: str, timestamp: str, nonce: str, encrypt: str) -> str:
    """Lowercase hex; the values are sorted as strings."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, encrypt])).encode()).hexdigest()  # noqa: S324 - the protocol's own choice


def fits(signature: str, token: str, timestamp: str, nonce: str, encrypt: str) -> bool:
    expected = sign(token, timestamp, nonce, encrypt)
    return hmac.compare_digest(signature.encode(), expected.encode())


def key_of(aes_key: str) -> bytes:
    """32 bytes from the 43 characters; the surplus bits of the last one need not be zero.

    Raises:
        Unreadable: not 43 characters of base64.
    """
    try:
        key = base64.b64decode(aes_key + "=")
    except (binascii.Error, ValueError):
        raise Unreadable("EncodingAESKey is not base64") from None
    if len(aes_key) != 43 or len(key) != 32:
        raise Unreadable("EncodingAESKey is not 43 characters")
    return key


def seal(words: str | bytes, receiver: str, aes_key: str, prefix: bytes | None = None) -> str:
    """Base64 of the ciphertext. ``prefix`` (16 bytes) is free; pinned, the result can be repeated."""
    key = key_of(aes_key)
    said = words.encode() if isinstance(words, str) else words
    plain = (prefix or os.urandom(PREFIX)) + len(said).to_bytes(4, "big") + said + receiver.encode()
    pad = BLOCK - len(plain) % BLOCK
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()


def unseal(encrypt: str, receiver: str, aes_key: str) -> str:
    """The words inside.

    Raises:
        Unreadable: wrong base64, length, padding, length field or receiver.
    """
    plain = _unpadded(_decrypted(encrypt, key_of(aes_key)))
    if len(plain) < PREFIX + 4:
        raise Unreadable("too short")
    end = PREFIX + 4 + int.from_bytes(plain[PREFIX : PREFIX + 4], "big")
    if end > len(plain):
        raise Unreadable("length field beyond the end")
    if plain[end:] != receiver.encode():
        raise Unreadable("meant for another receiver")
    try:
        return plain[PREFIX + 4 : end].decode()
    except UnicodeDecodeError:
        raise Unreadable("not UTF-8") from None


def _decrypted(encrypt: str, key: bytes) -> bytes:
    try:
        sealed = base64.b64decode(encrypt, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("not base64") from None
    if not sealed or len(sealed) % 16:
        raise Unreadable("not whole blocks")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def _unpadded(padded: bytes) -> bytes:
    pad = padded[-1]
    if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
        raise Unreadable("wrong padding")
    return padded[:-pad]
