//! Why a file or a sheet is refused as a whole.

use super::sheet::Full;
use crate::facts::{Fault, FaultCode, Source};
use crate::message::{Message, Param};

#[derive(Debug)]
pub(super) enum Refused {
    /// The limit that it exceeds.
    TooLarge(&'static str),
    /// What the reader of its format says.
    Unreadable(String),
    /// A reason with a sentence of its own.
    Because(&'static str),
}

impl From<Full> for Refused {
    fn from(_: Full) -> Refused {
        Refused::TooLarge("uncompressed_bytes")
    }
}

impl Refused {
    /// The fault of a file or of one of its sheets.
    pub(super) fn fault(self, file: &str, sheet: Option<&str>) -> Fault {
        let (code, message) = match self {
            Refused::TooLarge(limit) => {
                let message = Message::new("fault.limit").with("limit", Param::Text(limit.to_owned()));
                (FaultCode::TooLarge, message)
            }
            Refused::Unreadable(cause) => {
                let message = Message::reading("intake.unreadable").with("cause", Param::Text(cause));
                (FaultCode::Unreadable, message)
            }
            Refused::Because(code) => (FaultCode::Unreadable, Message::reading(code)),
        };
        let source = Source { file: Some(file.to_owned()), sheet: sheet.map(str::to_owned), ..Source::default() };
        Fault { source: Some(source), ..Fault::with_reason(code, message.both()) }
    }
}
