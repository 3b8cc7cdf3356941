//! The clause register: every statement of the notice, the supervision system and the mentor measure.
//!
//! Each [`Clause`] carries its id, its force, what it says in words of our own (Chinese and English) and how the
//! library covers it. Nothing of the text is left out: what no rule judges is listed with the reason. A finding cites
//! the smallest unit that the text numbers itself (`S4`, `S6.2.1`, `M5`); where such a unit says two things, the
//! register has one clause for each (`S4.1`, `S4.2`), and [`article`] finds them.
//!
//! ```
//! use hongyan::clauses::{CLAUSES, Coverage};
//!
//! // what the library does not judge, and why
//! let why = CLAUSES.iter().filter_map(|clause| match clause.coverage {
//!     Coverage::NotComputable(why) => Some((clause.id, why.en)),
//!     _ => None,
//! });
//! assert!(why.collect::<Vec<_>>().contains(&(
//!     "S4.1",
//!     "Nothing says what a reasonable share is, and the total time a supervisor has is not on record."
//! )));
//! ```

use serde::Serialize;

use crate::message::Text;
use crate::rules::Rule;

/// The document that a clause belongs to.
///
/// ```
/// use hongyan::clauses::{Instrument, clause};
///
/// assert_eq!(clause("S4.1").unwrap().instrument, Instrument::Supervision);
/// assert_eq!(clause("M6.1").unwrap().instrument, Instrument::Mentors);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Instrument {
    /// The Bureau's notice of 25 July 2023 that sends out the other two (ids `N`).
    Notice,
    /// The supervision system, on trial (ids `S`).
    Supervision,
    /// The measure on the team of entrepreneurship mentors, on trial (ids `M`).
    Mentors,
}

/// How strongly a clause binds, by the words the text uses.
///
/// ```
/// use hongyan::clauses::{ClauseForce, clause};
///
/// // S4 says of itself that it is a rule in principle
/// assert_eq!(clause("S4.2").unwrap().force, ClauseForce::Principle);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClauseForce {
    /// 须, 必须: a duty without reserve. The notice's order to carry the documents out is counted here.
    Shall,
    /// 需, 需要: a duty in a softer word.
    Need,
    /// 应, 应具备: what ought to be so.
    Ought,
    /// 原则上: the rule in principle, open to reasoned exceptions.
    Principle,
    /// Bare indicative (no modal word) that lays down a duty, a competence or a fact.
    Statement,
    /// 可, 可以: a permission or a choice.
    May,
    /// 为……, 促进, 确保: a purpose, laying no duty on anyone.
    Aim,
}

impl ClauseForce {
    /// The name on the wire: `shall`, `need`, `ought`, `principle`, `statement`, `may` or `aim`.
    ///
    /// ```
    /// use hongyan::clauses::{CLAUSES, ClauseForce};
    ///
    /// let permissions = CLAUSES.iter().filter(|clause| clause.force == ClauseForce::May);
    /// assert!(permissions.count() > 0);
    /// assert_eq!(ClauseForce::May.name(), "may");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shall => "shall",
            Self::Need => "need",
            Self::Ought => "ought",
            Self::Principle => "principle",
            Self::Statement => "statement",
            Self::May => "may",
            Self::Aim => "aim",
        }
    }
}

/// How the library covers a clause.
///
/// ```
/// use hongyan::clauses::{CLAUSES, Coverage};
///
/// // what no rule judges says why
/// for clause in CLAUSES {
///     if let Coverage::NotComputable(why) = clause.coverage {
///         assert!(!why.en.is_empty(), "{}", clause.id);
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Coverage {
    /// These rules judge it.
    Rules(&'static [Rule]),
    /// It fixes a closed list of words that the facts use; the text says which.
    Vocabulary(Text),
    /// It is kept as data (a column, a policy key) and never judged; the text says which.
    Data(Text),
    /// Records cannot show whether it is met; the text says why.
    NotComputable(Text),
}

/// One statement of the text.
///
/// ```
/// use hongyan::clauses::{CLAUSES, Clause};
///
/// // what a finding cites (`S4`), and the statements that it stands for
/// let cited: Vec<&Clause> = CLAUSES.iter().filter(|clause| clause.article == "S4").collect();
/// assert_eq!(cited.iter().map(|clause| clause.id).collect::<Vec<_>>(), ["S4.1", "S4.2"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Clause {
    /// Id of the statement (`S4.2`).
    pub id: &'static str,
    /// The smallest unit that the text numbers itself (`S4`), which is what a finding cites; often `id` itself.
    pub article: &'static str,
    /// The document it belongs to.
    pub instrument: Instrument,
    /// How strongly it binds.
    pub force: ClauseForce,
    /// What it says, paraphrased; never the wording of the text.
    pub text: Text,
    /// How the library covers it.
    pub coverage: Coverage,
}

/// The clause with this id (`S4.2`), if there is one.
///
/// ```
/// use hongyan::clauses::{Coverage, clause};
/// use hongyan::Rule;
///
/// assert_eq!(clause("S6.2.1").unwrap().coverage, Coverage::Rules(&[Rule::RecordDeadline]));
/// assert!(clause("S7").is_none());
/// ```
#[must_use]
pub fn clause(id: &str) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.id == id)
}

/// Every clause at or under this id, in the order of the text: `S4` gives `S4.1` and `S4.2`, `S6.2.1` gives itself,
/// `S6` gives all of section 6. An unknown id gives none.
///
/// ```
/// let ids = |article| hongyan::clauses::article(article).map(|clause| clause.id).collect::<Vec<_>>();
/// assert_eq!(ids("S4"), ["S4.1", "S4.2"]);
/// assert_eq!(ids("S6.2"), ["S6.2.1", "S6.2.2"]);
/// ```
pub fn article(id: &str) -> impl Iterator<Item = &'static Clause> {
    let below = move |rest: &str| rest.is_empty() || rest.starts_with('.');
    CLAUSES.iter().filter(move |clause| !id.is_empty() && clause.id.strip_prefix(id).is_some_and(below))
}

const fn both(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// Every statement of the three documents, in the order of the text.
pub const CLAUSES: &[Clause] = &[
    Clause {
        id: "N0",
        article: "N0",
        instrument: Instrument::Notice,
        force: ClauseForce::Shall,
        text: both(
            "区民政局于2023年7月25日将两份试行文件一并下发各镇街，并要求照此办理。",
            "On 25 July 2023 the district's Civil Affairs Bureau issues both trial documents to every town and \
             subdistrict and tells them to put the documents into effect.",
        ),
        coverage: Coverage::Data(both(
            "督导制度未写明从何日起施行，故以通知的日期作为政策项 supervision.effective_from 的默认值，\
             这是一项可更改的假定；各镇街是否落实，没有相应的记录。",
            "The supervision system names no first day of its own, so the notice's date is the default of the policy \
             key supervision.effective_from, an assumption that can be changed. Whether towns and subdistricts act \
             on the notice is not on record.",
        )),
    },
    Clause {
        id: "S0",
        article: "S0",
        instrument: Instrument::Supervision,
        force: ClauseForce::Aim,
        text: both(
            "说明立制的缘由：让红岩社工计划的项目走得稳、管得规范，使社工的服务有质量保证，服务对象的权益得到维护。",
            "States what the system is for: that the programme's projects grow soundly and are properly run, that \
             the social work is of good quality, and that the people it serves keep their rights.",
        ),
        coverage: Coverage::NotComputable(both(
            "只讲目的，没有给任何人设定义务，无从判断是否做到。",
            "It states a purpose and lays no duty on anyone, so there is nothing to be met or missed.",
        )),
    },
    Clause {
        id: "S1.1",
        article: "S1.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::Statement,
        text: both(
            "督导的日常职责：遇事尽快在业务上指点社工；\
             按一定周期安排一对一、团体、会议、现场等各类督导以及专业培训；社工写的计划与总结要看、要批；\
             催促社工按期完成记录。",
            "A supervisor's regular work: advise workers on practice without delay; hold individual, group and \
             on-site supervision, meetings and professional training at regular intervals; read and approve what \
             workers write by way of service plans and reports; and see to it that records are finished on time.",
        ),
        coverage: Coverage::Vocabulary(both(
            "由此得出督导形式 form 的取值 individual、group、meeting、on_site、training（peer 另见 S3.0）。\
             至于多久一次、多快算及时，文中没有数字；批阅与催促也没有表格记载。",
            "It gives the values individual, group, meeting, on_site and training of a session's form (peer comes \
             from S3.0). How often is regular and how soon is prompt, the text does not say, and no table records \
             the approving or the reminding.",
        )),
    },
    Clause {
        id: "S1.2",
        article: "S1.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::Statement,
        text: both(
            "帮助所带的团队做好服务的整体谋划，订立办事流程和准则，了解社工的履职情况与职业操守；\
             团队遇到难处时尽快给予支持，使社工得到成长，服务保持水准。",
            "Helps the team in the supervisor's charge to think its service through as a whole, lays down procedures \
             and guidelines, looks at how workers perform and whether they act ethically, and meets difficulties \
             with prompt support, so that workers grow and the service keeps its standard.",
        ),
        coverage: Coverage::NotComputable(both(
            "讲的是工作的好坏与反应的快慢，没有可数的数量或期限，记录反映不出来。",
            "It is about the quality of work and the speed of a response; there is no number or time limit that a \
             record could be held against.",
        )),
    },
    Clause {
        id: "S1.3",
        article: "S1.3",
        instrument: Instrument::Supervision,
        force: ClauseForce::Statement,
        text: both(
            "帮助团队寻找并梳理可用的社会资源，改进项目的构成，开拓新项目。",
            "Helps the team to discover and sort out resources in society, to improve how its projects are put \
             together and to open up new ones.",
        ),
        coverage: Coverage::NotComputable(both(
            "没有规定要取得什么成果、取得多少，也没有期限。",
            "Neither a result, nor an amount, nor a time limit is laid down.",
        )),
    },
    Clause {
        id: "S2.1",
        article: "S2.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::Need,
        text: both(
            "项目刚开始时，督导要根据所带社工的具体情形，拟出贯穿整个项目周期的督导方案。",
            "When a project begins, its supervisor has to draw up a plan of supervision that covers the project's \
             whole cycle and suits the workers concerned.",
        ),
        coverage: Coverage::Rules(&[Rule::CyclePlan]),
    },
    Clause {
        id: "S2.2",
        article: "S2.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::Need,
        text: both(
            "督导每个月都要排定该月的督导计划，时间在月底或月初，好让社工把受督导与手头工作协调开。",
            "For every month the supervisor has to have that month's supervision planned, at a month's end or at its \
             start, so that workers can fit it in with their other work.",
        ),
        coverage: Coverage::Rules(&[Rule::MonthlyPlan]),
    },
    Clause {
        id: "S3.0",
        article: "S3",
        instrument: Instrument::Supervision,
        force: ClauseForce::May,
        text: both(
            "督导可以一对一进行，也可以采用小组或朋辈的方式。",
            "Supervision can take place one to one, in a small group or among peers.",
        ),
        coverage: Coverage::Vocabulary(both(
            "由此得出督导形式 form 的取值 individual、group、peer；“小组”与“团体”视为同一种形式 group。",
            "It gives the values individual, group and peer of a session's form; the text's two words for group \
             supervision (小组, 团体) are the one value group.",
        )),
    },
    Clause {
        id: "S3.1",
        article: "S3.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::Aim,
        text: both(
            "一对一督导用来化解社工各自的难处并尽快给予支持，关心其成长，为其职业发展出主意，\
             帮助其理清价值观、认同这份专业。",
            "One-to-one supervision serves to resolve a worker's own difficulties with prompt support, to follow the \
             worker's growth and advise on a career, and to clarify values so that the worker identifies with the \
             profession.",
        ),
        coverage: Coverage::NotComputable(both(
            "只说明这种督导为了什么；谈了什么、有没有效果，记录里看不出来。",
            "It says what this form is for; what was talked about, and whether it helped, cannot be seen from the \
             records.",
        )),
    },
    Clause {
        id: "S3.2",
        article: "S3.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::Aim,
        text: both(
            "小组督导用来解决组员都遇到的问题并尽快给予支持，让组员彼此学习、一起进步，\
             帮助其理清价值观、认同这份专业。",
            "Small-group supervision serves to resolve with prompt support the problems that members share, to let \
             them learn from one another and grow together, and to clarify values so that they identify with the \
             profession.",
        ),
        coverage: Coverage::NotComputable(both(
            "只说明这种督导为了什么；谈了什么、有没有效果，记录里看不出来。文中没有为朋辈督导列出类似的用途。",
            "It says what this form is for; what was talked about, and whether it helped, cannot be seen from the \
             records. For peer supervision the text has no such list.",
        )),
    },
    Clause {
        id: "S4.1",
        article: "S4",
        instrument: Instrument::Supervision,
        force: ClauseForce::Statement,
        text: both(
            "督导的时间怎样分配，要看可用的总时长和所带社工的多少，做到合理。",
            "How supervision time is shared out depends on the total time there is and on how many workers are to be \
             supervised, and the shares are to be reasonable.",
        ),
        coverage: Coverage::NotComputable(both(
            "“合理”没有标准，督导可用的总时长也没有记载。",
            "Nothing says what a reasonable share is, and the total time a supervisor has is not on record.",
        )),
    },
    Clause {
        id: "S4.2",
        article: "S4",
        instrument: Instrument::Supervision,
        force: ClauseForce::Principle,
        text: both(
            "按原则，在项目上的每位社工每月都要得到不少于一次的一对一督导和不少于一次的团体督导。",
            "In principle every worker on a project receives one-to-one supervision and group supervision at least \
             once apiece in every month.",
        ),
        coverage: Coverage::Rules(&[Rule::SupervisionFrequency]),
    },
    Clause {
        id: "S5.1",
        article: "S5.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::Statement,
        text: both(
            "选择督导地点时，首先考虑社工来去是否方便。",
            "Where supervision is held is chosen with the workers' convenience first in mind.",
        ),
        coverage: Coverage::NotComputable(both(
            "地点可以记在 venue 一栏，但对社工是否方便，从地名上判断不出来。",
            "The place can be recorded as venue, but whether it suits the workers does not follow from its name.",
        )),
    },
    Clause {
        id: "S5.2",
        article: "S5.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::May,
        text: both(
            "在社工上班的地方进行也行；究竟在哪里，由督导与社工看情况商量。",
            "The worker's own workplace will do; supervisor and worker settle between them, as circumstances \
             suggest, exactly where.",
        ),
        coverage: Coverage::Data(both(
            "商定的地点记在 sessions 表的 venue 一栏；既然可以任选，就没有合不合规可言。",
            "The place agreed on is the column venue of sessions; since any place may be chosen, there is nothing to \
             judge.",
        )),
    },
    Clause {
        id: "S6.1.1",
        article: "S6.1.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::May,
        text: both(
            "定内容的办法之一：以一线社工事先填好的记录表为依据。",
            "One way to settle what a session is about: go by the record form that the front-line worker completed \
             beforehand.",
        ),
        coverage: Coverage::Data(both(
            "记在 sessions 表的 content_source 一栏，取值 record_form；两种办法任选其一，不作评判。",
            "It is the value record_form of the column content_source of sessions; either way may be taken, so it is \
             not judged.",
        )),
    },
    Clause {
        id: "S6.1.2",
        article: "S6.1.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::May,
        text: both(
            "定内容的办法之二：督导看社工的实际状况自行确定。",
            "The second way: the supervisor chooses the subject, going by how things really stand with the worker.",
        ),
        coverage: Coverage::Data(both(
            "记在 sessions 表的 content_source 一栏，取值 supervisor；两种办法任选其一，不作评判。",
            "It is the value supervisor of the column content_source of sessions; either way may be taken, so it is \
             not judged.",
        )),
    },
    Clause {
        id: "S6.2.1",
        article: "S6.2.1",
        instrument: Instrument::Supervision,
        force: ClauseForce::Shall,
        text: both(
            "每次督导之后，受督导的社工必须作出反馈，并从结束时起一个星期以内把督导记录表交上来。",
            "After every session the worker who was supervised is bound to respond to it and to submit the record \
             form, for which there is a week from the session's end.",
        ),
        coverage: Coverage::Rules(&[Rule::RecordDeadline]),
    },
    Clause {
        id: "S6.2.2",
        article: "S6.2.2",
        instrument: Instrument::Supervision,
        force: ClauseForce::Shall,
        text: both(
            "督导中出现难题时，督导与社工都必须尽快和对方沟通，并以积极的态度应对。",
            "When trouble comes up in supervision, supervisor and worker are both bound to talk it over soon and to \
             face it in a constructive spirit.",
        ),
        coverage: Coverage::NotComputable(both(
            "多快算及时没有数字，沟通和态度也没有留下可供核对的记录。",
            "No number says how soon is soon enough, and neither the talk nor the spirit of it leaves a record to \
             check.",
        )),
    },
    Clause {
        id: "M1",
        article: "M1",
        instrument: Instrument::Mentors,
        force: ClauseForce::Aim,
        text: both(
            "订立本办法的目的：在红岩社工计划中给创业和就业更有力的引导与扶助，并落实人才培养的要求。",
            "Says what the measure is for: firmer guidance and support, within the programme, for those who start a \
             business or look for work, and putting the training of talent into practice.",
        ),
        coverage: Coverage::NotComputable(both(
            "只讲目的，没有给任何人设定义务，无从判断是否做到。",
            "It states a purpose and lays no duty on anyone, so there is nothing to be met or missed.",
        )),
    },
    Clause {
        id: "M2",
        article: "M2",
        instrument: Instrument::Mentors,
        force: ClauseForce::Ought,
        text: both(
            "做导师要具备三项条件：有社会责任心、肯奉献，并且善于表达；指导过创业就业，对相关问题有所研究；\
             对红岩社工计划的这项指导工作有热情。",
            "A mentor is expected to meet three conditions: a sense of social responsibility and dedication, with \
             the gift of expressing oneself well; experience of guiding people into work or business, and some study \
             of the questions involved; and enthusiasm for this guidance under the programme.",
        ),
        coverage: Coverage::Rules(&[Rule::MentorEligibility]),
    },
    Clause {
        id: "M3",
        article: "M3",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "导师出自四类人：知名专家、重庆英才、政协委员、高校教师。",
            "The team is made up from four groups: experts of repute, people honoured as Chongqing Talents, members \
             of the political consultative conference, and teachers at universities.",
        ),
        coverage: Coverage::Rules(&[Rule::MentorEligibility]),
    },
    Clause {
        id: "M4.1",
        article: "M4.1",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "导师团队要定期碰头，就各个分组（原文称按系设立）的工作进行讨论和指导，并拟订计划。",
            "At regular intervals the mentors' team comes together to discuss and direct what its sub-groups do (set \
             up, the text says, by academic department) and to make its plans.",
        ),
        coverage: Coverage::NotComputable(both(
            "多久一次算定期，文中没有数字；团队的会议和计划也没有表格记载。",
            "The text gives no interval, and no table records the team's meetings or plans.",
        )),
    },
    Clause {
        id: "M4.2",
        article: "M4.2",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "团队的活动按对象分类，规模不求大，样式要多，安排要活。",
            "The team suits its activities to different kinds of people, keeps them small and varied, and arranges \
             them flexibly.",
        ),
        coverage: Coverage::NotComputable(both(
            "这是做事的方法，没有数量或期限可以对照。",
            "It describes a way of working, without any number or time limit to compare with.",
        )),
    },
    Clause {
        id: "M4.3",
        article: "M4.3",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "导师要多与参加红岩社工计划的学生交流，并有针对性地给予辅导：讲解法规，就怎样找工作、办企业作指点，\
             到论坛上讲课，用自己的成功经历帮学生认识市场、避开风险；此外还提供别的专业服务，并做理论上的研究。",
            "Mentors stay in contact with students in the programme and give them the coaching they need: on the \
             law, on finding work and on starting a business; by lecturing at forums; and by letting their own \
             success and career help students to know the market and avoid its risks. They also give other \
             professional services and study the theory.",
        ),
        coverage: Coverage::Data(both(
            "每次指导在 guidance 表中记一行（导师、日期、学生）；种类不记，文中没有规定哪一种必须做、做几次，\
             也不据此评判。",
            "Each occasion is a row of guidance (mentor, day, student). Its kind is not recorded, and nothing is \
             judged by it: the text does not say which kinds must be given, or how often.",
        )),
    },
    Clause {
        id: "M4.4",
        article: "M4.4",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "团队下设的办公室依照区民政局的规划拟出实施方案，召集导师参加活动，并负责宣传和后勤。",
            "Following the Bureau's planning, the team's office works out how things are to be done in detail, \
             brings mentors to the activities, and looks after publicity and practical support.",
        ),
        coverage: Coverage::NotComputable(both(
            "办公室的方案、宣传和后勤没有记录可查，文中也没有给出期限。",
            "The office's plans, publicity and support are in no table, and the text sets no time limit.",
        )),
    },
    Clause {
        id: "M5.1",
        article: "M5",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "聘书由区民政局发给导师，聘期三年。",
            "Mentors receive their certificate from the Bureau and serve for three years.",
        ),
        coverage: Coverage::Rules(&[Rule::MentorTerm]),
    },
    Clause {
        id: "M5.2",
        article: "M5",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "聘期里的每一年，导师都要指导创业的大学生；何时进行，由师生商定。",
            "In each year of that time a mentor guides students who are starting a business; mentor and students \
             agree on when.",
        ),
        coverage: Coverage::Rules(&[Rule::AnnualGuidance]),
    },
    Clause {
        id: "M6.1",
        article: "M6",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "区民政局每年对导师的指导情况作一次考核，并给予表彰；评“优秀创业导师”时，考核结果供参考。",
            "Once a year the Bureau reviews the guidance that mentors have given and commends them; what the review \
             finds is taken into account when outstanding mentors are chosen.",
        ),
        coverage: Coverage::Rules(&[Rule::AnnualEvaluation, Rule::Commendation]),
    },
    Clause {
        id: "M6.2",
        article: "M6",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "导师若接连六个月一次指导也没有做，就不再有受表彰、被推荐的资格。",
            "A mentor who lets six months in a row go by without giving any guidance can no longer be commended or \
             put forward.",
        ),
        coverage: Coverage::Rules(&[Rule::MentorInactivity, Rule::Commendation]),
    },
    Clause {
        id: "M7.1",
        article: "M7",
        instrument: Instrument::Mentors,
        force: ClauseForce::Shall,
        text: both(
            "对导师的硬性要求：国家的法律和法规必须不折不扣地遵守。",
            "Mentors are strictly bound to keep the state's laws and regulations.",
        ),
        coverage: Coverage::NotComputable(both(
            "是否违法由有权的机关认定；本库只记载已有的认定，从不自行推断。",
            "Whether a law was broken is for the competent authority to find; the library records such findings and \
             never infers one.",
        )),
    },
    Clause {
        id: "M7.2",
        article: "M7",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both(
            "导师做出触犯国家法律的事，其导师身份即被取消，作此决定的是创业就业工作委员会。",
            "If a mentor does something against national law, the Entrepreneurship and Employment Work Committee \
             takes away that person's standing as a mentor.",
        ),
        coverage: Coverage::Rules(&[Rule::Revocation]),
    },
    Clause {
        id: "M8",
        article: "M8",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both("有权解释这份办法的，是沙坪坝区民政局。", "It is for the Bureau to say what the measure means."),
        coverage: Coverage::Data(both(
            "民政局作出的解释记入政策项 settled 并注明出处，所涉的读法从此不再有争议；解释本身不作评判。",
            "An interpretation by the Bureau is entered under the policy key settled with its citation, and the \
             reading it fixes is no longer disputed; the interpretation itself is not judged.",
        )),
    },
    Clause {
        id: "M9",
        article: "M9",
        instrument: Instrument::Mentors,
        force: ClauseForce::Statement,
        text: both("这份办法从2023年6月30日开始施行。", "The measure has applied since 30 June 2023."),
        coverage: Coverage::Data(both(
            "这一天是政策项 mentor.effective_from 的默认值；在此之前没有义务。",
            "That day is the default of the policy key mentor.effective_from; before it there is no duty.",
        )),
    },
];

#[cfg(test)]
mod tests {
    use super::{CLAUSES, ClauseForce, Coverage, Instrument, article, clause};
    use crate::message::Text;
    use crate::rules::Rule;

    /// Where an id stands in the text: the document's rank, then the numbers (`S6.2.1` = 1, [6, 2, 1]).
    fn place(id: &str) -> (Option<usize>, Vec<Option<u32>>) {
        let mut chars = id.chars();
        let rank = chars.next().and_then(|letter| "NSM".find(letter));
        (rank, chars.as_str().split('.').map(|number| number.parse().ok()).collect())
    }

    fn ids(of: &str) -> Vec<&'static str> {
        article(of).map(|clause| clause.id).collect()
    }

    #[test]
    fn ids_are_unique_and_in_the_order_of_the_text() {
        for clause in CLAUSES {
            let (rank, numbers) = place(clause.id);
            assert!(rank.is_some() && numbers.iter().all(Option::is_some), "{}", clause.id);
        }
        assert!(CLAUSES.iter().map(|clause| place(clause.id)).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_register_is_complete() {
        let expected = "N0 S0 S1.1 S1.2 S1.3 S2.1 S2.2 S3.0 S3.1 S3.2 S4.1 S4.2 S5.1 S5.2 S6.1.1 S6.1.2 S6.2.1 S6.2.2 \
                        M1 M2 M3 M4.1 M4.2 M4.3 M4.4 M5.1 M5.2 M6.1 M6.2 M7.1 M7.2 M8 M9";
        assert!(CLAUSES.iter().map(|clause| clause.id).eq(expected.split(' ')));
    }

    #[test]
    fn every_text_is_there_in_both_languages() {
        let full = |text: &Text| !text.zh.trim().is_empty() && !text.en.trim().is_empty();
        for clause in CLAUSES {
            assert!(full(&clause.text), "{}", clause.id);
            let covered = match &clause.coverage {
                Coverage::Rules(rules) => !rules.is_empty(),
                Coverage::Vocabulary(text) | Coverage::Data(text) | Coverage::NotComputable(text) => full(text),
            };
            assert!(covered, "{}", clause.id);
        }
    }

    #[test]
    fn instrument_and_article_fit_the_id() {
        for clause in CLAUSES {
            let instrument = match clause.id.chars().next() {
                Some('N') => Instrument::Notice,
                Some('S') => Instrument::Supervision,
                _ => Instrument::Mentors,
            };
            assert_eq!(clause.instrument, instrument, "{}", clause.id);
            assert!(article(clause.article).any(|found| found.id == clause.id), "{}", clause.id);
        }
    }

    #[test]
    fn every_rule_rests_on_a_clause() {
        for rule in Rule::ALL.iter() {
            let cites = |coverage: &Coverage| matches!(coverage, Coverage::Rules(rules) if rules.contains(rule));
            assert!(CLAUSES.iter().any(|clause| cites(&clause.coverage)), "{rule:?}");
            for cited in rule.clauses() {
                assert!(CLAUSES.iter().any(|clause| clause.article == *cited), "{rule:?} cites {cited}");
                assert!(article(cited).any(|clause| cites(&clause.coverage)), "{rule:?} cites {cited}");
            }
        }
    }

    #[test]
    fn lookups() {
        assert_eq!(clause("S4.2").map(|clause| (clause.article, clause.force)), Some(("S4", ClauseForce::Principle)));
        assert_eq!(clause("S4"), None);
        assert_eq!(ids("S4"), ["S4.1", "S4.2"]);
        assert_eq!(ids("M5"), ["M5.1", "M5.2"]);
        assert_eq!(ids("S6.2"), ["S6.2.1", "S6.2.2"]);
        assert_eq!(ids("S6.2.1"), ["S6.2.1"]);
        assert_eq!(ids("M2"), ["M2"]);
        assert!(ids("S").is_empty() && ids("").is_empty() && ids("M10").is_empty());
    }
}
