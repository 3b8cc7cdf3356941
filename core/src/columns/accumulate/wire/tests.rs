use super::*;

#[test]
fn numbers_come_back() {
    let numbers = [0, 1, -1, 63, 64, -64, -65, 8191, i64::from(i32::MIN), i64::MAX, i64::MIN];
    let mut writer = Writer::default();
    for number in numbers {
        writer.signed(number);
        writer.number(number.cast_unsigned());
    }
    let mut reader = Reader::new(&writer.0);
    for number in numbers {
        assert_eq!(reader.signed(), Some(number));
        assert_eq!(reader.number(), Some(number.cast_unsigned()));
    }
    assert!(reader.is_empty() && reader.byte().is_none());
    // more than 64 bits, and a byte that says that more follow
    for bytes in [&[0xff; 10][..], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], &[0x80; 11], &[0x80]] {
        assert_eq!(Reader::new(bytes).number::<u64>(), None, "{bytes:?}");
    }
    assert_eq!(Reader::new(&[0xac, 2]).number::<u8>(), None);
    assert_eq!(Reader::new(&[0xac, 2]).number::<u16>(), Some(300));
}

#[test]
fn small_numbers_are_short() {
    for (number, bytes) in [(0, vec![0]), (127, vec![127]), (128, vec![0x80, 1]), (300, vec![0xac, 2])] {
        let mut writer = Writer::default();
        writer.number(number as u64);
        assert_eq!(writer.0, bytes);
    }
    let mut writer = Writer::default();
    [0, -1, 1, -2].into_iter().for_each(|number: i64| writer.signed(number));
    assert_eq!(writer.0, [0, 1, 2, 3]);
}

#[test]
fn a_list_is_no_longer_than_its_bytes() {
    assert_eq!(Reader::new(&[2, 7, 8]).list(Reader::byte), Some(vec![7, 8]));
    assert_eq!(Reader::new(&[0]).list(Reader::byte), Some(vec![]));
    assert_eq!(Reader::new(&[3, 7, 8]).list(Reader::byte), None);
    assert_eq!(Reader::new(&[0xff; 3]).list(Reader::byte), None);
    // things of no bytes are not counted without an end
    assert_eq!(Reader::new(&[9]).list(|_| Some(())), None);
    assert_eq!(Reader::new(&[2, 1, 0]).list(Reader::flag), Some(vec![true, false]));
}

#[test]
fn values_of_every_kind_come_back() {
    let text = Value::Text("红岩".to_owned());
    let list = Value::List(vec![Value::Null, text.clone(), Value::Flag(true), Value::Flag(false)]);
    let numbers = Value::List(vec![Value::Number(i128::MIN), Value::Number(-1), Value::Float(-0.5)]);
    let value = Value::Map(vec![("a".to_owned(), list), (String::new(), numbers), ("文".to_owned(), text)]);
    let mut writer = Writer::default();
    writer.value(&value);
    let mut reader = Reader::new(&writer.0);
    assert_eq!(reader.value(), Some(value));
    assert!(reader.is_empty());
    for len in 0..writer.0.len() {
        assert_eq!(Reader::new(&writer.0[..len]).value(), None, "{len} bytes");
    }
    for bytes in [&[7][..], &[1, 2], &[4, 2, 0xe7, 0xba]] {
        assert_eq!(Reader::new(bytes).value(), None, "{bytes:?}");
    }
}

#[test]
fn values_are_nested_so_deep_and_no_deeper() {
    let nested = |lists: u32| (0..lists).fold(Value::Null, |value, _| Value::List(vec![value]));
    for (lists, is_read) in [(0, true), (DEPTH - 1, true), (DEPTH, false)] {
        let mut writer = Writer::default();
        writer.value(&nested(lists));
        assert_eq!(Reader::new(&writer.0).value(), is_read.then(|| nested(lists)));
    }
}

#[test]
fn places_are_within_their_list() {
    let places = [Reader::new(&[0]), Reader::new(&[1]), Reader::new(&[2]), Reader::new(&[])];
    assert_eq!(places.map(|mut reader| reader.one_of(&['a', 'b'])), [Some('a'), Some('b'), None, None]);
}
