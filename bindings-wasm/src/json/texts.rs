use super::Letters;
use super::write::quoted;

/// So many texts, of those that came last, are known again.
const KNOWN: usize = 256;

/// Texts in the order in which they came, each as a rule once. What is written tells their places.
#[derive(Default)]
pub(super) struct Texts {
    /// The list as JSON, but for its brackets.
    list: Vec<u8>,
    count: u32,
    /// The texts themselves, one behind the other.
    plain: String,
    known: Vec<Option<Known>>,
}

#[derive(Clone, Copy)]
struct Known {
    from: usize,
    to: usize,
    place: u32,
}

impl Texts {
    /// The place of a text, which is appended if it is not known.
    pub(super) fn place(&mut self, text: &str, letters: Letters) -> u32 {
        let slot = slot(text.as_bytes());
        if let Some(Some(Known { from, to, place })) = self.known.get(slot)
            && self.plain.get(*from..*to) == Some(text)
        {
            return *place;
        }
        let (from, place) = (self.plain.len(), self.count);
        self.plain.push_str(text);
        self.known.resize(KNOWN, None);
        if let Some(known) = self.known.get_mut(slot) {
            *known = Some(Known { from, to: self.plain.len(), place });
        }
        if place > 0 {
            self.list.push(b',');
        }
        quoted(text, letters, &mut self.list);
        self.count = place.wrapping_add(1);
        place
    }

    /// All of them as a JSON list, but for its brackets.
    pub(super) fn list(&self) -> &[u8] {
        &self.list
    }
}

/// Where a text is looked for: its end tells days, and most ids, apart.
fn slot(text: &[u8]) -> usize {
    let end = match text.last_chunk() {
        Some(end) => u64::from_le_bytes(*end),
        None => text.iter().fold(0, |end, byte| end << 8 | u64::from(*byte)),
    };
    // the uppermost bits of a product follow from all of its bits
    (end.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as usize % KNOWN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place tells its text, also where more come than are known again, and what came just before stands once.
    #[test]
    fn places_tell_texts() {
        let mut texts = Texts::default();
        let mut told = Vec::new();
        for nth in 0..3_000_usize {
            let text = match nth % 4 {
                0 => String::new(),
                1 => format!("2024-01-{:02}", nth % 28),
                2 => format!("{nth}, a text of more letters than are looked at: 周敏"),
                _ => format!("\"{nth}"),
            };
            let place = texts.place(&text, Letters::Plain);
            assert_eq!(texts.place(&text, Letters::Plain), place);
            told.push((place, text));
        }
        let list = format!("[{}]", String::from_utf8(texts.list).unwrap());
        let list: Vec<String> = serde_json::from_str(&list).unwrap();
        assert!(told.iter().all(|(place, text)| list.get(*place as usize) == Some(text)));
        // 1,508 are different, of which 8 come again and again
        assert!((1_508..1_800).contains(&list.len()), "{}", list.len());
    }
}
