//! Every case of every vector file.

use hongyan_tests::vectors;

#[test]
fn every_case_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for (file, list) in vectors::all() {
        for case in list {
            cases += 1;
            let differences = case.differences();
            if !differences.is_empty() {
                wrong.push(format!("{file}: {}\n  {}", case.name, differences.join("\n  ")));
            }
        }
    }
    println!("{cases} cases");
    assert!(wrong.is_empty(), "{} of {cases} cases differ\n{}", wrong.len(), wrong.join("\n"));
}
