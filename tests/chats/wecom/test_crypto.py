"""The vectors: two published by WeCom, 26 made with independent implementations and opened by four."""

import json
import re
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.crypto import NotFromWeCom, Seal

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "wecom_vectors.json").read_text(encoding="utf-8"))
KEY = "8HlrwYMfvea9lkxwkkMxzwwM5hpA6eEfujfoRnxa6wH"


def seal_of(vector: dict[str, Any]) -> Seal:
    return Seal(vector["token"], vector["aeskey"], vector["receiveid"])


def opened(vector: dict[str, Any]) -> bytes:
    given = (vector[name] for name in ("msg_signature", "timestamp", "nonce", "encrypt"))
    return seal_of(vector).open(*given)


def test_there_are_fourteen_of_each() -> None:
    assert (len(VECTORS["positive"]), len(VECTORS["negative"])) == (14, 14)


@pytest.mark.parametrize("vector", VECTORS["positive"], ids=lambda v: str(v["id"]))
def test_a_good_one_opens(vector: dict[str, Any]) -> None:
    assert opened(vector).decode() == vector["plaintext"]


@pytest.mark.parametrize("vector", VECTORS["positive"], ids=lambda v: str(v["id"]))
def test_sealed_with_the_same_random_bytes_it_is_the_same(vector: dict[str, Any]) -> None:
    random16 = vector["random16"].encode()

    sealed = seal_of(vector).seal(vector["plaintext"].encode(), random16)

    assert sealed == vector["encrypt"]
    assert seal_of(vector).sign(vector["timestamp"], vector["nonce"], sealed) == vector["msg_signature"]


@pytest.mark.parametrize("vector", VECTORS["negative"], ids=lambda v: str(v["id"]))
def test_a_bad_one_is_refused_for_its_reason(vector: dict[str, Any]) -> None:
    with pytest.raises(NotFromWeCom) as refused:
        opened(vector)

    assert str(refused.value) == vector["reason"]


@given(
    st.binary(max_size=300), st.binary(min_size=16, max_size=16), st.text(string.ascii_letters, max_size=40)
)
def test_whatever_is_sealed_opens_again(message: bytes, random16: bytes, receiver: str) -> None:
    seal = Seal("token", KEY, receiver)
    sealed = seal.seal(message, random16)

    assert seal.open(seal.sign("1", "2", sealed), "1", "2", sealed) == message


@given(st.binary(max_size=80), st.data())
def test_one_changed_character_is_noticed(message: bytes, data: st.DataObject) -> None:
    seal = Seal("token", KEY, "ww1")
    sealed = seal.seal(message, b"0" * 16)
    signature = seal.sign("1", "2", sealed)
    at = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters).filter(lambda c: c != sealed[at]))

    with pytest.raises(NotFromWeCom, match="validate_signature"):
        seal.open(signature, "1", "2", sealed[:at] + other + sealed[at + 1 :])


@given(st.text(max_size=200), st.text(max_size=50), st.text(max_size=10), st.text(max_size=10))
def test_anything_at_all_is_refused_without_another_error(
    encrypted: str, signature: str, timestamp: str, nonce: str
) -> None:
    with pytest.raises(NotFromWeCom):
        Seal("token", KEY, "ww1").open(signature, timestamp, nonce, encrypted)


@given(st.binary(max_size=120).map(lambda raw: raw + b"=" * (-len(raw) % 4)))
def test_rightly_signed_nonsense_is_refused_too(raw: bytes) -> None:
    seal = Seal("token", KEY, "ww1")
    encrypted = raw.decode("latin-1")

    with pytest.raises(NotFromWeCom):
        seal.open(seal.sign("1", "2", encrypted), "1", "2", encrypted)


@pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "A", KEY[:-1] + "=", "督" * 43])
def test_only_forty_three_letters_and_digits_are_a_key(key: str) -> None:
    with pytest.raises(NotFromWeCom, match=re.escape("illegal_aes_key")):
        Seal("token", key, "ww1")
