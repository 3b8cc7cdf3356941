//! The judge of every rule, alone and under every reading, each as a symbol of its own.

use hongyan::Day;
use hongyan::calendar::{DueDay, RestDays};
use hongyan::contest::{Contest, contested};
use hongyan::finding::Judgement;
use hongyan::rules::{
    annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility, mentor_inactivity, mentor_term,
    monthly_plan, record_deadline, revocation, supervision_frequency,
};

macro_rules! judges {
    ($($judge:ident, $contested:ident: $rule:ident, $row:ty, $terms:ty, |$t:ident, $r:ident, $as_of:ident| $call:expr;)+) => {$(
        #[unsafe(no_mangle)]
        pub fn $judge($t: &$terms, $r: $row, $as_of: Day) -> Option<Judgement> {
            $call
        }

        #[unsafe(no_mangle)]
        pub fn $contested(terms: &$terms, $r: $row, $as_of: Day) -> Option<(Judgement, Contest)> {
            contested(*terms, |terms| {
                let $t = &terms;
                $call
            })
        }
    )+};
}

judges! {
    judge_supervision_frequency, contest_supervision_frequency: supervision_frequency,
        supervision_frequency::WorkerMonth<'_>, supervision_frequency::Terms,
        |terms, row, as_of| supervision_frequency::judge(terms, row, as_of);
    judge_record_deadline, contest_record_deadline: record_deadline,
        record_deadline::Session, record_deadline::Terms<'_>,
        |terms, row, as_of| record_deadline::judge(terms, row, as_of);
    judge_cycle_plan, contest_cycle_plan: cycle_plan,
        cycle_plan::Supervisor, cycle_plan::Terms,
        |terms, row, as_of| cycle_plan::judge(terms, row, as_of);
    judge_monthly_plan, contest_monthly_plan: monthly_plan,
        monthly_plan::Month, monthly_plan::Terms,
        |terms, row, as_of| monthly_plan::judge(terms, row, as_of);
    judge_mentor_eligibility, contest_mentor_eligibility: mentor_eligibility,
        mentor_eligibility::Applicant, mentor_eligibility::Terms,
        |terms, row, _as_of| mentor_eligibility::judge(terms, row);
    judge_mentor_term, contest_mentor_term: mentor_term,
        mentor_term::Guidance<'_>, mentor_term::Terms<'_>,
        |terms, row, as_of| mentor_term::judge(terms, row, as_of);
    judge_annual_guidance, contest_annual_guidance: annual_guidance,
        annual_guidance::TermYear<'_>, annual_guidance::Terms,
        |terms, row, as_of| annual_guidance::judge(terms, row, as_of);
    judge_mentor_inactivity, contest_mentor_inactivity: mentor_inactivity,
        mentor_inactivity::Mentor<'_>, mentor_inactivity::Terms,
        |terms, row, as_of| mentor_inactivity::judge(terms, row, as_of);
    judge_annual_evaluation, contest_annual_evaluation: annual_evaluation,
        annual_evaluation::MentorYear<'_>, annual_evaluation::Terms<'_>,
        |terms, row, as_of| annual_evaluation::judge(terms, row, as_of);
    judge_commendation, contest_commendation: commendation,
        commendation::MentorYear<'_>, commendation::Terms<'_>,
        |terms, row, as_of| commendation::judge(terms, row, as_of);
    judge_revocation, contest_revocation: revocation,
        revocation::Violation, revocation::Terms,
        |terms, row, as_of| revocation::judge(terms, row, as_of);
}

/// The roll over rest days, which a policy may have given.
#[unsafe(no_mangle)]
pub fn judge_next_workday(days: &RestDays, from: Day) -> DueDay {
    days.next_workday(from)
}

/// What would be found, were it reached: the check has to fail for this one.
#[unsafe(no_mangle)]
pub fn panics_on_purpose(days: &[Day], place: usize) -> Day {
    days[place]
}
