"""The service's own sealing against published and frozen ciphertexts."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.wecom.crypto import Unreadable, fits, seal, sign, unseal

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "wecom_vectors.json").read_text("utf-8"))


def named(kind: str) -> list[Any]:
    return [pytest.param(vector, id=vector["id"]) for vector in VECTORS[kind]]


@pytest.mark.parametrize("vector", named("positive"))
def test_sealing_gives_the_same_bytes_and_opens_again(vector: dict[str, Any]) -> None:
    receiver, key = vector["receiveid"], vector["aeskey"]

    assert seal(vector["plaintext"], receiver, key, vector["random16"].encode()) == vector["encrypt"]
    assert unseal(vector["encrypt"], receiver, key) == vector["plaintext"]
    signed = sign(vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"])
    assert signed == vector["msg_signature"]


@pytest.mark.parametrize("vector", named("negative"))
def test_what_was_tampered_with_is_not_read(vector: dict[str, Any]) -> None:
    signature = vector["msg_signature"]
    signed = fits(signature, vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"])

    assert signed == (vector["reason"] != "validate_signature")
    if signed:
        with pytest.raises(Unreadable):
            unseal(vector["encrypt"], vector["receiveid"], vector["aeskey"])
