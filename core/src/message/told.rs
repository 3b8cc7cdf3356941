#[cfg(feature = "json")]
use super::Lang;
use super::{Message, Param, Sentence};

/// A sentence of a report that was written before, its place apart: what it was rendered from is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    rest: Sentence,
    placed: bool,
}

impl Told {
    /// What the sentence says after its place. One that does not begin with it is left whole.
    #[cfg(feature = "json")]
    pub(crate) fn after(place: &Param, sentence: Sentence) -> Told {
        let (zh, en) = (place.text(Lang::Zh), place.text(Lang::En));
        match (sentence.zh.strip_prefix(&zh), sentence.en.strip_prefix(&en)) {
            (Some(zh), Some(en)) => Told { rest: Sentence { zh: zh.to_owned(), en: en.to_owned() }, placed: true },
            _ => Told { rest: sentence, placed: false },
        }
    }

    /// The sentence, for a place to be given with it.
    pub(crate) fn message(&self) -> Message {
        let code = if self.placed { "told.placed" } else { "told.whole" };
        Message::new(code).with("told", Param::Sentence(self.rest.clone()))
    }
}
