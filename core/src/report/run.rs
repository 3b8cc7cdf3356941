use super::finding::Record;
use super::{Keep, Summary};
use crate::calendar::Day;
use crate::contest::{Contest, Terms, contest, contested};
use crate::facts::Facts;
use crate::finding::{Detail, Judgement, Stretch, Verdict};
use crate::policy::Policy;
use crate::rules::{
    Keys, Rule, Source, Visitor, annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility,
    mentor_inactivity, mentor_term, monthly_plan, record_deadline, revocation, supervision_frequency,
};

/// The register: every rule with its terms.
pub(crate) fn visit(rule: Rule, facts: &Facts, policy: &Policy, as_of: Day, visitor: &mut impl Visitor) {
    match rule {
        Rule::SupervisionFrequency => {
            let terms = policy.supervision_frequency();
            supervision_frequency::visit(facts, terms.editions(), as_of, visitor);
        }
        Rule::RecordDeadline => {
            record_deadline::visit(facts, policy.record_deadline().editions(), as_of, visitor);
        }
        rule => visit_grouped(rule, facts, policy, as_of, visitor),
    }
}

/// The rules about plans and mentors. Those about sessions read facts and columns each in their own way.
pub(crate) fn visit_grouped(rule: Rule, source: &impl Source, policy: &Policy, as_of: Day, visitor: &mut impl Visitor) {
    let effective = policy.mentor_effective();
    match rule {
        Rule::SupervisionFrequency | Rule::RecordDeadline => {}
        Rule::CyclePlan => cycle_plan::visit(source, policy.cycle_plan().editions(), as_of, visitor),
        Rule::MonthlyPlan => monthly_plan::visit(source, policy.monthly_plan().editions(), as_of, visitor),
        Rule::MentorEligibility => {
            mentor_eligibility::visit(source, policy.mentor_eligibility().editions(), as_of, visitor);
        }
        Rule::MentorTerm => {
            let term = policy.mentor_term();
            let terms = mentor_term::Terms { term: term.editions(), last_day: None, effective };
            mentor_term::visit(source, terms, as_of, visitor);
        }
        Rule::AnnualGuidance => {
            annual_guidance::visit(source, policy.annual_guidance().editions(), as_of, visitor);
        }
        Rule::MentorInactivity => {
            mentor_inactivity::visit(source, policy.mentor_inactivity().editions(), as_of, visitor);
        }
        Rule::AnnualEvaluation => {
            let numbers = policy.annual_evaluation();
            let terms = annual_evaluation::Terms { editions: numbers.editions(), effective };
            annual_evaluation::visit(source, terms, as_of, visitor);
        }
        Rule::Commendation => {
            let numbers = policy.commendation();
            let editions = numbers.editions();
            let terms = commendation::Terms { editions, counting: None, lapse_effect: None, effective };
            commendation::visit(source, terms, as_of, visitor);
        }
        Rule::Revocation => revocation::visit(source, revocation::Terms { effective }, as_of, visitor),
    }
}

/// Judges and contests every subject and keeps what is asked for.
pub(super) struct Collector {
    rule: Rule,
    keep: Keep,
    collected: Collected,
    /// Whether the stretches of the subject visited last are evidence of a record.
    wants_stretches: bool,
}

#[derive(Default)]
pub(super) struct Collected {
    pub(super) records: Vec<Record>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) deadlines: Vec<Record>,
    pub(super) summary: Summary,
}

impl Collector {
    pub(super) fn new(keep: Keep) -> Collector {
        Collector { rule: Rule::SupervisionFrequency, keep, collected: Collected::default(), wants_stretches: false }
    }

    pub(super) fn begin(&mut self, rule: Rule) {
        self.rule = rule;
        self.collected.summary.begin(rule);
    }

    pub(super) fn finish(mut self) -> Collected {
        self.collected.deadlines.sort_by_key(|record| record.judgement.due_on);
        self.collected.records.shrink_to_fit();
        self.collected
    }
}

impl Visitor for Collector {
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
        self.wants_stretches = false;
        let Some((judgement, contest)) = contested(terms, judge) else { return };
        let Collected { records, stretches, deadlines, summary } = &mut self.collected;
        summary.count(self.rule, judgement.verdict, contest.contested, 1);
        let stretches = u32::try_from(stretches.len()).unwrap_or(u32::MAX);
        let record = Record { rule: self.rule, keys, judgement, contest, stretches };
        if judgement.verdict == Verdict::Pending && judgement.due_on.is_some() {
            deadlines.push(record);
        }
        if self.keep.has(judgement.verdict, contest.contested) {
            records.push(record);
            self.wants_stretches = matches!(judgement.detail, Detail::Stretches(_));
        }
    }

    fn alike<T: Terms>(
        &mut self,
        subjects: usize,
        disputed: bool,
        keys: impl Fn(usize) -> Keys,
        terms: T,
        judge: impl Fn(usize, T) -> Option<Judgement>,
    ) {
        let Some(first) = judge(0, terms) else { return };
        let contest = if disputed { contest(terms, &first, |terms| judge(0, terms)) } else { Contest::default() };
        if self.keep.writes(first.verdict, contest.contested) {
            for subject in 0..subjects {
                self.subject(keys(subject), terms, |terms| judge(subject, terms));
            }
        } else {
            let findings = u64::try_from(subjects).unwrap_or(u64::MAX);
            self.collected.summary.count(self.rule, first.verdict, contest.contested, findings);
        }
    }

    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        if self.wants_stretches {
            self.collected.stretches.extend(stretches.filter(|stretch| stretch.missed));
        }
    }
}
