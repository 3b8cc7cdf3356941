//! JSON as the engine of JavaScript writes and reads it. Numbers that are not whole are left to that engine, so that no
//! table of powers of ten comes with every file.

mod read;
mod texts;
mod write;

pub(crate) use read::{read, read_with};
pub(crate) use write::{Letters, write, write_cells};

#[cfg(target_family = "wasm")]
mod float {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = Number)]
        pub(super) fn read(text: &str) -> f64;
        #[wasm_bindgen(js_name = String)]
        pub(super) fn write(number: f64) -> String;
    }
}

#[cfg(not(target_family = "wasm"))]
mod float {
    pub(super) fn read(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn write(number: f64) -> String {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use hongyan::value::Value;

    use super::{Letters, read, write, write_cells};

    const TEXTS: [&str; 9] = [
        "null",
        "[]",
        r#"{"a":[true,false,null,{}],"a":"周敏𠮷"}"#,
        r#"["\"\\/\b\f\n\r\t\u0000\u001f\u00e9\ud842\udfb7",""]"#,
        "[0,-1,7,2147483648,-9223372036854775808,18446744073709551615]",
        "[1.5,-0.25,-0,18446744073709551616,1e+21,5e-324,0.1]",
        " { \"a\" : [ 1 , 2 ] } \n",
        r#""\u7763""#,
        "-12",
    ];

    #[test]
    fn what_is_read_is_what_another_reader_reads() {
        for text in TEXTS {
            let value: Value = read(text).unwrap();
            assert_eq!(value, serde_json::from_str(text).unwrap(), "{text}");
            for letters in [Letters::Plain, Letters::Escaped] {
                let written = write(&value, letters);
                assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value, "{written}");
                assert!(letters == Letters::Plain || written.is_ascii(), "{written}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_alike() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let texts =
            [r#"["\ud800"]"#, r#"["\ud800\n"]"#, r#"["\udc00"]"#, r#"["\ud800\u0041"]"#, &deep(128), &deep(400)];
        for text in texts {
            let error = read::<Value>(text).unwrap_err();
            assert_eq!(error.to_string(), serde_json::from_str::<Value>(text).unwrap_err().to_string(), "{text}");
        }
        assert!(read::<Value>(&deep(127)).is_ok());
        for text in ["", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "\"a", "nul", "-", "[1 2]", "1 2", "{1:2}", "]", "[}"] {
            assert!(read::<Value>(text).is_err(), "{text}");
        }
    }

    #[derive(serde::Deserialize)]
    struct One {
        known: u8,
    }

    #[test]
    fn what_is_ignored_is_passed_over() {
        let items =
            [r#""a\"]\\""#, r#""\ud800""#, "-1.5e3", "null", "[]", "{}", r#"[{"a":["]"]},[1,2]]"#, &"[".repeat(300)];
        for item in items {
            let closed = format!("{item}{}", if item.len() == 300 { "]".repeat(300) } else { String::new() });
            let text = format!(r#"{{"other":{closed},"known":1}}"#);
            assert_eq!(read::<One>(&text).unwrap().known, 1, "{text}");
        }
        assert!(read::<serde::de::IgnoredAny>("[1").is_err());
    }

    #[test]
    fn what_is_written_is_what_another_writer_writes() {
        let facts = r#"{"sessions":[{"session":"a\"\\\u0001/","worker":"周敏","project":"p","form":"group","ended_on":"2024-09-24"}]}"#;
        let facts = hongyan::facts::Builder::from_json(facts).unwrap().build(hongyan::facts::OnError::Raise).unwrap();
        let report = hongyan::check(&facts, &hongyan::Policy::default(), "2024-10-05".parse::<hongyan::Day>().unwrap());
        assert_eq!(write(&report, Letters::Plain), report.to_json().unwrap());
        let many = (
            Some(-7_i8),
            None::<u8>,
            'é',
            (),
            [1_u64, u64::MAX],
            i128::MIN,
            std::collections::BTreeMap::from([(1, "\u{7f}")]),
        );
        assert_eq!(write(&many, Letters::Plain), serde_json::to_string(&many).unwrap());
        #[derive(serde::Serialize)]
        enum Kind {
            None,
            One(u8),
            Two(u8, u8),
            Named { a: u8 },
        }
        let kinds = [Kind::None, Kind::One(1), Kind::Two(1, 2), Kind::Named { a: 1 }];
        assert_eq!(write(&kinds, Letters::Plain), serde_json::to_string(&kinds).unwrap());
    }

    /// A report on a worker who needs no session of a group, because there was one.
    fn report() -> hongyan::Report {
        let facts = r#"{
            "engagements":[{"project":"p","worker":"周敏","start":"2024-08-01","end":"2024-08-31"}],
            "sessions":[{"session":"1","worker":"周敏","project":"p","form":"group","ended_on":"2024-08-05"}]
        }"#;
        let facts = hongyan::facts::Builder::from_json(facts).unwrap().build(hongyan::facts::OnError::Raise).unwrap();
        hongyan::check(&facts, &hongyan::Policy::default(), "2024-09-10".parse::<hongyan::Day>().unwrap())
    }

    /// What stands under a name.
    fn entry<'v>(of: &'v Value, name: &str) -> &'v Value {
        let Value::Map(entries) = of else { panic!("{of:?} is no map") };
        &entries.iter().find(|(key, _)| key == name).unwrap().1
    }

    #[test]
    fn findings_are_cells() {
        let written = write_cells(&report(), Letters::Escaped);
        assert!(written.is_ascii());
        let Value::List(both) = read(&written).unwrap() else { panic!("{written}") };
        let [report, texts] = both.as_slice() else { panic!("{written}") };
        let cells: Value = read(
            r#"[0,1,2,3,4,5,6,7,null,-10,null,false,7,7,{"missing":[{"form":"individual","required":1,"held":0}]},
                8,9,10,3,5,11,12,null,-29,null,false,12,12,0]"#,
        )
        .unwrap();
        assert_eq!(*entry(report, "findings"), cells, "{written}");
        let expected = r#"["supervision_frequency","S4","p","周敏","2024-08","breach","in_principle","2024-08-31",
            "record_deadline","S6.2.1","1","mandatory","2024-08-12"]"#;
        assert_eq!(*texts, read::<Value>(expected).unwrap(), "{written}");
    }

    #[test]
    fn all_but_findings_is_as_ever() {
        let report = report();
        let report = report.with_messages();
        for letters in [Letters::Plain, Letters::Escaped] {
            let Value::List(both) = read(&write_cells(&report, letters)).unwrap() else { panic!("no list") };
            let (cells, plain): (&Value, Value) = (&both[0], read(&write(&report, letters)).unwrap());
            for name in ["engine", "as_of", "policy", "summary", "standings", "skipped", "warnings", "faults"] {
                assert_eq!(entry(cells, name), entry(&plain, name), "{name}");
            }
            let Value::List(cells) = entry(cells, "findings") else { panic!("no list") };
            let Value::List(findings) = entry(&plain, "findings") else { panic!("no list") };
            assert_eq!(cells.last(), Some(entry(findings.last().unwrap(), "message")));
        }
        let value: Value = read(r#"{"Finding":[1,"a",{}]}"#).unwrap();
        assert_eq!(write_cells(&value, Letters::Plain), r#"[{"Finding":[1,"a",{}]},[]]"#);
    }
}
