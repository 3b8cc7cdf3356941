import type { DateInput, Form, IsoDate } from './facts.js';

/** Both ends of an effective period are included; `effective_to: null` leaves it open. */
interface Effective<Day> {
  effective_from: Day;
  effective_to: Day | null;
}

/** The numbers and readings of the supervision system. */
export interface SupervisionValues {
  frequency: {
    /** Individual sessions a month (S4). Default 1. */
    individual_per_month: number;
    /** Group sessions a month (S4). Default 1. */
    group_per_month: number;
    /** Reading: whether a month that is not engaged on all its days is judged. */
    partial_month: 'whole_months_only' | 'every_month_touched';
    /** Reading: whose sessions count. */
    scope: 'per_project' | 'per_worker';
    /** Reading: what peer supervision counts for. */
    peer: 'counts_for_nothing' | 'counts_as_group';
  };
  record: {
    /** Days for the record (S6.2.1). Default 7. */
    within_days: number;
    /** Reading: whether the session's day is the first of these days. */
    first_day: 'excluded' | 'included';
    /** Reading: whether a last day that is a rest day moves to the next workday. */
    last_day: 'as_counted' | 'next_workday';
    /** Assumed: the forms that owe a record. */
    forms: Form[];
  };
  cycle_plan: {
    /** Assumed. Default 1. */
    within_months: number;
    /** Reading: whether a supervisor who takes over owes a plan. */
    successor: 'exempt' | 'owes_one';
  };
  monthly_plan: {
    /** Reading: until when in the month. */
    due: 'month_start' | 'month_end';
    /** Assumed. Default 10. */
    month_start_days: number;
  };
}

/** The numbers and readings of the mentor measure. */
export interface MentorValues {
  /** Reading: whether M3's list of groups is closed. */
  categories: 'closed' | 'open';
  term: {
    /** Years of a term (M5). Default 3. */
    years: number;
    /** Reading: the last day of a term. */
    last_day: 'corresponding_day' | 'day_before';
  };
  annual_guidance: {
    /** Reading: which years. */
    year: 'term_year' | 'calendar_year';
  };
  inactivity: {
    /** Months without guidance (M6). Default 6. */
    months: number;
    /** Reading: how they are counted. */
    counting: 'rolling' | 'calendar_months';
  };
  commendation: {
    /** Reading: which years a lapse costs. */
    lapse_effect: 'year_of_lapse' | 'every_year_touched' | 'rest_of_term';
  };
  evaluation: {
    /** Assumed. Default 3. */
    within_months: number;
  };
}

/** Full dotted name of a key whose basis is a reading. */
export type ReadingKey =
  | 'supervision.frequency.partial_month'
  | 'supervision.frequency.scope'
  | 'supervision.frequency.peer'
  | 'supervision.record.first_day'
  | 'supervision.record.last_day'
  | 'supervision.cycle_plan.successor'
  | 'supervision.monthly_plan.due'
  | 'mentor.categories'
  | 'mentor.term.last_day'
  | 'mentor.annual_guidance.year'
  | 'mentor.inactivity.counting'
  | 'mentor.commendation.lapse_effect';

/** Full dotted name of a policy key. */
export type PolicyKey =
  | ReadingKey
  | 'supervision.effective_from'
  | 'supervision.effective_to'
  | 'supervision.frequency.individual_per_month'
  | 'supervision.frequency.group_per_month'
  | 'supervision.record.within_days'
  | 'supervision.record.forms'
  | 'supervision.cycle_plan.within_months'
  | 'supervision.monthly_plan.month_start_days'
  | 'mentor.effective_from'
  | 'mentor.effective_to'
  | 'mentor.term.years'
  | 'mentor.inactivity.months'
  | 'mentor.evaluation.within_months';

/** Readings that a law or the issuing office has settled, each with its citation. They are no longer varied. */
export type Settled = { readonly [K in ReadingKey]?: string | undefined };

/** A year's arrangement of rest days. */
export interface RestYear<Day = DateInput> {
  /** Days off. */
  holidays?: readonly Day[] | undefined;
  /** Saturdays and Sundays that are worked. */
  makeup_workdays?: readonly Day[] | undefined;
}

/** Everything optional, all the way down. */
type Given<T> = T extends readonly unknown[] ? Readonly<T> : T extends object ? { readonly [K in keyof T]?: Given<T[K]> | undefined } : T;

/** A named policy: the defaults, or the defaults with the Civil Code's rules on periods. */
export type Profile = 'plain' | 'civil_code';

interface Shared {
  readonly settled?: Settled | undefined;
  readonly rest_days?: { readonly [year: number]: RestYear } | undefined;
}

interface Since {
  readonly effective_from?: DateInput | undefined;
  readonly effective_to?: DateInput | null | undefined;
}

/** One policy. What is absent has its default, or the value of the profile. */
export interface SinglePolicy extends Shared {
  readonly profile?: Profile | undefined;
  readonly supervision?: (Given<SupervisionValues> & Since) | undefined;
  readonly mentor?: (Given<MentorValues> & Since) | undefined;
  readonly editions?: undefined;
}

/** Policies one after another: ascending, without gaps, only the last may be open. */
export interface DatedPolicies {
  readonly editions: ReadonlyArray<{
    readonly effective_from: DateInput;
    readonly effective_to?: DateInput | null | undefined;
    readonly policy: Shared & {
      readonly profile?: Profile | undefined;
      readonly supervision?: Given<SupervisionValues> | undefined;
      readonly mentor?: Given<MentorValues> | undefined;
    };
  }>;
}

/** A policy as it is given: a profile's name, one policy, or editions. */
export type Policy = Profile | SinglePolicy | DatedPolicies;

interface Rest {
  settled: { [K in ReadingKey]?: string };
  rest_days: { [year: string]: { holidays: readonly IsoDate[]; makeup_workdays: readonly IsoDate[] } };
}

/** A policy in full, as a report shows it. It can be given again. */
export type FullPolicy =
  | ({ supervision: Effective<IsoDate> & SupervisionValues; mentor: Effective<IsoDate> & MentorValues; editions?: never } & Rest)
  | {
      editions: Array<{
        effective_from: IsoDate;
        effective_to: IsoDate | null;
        policy: { supervision: SupervisionValues; mentor: MentorValues } & Rest;
      }>;
    };

/** Where the value of a key comes from: the clause gives it, the clause admits several, or it is assumed. */
export type Basis = 'text' | 'reading' | 'assumed';

/** What there is to know of a policy key. */
export interface KeyDescription {
  /** Number of the edition; null in a policy without editions. */
  edition: number | null;
  key: PolicyKey;
  /** The value in force, as text. */
  value: string;
  /** The default, as text. */
  default: string;
  basis: Basis;
  /** The admissible values, as text. */
  admissible: string;
  /** The clause that it belongs to. */
  clause: string;
  /** The citation that settles it. */
  settled: string | null;
  meaning: Text;
  /** Why the text leaves it open, and what the default rests on; null unless it is a reading. */
  why: Text | null;
  /** The admissible values of a reading with what they say; empty otherwise. */
  choices: Array<{ value: string; meaning: Text }>;
}

/** A sentence in both languages. */
export interface Text {
  zh: string;
  en: string;
}
