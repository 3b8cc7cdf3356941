//! The sample district as an office might really keep it: a Chinese workbook with month tabs and merged titles, a GBK
//! list of mentors, an English CSV of plans.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use fastrand::Rng;

use super::cells::{chance, pick};
use super::page::{Ink, Page, csv, xlsx};

type Row = BTreeMap<String, String>;

/// The three files, by name; the same bytes every time.
///
/// # Panics
/// If the canonical sample is not where it should be.
#[must_use]
pub fn files(canonical: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let table = |name: &str| {
        let text = std::fs::read_to_string(canonical.join(format!("{name}.csv"))).expect("a table of the sample");
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let headings = lines.next().expect("headings");
        lines.map(|cells| headings.iter().cloned().zip(cells).collect()).collect::<Vec<Row>>()
    };
    let mut rng = Rng::with_seed(20_230_725);
    let rng = &mut rng;
    let mut pages = vec![roster(&table("engagements"))];
    pages.extend(sessions(rng, &table("sessions")));
    pages.push(excuses(&table("excuses")));
    pages.push(guidance(rng, &table("guidance")));
    pages.push(evaluations(&table("evaluations")));
    let mentors = mentors(&table("mentors"), &table("appointments"), &table("violations"));
    let (gbk, ..) = encoding_rs::GBK.encode(&mentors);
    vec![
        ("社工督导台账.xlsx", xlsx(&pages)),
        ("创业导师名册.csv", gbk.into_owned()),
        ("supervision-plans.csv", plans(&table("plans")).into_bytes()),
    ]
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn dotted(text: &str) -> String {
    day(text).map_or_else(String::new, |day| format!("{}.{}.{}", day.year(), day.month(), day.day()))
}

fn real(text: &str) -> Ink {
    day(text).map_or(Ink::Blank, Ink::Date)
}

fn titled(name: &str, title: &str, headings: &[&str]) -> Page {
    Page {
        name: name.to_owned(),
        rows: vec![vec![Ink::text(title)], headings.iter().map(|heading| Ink::text(*heading)).collect()],
        merges: vec![(0, 0, 0, headings.len() - 1)],
        ..Page::default()
    }
}

/// Projects merged over their workers.
fn roster(rows: &[Row]) -> Page {
    let mut page =
        titled("社工名册", "项目社工任职名册", &["序号", "项目名称", "社工姓名", "上岗日期", "离职日期", "督导"]);
    for (number, row) in rows.iter().enumerate() {
        let same = number > 0 && rows[number - 1]["project"] == row["project"];
        let end = if row["end"].is_empty() { Ink::text("至今") } else { real(&row["end"]) };
        page.rows.push(vec![
            Ink::Number((number + 1) as f64),
            if same { Ink::Blank } else { Ink::text(&row["project"]) },
            Ink::text(spaced(&row["worker"])),
            real(&row["start"]),
            end,
            Ink::text(&row["supervisor"]),
        ]);
        let at = page.rows.len() - 1;
        match page.merges.last_mut() {
            Some((_, 1, to, 1)) if same && *to == at - 1 => *to = at,
            _ if same => page.merges.push((at - 1, 1, at, 1)),
            _ => {}
        }
    }
    page
}

/// Names of two characters are set wide.
fn spaced(name: &str) -> String {
    match name.chars().collect::<Vec<_>>().as_slice() {
        [first, second] => format!("{first} {second}"),
        _ => name.to_owned(),
    }
}

/// A tab for every month, colleagues of a session in one cell where all else is equal.
fn sessions(rng: &mut Rng, rows: &[Row]) -> Vec<Page> {
    let mut months: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        months.entry(row["ended_on"][..7].to_owned()).or_default().push(row);
    }
    months.into_iter().map(|(month, rows)| month_tab(rng, &month, &rows)).collect()
}

fn month_tab(rng: &mut Rng, month: &str, rows: &[&Row]) -> Page {
    let (year, number) = (&month[..4], month[5..].trim_start_matches('0'));
    let headings = [
        "序号",
        "督导编号",
        "项目名称",
        "参加人员",
        "督导形式",
        "督导日期",
        "督导老师",
        "时长（分钟）",
        "督导地点",
        "内容来源",
        "提交时间",
        "备注",
    ];
    let mut page = titled(&format!("{year}年{number}月"), &format!("{year}年{number}月社工督导记录台账"), &headings);
    page.rows.insert(1, vec![Ink::text("填报单位：区社会工作服务总站（盖章）")]);
    let mut at = 0;
    let mut line = 0.0;
    while let Some(first) = rows.get(at) {
        let mut names = vec![first["worker"].clone()];
        at += 1;
        let others = |row: &Row| {
            row.iter().filter(|(name, _)| *name != "worker").map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
        };
        // the same row entered twice stays twice
        while let Some(next) =
            rows.get(at).filter(|next| others(next) == others(first) && !names.contains(&next["worker"]))
        {
            names.push(next["worker"].clone());
            at += 1;
        }
        line += 1.0;
        if chance(rng, 2) {
            let mut cancelled = session_line(rng, first, &names[..1], line);
            cancelled[10] = Ink::Blank;
            cancelled[11] = Ink::text(pick(rng, &["已取消", "改期", "未开展"]));
            page.rows.push(cancelled);
            line += 1.0;
        }
        page.rows.push(session_line(rng, first, &names, line));
        if chance(rng, 2) {
            page.hidden_rows.push(page.rows.len() - 1);
        }
    }
    page.rows.push(vec![Ink::text("合计"), Ink::Number(line)]);
    page.rows.push(vec![Ink::text("填表人：李静"), Ink::Blank, Ink::text("审核人：王建国")]);
    page
}

fn session_line(rng: &mut Rng, row: &Row, names: &[String], line: f64) -> Vec<Ink> {
    let form = match row["form"].as_str() {
        "individual" => pick(rng, &["个别督导", "个督", "一对一"]),
        "group" => pick(rng, &["团体督导", "小组督导", "团督"]),
        "peer" => "朋辈督导",
        "on_site" => "现场督导",
        "meeting" => "督导会议",
        _ => "专业培训",
    };
    let held = match rng.u32(0..4) {
        0 => Ink::text(dotted(&row["ended_on"])),
        1 => Ink::text(
            day(&row["ended_on"])
                .map_or_else(String::new, |day| format!("{}年{}月{}日", day.year(), day.month(), day.day())),
        ),
        _ => real(&row["ended_on"]),
    };
    let submitted = match row["record_submitted_on"].as_str() {
        "" => Ink::text(if matches!(row["form"].as_str(), "meeting" | "training") { "/" } else { "未交" }),
        text if chance(rng, 20) => Ink::text(text.replace('-', "/")),
        text => real(text),
    };
    let source = match row["content_source"].as_str() {
        "record_form" => "督导记录表",
        "supervisor" => "督导者",
        _ => "",
    };
    let shown: Vec<String> = names.iter().map(|name| spaced(name)).collect();
    vec![
        Ink::Number(line),
        Ink::text(&row["session"]),
        Ink::text(&row["project"]),
        Ink::text(shown.join("、")),
        Ink::text(form),
        held,
        Ink::text(&row["supervisor"]),
        row["minutes"].parse().map_or(Ink::Blank, Ink::Number),
        Ink::text(&row["venue"]),
        Ink::text(source),
        submitted,
        Ink::Blank,
    ]
}

fn excuses(rows: &[Row]) -> Page {
    let mut page = titled("请假登记", "督导请假（豁免）登记", &["项目名称", "社工姓名", "月份", "事由"]);
    for row in rows {
        let month = format!("{}年{}月", &row["month"][..4], row["month"][5..].trim_start_matches('0'));
        page.rows.push(vec![
            Ink::text(&row["project"]),
            Ink::text(&row["worker"]),
            Ink::text(month),
            Ink::text(&row["reason"]),
        ]);
    }
    page
}

fn guidance(rng: &mut Rng, rows: &[Row]) -> Page {
    let mut page = titled("指导记录", "创业导师指导记录", &["序号", "导师姓名", "指导日期", "指导对象", "指导内容"]);
    for (number, row) in rows.iter().enumerate() {
        let on = if chance(rng, 50) { real(&row["guided_on"]) } else { Ink::text(dotted(&row["guided_on"])) };
        let student = if row["student"].is_empty() { "/" } else { &row["student"] };
        let about = pick(rng, &["商业计划书", "融资", "市场推广", "政策咨询"]);
        page.rows.push(vec![
            Ink::Number((number + 1) as f64),
            Ink::text(&row["mentor"]),
            on,
            Ink::text(student),
            Ink::text(about),
        ]);
    }
    page
}

fn evaluations(rows: &[Row]) -> Page {
    let mut page = titled("年度考核", "创业导师年度考核", &["导师", "考核年度", "考核日期", "结果"]);
    for row in rows {
        page.rows.push(vec![
            Ink::text(&row["mentor"]),
            Ink::text(format!("{}年度", row["year"])),
            real(&row["evaluated_on"]),
            Ink::text("合格"),
        ]);
    }
    page
}

/// Mentors with their certificates and what was found against them, one line a certificate.
fn mentors(mentors: &[Row], appointments: &[Row], violations: &[Row]) -> String {
    let headings = [
        "序号",
        "导师姓名",
        "导师类别",
        "责任心",
        "创业指导经验",
        "参与意愿",
        "工作单位",
        "聘任日期",
        "聘期止",
        "颁发单位",
        "违法行为发现日期",
        "撤销日期",
    ];
    let mut page = Page {
        rows: vec![vec![Ink::text("创业导师名册（截至2025年12月）")], Vec::new()],
        ..Page::default()
    };
    page.rows.push(headings.iter().map(|heading| Ink::text(*heading)).collect());
    for (number, mentor) in mentors.iter().enumerate() {
        let name = &mentor["mentor"];
        let own: Vec<&Row> = appointments.iter().filter(|row| row["mentor"] == *name).collect();
        let found = violations.iter().find(|row| row["mentor"] == *name);
        let flag = |text: &str| match text {
            "true" => "√",
            "false" => "×",
            _ => "不详",
        };
        let category = match mentor["category"].as_str() {
            "expert" => "知名专家",
            "talent" => "重庆英才",
            "cppcc_member" => "政协委员",
            "university_teacher" => "高校教师",
            other => other,
        };
        for at in 0..own.len().max(1) {
            let term = own.get(at);
            let cell = |name: &str| term.map_or("", |row| row[name].as_str());
            let against = found.filter(|_| at == 0);
            page.rows.push(vec![
                Ink::Number((number + 1) as f64),
                Ink::text(name),
                Ink::text(category),
                Ink::text(flag(&mentor["responsibility"])),
                Ink::text(flag(&mentor["experience"])),
                Ink::text(flag(&mentor["commitment"])),
                Ink::Blank,
                Ink::text(dotted(cell("appointed_on"))),
                Ink::text(dotted(cell("ends_on"))),
                Ink::text(cell("issued_by")),
                Ink::text(against.map_or_else(String::new, |row| dotted(&row["found_on"]))),
                Ink::text(against.map_or_else(String::new, |row| match row["revoked_on"].as_str() {
                    "" => "待决定".to_owned(),
                    text => dotted(text),
                })),
            ]);
        }
    }
    csv(&page, ',')
}

fn plans(rows: &[Row]) -> String {
    let headings = ["Project name", "Supervisor", "Plan type", "Month", "Date made"];
    let mut page = Page { rows: vec![headings.iter().map(|heading| Ink::text(*heading)).collect()], ..Page::default() };
    for row in rows {
        let kind = if row["kind"] == "cycle" { "Cycle plan" } else { "Monthly plan" };
        let made = day(&row["made_on"]).map_or_else(String::new, |day| day.format("%-d %B %Y").to_string());
        page.rows.push(vec![
            Ink::text(&row["project"]),
            Ink::text(&row["supervisor"]),
            Ink::text(kind),
            Ink::text(&row["month"]),
            Ink::text(made),
        ]);
    }
    csv(&page, ',')
}
