import pytest

pytest.register_assert_rewrite("tests.faults.case", "tests.faults.wecom_case")
