/** What a finding of each rule is about. */
const SUBJECTS = {
  supervision_frequency: (text) => ({ project: text(), worker: text(), month: text() }),
  record_deadline: (text) => ({ session: text(), worker: text() }),
  cycle_plan: (text) => ({ project: text(), supervisor: text() }),
  monthly_plan: (text) => ({ project: text(), supervisor: text(), month: text() }),
  mentor_eligibility: (text) => ({ mentor: text() }),
  mentor_term: (text) => ({ mentor: text(), guided_on: text() }),
  annual_guidance: (text, cell) => ({ mentor: text(), appointed_on: text(), year: cell() }),
  mentor_inactivity: (text) => ({ mentor: text(), appointed_on: text() }),
  annual_evaluation: (text, cell) => ({ mentor: text(), year: cell() }),
  commendation: (text, cell) => ({ mentor: text(), year: cell() }),
  revocation: (text) => ({ mentor: text(), found_on: text() }),
};

/** The report that the file has written: its findings as cells, and the texts whose places stand in these. */
export function report([report, texts]) {
  report.findings = findings(report.findings, texts);
  report.deadlines = findings(report.deadlines, texts);
  return report;
}

/** Findings from their cells, which come in the order of the keys. */
function findings(cells, texts) {
  let at = 0;
  const cell = () => cells[at++];
  const text = () => {
    const place = cells[at++];
    return place === null ? null : texts[place];
  };
  const period = () => {
    const from = text();
    return from === null ? null : [from, text()];
  };
  const found = [];
  while (at < cells.length) {
    const rule = text();
    const finding = {
      rule,
      clause: text(),
      subject: SUBJECTS[rule](text, cell),
      verdict: text(),
      force: text(),
      due_on: text(),
      settled_on: text(),
      margin_days: cell(),
      holds_until: text(),
      contested: cell(),
      due_range: period(),
      detail: cell() || {},
    };
    // a sentence in two languages, where it was asked for
    if (typeof cells[at] === 'object') finding.message = cell();
    found.push(finding);
  }
  return found;
}
