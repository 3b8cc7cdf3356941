/// Writes a letter as JSON has it by its numbers, one for each unit of UTF-16.
pub(crate) fn by_number(letter: char, out: &mut Vec<u8>) {
    for unit in letter.encode_utf16(&mut [0; 2]) {
        let digit = |shift: u32| match (*unit >> shift & 15) as u8 {
            digit @ ..10 => b'0' | digit,
            digit => b'a'.wrapping_add(digit.wrapping_sub(10)),
        };
        out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
    }
}
