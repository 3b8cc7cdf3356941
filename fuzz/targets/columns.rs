#![no_main]
//! Any columns: the same faults as of single rows, and the same report without the faulty ones.

use hongyan::columns::{Columns, Door};
use hongyan::facts::{Builder, OnError};
use hongyan::{Check, Keep, Rule};
use hongyan_fuzz::arrays::{Ids, Laid, batch, frames, question};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;

fn alike(u: &mut Unstructured<'_>) -> Result<()> {
    let ids = if u.arbitrary()? { Ids::Texts } else { Ids::Numbers };
    let (policy, as_of) = question(u)?;
    let tables: Vec<Laid> = batch(u, ids, 0)?;
    let keep = [Keep::ALL, Keep::PROBLEMS, Keep::only(&[])][usize::from(u.int_in_range(0..=2_u8)?)];
    let rules: u16 = u.arbitrary()?;
    let rules = Rule::ALL.into_iter().filter(|rule| rules >> *rule as u16 & 1 == 0);
    let check = Check::new(&policy, as_of).keep(keep).rules(rules);
    let builder = || {
        let mut builder = Builder::new();
        tables.iter().for_each(|table| table.rows(&mut builder));
        builder
    };
    match (Columns::check(frames(&tables), Door::new()), builder().build(OnError::Raise)) {
        (Ok(_), Ok(_)) => {}
        (Err(tally), Err(faults)) => {
            assert_eq!(tally.first(), faults.as_slice());
            assert_eq!(tally.total(), faults.len() as u64);
        }
        (columns, facts) => panic!("one door refuses: {columns:?}, {facts:?}"),
    }
    let columns = Columns::check(frames(&tables), Door::new().skipping_faults()).expect("faulty rows are skipped");
    let facts = builder().build(OnError::Skip).expect("faulty rows are skipped");
    let (report, scalar) = (check.columns(&columns), check.run(&facts));
    let json = |report: &hongyan::Report| report.to_json().expect("a report has a JSON form");
    assert_eq!(json(&report.to_report()), json(&scalar));
    for finding in scalar.findings().take(3) {
        let json = |one: Option<hongyan::explain::Explanation>| serde_json::to_string(&one).expect("JSON");
        assert_eq!(json(report.explain(finding.subject)), json(scalar.explain(&facts, finding.subject)));
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = alike(&mut Unstructured::new(bytes));
});
