use serde::{Deserialize, Serialize};

use crate::names::named;

/// An enum with fixed names on the wire.
macro_rules! names {
    ($type:ident: $($variant:ident = $name:literal),+ $(,)?) => {
        impl $type {
            /// All values, in the order of their codes.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name on the wire; see the example of [the type](Self).
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name),+
                }
            }

            /// The value with this name on the wire; see the example of [the type](Self).
            #[must_use]
            pub fn from_name(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|value| value.name() == name)
            }

            /// Its place among all values; see the example of [the type](Self).
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The value at this place; see the example of [the type](Self).
            #[must_use]
            pub fn from_code(code: u8) -> Option<$type> {
                $type::ALL.get(usize::from(code)).copied()
            }
        }
    };
}

/// A form of supervision (S1.1, S3).
///
/// ```
/// use hongyan::facts::Form;
///
/// assert_eq!(Form::from_name("on_site"), Some(Form::OnSite));
/// assert_eq!(Form::OnSite.name(), "on_site");
/// assert_eq!(Form::OnSite.code(), 3); // in columns, where a form is one byte
/// assert_eq!(Form::from_code(6), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// 个别督导, one worker.
    Individual,
    /// 团体督导 or 小组督导, several workers.
    Group,
    /// 朋辈督导, among peers.
    Peer,
    /// 现场督导, on site.
    OnSite,
    /// 督导会议, a meeting.
    Meeting,
    /// 专业培训, a training.
    Training,
}

names!(Form: Individual = "individual", Group = "group", Peer = "peer", OnSite = "on_site",
    Meeting = "meeting", Training = "training");
named!(Form, "form");

/// A set of forms.
///
/// ```
/// use hongyan::facts::{Form, Forms};
///
/// let forms = Forms::of(&[Form::Individual, Form::Group]);
/// assert!(forms.contains(Form::Group) && !forms.contains(Form::Peer));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Forms(u8);

impl Forms {
    /// These forms.
    ///
    /// ```
    /// use hongyan::facts::{Form, Forms};
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// // the forms that owe a record, unless a policy says otherwise
    /// let owing = Forms::of(&[Form::Individual, Form::Group, Form::Peer, Form::OnSite]);
    /// assert_eq!(Terms::default().forms, owing);
    /// ```
    #[must_use]
    pub fn of(forms: &[Form]) -> Forms {
        forms.iter().fold(Forms(0), |set, form| set.with(*form))
    }

    /// These and this one.
    ///
    /// ```
    /// use hongyan::facts::{Form, Forms};
    ///
    /// let forms = Forms::default().with(Form::Meeting).with(Form::Group);
    /// assert_eq!(forms, Forms::of(&[Form::Group, Form::Meeting]));
    /// ```
    #[must_use]
    pub const fn with(self, form: Form) -> Forms {
        Forms(self.0 | (1 << form.code()))
    }

    /// Whether the form is in it.
    ///
    /// ```
    /// use hongyan::facts::Form;
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// let forms = Terms::default().forms;
    /// assert!(forms.contains(Form::Peer) && !forms.contains(Form::Training));
    /// ```
    #[must_use]
    #[inline]
    pub const fn contains(self, form: Form) -> bool {
        self.0 & (1 << form.code()) != 0
    }

    /// Its members, in the order of their codes.
    ///
    /// ```
    /// use hongyan::facts::{Form, Forms};
    ///
    /// let names: Vec<_> = Forms::of(&[Form::Group, Form::Individual]).iter().map(Form::name).collect();
    /// assert_eq!(names, ["individual", "group"]);
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Form> {
        Form::ALL.iter().copied().filter(move |form| self.contains(*form))
    }

    /// Whether it has no member.
    ///
    /// ```
    /// use hongyan::facts::{Form, Forms};
    ///
    /// assert!(Forms::default().is_empty());
    /// assert!(!Forms::of(&[Form::Group]).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a supervision plan covers (S2).
///
/// ```
/// use hongyan::facts::PlanKind;
///
/// assert_eq!(PlanKind::from_name("monthly"), Some(PlanKind::Monthly));
/// assert_eq!(PlanKind::Monthly.name(), "monthly");
/// assert_eq!((PlanKind::Monthly.code(), PlanKind::from_code(0)), (1, Some(PlanKind::Cycle)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlanKind {
    /// The project's whole cycle.
    Cycle,
    /// One month.
    Monthly,
}

names!(PlanKind: Cycle = "cycle", Monthly = "monthly");
named!(PlanKind, "plan kind");

/// Where the content of a session came from (S6.1).
///
/// ```
/// use hongyan::facts::ContentSource;
///
/// assert_eq!(ContentSource::from_name("record_form"), Some(ContentSource::RecordForm));
/// assert_eq!(ContentSource::Supervisor.name(), "supervisor");
/// assert_eq!((ContentSource::RecordForm.code(), ContentSource::from_code(1)), (0, Some(ContentSource::Supervisor)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContentSource {
    /// The record form that the worker filled in beforehand.
    RecordForm,
    /// The supervisor.
    Supervisor,
}

names!(ContentSource: RecordForm = "record_form", Supervisor = "supervisor");
named!(ContentSource, "content source");

/// The group a mentor comes from (M3).
///
/// Whether other groups may be mentors is a reading, [`Categories`](crate::rules::mentor_eligibility::Categories).
///
/// ```
/// use hongyan::facts::Category;
///
/// let groups = ["expert", "talent", "cppcc_member", "university_teacher"].map(Category::from_name);
/// assert!(groups.iter().all(|group| *group != Category::Other)); // M3's four
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Category {
    /// 知名专家.
    Expert,
    /// 重庆英才.
    Talent,
    /// 政协委员.
    CppccMember,
    /// 高校教师.
    UniversityTeacher,
    /// Any other text.
    Other,
}

impl Category {
    /// The group with this name on the wire; any other text is [`Category::Other`].
    ///
    /// ```
    /// use hongyan::facts::Category;
    ///
    /// assert_eq!(Category::from_name("university_teacher"), Category::UniversityTeacher);
    /// assert_eq!(Category::from_name("企业家"), Category::Other); // an entrepreneur
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Category {
        match name {
            "expert" => Category::Expert,
            "talent" => Category::Talent,
            "cppcc_member" => Category::CppccMember,
            "university_teacher" => Category::UniversityTeacher,
            _ => Category::Other,
        }
    }
}
