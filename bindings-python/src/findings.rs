//! Findings over columns as batches of Arrow, in the columns of the contract's table.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int32Array, Int64Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use hongyan::columns::{Findings, IdValue, NO_DAY, Report, Space};
use hongyan::finding::{Force, Reason, Verdict};
use hongyan::{Day, Rule};

use crate::answer::Answer;
use crate::cells::{days, large_texts, place, texts, vocabulary, words};
use crate::frame::{Batches, Frame};

/// Rows of a batch.
const ROWS: usize = 1 << 18;

/// Which findings of a report are meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Which {
    Kept,
    Deadlines,
}

/// The vocabularies of a table of findings.
pub(crate) struct Words {
    pub(crate) rules: ArrayRef,
    pub(crate) clauses: (Vec<&'static str>, ArrayRef),
    pub(crate) verdicts: ArrayRef,
    pub(crate) forces: ArrayRef,
    pub(crate) reasons: ArrayRef,
}

impl Words {
    pub(crate) fn new() -> Words {
        let mut clauses: Vec<&'static str> = Rule::ALL.iter().flat_map(|rule| rule.clauses()).copied().collect();
        clauses.dedup();
        Words {
            rules: vocabulary(Rule::ALL.map(Rule::name)),
            clauses: (clauses.clone(), vocabulary(clauses)),
            verdicts: vocabulary(Verdict::ALL.map(Verdict::name)),
            forces: vocabulary(Force::ALL.map(Force::name)),
            reasons: vocabulary(Reason::ALL.map(Reason::name)),
        }
    }
}

/// Findings of a report, made into batches when they are asked for.
struct Lazily {
    answer: Answer,
    which: Which,
    schema: SchemaRef,
    words: Words,
}

/// A report's findings as a table.
pub(crate) fn frame(answer: Answer, which: Which) -> Frame {
    let schema = schema(&answer);
    let rows = of(answer.report(), which).iter().map(Findings::len).sum();
    let lazily = Lazily { answer, which, schema: Arc::clone(&schema), words: Words::new() };
    Frame::lazy(schema, rows, Arc::new(lazily))
}

fn of<'r>(report: &'r Report<'_, '_>, which: Which) -> &'r [Findings] {
    match which {
        Which::Kept => report.findings(),
        Which::Deadlines => report.deadlines(),
    }
}

fn schema(answer: &Answer) -> SchemaRef {
    let word = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let report = answer.report();
    let ids = |space: Option<&Space<'_>>| match space {
        Some(Space::Range { .. } | Space::Integers(_)) => DataType::Int64,
        _ => DataType::LargeUtf8,
    };
    let sessions = if answer.sessions_are_integers() { DataType::Int64 } else { DataType::LargeUtf8 };
    let fields = [
        ("rule", word.clone()),
        ("clause", word.clone()),
        ("project", ids(report.first_space(Rule::SupervisionFrequency))),
        ("worker", ids(report.second_space(Rule::SupervisionFrequency))),
        ("session", sessions),
        ("month", DataType::Utf8),
        ("supervisor", ids(report.second_space(Rule::CyclePlan))),
        ("mentor", ids(report.first_space(Rule::MentorTerm))),
        ("appointed_on", DataType::Date32),
        ("guided_on", DataType::Date32),
        ("found_on", DataType::Date32),
        ("year", DataType::Int32),
        ("verdict", word.clone()),
        ("force", word.clone()),
        ("due_on", DataType::Date32),
        ("settled_on", DataType::Date32),
        ("margin_days", DataType::Int32),
        ("holds_until", DataType::Date32),
        ("contested", DataType::Boolean),
        ("due_earliest", DataType::Date32),
        ("due_latest", DataType::Date32),
        ("reason", word),
        ("detail", DataType::Utf8),
    ];
    let fields = fields.into_iter().map(|(name, data_type)| Field::new(name, data_type, true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

impl Batches for Lazily {
    fn read(self: Arc<Self>) -> Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send> {
        let rules = of(self.answer.report(), self.which).iter().map(Findings::len).enumerate();
        let parts: Vec<(usize, Range<usize>)> = rules
            .flat_map(|(rule, rows)| {
                (0..rows).step_by(ROWS).map(move |from| (rule, from..from.saturating_add(ROWS).min(rows)))
            })
            .collect();
        if self.which == Which::Deadlines {
            return Box::new(std::iter::once_with(move || self.by_due_day(&parts)));
        }
        Box::new(parts.into_iter().map(move |(rule, rows)| self.batch(rule, rows)))
    }
}

impl Lazily {
    /// Deadlines stand by their day, over all rules.
    fn by_due_day(&self, parts: &[(usize, Range<usize>)]) -> Result<RecordBatch, ArrowError> {
        let batches: Result<Vec<_>, _> = parts.iter().map(|(rule, rows)| self.batch(*rule, rows.clone())).collect();
        let all = arrow_select::concat::concat_batches(&self.schema, &batches?)?;
        let order = self.answer.report().deadlines_by_day();
        let order: arrow_array::UInt64Array = order.into_iter().map(|row| u64::try_from(row).ok()).collect();
        arrow_select::take::take_record_batch(&all, &order)
    }

    fn batch(&self, rule: usize, rows: Range<usize>) -> Result<RecordBatch, ArrowError> {
        let report = self.answer.report();
        let Some(findings) = of(report, self.which).get(rule) else {
            return Ok(RecordBatch::new_empty(Arc::clone(&self.schema)));
        };
        let rule = findings.rule();
        let columns: Result<Vec<ArrayRef>, ArrowError> =
            self.schema.fields().iter().map(|field| self.column(report, findings, rule, field, rows.clone())).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns?)
    }

    fn column(
        &self,
        report: &Report<'_, '_>,
        findings: &Findings,
        rule: Rule,
        field: &Field,
        rows: Range<usize>,
    ) -> Result<ArrayRef, ArrowError> {
        let count = rows.len();
        let part = |column: &[i32]| column.get(rows.clone()).unwrap_or_default().to_vec();
        let dates = |column: &[i32]| -> ArrayRef {
            Arc::new(
                part(column).into_iter().map(|day| Some(day).filter(|day| *day != NO_DAY)).collect::<Date32Array>(),
            )
        };
        let codes = |column: &[u8]| -> Vec<Option<i8>> {
            column.get(rows.clone()).unwrap_or_default().iter().map(|code| i8::try_from(*code).ok()).collect()
        };
        let name = field.name().as_str();
        let key = rule.key_names().iter().position(|known| *known == name);
        Ok(match name {
            "rule" => words(&self.words.rules, vec![place(&Rule::ALL, &rule); count])?,
            "clause" => {
                let (names, vocabulary) = &self.words.clauses;
                words(vocabulary, rows.clone().map(|at| place(names, &findings.clause(at))).collect())?
            }
            "verdict" => words(&self.words.verdicts, codes(&findings.verdict))?,
            "force" => words(&self.words.forces, codes(&findings.force))?,
            "reason" => {
                let reason = |at: usize| findings.detail(at).reason().and_then(|reason| place(&Reason::ALL, &reason));
                words(&self.words.reasons, rows.clone().map(reason).collect())?
            }
            "due_on" => dates(&findings.due_on),
            "settled_on" => dates(&findings.settled_on),
            "holds_until" => dates(&findings.holds_until),
            "due_earliest" => dates(&findings.due_earliest),
            "due_latest" => dates(&findings.due_latest),
            "margin_days" => {
                let margin =
                    part(&findings.margin_days).into_iter().map(|days| Some(days).filter(|days| *days != NO_DAY));
                Arc::new(margin.collect::<Int32Array>())
            }
            "contested" => {
                let contested = findings.contested.get(rows).unwrap_or_default().to_vec();
                Arc::new(BooleanArray::from(contested))
            }
            "detail" => {
                let details = findings.details(rows);
                let text = |place: &u32| usize::try_from(*place).ok().and_then(|place| details.texts.get(place));
                texts(details.places.iter().map(text))
            }
            _ => match key {
                None => arrow_array::new_null_array(field.data_type(), count),
                Some(_) => subject(report, findings, name, field.data_type(), rows),
            },
        })
    }
}

/// One key of the subjects.
fn subject(
    report: &Report<'_, '_>,
    findings: &Findings,
    name: &str,
    data_type: &DataType,
    rows: Range<usize>,
) -> ArrayRef {
    use hongyan::columns::Key;
    let keys = rows.filter_map(|at| report.subject(findings, at)).map(|subject| subject.key(name));
    match data_type {
        DataType::Int64 => Arc::new(
            keys.map(|key| match key {
                Some(Key::Id(IdValue::Integer(number))) => Some(number),
                _ => None,
            })
            .collect::<Int64Array>(),
        ),
        DataType::LargeUtf8 => large_texts(keys.map(|key| match key {
            Some(Key::Id(IdValue::Text(text))) => Some(text),
            _ => None,
        })),
        DataType::Date32 => days(keys.map(|key| match key {
            Some(Key::Day(day)) => Some(day),
            _ => None::<Day>,
        })),
        DataType::Int32 => Arc::new(
            keys.map(|key| match key {
                Some(Key::Year(year)) => Some(year),
                _ => None,
            })
            .collect::<Int32Array>(),
        ),
        _ => texts(keys.map(|key| match key {
            Some(Key::Month(month)) => Some(month.to_string()),
            _ => None,
        })),
    }
}
