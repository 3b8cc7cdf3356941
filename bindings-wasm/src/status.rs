use hongyan::Keep;
use hongyan::columns::{NO_DAY, NOT_JUDGED, RecordStatus, Records};
use hongyan::facts::Table;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::question::Question;
use crate::tables::Tables;

/// The state of every record on its way out, a column each. A column is given out once.
#[wasm_bindgen]
#[derive(Default)]
pub struct States {
    verdict: Vec<u8>,
    margin_days: Vec<i32>,
    contested: Option<Vec<bool>>,
}

#[wasm_bindgen]
impl States {
    /// Which rows have a verdict.
    #[must_use]
    pub fn judged(&self) -> Vec<u8> {
        self.verdict.iter().map(|verdict| u8::from(*verdict != NOT_JUDGED)).collect()
    }

    /// Places in the list of verdicts.
    #[must_use]
    pub fn verdict(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.verdict)
    }

    /// Which rows have a margin.
    #[must_use]
    pub fn dated(&self) -> Vec<u8> {
        self.margin_days.iter().map(|margin| u8::from(*margin != NO_DAY)).collect()
    }

    /// Days that are left.
    #[must_use]
    pub fn margin_days(&mut self) -> Vec<i32> {
        std::mem::take(&mut self.margin_days)
    }

    /// Which rows are contested; none if that was not asked for.
    #[must_use]
    pub fn contested(&mut self) -> Option<Vec<u8>> {
        Some(self.contested.take()?.into_iter().map(u8::from).collect())
    }
}

#[wasm_bindgen]
impl Tables {
    /// The state of the record of every session, a row each. Other tables are not looked at.
    ///
    /// # Errors
    /// A refusal as JSON.
    pub fn record_status(&self, options: &str, policy: Option<String>) -> Result<States, String> {
        let (question, refusal) = Question::read(options, policy.as_deref());
        let sessions = self.frame(Table::Sessions);
        self.pass(
            question,
            refusal,
            |door| Records::check(sessions, door),
            |question, records| {
                let rows = records.rows();
                let (mut verdict, mut margin_days) = (vec![NOT_JUDGED; rows], vec![NO_DAY; rows]);
                let mut contested = question.contested.then(|| vec![false; rows]);
                question.check(Keep::ALL).records(
                    records,
                    RecordStatus {
                        verdict: &mut verdict,
                        margin_days: &mut margin_days,
                        contested: contested.as_deref_mut().unwrap_or_default(),
                    },
                );
                Ok(States { verdict, margin_days, contested })
            },
        )
    }
}
