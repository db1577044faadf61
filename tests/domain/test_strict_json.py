import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.problems import MAX_PROBLEMS, Rejected
from kabar.domain.strict_json import MAX_BYTES, MAX_DEPTH, load

# What RFC 8259 lets parsers take and Kabar refuses.
_STRICTER = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


def _problems(raw):
    with pytest.raises(Rejected) as refusal:
        load(raw)
    return [(problem.pointer, problem.code) for problem in refusal.value.problems]


def _taken(raw):
    """Whether it is read, as Python reads it; what isn't has a reason."""
    try:
        read = load(raw)
    except Rejected as refusal:
        assert refusal.problems  # noqa: PT017 - it may be read as well
        return False
    assert read == json.loads(raw)
    return True


def _cases(corpora, kind):
    found = sorted((corpora / "json-test-suite" / "test_parsing").glob(f"{kind}_*.json"))
    assert found
    return {path.name: path.read_bytes() for path in found}


def test_every_malformed_file_of_the_test_suite_is_refused(corpora):
    for name, raw in _cases(corpora, "n").items():
        assert _problems(raw), name


def test_every_wellformed_file_of_the_test_suite_is_read_as_python_reads_it(corpora):
    for name, raw in _cases(corpora, "y").items():
        if name in _STRICTER:
            assert _problems(raw) == [("/a", "duplicate-key")], name
        else:
            assert load(raw) == json.loads(raw), name


def test_files_that_parsers_may_take_or_not_are_taken_or_rejected_but_never_crash(corpora):
    cases = _cases(corpora, "i")
    taken = {name for name, raw in cases.items() if _taken(raw)}
    assert set() < taken < cases.keys()


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (b"", [("", "empty-file")]),
        (b" \n\t", [("", "empty-file")]),
        (b"\xef\xbb\xbf", [("", "empty-file")]),
        (b'{"a": "\xff"}', [("", "not-utf-8")]),
        ('{"a": 1}'.encode("utf-16"), [("", "not-utf-8")]),
        (b'{"a": 1,}', [("", "not-json")]),
        (b'{"a": {"b": 1, "b": 2}}', [("/a/b", "duplicate-key")]),
        (b'{"a": {"b": 1, "b": 1}}', [("/a/b", "duplicate-key")]),
        (b'{"a": [1, NaN, -Infinity]}', [("/a/1", "not-a-number"), ("/a/2", "not-a-number")]),
        (b'{"a": 1e999}', [("/a", "number-too-large")]),
        (b'{"a": ' + b"9" * 400 + b"}", [("/a", "number-too-large")]),
        (b'{"a": ' + b"9" * 100_000 + b"}", [("/a", "number-too-large")]),
        (b'{"a/b": ["\\ud800"]}', [("/a~1b/0", "lone-surrogate")]),
        (b'{"a": {"\\udc00": 1}}', [("/a", "lone-surrogate")]),
        (b"NaN", [("", "not-a-number")]),
    ],
)
def test_each_fault_has_its_code_and_its_place(raw, problems):
    assert _problems(raw) == problems


def test_a_syntax_error_names_line_and_column():
    with pytest.raises(Rejected) as refusal:
        load(b'{\n "a" 1}')
    values = refusal.value.problems[0].values
    assert (values["line"], values["column"]) == ("2", "6")


def test_a_byte_order_mark_is_no_fault():
    assert load(b"\xef\xbb\xbf{}") == {}


def test_a_whole_surrogate_pair_is_a_character():
    assert load(b'"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000, 100_000])
def test_too_deep_nesting_is_refused_before_it_is_parsed(depth):
    assert _problems(b"[" * depth + b"]" * depth) == [("", "too-deep")]
    assert _problems(b'{"a":' * depth + b"1" + b"}" * depth) == [("", "too-deep")]
    assert _problems(b"[" * depth) == [("", "too-deep")]


def test_the_deepest_allowed_nesting_is_read():
    assert load(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_brackets_within_text_are_no_nesting():
    assert load(b'["' + b"[" * 100 + b'\\"' + b"{" * 100 + b'"]')


def test_ten_megabytes_are_refused_and_the_largest_upload_is_read():
    assert _problems(b'"' + b"a" * 10_000_000 + b'"') == [("", "too-large")]
    assert len(load(b'"' + b"a" * (MAX_BYTES - 2) + b'"')) == MAX_BYTES - 2
    assert _problems(b'"' + b"a" * (MAX_BYTES - 1) + b'"') == [("", "too-large")]


@pytest.mark.parametrize("piece", [b'\\"', b'"', b"\\", b'["', b"[1,", b'"",', b"{"])
def test_no_file_takes_long_to_refuse(piece):
    start = time.process_time()
    assert _problems(b'["' + (piece * MAX_BYTES)[: MAX_BYTES - 2])
    assert time.process_time() - start < 2


def test_no_more_problems_are_named_than_anybody_reads_and_the_first_come_first():
    problems = _problems(b"[" + b"NaN," * 1000 + b"1]")
    assert problems == [(f"/{index}", "not-a-number") for index in range(MAX_PROBLEMS)]


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**300), 10**300) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)  # fmt: skip


@given(_json, st.booleans())
def test_whatever_can_be_written_as_json_is_read_back(value, ascii_only):
    assert load(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary())
def test_no_bytes_raise_anything_but_a_rejection(raw):
    assert _taken(raw) in {True, False}
