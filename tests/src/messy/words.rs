//! What offices call things.

use hongyan::facts::Table;

/// Headings of a column; the first few are Chinese.
#[must_use]
pub fn headings(table: Table, column: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match (table, column) {
        (_, "project") => {
            (&["项目名称", "项目", "所属项目", "服务项目", "站点", "社工站"], &["project", "Project", "Project name"])
        }
        (_, "worker") => (
            &[
                "社工姓名",
                "社工",
                "被督导者",
                "受督导者",
                "受督者",
                "被督导人",
                "被督导社工",
                "接受督导人员",
                "督导对象",
            ],
            &["worker", "Worker", "Social worker", "Supervisee"],
        ),
        (Table::Sessions, "session") => (&["督导编号", "记录编号", "场次编号"], &["session", "Session ID"]),
        (_, "form") => (&["督导形式", "督导方式", "督导类型", "督导类别"], &["form", "Form", "Session form"]),
        (_, "ended_on") => {
            (&["督导日期", "督导时间", "日期", "时间", "开展时间"], &["ended_on", "Ended on", "Date", "Session date"])
        }
        (_, "record_submitted_on") => (
            &["提交时间", "提交日期", "上交日期", "记录提交日期", "填表日期", "填写日期", "记录日期"],
            &["record_submitted_on", "Record submitted on", "Submitted on"],
        ),
        (Table::Plans, "supervisor") => (&["督导", "制定人", "督导姓名"], &["supervisor", "Supervisor", "Author"]),
        (_, "supervisor") => (
            &["督导", "督导者", "督导姓名", "督导老师", "督导师", "督导人员", "机构督导"],
            &["supervisor", "Supervisor"],
        ),
        (_, "minutes") => (&["时长（分钟）", "督导时长(分钟)"], &["minutes", "Minutes", "Duration (min)"]),
        (_, "venue") => (&["督导地点", "地点"], &["venue", "Venue", "Place"]),
        (_, "content_source") => (&["内容来源"], &["content_source", "Content source"]),
        (_, "start") => (&["入职日期", "上岗日期", "进入项目日期"], &["start", "Start", "Start date"]),
        (_, "end") => (&["离职日期", "退出日期"], &["end", "End", "End date"]),
        (Table::Plans, "month") => (&["计划月份", "月份"], &["month", "Month"]),
        (_, "month") => (&["月份", "请假月份"], &["month", "Month"]),
        (_, "reason") => (&["原因", "事由", "请假原因"], &["reason", "Reason"]),
        (_, "kind") => (&["计划类型", "计划类别"], &["kind", "Kind", "Plan type"]),
        (_, "made_on") => (&["制定时间", "编制日期", "制定日期"], &["made_on", "Made on", "Date"]),
        (_, "mentor") => (&["导师姓名", "导师"], &["mentor", "Mentor", "Mentor name"]),
        (_, "category") => (&["导师类别", "类别"], &["category", "Category"]),
        (_, "responsibility") => (&["责任心", "奉献精神"], &["responsibility", "Responsibility"]),
        (_, "experience") => (&["指导经验", "创业指导经验"], &["experience", "Experience"]),
        (_, "commitment") => (&["热心", "参与意愿"], &["commitment", "Commitment"]),
        (_, "appointed_on") => (&["聘任日期", "颁发日期"], &["appointed_on", "Appointed on"]),
        (_, "ends_on") => (&["聘期止"], &["ends_on", "Ends on"]),
        (_, "issued_by") => (&["颁发单位", "发证单位"], &["issued_by", "Issued by"]),
        (_, "guided_on") => (&["指导日期", "指导时间"], &["guided_on", "Guided on", "Guidance date"]),
        (_, "student") => (&["指导对象", "学生姓名"], &["student", "Student"]),
        (_, "year") => (&["考核年度", "年度"], &["year", "Year"]),
        (_, "evaluated_on") => (&["考核日期"], &["evaluated_on", "Evaluated on"]),
        (_, "found_on") => (&["发现日期", "违法日期"], &["found_on", "Found on"]),
        (_, "revoked_on") => (&["撤销日期", "撤销决定"], &["revoked_on", "Revoked on"]),
        _ => panic!("{table} has no column {column}"),
    }
}

/// Words for a coded value.
#[must_use]
pub fn words(column: &str, value: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match (column, value) {
        (_, "individual") => (
            &["个别", "个人", "个督", "一对一", "1对1", "1V1", "个体", "个别督导", "个别督导（线上）"],
            &["individual", "Individual"],
        ),
        (_, "group") => (&["团体", "小组", "集体", "团督", "小组督导"], &["group", "Group"]),
        (_, "peer") => (&["朋辈", "同辈", "同侪", "朋辈督导"], &["peer", "Peer"]),
        (_, "meeting") => (&["会议", "督导会议"], &["meeting", "Meeting"]),
        (_, "on_site") => (&["现场", "实地", "现场督导"], &["on_site", "On-site"]),
        (_, "training") => (&["培训", "专业培训"], &["training", "Training"]),
        (_, "cycle") => (&["周期", "周期计划", "周期督导计划"], &["cycle", "Cycle plan"]),
        (_, "monthly") => (&["月度", "月计划", "月度计划"], &["monthly", "Monthly"]),
        (_, "record_form") => (&["记录表", "督导记录表"], &["record_form"]),
        ("content_source", "supervisor") => (&["督导者", "督导"], &["supervisor"]),
        (_, "expert") => (&["知名专家", "专家"], &["expert"]),
        (_, "talent") => (&["重庆英才", "英才"], &["talent"]),
        (_, "cppcc_member") => (&["政协委员"], &["cppcc_member", "CPPCC member"]),
        (_, "university_teacher") => (&["高校教师", "大学教师"], &["university_teacher", "University teacher"]),
        (_, "true") => (&["是", "√", "有"], &["true", "TRUE", "Yes", "Y"]),
        (_, "false") => (&["否", "×", "无"], &["false", "FALSE", "No", "N"]),
        _ => (&[], &[]),
    }
}

/// The name of a sheet or a file.
#[must_use]
pub fn sheet(table: Table, zh: bool) -> &'static [&'static str] {
    match (table, zh) {
        (Table::Engagements, true) => &["社工名册", "任职情况", "项目人员名册"],
        (Table::Sessions, true) => &["督导记录", "督导台账", "督导登记"],
        (Table::Excuses, true) => &["请假", "豁免登记"],
        (Table::Plans, true) => &["督导计划", "计划"],
        (Table::Mentors, true) => &["导师名单", "导师信息"],
        (Table::Appointments, true) => &["聘任", "聘书"],
        (Table::Guidance, true) => &["指导记录", "指导台账"],
        (Table::Evaluations, true) => &["年度考核", "考核"],
        (Table::Violations, true) => &["违法撤销", "资格撤销"],
        (Table::Engagements, false) => &["Engagements", "Staff on projects"],
        (Table::Sessions, false) => &["Sessions", "Supervision log"],
        (Table::Excuses, false) => &["Excuses"],
        (Table::Plans, false) => &["Plans", "Supervision plans"],
        (Table::Mentors, false) => &["Mentors"],
        (Table::Appointments, false) => &["Appointments", "Certificates"],
        (Table::Guidance, false) => &["Guidance"],
        (Table::Evaluations, false) => &["Evaluations"],
        _ => &["Violations"],
    }
}
