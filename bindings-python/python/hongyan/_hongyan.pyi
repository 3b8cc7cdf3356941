import datetime
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from typing import Any, Literal, TypeVar, final, overload

import pandas
import polars
import pyarrow

from hongyan.types import (
    ArrowArray,
    ArrowStream,
    Date,
    Form,
    Lang,
    Language,
    OnError,
    Path,
    PolicyLike,
    Profile,
    Row,
    Rule,
    Table,
    TimeZone,
    Verdict,
)

__all__ = [
    "_mapping",
    "accumulate",
    "check",
    "clauses",
    "rules",
    "sample",
    "cycle_plan_due",
    "_dates",
    "_day_numbers",
    "evaluation_due",
    "inactivity_deadline",
    "monthly_plan_due",
    "next_workday",
    "record_due",
    "term_last_day",
    "load_report",
    "_list",
    "evaluate",
    "finish",
    "Frame",
    "merge",
    "Policy",
    "Facts",
    "read",
    "Report",
    "record_status",
    "__version__",
]

_Default = TypeVar("_Default")
_Sessions = TypeVar("_Sessions")

__version__: str

def check(
    *,
    as_of: Date,
    policy: PolicyLike | None = None,
    rules: Rule | Sequence[Rule] | None = None,
    keep: Literal["problems", "all"] | Verdict | Sequence[Verdict] = "problems",
    on_error: OnError = "raise",
    trust_keys: bool = False,
    tz: TimeZone | None = None,
    lang: Lang = "en",
    progress: Callable[[str], object] | None = None,
    engagements: Table | None = None,
    sessions: Table | None = None,
    excuses: Table | None = None,
    plans: Table | None = None,
    mentors: Table | None = None,
    appointments: Table | None = None,
    guidance: Table | None = None,
    evaluations: Table | None = None,
    violations: Table | None = None,
) -> Report: ...
def accumulate(
    batches: Iterable[Mapping[str, Table | None]] | Mapping[str, Table | None],
    *,
    as_of: Date,
    policy: PolicyLike | None = None,
    rules: Rule | Sequence[Rule] | None = None,
    keep: Literal["problems", "all"] | Verdict | Sequence[Verdict] = "problems",
    on_error: OnError = "raise",
    trust_keys: bool = False,
    tz: TimeZone | None = None,
    lang: Lang = "en",
    first_batch: int = 0,
) -> bytes: ...
def merge(states: Iterable[bytes]) -> bytes: ...
def finish(state: bytes, *, lang: Lang = "en") -> Report: ...
def evaluate(
    facts: Mapping[str, Sequence[Mapping[str, object]]],
    *,
    as_of: Date,
    policy: PolicyLike | None = None,
    rules: Rule | Sequence[Rule] | None = None,
    on_error: OnError = "raise",
) -> dict[str, Any]: ...
def read(
    path: Path,
    *,
    mapping: Mapping[str, Mapping[str, Any]] | None = None,
    default_year: int | None = None,
    infer_engagements: bool = False,
    on_error: OnError = "raise",
    lang: Lang = "en",
) -> Facts: ...
def record_status(
    sessions: Table,
    *,
    as_of: Date,
    policy: PolicyLike | None = None,
    on_error: OnError = "raise",
    contested: bool = True,
    tz: TimeZone | None = None,
    lang: Lang = "en",
) -> Frame: ...
def load_report(path: Path, *, lang: Lang = "en") -> Report: ...
def record_due(ended_on: Any, policy: PolicyLike | None = None) -> Any: ...
def cycle_plan_due(start: Any, policy: PolicyLike | None = None) -> Any: ...
def monthly_plan_due(first_engaged: Any, policy: PolicyLike | None = None) -> Any: ...
def evaluation_due(first_term_day: Any, policy: PolicyLike | None = None) -> Any: ...
def next_workday(date: Any, policy: PolicyLike | None = None) -> Any: ...
def term_last_day(appointed_on: Any, ends_on: Any = None, policy: PolicyLike | None = None) -> Any: ...
def inactivity_deadline(appointed_on: Any, after: Any, policy: PolicyLike | None = None) -> Any: ...
def _dates(column: ArrowArray) -> list[datetime.date | None]: ...
def _day_numbers(column: ArrowArray) -> bytes: ...
def sample() -> tuple[Facts, datetime.date]: ...
def rules(*, lang: Lang = "en") -> Frame: ...
def clauses(*, lang: Lang = "en") -> Frame: ...
def _list(sentences: Sequence[str], total: int, lang: Lang) -> str: ...
def _mapping(text: str, *, json: bool) -> dict[str, Any]: ...
@final
class Policy:
    def __new__(
        cls,
        profile: Profile | None = None,
        *,
        supervision_effective_from: datetime.date | str | None = None,
        supervision_effective_to: datetime.date | str | None = None,
        supervision_frequency_individual_per_month: int | None = None,
        supervision_frequency_group_per_month: int | None = None,
        supervision_frequency_partial_month: Literal["whole_months_only", "every_month_touched"] | None = None,
        supervision_frequency_scope: Literal["per_project", "per_worker"] | None = None,
        supervision_frequency_peer: Literal["counts_for_nothing", "counts_as_group"] | None = None,
        supervision_record_within_days: int | None = None,
        supervision_record_first_day: Literal["excluded", "included"] | None = None,
        supervision_record_last_day: Literal["as_counted", "next_workday"] | None = None,
        supervision_record_forms: Sequence[Form] | None = None,
        supervision_cycle_plan_within_months: int | None = None,
        supervision_cycle_plan_successor: Literal["exempt", "owes_one"] | None = None,
        supervision_monthly_plan_due: Literal["month_start", "month_end"] | None = None,
        supervision_monthly_plan_month_start_days: int | None = None,
        mentor_effective_from: datetime.date | str | None = None,
        mentor_effective_to: datetime.date | str | None = None,
        mentor_categories: Literal["closed", "open"] | None = None,
        mentor_term_years: int | None = None,
        mentor_term_last_day: Literal["corresponding_day", "day_before"] | None = None,
        mentor_annual_guidance_year: Literal["term_year", "calendar_year"] | None = None,
        mentor_inactivity_months: int | None = None,
        mentor_inactivity_counting: Literal["rolling", "calendar_months"] | None = None,
        mentor_commendation_lapse_effect: Literal["year_of_lapse", "every_year_touched", "rest_of_term"] | None = None,
        mentor_evaluation_within_months: int | None = None,
        settled: Mapping[str, str] | None = None,
        rest_days: Mapping[int, Mapping[str, Sequence[datetime.date | str]]] | None = None,
    ) -> Policy: ...
    @classmethod
    def from_dict(cls, policy: Mapping[str, Any]) -> Policy: ...
    @classmethod
    def from_json(cls, text: str) -> Policy: ...
    @classmethod
    def from_toml(cls, text: str) -> Policy: ...
    def replace(
        self,
        *,
        profile: Profile | None = None,
        supervision_effective_from: datetime.date | str | None = None,
        supervision_effective_to: datetime.date | str | None = None,
        supervision_frequency_individual_per_month: int | None = None,
        supervision_frequency_group_per_month: int | None = None,
        supervision_frequency_partial_month: Literal["whole_months_only", "every_month_touched"] | None = None,
        supervision_frequency_scope: Literal["per_project", "per_worker"] | None = None,
        supervision_frequency_peer: Literal["counts_for_nothing", "counts_as_group"] | None = None,
        supervision_record_within_days: int | None = None,
        supervision_record_first_day: Literal["excluded", "included"] | None = None,
        supervision_record_last_day: Literal["as_counted", "next_workday"] | None = None,
        supervision_record_forms: Sequence[Form] | None = None,
        supervision_cycle_plan_within_months: int | None = None,
        supervision_cycle_plan_successor: Literal["exempt", "owes_one"] | None = None,
        supervision_monthly_plan_due: Literal["month_start", "month_end"] | None = None,
        supervision_monthly_plan_month_start_days: int | None = None,
        mentor_effective_from: datetime.date | str | None = None,
        mentor_effective_to: datetime.date | str | None = None,
        mentor_categories: Literal["closed", "open"] | None = None,
        mentor_term_years: int | None = None,
        mentor_term_last_day: Literal["corresponding_day", "day_before"] | None = None,
        mentor_annual_guidance_year: Literal["term_year", "calendar_year"] | None = None,
        mentor_inactivity_months: int | None = None,
        mentor_inactivity_counting: Literal["rolling", "calendar_months"] | None = None,
        mentor_commendation_lapse_effect: Literal["year_of_lapse", "every_year_touched", "rest_of_term"] | None = None,
        mentor_evaluation_within_months: int | None = None,
        settled: Mapping[str, str] | None = None,
        rest_days: Mapping[int, Mapping[str, Sequence[datetime.date | str]]] | None = None,
    ) -> Policy: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def describe(self, *, lang: Lang = "en") -> Frame: ...
    @property
    def settled(self) -> dict[str, str]: ...
    @property
    def editions(self) -> list[dict[str, Any]] | None: ...
    def __getitem__(self, key: str, /) -> Any: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...

@final
class Frame:
    @property
    def columns(self) -> list[str]: ...
    def to_arrow(self) -> pyarrow.Table: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_dicts(self) -> list[dict[str, Any]]: ...
    @staticmethod
    def _from_arrow(table: ArrowStream) -> Frame: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __len__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...
    def _repr_html_(self) -> str: ...

@final
class Report:
    @property
    def findings(self) -> Frame: ...
    @property
    def deadlines(self) -> Frame: ...
    @property
    def summary(self) -> dict[str, dict[str, int]]: ...
    @property
    def counts(self) -> Frame: ...
    @property
    def standings(self) -> Frame: ...
    @property
    def warnings(self) -> Frame: ...
    @property
    def faults(self) -> Frame: ...
    @property
    def fault_counts(self) -> dict[str, int]: ...
    def _without_rows(self) -> tuple[Frame, Frame]: ...
    def _failed_rows(self) -> list[bool]: ...
    @property
    def records(self) -> Frame: ...
    @property
    def skipped(self) -> dict[str, list[str]]: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def trusts_keys(self) -> bool: ...
    def split(self, sessions: _Sessions) -> tuple[_Sessions, _Sessions]: ...
    def rates(self, by: Literal["rule", "project", "supervisor", "month", "worker", "mentor"]) -> Frame: ...
    @overload
    def explain(self, subject: int | str | Mapping[str, Any] | Row, *, lang: None = None) -> dict[str, Any]: ...
    @overload
    def explain(self, subject: int | str | Mapping[str, Any] | Row, *, lang: Lang) -> str: ...
    def diff(self, earlier: Report) -> dict[str, Any]: ...
    def messages(self, lang: Lang | None = None) -> list[str]: ...
    def assert_no(self, verdict: Verdict = "breach", *, rules: Rule | Sequence[Rule] | None = None) -> None: ...
    @overload
    def to_html(self, path: None = None, *, lang: Language | None = None, xlsx: str | None = None, csv: str | None = None) -> str: ...
    @overload
    def to_html(self, path: Path, *, lang: Language | None = None, xlsx: str | None = None, csv: str | None = None) -> None: ...
    @overload
    def to_xlsx(self, path: None = None, *, lang: Language | None = None) -> bytes: ...
    @overload
    def to_xlsx(self, path: Path, *, lang: Language | None = None) -> None: ...
    @overload
    def to_ics(self, path: None = None, *, lang: Language | None = None) -> str: ...
    @overload
    def to_ics(self, path: Path, *, lang: Language | None = None) -> None: ...
    @overload
    def to_csv(self, path: None = None, *, bom: bool = True) -> bytes: ...
    @overload
    def to_csv(self, path: Path, *, bom: bool = True) -> None: ...
    @overload
    def to_facts(self, path: None = None) -> str: ...
    @overload
    def to_facts(self, path: Path) -> None: ...
    @overload
    def to_json(self, path: None = None) -> str: ...
    @overload
    def to_json(self, path: Path) -> None: ...
    def to_dict(self) -> dict[str, Any]: ...
    def _repr_html_(self) -> str: ...

@final
class Facts(Mapping[str, Frame]):
    def check(
        self,
        *,
        as_of: Date,
        policy: PolicyLike | None = None,
        rules: Rule | Sequence[Rule] | None = None,
        keep: Literal["problems", "all"] | Verdict | Sequence[Verdict] = "problems",
        lang: Lang = "en",
    ) -> Report: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Frame: ...
    def keys(self) -> KeysView[str]: ...
    def values(self) -> ValuesView[Frame]: ...
    def items(self) -> ItemsView[str, Frame]: ...
    @overload
    def get(self, key: str, default: None = None, /) -> Frame | None: ...
    @overload
    def get(self, key: str, default: _Default, /) -> Frame | _Default: ...
    def to_dict(self) -> dict[str, list[dict[str, Any]]]: ...
    @property
    def faults(self) -> Frame: ...
    @property
    def engagements_inferred(self) -> bool: ...
    @property
    def report(self) -> dict[str, Any]: ...
    @property
    def mapping(self) -> dict[str, Any]: ...
    def text(self, lang: Lang = "en") -> str: ...
    def source(self, table: str, row: int) -> dict[str, Any] | None: ...
