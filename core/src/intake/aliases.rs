//! The headings that are known, by table and field.

use crate::facts::Table;

/// Headings of every table that has such a column: field, strength, headings.
pub(super) type Alias = (&'static str, u8, &'static str);

const PROJECT: Alias = ("project", 0, "项目名称 项目 所属项目 服务项目 所在项目 督导项目 实习项目 project projectname");
const SITE: Alias = ("project", 1, "站点 社工站 项目点 服务站点 所属站点 所在站点 site station");
const WORKER: &str = "社工姓名 社工 被督导者 受督导者 受督者 被督导人 被督导社工 接受督导人员 督导对象 受督导社工 受督导人 受督导人员 被督导者姓名 \
    受督导者姓名 被督导人员 社会工作者 社工名字 员工姓名 worker socialworker workername supervisee superviseename staff";
/// Headings that are known and hold nothing that is asked for.
pub(super) const IDLE: &str = "序号 编号 第几次 次数 次序 no no. # number seq index 工作单位 单位 职务 职称 联系电话 电话 手机 手机号 身份证号 性别 年龄 学历 邮箱 \
    参加人数 人数 headcount 督导主题 主题 督导内容 内容 督导过程 过程 专业反思 反思 存在问题 督导建议 建议 社工反馈 反馈 效果 topic content reflection \
    课时 照片 附件 签名 签到 审核人 聘书编号 证书编号 指导对象人数 指导形式 指导方式 指导内容 指导时长 指导地点 专业领域 擅长领域 下次督导时间 决定机关 决定文号";

const ENGAGEMENTS: &[Alias] = &[
    PROJECT,
    SITE,
    ("worker", 0, WORKER),
    ("worker", 1, "姓名 人员 人员姓名 name"),
    ("start", 0, "进入项目日期 进入项目时间 项目上岗日期"),
    ("end", 0, "退出项目日期 离开项目日期 退出项目时间 离开项目时间"),
    (
        "start",
        1,
        "入职日期 上岗日期 入职时间 上岗时间 到岗日期 到岗时间 开始日期 起始日期 任职起 任职开始 任职日期 服务开始日期 \
        加入日期 start startdate startedon from joined joinedon",
    ),
    (
        "end",
        1,
        "离职日期 退出日期 离职时间 退出时间 离岗日期 离岗时间 结束日期 终止日期 任职止 任职结束 服务结束日期 end enddate \
        endedon until to left lefton",
    ),
    (
        "supervisor",
        0,
        "督导 督导者 督导姓名 督导老师 督导师 督导人员 督导人 督导员 负责督导 带教督导 所属督导 项目督导 机构督导 supervisor supervisorname",
    ),
];
const SESSIONS: &[Alias] = &[
    ("session", 0, "督导编号 记录编号 场次编号 督导场次 session sessionid sessionno sessionnumber sessioncode"),
    PROJECT,
    SITE,
    ("worker", 0, WORKER),
    (
        "worker",
        1,
        "参加人员 参与人员 参与社工 出席人员 人员名单 参加社工 参会人员 参加督导人员 参训人员 attendees participants",
    ),
    ("worker", 2, "姓名 学生姓名 实习生 name"),
    (
        "form",
        0,
        "督导形式 督导方式 督导类型 督导类别 form sessionform supervisionform formofsupervision supervisiontype",
    ),
    ("form", 1, "形式 方式 类型 类别 type"),
    (
        "ended_on",
        0,
        "督导日期 督导时间 日期 时间 开展时间 开展日期 活动日期 活动时间 督导结束日期 结束日期 结束时间 督导时间结束 督导日期结束 endedon \
        sessiondate date supervisiondate dateofsession sessiondate dateheld heldon enddate ended",
    ),
    ("ended_on", 1, "起止时间 起止日期 督导起止时间 督导起止日期"),
    ("ended_on", 2, "开始时间 开始日期 督导时间开始 督导日期开始 start startdate"),
    (
        "record_submitted_on",
        0,
        "提交时间 提交日期 上交日期 上交时间 记录提交日期 记录提交时间 督导记录提交日期 督导记录提交时间 记录表提交日期 交表日期 \
        recordsubmittedon submittedon submitted submissiondate recordsubmitted datesubmitted recordhandedin handedin handedinon",
    ),
    ("record_submitted_on", 1, "接收时间 收到日期 收到时间 接收日期 系统提交时间 receivedat receivedon datereceived"),
    ("record_submitted_on", 2, "填表日期 填写日期 记录日期 填表时间 填写时间 记录时间 recorddate"),
    ("submitted", 0, "是否提交 提交情况 是否提交记录 记录提交 提交 督导记录 记录是否提交 是否已提交"),
    (
        "supervisor",
        0,
        "督导 督导者 督导姓名 督导老师 督导师 督导人员 机构督导 督导人 督导员 主督导 项目督导 授课督导 supervisor supervisorname",
    ),
    ("supervisor", 1, "学校督导"),
    (
        "minutes",
        0,
        "时长 督导时长 督导时数 小时 小时数 时长(分钟) 时长(小时) 督导时长(分钟) 督导时长(小时) 分钟 minutes duration length durationmin \
        durationminutes hours",
    ),
    ("venue", 0, "督导地点 地点 场地 督导场地 督导场所 venue place location"),
    ("content_source", 0, "内容来源 督导内容来源 记录来源 来源 contentsource source"),
    ("status", 0, "状态 完成情况 是否完成 开展情况 督导状态 status"),
    ("remark", 0, "备注 说明 remark remarks note notes comment"),
];
const EXCUSES: &[Alias] = &[
    PROJECT,
    SITE,
    ("worker", 0, WORKER),
    ("worker", 1, "姓名 人员 请假人 申请人 name"),
    ("month", 0, "月份 月度 请假月份 豁免月份 所属月份 年月 month"),
    ("month", 1, "请假日期 请假时间 日期"),
    ("reason", 0, "原因 事由 请假 豁免 请假原因 请假事由 豁免原因 豁免事由 理由 未督导原因 未开展原因 reason excuse"),
    ("reason", 1, "备注 说明 remark note"),
];
const PLANS: &[Alias] = &[
    PROJECT,
    SITE,
    (
        "supervisor",
        0,
        "督导 督导者 督导姓名 督导老师 督导师 督导人员 督导人 督导员 项目督导 机构督导 supervisor supervisorname",
    ),
    ("supervisor", 1, "制定人 制订人 编制人 制定者 拟定人 author madeby preparedby"),
    ("kind", 0, "计划类型 计划类别 计划种类 计划名称 类型 类别 kind plankind plantype type"),
    ("month", 0, "计划月份 月份 所属月份 年月 month planmonth formonth"),
    (
        "made_on",
        0,
        "制定时间 制定日期 制订时间 制订日期 编制日期 编制时间 拟定日期 拟定时间 计划日期 计划制定日期 计划制订日期 madeon made datemade date planmadeon preparedon",
    ),
    ("made_on", 1, "提交日期 提交时间 上交日期 日期 submittedon"),
    ("status", 0, "状态 完成情况 status"),
];
const MENTOR: Alias = ("mentor", 0, "导师姓名 导师 创业导师 就业创业导师 导师名称 mentor mentorname nameofmentor");
const MENTOR_NAME: Alias = ("mentor", 1, "姓名 名字 name");
const MENTORS: &[Alias] = &[
    MENTOR,
    MENTOR_NAME,
    ("category", 0, "导师类别 类别 导师类型 人员类别 身份类别 类型 category mentorcategory group"),
    (
        "responsibility",
        0,
        "责任心 奉献精神 责任心与奉献精神 有责任心 责任心和奉献精神 responsibility sense ofresponsibility senseofresponsibility",
    ),
    ("experience", 0, "指导经验 创业指导经验 创业就业指导经验 有指导经验 创业经验 经验 experience guidanceexperience"),
    ("commitment", 0, "热心 参与意愿 热心参与 热心公益 热心创业服务 commitment willingness"),
];
const APPOINTMENTS: &[Alias] = &[
    MENTOR,
    MENTOR_NAME,
    (
        "appointed_on",
        0,
        "聘任日期 颁发日期 聘任时间 颁发时间 发证日期 聘书日期 聘书颁发日期 颁证日期 受聘日期 appointedon appointed appointmentdate dateofappointment \
        certificatedate",
    ),
    (
        "appointed_on",
        1,
        "聘期起 任期起 聘期开始 任期开始 聘期起始 聘期自 聘期开始日期 聘期起始日期 任期起始日期 聘任起始日期 termstart",
    ),
    (
        "ends_on",
        0,
        "聘期止 任期止 聘期至 任期至 聘期结束 任期结束 聘期截止 到期日期 聘期届满 任期届满 有效期至 聘期结束日期 聘期截止日期 任期结束日期 聘任结束日期 endson \
        termend enddate expireson expires",
    ),
    ("term", 0, "聘期 任期 聘任期限 聘任期 聘期起止 任期起止 聘任起止时间 term"),
    ("issued_by", 0, "颁发单位 颁发机关 发证单位 发证机关 聘任单位 聘任机关 聘书颁发单位 issuedby issuer issuingbody"),
];
const GUIDANCE: &[Alias] = &[
    MENTOR,
    MENTOR_NAME,
    ("guided_on", 0, "指导日期 指导时间 辅导日期 辅导时间 guidedon guidancedate dateofguidance date"),
    ("guided_on", 1, "日期 时间 开展日期 开展时间 服务日期 服务时间"),
    (
        "student",
        0,
        "指导对象 学生姓名 学生 学员 学员姓名 创业者 服务对象 被指导人 受指导人 受导者 student studentname mentee client",
    ),
    ("status", 0, "状态 完成情况 是否完成 status"),
    ("remark", 0, "备注 remark note"),
];
const EVALUATIONS: &[Alias] = &[
    MENTOR,
    MENTOR_NAME,
    ("year", 0, "考核年度 年度 考核年份 年份 评价年度 评估年度 year evaluationyear"),
    (
        "evaluated_on",
        0,
        "考核日期 考核时间 评价日期 评估日期 评估时间 考核完成日期 evaluatedon evaluated evaluationdate dateofevaluation",
    ),
    ("evaluated_on", 1, "日期 时间 完成日期 date"),
];
const VIOLATIONS: &[Alias] = &[
    MENTOR,
    MENTOR_NAME,
    (
        "found_on",
        0,
        "发现日期 违法日期 发现时间 违法时间 违法行为发现日期 查实日期 违法违规日期 foundon found violationdate dateofviolation",
    ),
    (
        "revoked_on",
        0,
        "撤销日期 撤销时间 撤销决定 撤销决定日期 决定日期 资格撤销日期 revokedon revoked revocationdate dateofrevocation",
    ),
];

/// The headings of a table.
pub(super) const fn aliases(table: Table) -> &'static [Alias] {
    match table {
        Table::Engagements => ENGAGEMENTS,
        Table::Sessions => SESSIONS,
        Table::Excuses => EXCUSES,
        Table::Plans => PLANS,
        Table::Mentors => MENTORS,
        Table::Appointments => APPOINTMENTS,
        Table::Guidance => GUIDANCE,
        Table::Evaluations => EVALUATIONS,
        Table::Violations => VIOLATIONS,
    }
}
