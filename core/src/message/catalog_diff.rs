use super::catalog::Templates;

/// What changed between two reports.
pub(super) const TEMPLATES: &Templates = &[
    ("diff.moved", "{title}（{subject}）：由{from}变为{to}。{cause}", "{title} ({subject}): {from}, now {to}; {cause}"),
    (
        "diff.due_moved",
        "{title}（{subject}）：仍为{verdict}，期限由 {from} 改为 {to}。{cause}",
        "{title} ({subject}): still {verdict}, due on {to} instead of {from}; {cause}",
    ),
    (
        "diff.same_verdict",
        "{title}（{subject}）：仍为{verdict}，依据有变。{cause}",
        "{title} ({subject}): still {verdict}, on other grounds; {cause}",
    ),
    ("diff.appeared", "{title}（{subject}）：新出现，{to}。{cause}", "{title} ({subject}): new, {to}; {cause}"),
    (
        "diff.went",
        "{title}（{subject}）：不再出现，原为{from}。{cause}",
        "{title} ({subject}): gone, was {from}; {cause}",
    ),
    (
        "diff.only_later",
        "{title}（{subject}）：现为{to}，先前并非如此，原状未保存。{cause}",
        "{title} ({subject}): now {to}, which it was not; how it stood was not kept; {cause}",
    ),
    (
        "diff.only_earlier",
        "{title}（{subject}）：原为{from}，现已非如此，现状未保存。{cause}",
        "{title} ({subject}): was {from}, which it is no longer; how it stands was not kept; {cause}",
    ),
    ("diff.by_as_of", "所问之日由 {from} 改为 {to}", "the day asked about moved from {from} to {to}"),
    ("diff.by_facts", "事实有变", "the facts changed"),
    ("diff.by_engine", "程序版本由 {from} 改为 {to}", "the engine changed from version {from} to {to}"),
    ("diff.by_key", "政策 {key} 由 {from} 改为 {to}", "the policy's {key} changed from {from} to {to}"),
    ("diff.by_policy", "政策 {key} 有变", "the policy's {key} changed"),
    ("diff.together", "以下各项共同所致：{causes}", "these together: {causes}"),
    ("diff.each", "以下任一即可致此：{causes}", "each of these would have done: {causes}"),
    ("diff.untold", "不能断定原因，可能是：{causes}", "the cause cannot be told; it may be: {causes}"),
];
