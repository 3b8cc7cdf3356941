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
}
