//! Faults and warnings.

use super::super::told::{OwnId, Told};
use super::super::wire::{Reader, Writer};
use super::Accumulator;
use crate::calendar::Day;
use crate::facts::{Context, Fault, FaultCode, Kind, Table};
use crate::message::Sentence;
use crate::warning::WarningCode;

impl Accumulator {
    pub(super) fn write_told(&self, writer: &mut Writer) {
        writer.len(self.left_out.counts.len());
        for (code, count) in &self.left_out.counts {
            writer.text(code.name());
            writer.number(*count);
        }
        writer.len(self.left_out.first.len());
        for (batch, fault) in &self.left_out.first {
            writer.number(*batch);
            write_fault(fault, writer);
        }
        writer.len(self.warnings.len());
        for one in &self.warnings {
            writer.byte(one.table as u8);
            writer.number(one.at.batch);
            writer.number(one.at.row);
            writer.text(one.code.name());
            writer.len(one.days.len());
            one.days.iter().for_each(|day| writer.signed(day.number()));
            writer.len(one.ids.len());
            for id in &one.ids {
                match id {
                    OwnId::Integer(number) => {
                        writer.byte(0);
                        writer.signed(*number);
                    }
                    OwnId::Text(text) => {
                        writer.byte(1);
                        writer.text(text);
                    }
                }
            }
        }
    }

    pub(super) fn read_told(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let counts = reader.list(|reader| Some((code(reader.text()?)?, reader.number()?)))?;
        self.left_out.counts = counts.into_iter().collect();
        self.left_out.first = reader.list(|reader| Some((reader.number()?, read_fault(reader)?)))?;
        self.warnings = reader.list(|reader| {
            let table = reader.one_of(&Table::ALL)?;
            let at = self.read_at(table, reader)?;
            let name = reader.text()?;
            let code = WARNINGS.into_iter().find(|code| code.name() == name)?;
            let days = reader.list(|reader| Some(Day::from_number(reader.signed()?)))?;
            let ids = reader.list(|reader| match reader.byte()? {
                0 => Some(OwnId::Integer(reader.signed()?)),
                1 => Some(OwnId::Text(reader.text()?.to_owned())),
                _ => None,
            })?;
            Some(Told { table, at, code, days, ids })
        })?;
        Some(())
    }
}
/// The warnings that a batch can tell.
const WARNINGS: [WarningCode; 4] = [
    WarningCode::EventAfterAsOf,
    WarningCode::RecordPrecedesSession,
    WarningCode::RepeatedRow,
    WarningCode::SupervisorIsWorker,
];

/// The faults that rows and columns have.
const CODES: [FaultCode; 10] = [
    FaultCode::UnknownColumn,
    FaultCode::MissingTableColumn,
    FaultCode::MissingValue,
    FaultCode::WrongType,
    FaultCode::BadDate,
    FaultCode::DateOutOfRange,
    FaultCode::BadValue,
    FaultCode::EndBeforeStart,
    FaultCode::DuplicateKey,
    FaultCode::TooLarge,
];

const KINDS: [Kind; 11] = [
    Kind::Id,
    Kind::Text,
    Kind::Reason,
    Kind::Date,
    Kind::Month,
    Kind::Year,
    Kind::Count,
    Kind::Flag,
    Kind::Form,
    Kind::PlanKind,
    Kind::ContentSource,
];

fn code(name: &str) -> Option<FaultCode> {
    CODES.into_iter().find(|code| code.name() == name)
}

fn write_fault(fault: &Fault, writer: &mut Writer) {
    writer.text(fault.code.name());
    writer.text(fault.table.as_deref().unwrap_or_default());
    writer.number(fault.row.and_then(|row| u64::try_from(row).ok()?.checked_add(1)).unwrap_or_default());
    writer.text(fault.column.as_deref().unwrap_or_default());
    writer.value(&fault.value);
    match &fault.context {
        // a fault that was told by a report comes to no accumulator
        Context::None | Context::Told(_) => writer.byte(0),
        Context::Expected(kind) => {
            writer.byte(1);
            writer.byte(KINDS.iter().position(|one| one == kind).and_then(|at| u8::try_from(at).ok()).unwrap_or(0));
        }
        Context::After(column, day) => {
            writer.byte(2);
            writer.text(column);
            writer.signed(day.number());
        }
        Context::Repeated => writer.byte(3),
        Context::Cause(sentence) | Context::Because(sentence) => {
            writer.byte(if matches!(fault.context, Context::Cause(_)) { 4 } else { 5 });
            writer.text(&sentence.zh);
            writer.text(&sentence.en);
        }
    }
}

fn read_fault(reader: &mut Reader<'_>) -> Option<Fault> {
    let mut fault = Fault::new(code(reader.text()?)?);
    let table = Table::from_name(reader.text()?)?;
    fault.table = Some(table.name().into());
    fault.row = reader.number::<usize>()?.checked_sub(1);
    let column = reader.text()?;
    fault.column = Some(column.to_owned().into()).filter(|_| !column.is_empty());
    fault.value = reader.value()?;
    let sentence = |reader: &mut Reader<'_>| Some(Sentence { zh: reader.text()?.into(), en: reader.text()?.into() });
    fault.context = match reader.byte()? {
        0 => Context::None,
        1 => Context::Expected(reader.one_of(&KINDS)?),
        2 => {
            let name = reader.text()?;
            let column = table.columns().iter().find(|column| column.name == name)?;
            Context::After(column.name, Day::from_number(reader.signed()?))
        }
        3 => Context::Repeated,
        4 => Context::Cause(sentence(reader)?),
        5 => Context::Because(sentence(reader)?),
        _ => return None,
    };
    Some(fault)
}
