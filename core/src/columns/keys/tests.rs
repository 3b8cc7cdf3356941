use super::*;
use crate::columns::array::{Array, Texts, Validity};
use crate::columns::{Door, Frames};

#[test]
fn values_that_stand_more_than_once_are_visited_with_their_rows() {
    let mut pairs = [(4, 7), (2, 5), (4, 1), (9, 0), (2, 3), (4, 2), (5, 8)];
    let mut visited = Vec::new();
    equal(&mut pairs, |value, rows| visited.push((value, rows.to_vec())));
    assert_eq!(visited, [(2, vec![3, 5]), (4, vec![1, 2, 7])]);
    let mut twice = [(1, 0), (1, 1)];
    let mut found = 0;
    equal(&mut twice, |_, rows| found += rows.len());
    assert_eq!(found, 2);
    equal(&mut [(1, 0), (2, 1)], |_, _| panic!("each stands once"));
    equal::<u8>(&mut [], |_, _| panic!("nothing"));
}

#[test]
fn ids_of_every_array() {
    let given = Validity::Flags(&[false, true]);
    let words = ["a", "b"];
    let arrays: [(Array<'_>, IdValue<'_>); 5] = [
        (Array::from(&[1, -2]), IdValue::Integer(-2)),
        (Array::from(&[1_i64, -2]), IdValue::Integer(-2)),
        (Array::from(&[1_u32, 2]), IdValue::Integer(2)),
        (Array::from(&words), IdValue::Text("b")),
        (Array::dictionary(&[1, 0], Texts::Slices(&words)), IdValue::Text("a")),
    ];
    for (array, second) in arrays {
        assert_eq!(id_of(&array, 1), Some(second), "{array:?}");
        let some = array.with_validity(given);
        assert_eq!((id_of(&some, 0), id_of(&some, 1)), (None, Some(second)));
    }
    assert_eq!(id_of(&Array::from(&[true]), 0), None);
}

/// Sessions that share keys, those of a worker together or apart: who is left out, repeated or told of.
#[test]
fn sessions_are_compared_within_a_worker() {
    let (rows, apart) = if cfg!(miri) { (160, 14) } else { (40_000_i32, 4_445) };
    // the rows of a worker begin where a part of all rows does
    for (stay, step, workers) in [(8, 1, rows / 8), (1, 7_919, apart)] {
        let worker: Vec<i32> = (0..rows).map(|row| row / stay * step % workers).collect();
        let session: Vec<i64> = (0..rows).map(|row| i64::from(row) * 5 % 7).collect();
        let names: Vec<String> = session.iter().map(|session| format!("s{session}")).collect();
        // rows that share a key are alike where the worker is even
        let form: Vec<u8> = (0..rows).map(|row| (worker[row as usize] % 2 * (row % 3)) as u8).collect();
        let days = vec![19_000; rows as usize];
        let mut groups = std::collections::BTreeMap::<(i32, i64), Vec<usize>>::new();
        for row in 0..rows as usize {
            groups.entry((worker[row], session[row])).or_default().push(row);
        }
        let (mut again, mut differing): (Vec<usize>, Vec<usize>) = Default::default();
        for rows in groups.values() {
            match rows.iter().all(|row| form[*row] == form[rows[0]]) {
                true => again.extend(&rows[1..]),
                false => differing.extend(rows),
            }
        }
        again.sort_unstable();
        differing.sort_unstable();
        assert!(again.len().min(differing.len()) > rows as usize / 100);
        for ids in [Array::from(&session), Array::from(&names)] {
            let frame = Frame::new(Table::Sessions)
                .with("session", ids)
                .with("project", &days)
                .with("worker", &worker)
                .with("form", &form)
                .with("ended_on", &days);
            let columns = Columns::check(Frames::new().with(frame), Door::new().skipping_faults()).unwrap();
            let told: Vec<usize> = columns.repeated.iter().map(|(_, row)| *row as usize).collect();
            assert!(told == again, "{stay} rows of a worker together");
            let mut out = again.clone();
            out.extend(&differing);
            out.sort_unstable();
            assert!(columns.sessions.as_ref().unwrap().left_out.iter().eq(out));
            assert_eq!(columns.faults().total(), differing.len() as u64);
            let kept = differing.iter().copied().map(Some).take(FaultTally::KEPT);
            assert!(columns.faults().first().iter().map(|fault| fault.row).eq(kept));
        }
    }
}
