from core.files import XLSX
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.town import HOUR, NOW

BOOK = bytes(range(256)) * 40


def test_a_file_comes_back_as_it_was(work: SqlUnitOfWork) -> None:
    kept = work.files.put("台账.xlsx", XLSX, BOOK, NOW)
    assert (kept.name, kept.media_type, kept.content, kept.made_at) == ("台账.xlsx", XLSX, BOOK, NOW)
    assert work.files.get(kept.id) == work.files.find(kept.sha256) == kept
    assert work.files.get(kept.id + 1) is None
    assert work.files.find("0" * 64) is None


def test_the_same_file_is_kept_once_and_its_end_survives_a_long_name(work: SqlUnitOfWork) -> None:
    kept = work.files.put("台账.xlsx", XLSX, BOOK, NOW)
    assert work.files.put("台账.xlsx", XLSX, BOOK, NOW + HOUR) == kept
    assert work.files.put("另一本.xlsx", XLSX, BOOK, NOW).id != kept.id
    assert work.files.put("台" * 300 + ".xlsx", XLSX, BOOK, NOW).name.endswith("台.xlsx")
