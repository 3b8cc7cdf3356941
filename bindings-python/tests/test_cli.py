"""The command, as a person or a script calls it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import hongyan
import pytest

SCRIPT = Path(sys.executable).with_name("hongyan.exe" if os.name == "nt" else "hongyan")
SAMPLE = Path(__file__).parents[2] / "core" / "sample"
SESSIONS = "session,project,worker,form,ended_on,record_submitted_on\n"
ROW = "e,p,w,group,2024-03-01,2024-03-05\n"


def run(*args, cwd=None, lang="en", **environment):
    command = [str(SCRIPT), *map(str, args)]
    given = {**os.environ, "LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8", **environment}
    return subprocess.run(command, cwd=cwd, env=given, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sample as files."""
    folder = tmp_path_factory.mktemp("sample")
    for file in SAMPLE.glob("*.csv"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def report():
    facts, as_of = hongyan.sample()
    return facts.check(as_of=as_of, keep="all")


def test_the_sample_is_checked_without_arguments():
    ran = run("check")
    assert ran.returncode == 0 and ran.stderr == ""
    assert "bundled sample" in ran.stdout and "Breaches, by person" in ran.stdout
    page = Path(ran.stdout.rsplit("as a page: ", 1)[1].strip())
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_chinese_by_the_locale_and_by_the_option():
    by_locale, by_option = run("check", lang="zh"), run("check", "--lang", "zh")
    assert by_locale.stdout == by_option.stdout
    assert "违规，按人" in by_locale.stdout and "in breach" not in by_locale.stdout


def test_the_same_from_files(folder, report):
    ran = run("check", folder, "--as-of", "2025-12-24", "--json", "-")
    assert ran.returncode == 0 and ran.stderr == ""
    assert ran.stdout == report.to_json() + "\n"


def test_json_is_alone_on_standard_output(report):
    ran = run("check", "--json", "-")
    assert ran.stdout == report.to_json() + "\n"


def test_a_facts_file(folder, tmp_path, report):
    file = tmp_path / "facts.json"
    assert run("check", folder, "--as-of", "2025-12-24", "--facts", file).returncode == 0
    understood = json.loads(file.read_text(encoding="utf-8"))
    assert list(understood) == ["facts", "faults", "warnings"]
    file.write_text(json.dumps(understood["facts"]), encoding="utf-8")
    again = run("check", file, "--as-of", "2025-12-24", "--json", "-")
    # the repeated row of the sample is told once
    summary = json.loads(again.stdout)["summary"]
    assert summary == report.to_dict()["summary"]


def test_documents(tmp_path, report):
    files = {name: tmp_path / f"report.{name}" for name in ("html", "xlsx", "ics", "csv", "json")}
    ran = run("check", *(part for name, file in files.items() for part in (f"--{name}", file)))
    assert ran.returncode == 0
    assert "hongyan 0" in ran.stdout, "the page is printed all the same"
    assert 'id="trend"' in files["html"].read_text(encoding="utf-8")
    assert zipfile.is_zipfile(files["xlsx"])
    assert files["ics"].read_bytes().startswith(b"BEGIN:VCALENDAR")
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text(encoding="utf-8"))))
    assert len(rows) == len(report.findings)
    assert json.loads(files["json"].read_text(encoding="utf-8")) == report.to_dict()


def test_a_verdict_to_fail_on():
    assert run("check", "--fail-on", "breach").returncode == 1
    assert run("check", "--fail-on", "excused", "--rule", "revocation").returncode == 0


def test_rules_are_chosen():
    ran = run("check", "--rule", "revocation", "--rule", "mentor_term", "--json", "-")
    assert list(json.loads(ran.stdout)["summary"]) == ["mentor_term", "revocation"]


def test_a_policy_by_name_and_from_a_file(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text('[supervision.record]\nlast_day = "next_workday"\n', encoding="utf-8")
    by_file = json.loads(run("check", "--policy", file, "--json", "-").stdout)
    assert by_file["policy"]["supervision"]["record"]["last_day"] == "next_workday"
    page = run("check", "--policy", "civil_code").stdout
    assert "civil_code; other than the defaults:" in page
    assert "supervision.record.last_day = next_workday (Civil Code art. 203(1))" in page


def test_explained():
    query = "commendation?mentor=郝云飞&year=2025"
    by_option, by_command = run("check", "--explain", query), run("explain", query)
    assert by_option.stdout == by_command.stdout
    assert "revoked" in by_option.stdout
    found = json.loads(run("check", "--explain", query, "--json", "-").stdout)
    assert found["finding"]["subject"] == {"mentor": "郝云飞", "year": 2025}
    encoded = run("explain", "commendation?mentor=%E9%83%9D%E4%BA%91%E9%A3%9E&year=2025")
    assert encoded.stdout == by_option.stdout


def test_the_hint_can_be_copied():
    line = next(line for line in run("check").stdout.splitlines() if "--explain '" in line)
    query = line.split("--explain '", 1)[1].rstrip("'")
    assert run("explain", query).returncode == 0


def test_tables_by_name(tmp_path, report):
    import polars as pl

    facts, _ = hongyan.sample()
    for table in facts:
        facts[table].to_polars().write_parquet(tmp_path / f"{table}.parquet")
    sessions, engagements = tmp_path / "sessions.parquet", tmp_path / "engagements.parquet"
    ways = [
        [f"sessions={sessions}", f"engagements={engagements}"],
        ["--table", f"sessions={sessions}", "--table", f"engagements={engagements}"],
        [sessions, engagements],
    ]
    texts = set()
    for way in ways:
        ran = run("check", *way, "--as-of", "2025-12-24", "--rule", "record_deadline", "--json", "-")
        assert ran.returncode == 0, ran.stderr
        texts.add(ran.stdout)
    assert len(texts) == 1
    assert json.loads(texts.pop())["summary"]["record_deadline"] == report.summary["record_deadline"]
    # a folder of Parquet files
    ran = run("check", tmp_path, "--as-of", "2025-12-24", "--json", "-")
    assert json.loads(ran.stdout)["findings"] == report.to_dict()["findings"]
    page = run("check", tmp_path, "--as-of", "2025-12-24")
    assert page.returncode == 0 and "Can still be done" in page.stdout
    # a row that stands twice is there twice, as in the file
    assert pl.read_parquet(sessions).height == 1797


def test_office_files_are_understood_and_the_mapping_saved(tmp_path):
    book = tmp_path / "台账.csv"
    book.write_text("项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,个督,2024年3月5日\n", encoding="utf-8")
    mapping = tmp_path / "mapping.json"
    ran = run("check", book, "--as-of", "2024-04-01", "--save-map", mapping)
    assert ran.returncode == 0
    assert "台账.csv" in ran.stderr, "what was understood is said on standard error"
    assert json.loads(mapping.read_text(encoding="utf-8"))["headings"]["督导日期"] == "sessions.ended_on"
    again = run("check", book, "--as-of", "2024-04-01", "--map", mapping, "--json", "-")
    assert json.loads(again.stdout)["summary"]["record_deadline"]["breach"] == 1
    toml = tmp_path / "mapping.toml"
    toml.write_text('[headings]\n"督导日期" = "sessions.ended_on"\n', encoding="utf-8")
    assert run("check", book, "--as-of", "2024-04-01", "--map", toml).returncode == 0
    inferred = run("check", book, "--as-of", "2024-04-01", "--infer-engagements", "--json", "-")
    assert json.loads(inferred.stdout)["warnings"][0]["code"] == "engagements_inferred"


def files(tmp_path, **texts):
    for name, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / f"{name}.csv").write_bytes(data)
    return tmp_path


def test_faults_say_where_a_person_finds_them(tmp_path):
    faulty = SESSIONS + ROW + "f,p,w,group,2024-02-30,\n" + "g,p,w,party,2024-03-01,\n" + "h,p\n"
    where = files(
        tmp_path, sessions=faulty, guidance="mentor,guided_on,pupil\nm,2024-03-01,x\n", workers="worker\n", plans=""
    )
    ran = run("check", where, "--as-of", "2024-04-01")
    assert ran.returncode == 2 and ran.stdout == ""
    for line in (
        "sessions.csv, row 3, E (ended_on): `2024-02-30` is not a date (YYYY-MM-DD)",
        "sessions.csv, row 5: cannot be read: 2 cells under 6 headings",
        "guidance.csv, row 1, C (pupil): the table has no such column",
        "workers.csv: there is no such table",
        "plans.csv: cannot be read: there is no row of headings",
        "6 faults; nothing was checked (--on-error skip leaves faulty rows out)",
    ):
        assert line in ran.stderr.splitlines(), (line, ran.stderr)
    zh = run("check", where, "--as-of", "2024-04-01", "--lang", "zh")
    assert "6 处错误，未核查；用 --on-error skip 可略去有错误的行" in zh.stderr


def test_faulty_rows_are_left_out_on_request(tmp_path):
    where = files(tmp_path, sessions=SESSIONS + ROW + "f,p,w,group,2024-02-30,\n")
    ran = run("check", where, "--as-of", "2024-04-01", "--on-error", "skip", "--json", "-")
    assert ran.returncode == 0
    found = json.loads(ran.stdout)
    assert [fault["code"] for fault in found["faults"]] == ["bad_date"]
    assert "1 fault; the faulty rows were left out" in ran.stderr
    page = run("check", where, "--as-of", "2024-04-01", "--on-error", "skip")
    assert "Faults: their rows were left out (1)" in page.stdout


def test_all_that_is_wrong_is_said_together(tmp_path):
    where = files(tmp_path, sessions="session\n", works="a\n")
    ran = run("check", where, "--as-of", "soon", "--policy", "nowhere.toml", "--rule", "x", "--explain", "y?a=b")
    assert ran.returncode == 2
    for expected in ("as_of: `soon`", "nowhere.toml: ", "rule `x`", "rule `y`", "works.csv: there is no such table"):
        assert expected in ran.stderr, expected


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["x.json"], "--as-of YYYY-MM-DD, the day asked about, is required with PATH"),
        (["--as-of", "2024-02-30"], "as_of: `2024-02-30` is not a date (YYYY-MM-DD)"),
        (["--as-of", ""], "as_of: `` is not a date (YYYY-MM-DD)"),
        (["no such folder", "--as-of", "2024-01-01"], "no such folder: cannot be read: "),
        (["sessions=nowhere.parquet", "--as-of", "2024-01-01"], "nowhere.parquet: cannot be read: "),
        (["works=nowhere.csv", "--as-of", "2024-01-01"], "there is no such table"),
        (["a.csv", "b.csv", "c", "--table", "x", "--as-of", "2024-01-01"], "name every table"),
        ([".", "--table", "sessions=a.csv", "--as-of", "2024-01-01"], ".: give one PATH, or name every table"),
        (["sessions=a.csv", "--infer-engagements", "--as-of", "2024-01-01"], "--infer-engagements: is for files"),
        (["x.csv", "--trust-keys", "--as-of", "2024-01-01"], "--trust-keys: is for tables by name"),
        (["--rule", "record"], "there is no rule `record`; the rules are supervision_frequency, "),
        (["--json", "-", "--csv", "-"], "only one output can go to standard output (-)"),
        (["--explain", "mentor_term?mentor=nobody&guided_on=2024-01-01"], "--explain: names no finding: "),
        (["--explain", "mentor_term?mentor=x"], "--explain: names no finding: "),
        (["--fail-on", "bad"], "bad"),
        (["--lang", "fr"], "fr"),
        (["--on-error", "ignore"], "ignore"),
        (["--default-year", "12"], "12"),
        (["--nonsense"], "--nonsense"),
        (["--html", "no/such/folder/x.html"], "no/such/folder/x.html: cannot be written: "),
        (["--map", "nowhere.toml", "x.csv", "--as-of", "2024-01-01"], "nowhere.toml: cannot be read: "),
    ],
)
def test_invalid_input_and_usage(args, expected, tmp_path):
    ran = run("check", *args, cwd=tmp_path)
    assert ran.returncode == 2, ran.stderr
    assert ran.stdout == ""
    assert expected in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_policy_file_is_validated_with_every_error(tmp_path):
    bad, good = tmp_path / "bad.toml", tmp_path / "good.json"
    bad.write_text("[mentor.term]\nyaers = 3\nyears = 0\n", encoding="utf-8")
    good.write_text(run("policy", "show", "civil_code").stdout, encoding="utf-8")
    assert run("policy", "validate", good, "civil_code").returncode == 0
    ran = run("policy", "validate", good, bad)
    assert ran.returncode == 2
    assert "good.json: valid" in ran.stdout
    assert "mentor.term.yaers" in ran.stderr and "mentor.term.years" in ran.stderr
    assert run("check", "--policy", bad).returncode == 2


def test_policies_are_described():
    for lang, word in (("en", "Civil Code art. 201(1)"), ("zh", "中止")):
        ran = run("policy", "describe", "civil_code", lang=lang)
        assert ran.returncode == 0
        assert "supervision.record.last_day" in ran.stdout
        assert word in ran.stdout or lang == "zh"
    shown = json.loads(run("policy", "show").stdout)
    assert shown == json.loads(hongyan.Policy().to_json())


def test_clauses():
    one = run("clauses", "M7")
    assert one.returncode == 0 and "revocation" in one.stdout and "S4" not in one.stdout
    assert "S4.1" in run("clauses").stdout
    assert run("clauses", "X9").returncode == 2


def test_help_in_both_languages():
    for lang, word in (("en", "Write the deadlines as a calendar"), ("zh", "把待办期限写成日历")):
        ran = run("check", "--help", lang=lang)
        assert ran.returncode == 0 and word in ran.stdout
    for command in ((), ("explain",), ("policy",), ("clauses",), ("completion",)):
        assert run(*command, "--help").returncode == 0
    assert run("--version").stdout.strip() == f"hongyan {hongyan.__version__}"


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion(shell):
    assert "_HONGYAN_COMPLETE" in run("completion", shell).stdout


def test_rules_are_completed():
    line = {"COMP_WORDS": "hongyan check --rule mentor_", "COMP_CWORD": "3", "_HONGYAN_COMPLETE": "bash_complete"}
    words = run(**line).stdout.split()
    assert [word.split(",")[1] for word in words] == ["mentor_eligibility", "mentor_term", "mentor_inactivity"]


def test_names_cannot_move_about_on_a_terminal(tmp_path):
    where = files(tmp_path, sessions=SESSIONS + "e,p,\x1b[2Jw\u202e,group,2024-03-01,\n")
    ran = run("check", where, "--as-of", "2024-04-01")
    assert ran.returncode == 0
    assert "\x1b" not in ran.stdout and "\u202e" not in ran.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_closed_pipe_ends_quietly():
    for option in ("--json", "--csv"):
        with subprocess.Popen(
            [str(SCRIPT), "check", option, "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0
    for words, status in ((["check"], 0), (["check", "--fail-on", "breach"], 1), (["policy", "describe"], 0), (["clauses"], 0)):
        with subprocess.Popen([str(SCRIPT), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == status, words


def test_the_package_is_a_command():
    ran = subprocess.run([sys.executable, "-m", "hongyan", "--version"], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, f"hongyan {hongyan.__version__}\n")


def test_a_file_whose_table_is_not_known():
    ran = run("check", "s.parquet", "--as-of", "2024-10-12")
    assert ran.returncode == 2 and ran.stderr == "s.parquet: name every table: sessions=s.parquet\n"


def test_faults_of_a_table_by_name(tmp_path):
    (tmp_path / "a.csv").write_text(SESSIONS + ROW + "f,p,w,group,2024-02-30,\n")
    ran = run("check", f"sessions={tmp_path / 'a.csv'}", "--as-of", "2024-04-01", "--on-error", "skip")
    assert ran.returncode == 0 and "Faults: their rows were left out (1)" in ran.stdout
    assert "a.csv, row 3, E (ended_on): `2024-02-30`" in ran.stdout


def test_an_edition_of_the_defaults(tmp_path):
    (tmp_path / "policy.toml").write_text('[[editions]]\neffective_from = "2023-07-25"\n[editions.policy]\n')
    assert "policy  own (the defaults)" in run("check", "--policy", tmp_path / "policy.toml").stdout


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_colours_and_bars_are_for_terminals_only(tmp_path):
    import pty

    main, other = pty.openpty()
    where = files(tmp_path, sessions=SESSIONS + "f,p,w,group,2024-02-30,\n" * 30)
    command = [str(SCRIPT), "check", str(where), "--as-of", "2024-04-01"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "100"}
    process = subprocess.Popen(command, stdout=other, stderr=other, stdin=subprocess.DEVNULL, env=environment)
    os.close(other)
    shown = b""
    try:
        while part := os.read(main, 65536):
            shown += part
    except OSError:
        pass
    assert process.wait() == 2
    text = shown.decode()
    assert "\x1b[" in text and "The input has faults" in text and "┃" in text, text
    assert "and 10 more" in text and "30 faults; nothing was checked" in text


def test_the_package_imports_no_library_of_the_command():
    code = "import sys, hongyan; print([name for name in ('click', 'rich', 'numpy', 'pandas') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
