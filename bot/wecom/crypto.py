"""Callbacks of WeCom opened and answers sealed: signature, AES-256-CBC, padding, receiver.

Source: WeCom developer documentation, "Encryption and decryption", read 2026-11.
https://developer.work.weixin.qq.com/document/path/90968
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from enum import StrEnum

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from core.errors import AppError

KEY_CHARACTERS = 43
AES_BLOCK = 16
PAD_BLOCK = 32  # bytes; the padding counts in blocks twice as large as those of the cipher
PREFIX = 16  # random bytes before the length
HEAD = PREFIX + 4


class Flaw(StrEnum):
    """Why a callback is refused; for the log, never for the caller."""

    SIGNATURE = "validate_signature"
    KEY = "illegal_aes_key"
    BASE64 = "decode_base64"
    CIPHER = "decrypt_aes"
    BUFFER = "illegal_buffer"
    RECEIVER = "validate_receiveid"


class NotFromWeCom(AppError):
    """What came is not a callback for us. Carries no secret and nothing of the content."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class Seal:
    """One callback's token and key.

    Args:
        aes_key: 43 characters; the last one may carry two surplus bits, so it is never encoded again.
        receiver: what every message must be for: the corporation's id.

    Raises:
        NotFromWeCom: ``aes_key`` is none.
    """

    def __init__(self, token: str, aes_key: str, receiver: str) -> None:
        self._token = token
        self._key = _key(aes_key)
        self._receiver = receiver.encode()

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """Lowercase hex SHA-1 over the four values in the order of their characters."""
        parts = "".join(sorted([self._token, timestamp, nonce, encrypted]))
        return hashlib.sha1(parts.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
        """The message, once signature, padding, length and receiver are right.

        Raises:
            NotFromWeCom: any of them is not.
        """
        expected = self.sign(timestamp, nonce, encrypted).encode()
        if not hmac.compare_digest(expected, signature.encode("utf-8", "surrogatepass")):
            raise NotFromWeCom(Flaw.SIGNATURE)
        return self._message(_unpadded(self._decrypt(_bytes(encrypted))))

    def seal(self, message: bytes, random16: bytes) -> str:
        """``message`` encrypted for the receiver.

        Args:
            random16: 16 bytes that nobody can guess.
        """
        plain = random16 + struct.pack(">I", len(message)) + message + self._receiver
        pad = PAD_BLOCK - len(plain) % PAD_BLOCK
        encryptor = self._cipher().encryptor()
        sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES(self._key), CBC(self._key[:AES_BLOCK]))

    def _decrypt(self, sealed: bytes) -> bytes:
        if not sealed or len(sealed) % AES_BLOCK:
            raise NotFromWeCom(Flaw.CIPHER)
        decryptor = self._cipher().decryptor()
        return decryptor.update(sealed) + decryptor.finalize()

    def _message(self, plain: bytes) -> bytes:
        if len(plain) < HEAD:
            raise NotFromWeCom(Flaw.BUFFER)
        end = HEAD + int.from_bytes(plain[PREFIX:HEAD], "big")
        if end > len(plain):
            raise NotFromWeCom(Flaw.BUFFER)
        if not hmac.compare_digest(plain[end:], self._receiver):
            raise NotFromWeCom(Flaw.RECEIVER)
        return plain[HEAD:end]


def _key(aes_key: str) -> bytes:
    if len(aes_key) != KEY_CHARACTERS or not aes_key.isascii() or not aes_key.isalnum():
        raise NotFromWeCom(Flaw.KEY)
    return base64.b64decode(aes_key + "=")


def _bytes(encrypted: str) -> bytes:
    try:
        return base64.b64decode(encrypted, validate=True)
    except (ValueError, binascii.Error):
        raise NotFromWeCom(Flaw.BASE64) from None


def _unpadded(plain: bytes) -> bytes:
    pad = plain[-1]
    if not 1 <= pad <= PAD_BLOCK or pad > len(plain) or plain[-pad:] != bytes([pad]) * pad:
        raise NotFromWeCom(Flaw.BUFFER)
    return plain[:-pad]
