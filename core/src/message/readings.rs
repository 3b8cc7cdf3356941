use crate::message::Text;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// What a value of a reading key says.
pub(crate) fn reading(key: &str, value: &str) -> Option<Text> {
    Some(match (key, value) {
        ("supervision.frequency.partial_month", "whole_months_only") => {
            text("只考核整月在岗的月份", "only whole months are judged")
        }
        ("supervision.frequency.partial_month", "every_month_touched") => {
            text("凡在岗过的月份都考核", "every month touched is judged")
        }
        ("supervision.frequency.scope", "per_project") => text("按项目分别计次", "counted per project"),
        ("supervision.frequency.scope", "per_worker") => {
            text("按社工合并计次，不分项目", "counted per worker over all projects")
        }
        ("supervision.frequency.peer", "counts_for_nothing") => {
            text("朋辈督导不计次数", "peer supervision counts for nothing")
        }
        ("supervision.frequency.peer", "counts_as_group") => {
            text("朋辈督导计为团体督导", "peer supervision counts as group supervision")
        }
        ("supervision.record.first_day", "excluded") => text("督导当日不计入", "the day of the session is not counted"),
        ("supervision.record.first_day", "included") => text("督导当日计入", "the day of the session is counted"),
        ("supervision.record.last_day", "as_counted") => {
            text("末日就是数到的那一天", "the last day is the day counted to")
        }
        ("supervision.record.last_day", "next_workday") => {
            text("末日遇休息日顺延至下一工作日", "a last day off moves to the next workday")
        }
        ("supervision.cycle_plan.successor", "exempt") => text("中途接手的督导不另订计划", "a successor owes no plan"),
        ("supervision.cycle_plan.successor", "owes_one") => {
            text("中途接手的督导也须另订计划", "a successor owes a plan too")
        }
        ("supervision.monthly_plan.due", "month_start") => text("月初制订", "due at the month’s beginning"),
        ("supervision.monthly_plan.due", "month_end") => text("月底前制订", "due by the month’s end"),
        ("mentor.categories", "closed") => text("限于所列四类", "only the four groups listed"),
        ("mentor.categories", "open") => text("不限于所列四类", "not only the four groups listed"),
        ("mentor.term.last_day", "corresponding_day") => {
            text("任期到期满的对应日", "a term ends on the corresponding day")
        }
        ("mentor.term.last_day", "day_before") => {
            text("任期到对应日的前一日", "a term ends on the day before the corresponding one")
        }
        ("mentor.annual_guidance.year", "term_year") => text("按任期年", "years of the term"),
        ("mentor.annual_guidance.year", "calendar_year") => text("按自然年", "calendar years"),
        ("mentor.inactivity.counting", "rolling") => text("自上次指导之日起算", "counted from the last guidance day"),
        ("mentor.inactivity.counting", "calendar_months") => {
            text("按完整的自然月计算", "counted in whole calendar months")
        }
        ("mentor.commendation.lapse_effect", "year_of_lapse") => {
            text("只失去满期当年的资格", "only the year of the lapse is lost")
        }
        ("mentor.commendation.lapse_effect", "every_year_touched") => {
            text("失去所涉各年的资格", "every year touched is lost")
        }
        ("mentor.commendation.lapse_effect", "rest_of_term") => {
            text("失去余下任期的资格", "the rest of the term is lost")
        }
        _ => return None,
    })
}

/// Why the text leaves a reading key open, and what the default rests on.
pub(crate) fn why(key: &str) -> Option<Text> {
    Some(match key {
        "supervision.frequency.partial_month" => text(
            "条文按月提出要求，未说明月中到岗或离岗的月份怎么算；默认不苛求不满整月者。",
            "The duty is monthly and silent on months that someone joins or leaves midway; the default asks nothing of them.",
        ),
        "supervision.frequency.scope" => text(
            "要求是就各项目的社工提出的，未说明同时在几个项目的人能否合并计次；默认分别计次。",
            "The duty speaks of each project’s workers and not of those on several projects; the default counts each project.",
        ),
        "supervision.frequency.peer" => text(
            "形式一节列有朋辈督导，次数一节只提个人与团体两种；默认不计。",
            "Peer supervision is listed among the forms, but the monthly numbers name only two others; the default counts it for nothing.",
        ),
        "supervision.record.first_day" => text(
            "一周之内从哪天数起，条文未说；默认依民法典的通常算法，当天不算。",
            "The text does not say from which day the week is counted; the default leaves the session’s day out, as the Civil Code does.",
        ),
        "supervision.record.last_day" => text(
            "末日逢休息日怎么办，条文未说，民法典的顺延规则是否适用也有不同意见；默认不顺延。",
            "The text is silent on a last day off, and whether the Civil Code’s rule applies is disputed; the default does not roll.",
        ),
        "supervision.cycle_plan.successor" => text(
            "周期计划在项目之初制订，未说明中途接手的督导是否另订；默认不另订。",
            "The plan belongs to the project’s beginning; the text is silent on supervisors who take over, and the default exempts them.",
        ),
        "supervision.monthly_plan.due" => text(
            "月底和月初都可以，未说明是哪一个月的月底；计划是为了让社工事先安排，默认以当月月初为限。",
            "A month’s end or beginning will do, but which month’s end is not said; workers are to plan ahead, so the default is the beginning.",
        ),
        "mentor.categories" => text(
            "办法列出四类人，未说明此外的人能否担任；默认仅限四类。",
            "The measure lists four groups and does not say whether others may serve; the default takes the list as closed.",
        ),
        "mentor.term.last_day" => text(
            "只写明任期的年数，未写最后一天是哪天；默认取期满的对应日，另一种算法早一天。",
            "Only the years of a term are given, not its last day; the default is the corresponding day, the other way ends a day sooner.",
        ),
        "mentor.annual_guidance.year" => text(
            "任期内的“每年”可从聘任之日起算，也可按公历年度；默认从聘任之日起算。",
            "The years of a term can be counted from the appointment or by the calendar; the default counts from the appointment.",
        ),
        "mentor.inactivity.counting" => text(
            "连续的月数从哪天数起，办法未说；默认从上次指导之日起算到对应日。",
            "The measure does not say from when consecutive months are counted; the default runs from the last guidance to the corresponding day.",
        ),
        "mentor.commendation.lapse_effect" => text(
            "办法取消资格，未说明取消哪些年度的；考核按年进行，默认只取消满期当年的。",
            "The measure takes the commendation away without saying for which years; evaluation is yearly, so the default is the lapse’s year.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Basis, Policy};

    #[test]
    fn every_admissible_reading_has_words() {
        let description = Policy::default().describe();
        let readings: Vec<_> = description.iter().filter(|one| one.basis == Basis::Reading).collect();
        assert_eq!(readings.len(), 12);
        for one in readings {
            for value in one.admissible.split(" | ") {
                assert!(reading(one.key, value).is_some(), "{} = {value}", one.key);
            }
        }
    }

    #[test]
    fn every_reading_key_says_why_and_no_other() {
        for one in &Policy::default().describe() {
            assert_eq!(why(one.key).is_some(), one.basis == Basis::Reading, "{}", one.key);
        }
    }
}
