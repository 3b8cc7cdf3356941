use super::Text;
use crate::facts::{Form, Kind, PlanKind};
use crate::finding::{Force, Verdict};
use crate::rules::Rule;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// Why a row cannot be corrected or withdrawn.
pub(crate) const NO_SUCH_ROW: Text = text("没有这样的行", "there is no such row");
/// Why a row cannot be found by its key.
pub(crate) const NO_KEY: Text =
    text("本表的行没有键，须给出原行", "rows of this table have no key; the old row must be given");
/// Why a row cannot be taken.
pub(crate) const ABSENT_TABLE: Text = text("本表不在所给的表之中", "the table is not among those that are present");

/// What does not fit in a report that is read.
#[cfg(feature = "json")]
mod unfit {
    use super::{Text, text};

    pub(crate) const OUT_OF_YEARS: Text = text("年份不在 1900 至 2200 之间", "the year is not within 1900 to 2200");
    pub(crate) const REPEATED_NAME: Text = text("出现多次", "it stands more than once");
    pub(crate) const BAD_SUBJECT: Text = text("对象与规则不符", "the subject is none of its rule");
    pub(crate) const OUT_OF_ORDER: Text = text("次序不对或重复", "it stands out of order or twice");
    pub(crate) const NO_DEADLINE: Text = text("不是有期限的待办", "it is not pending with a due day");
    pub(crate) const HALF_A_TERM: Text = text("任期缺首日或末日", "the term lacks its first or last day");
    pub(crate) const TOO_MANY: Text = text("名称过多", "there are too many names");
    pub(crate) const MISCOUNTED: Text = text("计数少于所列结论", "it counts fewer than the findings");
    pub(crate) const BAD_DETAIL: Text = text("依据与规则不符", "the detail is none of its rule");
    pub(crate) const OTHER_CLAUSE: Text = text("条款与规则不符", "the clause is not that of its rule");
    pub(crate) const BAD_READINGS: Text = text("争议读法与规则不符", "contested_by names no readings of its rule");
    pub(crate) const BAD_RANGE: Text = text("期限不在其范围内", "the due day does not lie in due_range");
}
#[cfg(feature = "json")]
pub(crate) use unfit::*;

impl Form {
    /// The form as a person says it.
    ///
    /// ```
    /// use hongyan::facts::Form;
    ///
    /// assert_eq!(Form::Group.word().zh, "团体督导");
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            Form::Individual => text("个别督导", "individual supervision"),
            Form::Group => text("团体督导", "group supervision"),
            Form::Peer => text("朋辈督导", "peer supervision"),
            Form::OnSite => text("现场督导", "on-site supervision"),
            Form::Meeting => text("督导会议", "supervision meeting"),
            Form::Training => text("专业培训", "training"),
        }
    }
}

impl PlanKind {
    /// The kind as a person says it.
    ///
    /// ```
    /// use hongyan::facts::PlanKind;
    ///
    /// assert_eq!(PlanKind::Monthly.word().en, "monthly plan");
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            PlanKind::Cycle => text("周期督导计划", "cycle plan"),
            PlanKind::Monthly => text("月度督导计划", "monthly plan"),
        }
    }
}

impl Verdict {
    /// The verdict as a person says it.
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    ///
    /// assert_eq!(Verdict::NotApplicable.word().en, "not applicable");
    /// assert_eq!(Verdict::Excused.word().zh, "有因豁免");
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            Verdict::Compliant => text("合规", "compliant"),
            Verdict::Breach => text("违规", "breach"),
            Verdict::Pending => text("待办", "pending"),
            Verdict::Excused => text("有因豁免", "excused"),
            Verdict::NotApplicable => text("不适用", "not applicable"),
            Verdict::Undetermined => text("无法判定", "undetermined"),
        }
    }
}

impl Force {
    /// The force as a person says it.
    ///
    /// ```
    /// use hongyan::finding::Force;
    ///
    /// assert_eq!(Force::InPrinciple.word().zh, "原则上"); // the word of S4
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            Force::Mandatory => text("强制", "mandatory"),
            Force::InPrinciple => text("原则上", "in principle"),
            Force::Advisory => text("提示", "advisory"),
        }
    }
}

impl Rule {
    /// The duty's title, for people; for machines there is [`Rule::name`].
    ///
    /// ```
    /// use hongyan::Rule;
    /// use hongyan::message::Lang;
    ///
    /// assert_eq!(Rule::RecordDeadline.title().get(Lang::En), "Record within a week");
    /// ```
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Rule::SupervisionFrequency => text("督导频次", "Supervision every month"),
            Rule::RecordDeadline => text("督导记录提交", "Record within a week"),
            Rule::CyclePlan => text("周期督导计划", "Plan for the cycle"),
            Rule::MonthlyPlan => text("月度督导计划", "Plan for the month"),
            Rule::MentorEligibility => text("导师条件", "Mentor's conditions"),
            Rule::MentorTerm => text("任期内指导", "Guidance within a term"),
            Rule::AnnualGuidance => text("每年指导", "Guidance every year"),
            Rule::MentorInactivity => text("连续未指导", "Months without guidance"),
            Rule::AnnualEvaluation => text("年度考核", "Yearly evaluation"),
            Rule::Commendation => text("表彰资格", "Commendation"),
            Rule::Revocation => text("资格撤销", "Revocation"),
        }
    }
}

impl Kind {
    /// What such a column expects.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// let minutes = Table::Sessions.columns().iter().find(|column| column.name == "minutes").unwrap();
    /// assert_eq!(minutes.kind.expects().en, "a whole number, 0 or more");
    /// ```
    #[must_use]
    pub const fn expects(self) -> Text {
        match self {
            Kind::Id | Kind::Reason => text("非空文本", "a text that is not empty"),
            Kind::Text => text("文本", "a text"),
            Kind::Date => text("日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)"),
            Kind::Month => text("月份（YYYY-MM）", "a month (YYYY-MM)"),
            Kind::Year => text("年份（整数）", "a year as a whole number"),
            Kind::Count => text("不小于 0 的整数", "a whole number, 0 or more"),
            Kind::Flag => text("true 或 false", "true or false"),
            Kind::Form => text(
                "individual、group、peer、on_site、meeting 或 training",
                "one of individual, group, peer, on_site, meeting, training",
            ),
            Kind::PlanKind => text("cycle 或 monthly", "cycle or monthly"),
            Kind::ContentSource => text("record_form 或 supervisor", "record_form or supervisor"),
        }
    }
}

/// The name of a condition of eligibility.
pub(crate) fn condition(name: &str) -> Text {
    match name {
        "responsibility" => text("责任心与奉献精神", "sense of responsibility"),
        "experience" => text("创业就业指导经验", "experience in guiding"),
        "commitment" => text("热心参与", "commitment to the programme"),
        _ => text("所属类别", "group it comes from"),
    }
}
