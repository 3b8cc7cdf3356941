/** A date of the civil calendar as text, `YYYY-MM-DD`, years 1900 to 2200. */
export type IsoDate = string;

/** A calendar month as text, `YYYY-MM`. */
export type IsoMonth = string;

/** What `Temporal.PlainDate` and its polyfills have. A date of another calendar is taken for the same day. */
export interface PlainDateLike {
  readonly [Symbol.toStringTag]: 'Temporal.PlainDate';
  toString(options?: { calendarName?: 'auto' | 'always' | 'never' | 'critical' }): string;
}

/** What `Temporal.PlainYearMonth` and its polyfills have. */
export interface PlainYearMonthLike {
  readonly [Symbol.toStringTag]: 'Temporal.PlainYearMonth';
  toString(options?: { calendarName?: 'auto' | 'always' | 'never' | 'critical' }): string;
}

/**
 * A civil date: text or a `Temporal.PlainDate`. A `Date` is refused: it is an instant, and on which day an instant lies
 * depends on a time zone.
 */
export type DateInput = IsoDate | PlainDateLike;

/** A calendar month: text or a `Temporal.PlainYearMonth`. */
export type MonthInput = IsoMonth | PlainYearMonthLike;

/** Form of supervision. Typed columns hold its place in {@link FORMS}. */
export type Form = 'individual' | 'group' | 'peer' | 'on_site' | 'meeting' | 'training';

/** Kind of a plan. Typed columns hold its place in {@link PLAN_KINDS}. */
export type PlanKind = 'cycle' | 'monthly';

/** What the content of a record was taken from. Typed columns hold its place in {@link CONTENT_SOURCES}. */
export type ContentSource = 'record_form' | 'supervisor';

/** The four groups of M3. A category may be any other text. */
export type MentorCategory = 'expert' | 'talent' | 'cppcc_member' | 'university_teacher';

/** A worker's time on a project. Overlapping rows are merged. */
export interface EngagementRow {
  project: string;
  worker: string;
  start: DateInput;
  end?: DateInput | null | undefined;
  supervisor?: string | null | undefined;
}

/** A supervision session as one worker attended it; `session` and `worker` are its key. */
export interface SessionRow {
  session: string;
  project: string;
  worker: string;
  form: Form;
  ended_on: DateInput;
  record_submitted_on?: DateInput | null | undefined;
  supervisor?: string | null | undefined;
  minutes?: number | null | undefined;
  venue?: string | null | undefined;
  content_source?: ContentSource | null | undefined;
}

/** A recorded reason for a month's shortfall. */
export interface ExcuseRow {
  project: string;
  worker: string;
  month: MonthInput;
  reason: string;
}

/** A supervision plan; the earliest one counts. A monthly one needs its month. */
export interface PlanRow {
  project: string;
  supervisor: string;
  kind: PlanKind;
  month?: MonthInput | null | undefined;
  made_on: DateInput;
}

/** A mentor, and what is known of the conditions of M2 and M3. What is absent is unknown. */
export interface MentorRow {
  mentor: string;
  category?: MentorCategory | (string & {}) | null | undefined;
  responsibility?: boolean | null | undefined;
  experience?: boolean | null | undefined;
  commitment?: boolean | null | undefined;
}

/** A certificate; `ends_on` is the last day that is printed on it, if there is one. */
export interface AppointmentRow {
  mentor: string;
  appointed_on: DateInput;
  ends_on?: DateInput | null | undefined;
  issued_by?: string | null | undefined;
}

/** Guidance that a mentor gave. */
export interface GuidanceRow {
  mentor: string;
  guided_on: DateInput;
  student?: string | null | undefined;
}

/** A mentor's evaluation for a calendar year; the earliest one counts. */
export interface EvaluationRow {
  mentor: string;
  year: number;
  evaluated_on: DateInput;
}

/** A violation of the law that was found, and the day of its decision. */
export interface ViolationRow {
  mentor: string;
  found_on: DateInput;
  revoked_on?: DateInput | null | undefined;
}

/** The tables and their rows. */
export interface Rows {
  engagements: EngagementRow;
  sessions: SessionRow;
  excuses: ExcuseRow;
  plans: PlanRow;
  mentors: MentorRow;
  appointments: AppointmentRow;
  guidance: GuidanceRow;
  evaluations: EvaluationRow;
  violations: ViolationRow;
}

/** Name of a table. */
export type TableName = keyof Rows;

/** What happened: tables of rows, each optional. An empty table is present; rules that need an absent one are skipped. */
export type Facts = { readonly [T in TableName]?: ReadonlyArray<Readonly<Rows[T]>> };
