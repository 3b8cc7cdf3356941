//! Writes a nation's columns as raw files and `meta.json`:
//! `nation --size S|M|L --order sorted|shuffled --out DIR [--seed N]`.

use std::path::PathBuf;

use hongyan_tests::nation::{self, Nation, Size};
use serde_json::{Map, Value, json};

const USAGE: &str = "nation --size S|M|L --order sorted|shuffled --out DIR [--seed N]";

fn main() {
    let (mut size, mut order, mut folder, mut seed) = (Size::S, "sorted".to_owned(), None, 2024);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().expect(USAGE);
        match name.as_str() {
            "--size" => {
                size = match value.as_str() {
                    "S" => Size::S,
                    "M" => Size::M,
                    "L" => Size::L,
                    _ => panic!("{USAGE}"),
                }
            }
            "--order" if value == "sorted" || value == "shuffled" => order = value,
            "--out" => folder = Some(PathBuf::from(value)),
            "--seed" => seed = value.parse().expect("a number"),
            _ => panic!("{USAGE}"),
        }
    }
    let folder = folder.expect(USAGE);
    std::fs::create_dir_all(&folder).expect("a folder");

    let mut records = Nation::new(size, seed);
    if order == "shuffled" {
        records = records.shuffled(seed);
    }
    nation::write(&mut records, &folder).expect("the files are written");
    let rows: Map<String, Value> =
        records.tables().iter().map(|(table, columns)| ((*table).to_owned(), json!(columns[0].1.rows()))).collect();
    let meta = json!({
        "size": format!("{size:?}"), "order": order, "seed": seed, "rows": rows,
        "workers": size.workers(), "projects": size.projects(), "mentors": size.mentors(),
        "first": nation::FIRST, "last": nation::LAST, "as_of": nation::AS_OF,
    });
    std::fs::write(folder.join("meta.json"), format!("{meta:#}\n")).expect("meta.json is written");
    println!("{meta}");
}
