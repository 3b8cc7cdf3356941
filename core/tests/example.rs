//! The example program `check`, driven as a person would: options in, bytes and exit status out.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail, and so may its helpers")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use hongyan::facts::{Builder, Cell, Facts, Kind, OnError, Table};
use hongyan::{Check, Day, Policy};
use serde_json::Value;

/// The compiled example. `cargo test` builds it beside the tests; a run of this test alone may not, so it is built then.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let profile = test.parent().unwrap().parent().unwrap();
        let program = profile.join("examples").join(format!("check{}", std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["build", "--quiet", "--package", "hongyan", "--example", "check", "--target-dir"]);
            cargo.arg(profile.parent().unwrap());
            if profile.ends_with("release") {
                cargo.arg("--release");
            }
            assert!(cargo.status().unwrap().success(), "the example is not built");
        }
        program
    })
}

/// Runs it away from the repository, in English unless the arguments say otherwise.
fn run(args: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.env("LC_ALL", "C").current_dir(std::env::temp_dir());
    command.args(args).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).unwrap();
    }
    folder.to_str().unwrap().to_owned()
}

/// That two outputs are the same, without showing a megabyte if not.
#[track_caller]
fn same(one: &[u8], other: &[u8]) {
    let at = one.iter().zip(other).position(|(one, other)| one != other);
    assert!(one == other, "{} and {} bytes, different from {at:?}", one.len(), other.len());
}

fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").to_str().unwrap().to_owned()
}

fn json(output: &Output) -> Value {
    assert_eq!(status(output), 0, "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

const SESSIONS: &str = "session,project,worker,form,ended_on,record_submitted_on\n";

#[test]
fn it_ran_whatever_it_found() {
    for args in [&[][..], &["--fail-on", "excused", "--rule", "revocation"], &["--help"], &["--policy", "civil_code"]] {
        let output = run(args);
        assert_eq!(status(&output), 0, "{args:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_verdict_to_fail_on_is_met() {
    let output = run(&["--fail-on", "breach"]);
    assert_eq!(status(&output), 1);
    assert!(!output.stdout.is_empty(), "the page is printed all the same");
}

#[test]
fn invalid_input_and_usage() {
    let sample = &sample();
    let policy = &folder("policy", &[("p.toml", b"[mentor.term]\nyaers = 3\n"), ("x.xlsx", b"PK")]);
    let toml = &format!("{policy}/p.toml");
    let workbook = &format!("{policy}/x.xlsx");
    let cases: [(&[&str], &str); 16] = [
        (&[sample], "--as-of YYYY-MM-DD, the day asked about, is required with PATH"),
        (&[sample, "--as-of", "2024-02-30"], "as_of: `2024-02-30` is not a date (YYYY-MM-DD)"),
        (&["--as-of", "1899-12-31"], "as_of: the year of `1899-12-31` is not within 1900 to 2200"),
        (&["--as-of", ""], "as_of: `` is not a date (YYYY-MM-DD)"),
        (&["--rule", "record"], "there is no rule `record`; the rules are supervision_frequency, "),
        (&["no such folder", "--as-of", "2024-01-01"], "no such folder: cannot be read: "),
        (
            &[workbook, "--as-of", "2024-01-01"],
            "x.xlsx: cannot be read: the file is damaged or not of the format that its name says",
        ),
        (&["--policy", toml], "mentor.term.yaers: there is no such key"),
        (&["--policy", "civil"], "civil: cannot be read: "),
        (&["--json", "-", "--html", "-"], "only one output can go to standard output (-)"),
        (&["--explain", "revocation?mentor=m"], "revocation needs the key `found_on`"),
        (&["--explain", "revocation?mentor=%FF"], "`%FF` is not UTF-8"),
        (
            &["--explain", "revocation?mentor=nobody&found_on=2024-01-01"],
            "nothing is found by revocation of mentor nobody",
        ),
        (&["--pdf", "-"], "--pdf"),
        (&["--on-error", "ignore"], "ignore"),
        (&["--json", "/no such folder/report.json"], "cannot be written"),
    ];
    for (args, expected) in cases {
        let output = run(args);
        assert_eq!(status(&output), 2, "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert!(text(&output.stderr).contains(expected), "{args:?}\n{}", text(&output.stderr));
    }
}

#[test]
fn all_that_is_wrong_is_said_together() {
    let folder = &folder("together", &[("sessions.csv", b"session\n"), ("works.csv", b"a\n")]);
    let output = run(&[folder, "--as-of", "soon", "--policy", "nowhere.toml", "--rule", "x", "--explain", "y"]);
    assert_eq!(status(&output), 2);
    let lines = text(&output.stderr);
    for expected in ["as_of: `soon`", "nowhere.toml: ", "rule `x`", "rule `y`", "works.csv: there is no such table"] {
        assert!(lines.contains(expected), "{expected}\n{lines}");
    }
}

fn cell<'t>(table: Table, heading: &str, text: &'t str) -> Cell<'t> {
    match table.columns()[table.position(heading).unwrap()].kind {
        _ if text.is_empty() => Cell::Null,
        Kind::Flag => Cell::Flag(text == "true"),
        Kind::Year | Kind::Count => Cell::Number(text.parse().unwrap()),
        _ => Cell::text(text),
    }
}

/// The sample, read without the example. It has no quotation marks.
fn facts_of_the_sample() -> Facts {
    let mut builder = Builder::new();
    for table in Table::ALL {
        let text = std::fs::read_to_string(Path::new(&sample()).join(format!("{table}.csv"))).unwrap();
        let mut lines = text.lines().map(|line| line.split(','));
        let headings: Vec<&str> = lines.next().unwrap().collect();
        builder.table(table);
        for line in lines {
            let cells = headings.iter().zip(line);
            builder.row(table, cells.map(|(heading, text)| (heading, cell(table, heading, text))));
        }
    }
    builder.build(OnError::Raise).unwrap()
}

#[test]
fn json_is_the_librarys_to_the_byte() {
    let facts = facts_of_the_sample();
    let as_of: Day = include_str!("../sample/as_of.txt").trim().parse().unwrap();
    let policy = Policy::default();
    let report = Check::new(&policy, as_of).run(&facts);
    let output = run(&["--json", "-"]);
    same(&output.stdout, format!("{}\n", report.to_json().unwrap()).as_bytes());
    // the language of the page is not that of the report
    same(&run(&["--json", "-", "--lang", "zh"]).stdout, &output.stdout);

    let rules = [hongyan::Rule::CyclePlan, hongyan::Rule::Revocation];
    let report = Check::new(&policy, "2024-06-30".parse::<Day>().unwrap()).rules(rules).run(&facts);
    let args = "--json - --rule revocation --rule cycle_plan --as-of 2024-06-30";
    let output = run(&args.split(' ').collect::<Vec<_>>());
    same(&output.stdout, format!("{}\n", report.to_json().unwrap()).as_bytes());
}

#[test]
fn the_sample_is_whole() {
    let facts = &json(&run(&["--facts", "-"]))["facts"];
    let rows = |file: &str| std::fs::read_to_string(Path::new(&sample()).join(file)).unwrap().lines().count() - 1;
    for table in Table::ALL {
        // one row of the sessions stands twice, and is written twice
        assert_eq!(facts[table.name()].as_array().unwrap().len(), rows(&format!("{table}.csv")), "{table}");
    }
}

#[test]
fn a_folder_understood_is_a_facts_file() {
    let as_of = include_str!("../sample/as_of.txt").trim();
    let from_folder = run(&[&sample(), "--as-of", as_of, "--json", "-"]);
    assert_eq!(text(&from_folder.stderr).trim(), "not read: README.md, as_of.txt, generate.py");
    let bundled = run(&["--json", "-"]);
    same(&from_folder.stdout, &bundled.stdout);

    let understood = json(&run(&["--facts", "-"]));
    assert_eq!(understood["faults"], Value::Array(vec![]));
    assert_eq!(understood["warnings"], json(&bundled)["warnings"]);
    let file = folder("facts", &[("facts.json", understood["facts"].to_string().as_bytes())]);
    let from_file = json(&run(&[&format!("{file}/facts.json"), "--as-of", as_of, "--json", "-"]));
    let bundled = json(&bundled);
    for part in ["findings", "summary", "standings", "deadlines", "warnings"] {
        assert!(from_file[part] == bundled[part], "{part}");
    }
}

#[test]
fn findings_as_a_table() {
    let output = run(&["--csv", "-"]);
    let report = json(&run(&["--json", "-"]));
    let findings = report["findings"].as_array().unwrap();
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let columns = "rule,clause,project,worker,session,month,supervisor,mentor,appointed_on,guided_on,found_on,year,\
                   verdict,force,due_on,settled_on,margin_days,holds_until,contested,due_earliest,due_latest,reason,detail";
    let headings = reader.headers().unwrap().clone();
    assert_eq!(headings, columns.split(',').collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), findings.len());
    for (row, finding) in rows.iter().zip(findings) {
        for (column, cell) in headings.iter().zip(row) {
            let value = match column {
                "due_earliest" => &finding["due_range"][0],
                "due_latest" => &finding["due_range"][1],
                "reason" => &finding["detail"]["reason"],
                _ => finding.get(column).unwrap_or(&finding["subject"][column]),
            };
            match value {
                Value::Null => assert_eq!(cell, "", "{column}"),
                Value::String(text) => assert_eq!(cell, text, "{column}"),
                Value::Object(_) => assert_eq!(&serde_json::from_str::<Value>(cell).unwrap(), value, "{column}"),
                other => assert_eq!(cell, other.to_string(), "{column}"),
            }
        }
    }
}

#[test]
fn several_outputs_in_one_run() {
    let folder = folder("several", &[]);
    let [json, csv] = ["report.json", "findings.csv"].map(|file| format!("{folder}/{file}"));
    let output = run(&["--json", &json, "--csv", &csv, "--lang", "en"]);
    // files do not silence the page; only when nothing is asked for, the sample's own page is written too
    let page = run(&["--lang", "en"]).stdout;
    let (page, written) = text(&page).rsplit_once("as a page: ").expect("the sample's page");
    same(&output.stdout, page.as_bytes());
    assert!(std::fs::read_to_string(written.trim_end()).unwrap().starts_with("<!DOCTYPE html>"));
    same(&std::fs::read(json).unwrap(), &run(&["--json", "-"]).stdout);
    same(&std::fs::read(csv).unwrap(), &run(&["--csv", "-"]).stdout);
}

#[test]
fn what_an_office_keeps_is_read_like_the_sample() {
    let messy = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-messy");
    let output = run(&[messy, "--as-of", "2025-12-24", "--lang", "en", "--json", "-"]);
    assert_eq!(status(&output), 0);
    let (messy_report, sample) = (json(&output), json(&run(&["--json", "-"])));
    for part in ["findings", "summary", "standings", "deadlines", "warnings"] {
        assert_eq!(messy_report[part], sample[part], "{part}");
    }
    // every sheet says what became of it
    let understood = text(&output.stderr);
    for expected in ["-> sessions", "-> mentors", "gb18030", "社工督导台账.xlsx"] {
        assert!(understood.contains(expected), "{expected}\n{understood}");
    }
}

#[test]
fn a_mapping_reads_what_is_not_recognised_and_can_be_saved() {
    let csv = "场次,站名,人,样子,何日\na,p,w,面谈,3月5日\n".as_bytes();
    let map = r#"
[headings]
"场次" = "session"
"站名" = "project"
"人" = "worker"
"样子" = "form"
"何日" = "ended_on"

[values.form]
"面谈" = "individual"
"#;
    let folder = folder("mapped", &[("sessions.csv", csv), ("map.toml", map.as_bytes())]);
    let [facts, saved, mapping] = ["facts.json", "saved.json", "map.toml"].map(|file| format!("{folder}/{file}"));
    let file = format!("{folder}/sessions.csv");
    let args = [&file, "--as-of", "2024-05-01", "--map", &mapping, "--default-year", "2024", "--infer-engagements"];
    let mut args: Vec<&str> = args.to_vec();
    args.extend(["--facts", &facts, "--save-map", &saved]);
    let output = run(&args);
    assert_eq!(status(&output), 0, "{}", text(&output.stderr));
    let understood: Value = serde_json::from_slice(&std::fs::read(facts).unwrap()).unwrap();
    assert_eq!(understood["facts"]["sessions"][0]["ended_on"], "2024-03-05");
    assert_eq!(understood["facts"]["engagements"][0]["end"], "2024-03-31");
    assert_eq!(understood["warnings"][0]["code"], "engagements_inferred");
    let saved: Value = serde_json::from_slice(&std::fs::read(saved).unwrap()).unwrap();
    assert_eq!(saved["headings"]["站名"], "sessions.project");
}

#[test]
fn documents_are_what_they_say() {
    assert!(run(&["--html", "-", "--lang", "zh"]).stdout.starts_with(b"<!DOCTYPE html><html lang=\"zh"));
    assert!(text(&run(&["--ics", "-"]).stdout).starts_with("BEGIN:VCALENDAR\r\n"));
    assert!(run(&["--xlsx", "-"]).stdout.starts_with(b"PK"));
}

/// A file with every kind of fault, as a spreadsheet might save it: a byte order mark, CRLF, a cell of two lines, blank
/// lines. The row with two lines is row 2 to a person; what comes after it is not moved.
const FAULTY: &[u8] = b"\xef\xbb\xbfsession,project,worker,form,ended_on,minutes,venue\r\n\
    a,p,w,group,2024-02-30,45,\"two\r\nlines\"\r\n\
    \r\n\
    b,p,w,group,2024-03-01,soon,\r\n\
    ,,,,,,\r\n\
    c,p,w,group\r\n\
    d,p,\xd6\xdc\xc3\xf4,group,2024-03-01,45,\r\n\
    e,p,w,group,2024-03-01,45,\r\n\
    e,p,w,peer,2024-03-01,45,\r\n\
    f,p,w,group,2024-03-01,45,\r\n";

#[test]
fn faults_say_where_a_person_finds_them() {
    let files = [
        ("sessions.csv", FAULTY),
        ("guidance.csv", b"mentor,guided_on,mentor,pupil\nm,2024-03-01,n,x\n"),
        ("evaluations.csv", b"mentor,evaluated_on\nm,2024-03-01\n"),
        ("plans.csv", b""),
        ("excuses.csv", b"project,worker,month,reason\n\"p,w,2024-03,ill\np,w,2024-04,ill\n"),
        ("workers.csv", b"worker\n"),
    ];
    let folder = folder("faulty", &files);
    let expected = [
        "workers.csv: there is no such table",
        "sessions.csv, row 2, E (ended_on): `2024-02-30` is not a date (YYYY-MM-DD)",
        "sessions.csv, row 4, F (minutes): `soon` is not what is expected: a whole number, 0 or more",
        "sessions.csv, row 6: cannot be read: 4 cells under 7 headings",
        "sessions.csv, row 7, C (worker): cannot be read: not UTF-8",
        "sessions.csv, row 8, A,C (session,worker): `e,w` stands more than once with different content",
        "sessions.csv, row 9, A,C (session,worker): `e,w` stands more than once with different content",
        "excuses.csv, row 2: cannot be read: a quotation mark is not closed",
        "plans.csv: cannot be read: there is no row of headings",
        "guidance.csv, row 1, C (mentor): more than one heading could be this column",
        "guidance.csv, row 1, D (pupil): the table has no such column",
        "evaluations.csv, row 1, year: the column is required and missing in every row",
    ];
    let output = run(&[&folder, "--as-of", "2024-06-01", "--json", "-"]);
    assert_eq!(status(&output), 2);
    assert!(output.stdout.is_empty());
    let lines: Vec<&str> = text(&output.stderr).lines().collect();
    assert_eq!(lines.len(), expected.len() + 1, "{}", text(&output.stderr));
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}\n{expected}");
    }
    assert_eq!(lines[12], "12 faults; nothing was checked (--on-error skip leaves faulty rows out)");

    let report = json(&run(&[&folder, "--as-of", "2024-06-01", "--on-error", "skip", "--json", "-"]));
    let faults = report["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 12);
    assert_eq!(faults[5]["row"], 4);
    let place = serde_json::json!({"file": "sessions.csv", "sheet": null, "row": 8, "column": "A,C"});
    assert_eq!(faults[5]["source"], place);
    // only the last session is used; a table whose headings cannot be trusted is absent, not empty
    assert_eq!(report["summary"]["record_deadline"]["breach"], 1);
    let skipped: Vec<&Value> = report["skipped"].as_array().unwrap().iter().map(|one| &one["missing"]).collect();
    assert!(skipped.contains(&&serde_json::json!(["appointments", "guidance"])), "{skipped:?}");
}

#[test]
fn cells_are_read_by_the_kind_of_their_column() {
    let files: [(&str, &[u8]); 3] = [
        ("mentors.csv", b"commitment, mentor ,category,experience,responsibility\nTRUE,001,,false,true\n"),
        ("evaluations.CSV", b"mentor,year,evaluated_on\n001,2024,2025-01-05\n"),
        ("violations.csv", b"mentor,found_on,revoked_on"),
    ];
    let folder = folder("cells", &files);
    let understood = json(&run(&[&folder, "--as-of", "2025-06-01", "--facts", "-"]));
    let expected = serde_json::json!({
        "mentors": [{"mentor": "001", "category": null, "responsibility": true, "experience": false, "commitment": true}],
        "evaluations": [{"mentor": "001", "year": 2024, "evaluated_on": "2025-01-05"}],
        "violations": [],
    });
    assert_eq!(understood["facts"], expected);
}

#[test]
fn a_facts_file_that_is_no_json() {
    let folder = folder("no_json", &[("facts.json", b"{\"sessions\": ["), ("empty.json", b"\xef\xbb\xbf{}")]);
    let output = run(&[&format!("{folder}/facts.json"), "--as-of", "2024-01-01", "--on-error", "skip"]);
    assert_eq!(status(&output), 2);
    assert!(text(&output.stderr).contains("facts.json: cannot be read: EOF"), "{}", text(&output.stderr));
    let report = json(&run(&[&format!("{folder}/empty.json"), "--as-of", "2024-01-01", "--json", "-"]));
    assert_eq!(report["skipped"].as_array().unwrap().len(), 11);
}

#[test]
fn a_policy_from_a_file_or_a_name() {
    let files: [(&str, &[u8]); 3] = [
        ("p.toml", b"profile = \"civil_code\"\n"),
        ("p.json", b"{\"profile\": \"civil_code\"}"),
        ("policy", b" {\"profile\": \"civil_code\"}"),
    ];
    let folder = folder("policies", &files);
    let named = run(&["--policy", "civil_code", "--json", "-"]).stdout;
    assert!(named != run(&["--json", "-"]).stdout);
    for (file, _) in files {
        same(&run(&["--policy", &format!("{folder}/{file}"), "--json", "-"]).stdout, &named);
    }
}

#[test]
fn the_page_in_both_languages() {
    let zh = run(&["--lang", "zh"]).stdout;
    let en = run(&["--lang", "en"]).stdout;
    let (zh, en) = (text(&zh), text(&en));
    for word in
        ["截至 2025-12-24", "督导频次", "仍可完成", "违规，按人", "社工", "有争议：若 ", "无法判定（2）", "第 466 行"]
    {
        assert!(zh.contains(word), "{word}");
    }
    for word in ["as of 2025-12-24", "Supervision every month", "Can still be done", "worker", "contested: ", "row 466"]
    {
        assert!(en.contains(word), "{word}");
    }
    // English has no Chinese but for names; both are short, and have the same lines
    assert!(!en.contains('，') && !zh.contains(", "));
    assert_eq!(zh.lines().count(), en.lines().count());
    assert!(zh.lines().count() < 130, "{}", zh.lines().count());
    assert!(!zh.contains('\u{1b}'), "no colours but on a terminal");
    assert!(text(&run(&["--lang", "zh", "--help"]).stdout).contains("所问之日"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_language_is_that_of_the_locale() {
    let page = |locale: &str| {
        let mut command = Command::new(program());
        command.env_remove("LC_MESSAGES").env("LC_ALL", locale).env("LANG", locale);
        command.output().unwrap().stdout
    };
    same(&page("zh_CN.UTF-8"), &run(&["--lang", "zh"]).stdout);
    same(&page("de_DE.UTF-8"), &run(&["--lang", "en"]).stdout);
}

#[test]
fn names_cannot_move_about_on_a_terminal() {
    let row = format!("{SESSIONS}a,p,\u{1b}[2Jw,group,2024-03-01,\n");
    let folder = folder("control", &[("sessions.csv", row.as_bytes())]);
    let output = run(&[&folder, "--as-of", "2024-06-01"]);
    assert_eq!(status(&output), 0);
    assert!(!output.stdout.contains(&0x1b) && text(&output.stdout).contains("\u{fffd}[2Jw"));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for option in ["--json", "--csv", "--facts"] {
        let mut command = Command::new(program());
        command.args([option, "-"]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        let mut lines = BufReader::with_capacity(16, child.stdout.take().unwrap());
        if option == "--csv" {
            lines.read_line(&mut first).unwrap();
        }
        drop(lines);
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), text(&output.stderr)), (0, ""), "{option}");
    }
}

/// Any bytes are read or refused.
#[test]
fn any_bytes_have_an_answer() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    let pieces: [&[u8]; 12] =
        [b"\"", b",", b"\r", b"\n", b"\r\n", b"\xff", b"\0", b"2024-02-29", b"group", b"\xef\xbb\xbf", b"x", b"\"\""];
    for round in 0..60 {
        let mut bytes = FAULTY.to_vec();
        for _ in 0..next(12) {
            let at = next(bytes.len());
            let to = (at + next(4)).min(bytes.len());
            let piece = pieces[next(pieces.len())];
            bytes.splice(at..to, piece.iter().copied());
        }
        let folder = folder("any", &[("sessions.csv", &bytes)]);
        for on_error in ["raise", "skip"] {
            let output = run(&[&folder, "--as-of", "2024-06-01", "--on-error", on_error]);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(status(&output), 0 | 2), "round {round}: {stderr}\n{}", bytes.escape_ascii());
        }
    }
}
