"""What is wrong with an input is told before there are results, or beside them; nothing is lost, nothing told twice."""

import datetime

import hongyan
import hongyan.spark
import pyarrow as pa
import pytest
from test_agreement import assert_alike, frames

ROW = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": datetime.date(2024, 3, 5)}
QUESTION = {"as_of": "2024-04-01"}


def odd(tables):
    """Tables with faults of every kind that a row can have, and with repeated rows."""
    sessions = tables["sessions"].to_pylist()
    at = len(sessions)
    sessions += [
        sessions[3],
        sessions[4] | {"venue": "另一处"},
        sessions[5] | {"worker": None},
        sessions[6] | {"worker": None, "session": None},
        sessions[7] | {"session": "D-odd", "form": "talk"},
        sessions[8] | {"session": "D-early", "record_submitted_on": datetime.date(2020, 1, 1)},
        sessions[9] | {"session": "D-old", "ended_on": datetime.date(1800, 1, 1)},
        sessions[10] | {"session": "D-alien", "project": "nowhere"},
        sessions[11] | {"session": "D-self", "supervisor": sessions[11]["worker"]},
    ]
    engagements = tables["engagements"].to_pylist()
    engagements += [engagements[0], engagements[1] | {"end": datetime.date(2001, 1, 1)}, engagements[2] | {"project": ""}]
    excuses = tables["excuses"].to_pylist()
    excuses += [excuses[0], excuses[1] | {"reason": "other"}, excuses[0] | {"month": "2024-13"}]
    plans, guidance = tables["plans"].to_pylist(), tables["guidance"].to_pylist()
    plans += [plans[0], plans[1] | {"kind": "weekly"}]
    guidance += [guidance[0], guidance[1] | {"mentor": None}]
    appointments = tables["appointments"].to_pylist()
    appointments += [appointments[0] | {"ends_on": datetime.date(2030, 1, 1)}]
    rows = {"sessions": sessions, "engagements": engagements, "excuses": excuses, "plans": plans, "guidance": guidance,
            "appointments": appointments}  # fmt: skip
    return tables | {name: pa.Table.from_pylist(rows[name], types(tables[name])) for name in rows}, at


def types(table):
    return pa.schema([(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
                      for field in table.schema])  # fmt: skip


@pytest.mark.parametrize("hot", [None, 12])
def test_faults_and_warnings_are_those_of_one_call(spark, sample, hot):
    tables, _ = odd(sample[0])
    expected = assert_alike(spark, tables, {"as_of": sample[1], "keep": "all", "on_error": "skip"}, hot=hot)
    assert {"duplicate_key", "missing_value", "bad_value", "end_before_start", "date_out_of_range"} <= set(expected.fault_counts)
    codes = {warning["code"] for warning in expected.warnings.to_dicts()}
    assert {"repeated_row", "record_precedes_session", "session_of_unknown_engagement", "supervisor_is_worker"} <= codes


def test_faults_come_before_results(spark, sample):
    tables, _ = odd(sample[0])
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.spark.check(spark, as_of=sample[1], **frames(spark, tables))
    with pytest.raises(hongyan.InputError) as one:
        hongyan.check(as_of=sample[1], **tables)
    assert raised.value.total == one.value.total == len(raised.value.faults)
    first = raised.value.faults.to_dicts()[0]
    assert first["table"] == "engagements" and '"project": ' in first["row"]
    assert str(raised.value).startswith("engagements, ") and "more" in str(raised.value)


def test_more_faults_than_are_listed(spark):
    sessions = spark.range(5_000).selectExpr("id as session", "id % 3 as project", "id % 7 as worker", "'chat' as form",
                                             "date'2024-03-05' as ended_on")  # fmt: skip
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.spark.check(spark, **QUESTION, sessions=sessions)
    assert raised.value.total == 5_000 and len(raised.value.faults) == 1_000
    assert str(raised.value).endswith("... and 4990 more")
    report = hongyan.spark.check(spark, **QUESTION, on_error="skip", sessions=sessions)
    assert [tuple(row) for row in report.fault_counts.collect()] == [("bad_value", 5_000)]
    assert report.summary.collect()[0]["rule"] == "record_deadline"
    assert report.findings.isEmpty()


def jobs(spark):
    return len(spark.sparkContext.statusTracker().getJobIdsForGroup(None))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sesion": "x"}, "sessions, sesion: the table has no such column"),
        ({"form": None}, "sessions, form: the column is required and missing in every row"),
        ({"ended_on": True}, "sessions, ended_on: `Boolean` has the wrong type"),
    ],
)
def test_columns_are_looked_at_without_reading_rows(spark, change, said):
    row = {name: value for name, value in (ROW | change).items() if value is not None}
    sessions = spark.createDataFrame([row])
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.spark.check(spark, **QUESTION, sessions=sessions)
    assert str(raised.value).startswith(said) and raised.value.total == 1
    report = hongyan.spark.check(spark, **QUESTION, on_error="skip", sessions=sessions)
    assert [fault["column"] for fault in report.faults.toArrow().to_pylist()] == [*(set(row) ^ set(ROW) or {"ended_on"})]
    assert report.fault_counts.collect()[0]["faults"] == 1 and report.findings.isEmpty()
    assert report.summary.collect()[0]["compliant"] == 0


def test_integers_and_texts_are_not_the_same_ids(spark):
    engagement = {"project": "p", "worker": 7, "start": datetime.date(2024, 1, 1)}
    tables = {"engagements": spark.createDataFrame([engagement]), "sessions": spark.createDataFrame([ROW])}
    with pytest.raises(hongyan.InputError, match="sessions, worker: .*all integers or all texts"):
        hongyan.spark.check(spark, **QUESTION, **tables)


def test_a_missing_column_of_an_empty_table_is_no_fault(spark):
    for column in ("form", "worker"):
        sessions = spark.createDataFrame([ROW]).drop(column).where("false")
        report = hongyan.spark.check(spark, **QUESTION, sessions=sessions)
        assert report.findings.isEmpty() and [row["rule"] for row in report.summary.collect()] == ["record_deadline"]


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        ({"as_of": "2024-02-30"}, hongyan.InputError, "as_of: `2024-02-30` is not a date"),
        ({"policy": {"mentor": {"term": {"yaers": 3}}}}, hongyan.PolicyError, "mentor.term.yaers"),
        ({"rules": "frequency"}, ValueError, "frequency"),
        ({"keep": "some"}, ValueError, "some"),
        ({"on_error": "ignore"}, ValueError, "ignore"),
        ({"tz": "Chongqing/Yuzhong"}, ValueError, "there is no zone"),
        ({"hot": 0}, ValueError, "hot is a whole number from 1 on, not `0`"),
        ({"partitions": 0}, ValueError, "partitions is"),
    ],
)
def test_questions_are_looked_at_first(spark, question, error, said):
    with pytest.raises(error, match=said):
        hongyan.spark.check(spark, **(QUESTION | question), sessions=spark.createDataFrame([ROW]))


def test_days_in_all_the_types_of_spark(spark):
    """Dates, texts, points in time at midnight, and instants whose days are those of a zone."""
    dates = spark.createDataFrame([ROW | {"session": f"D{at}", "ended_on": datetime.date(2024, 3, at + 1)} for at in range(9)])
    expected = hongyan.spark.check(spark, **QUESTION, keep="all", sessions=dates).findings.orderBy("session").collect()
    assert len(expected) == 9
    for kind, zone in (("string", None), ("timestamp_ntz", None), ("timestamp", "Asia/Shanghai")):
        sessions = dates.withColumn("ended_on", dates["ended_on"].cast(kind))
        found = hongyan.spark.check(spark, **QUESTION, keep="all", tz=zone, sessions=sessions).findings
        assert found.orderBy("session").collect() == expected, kind
    instants = dates.withColumn("ended_on", dates["ended_on"].cast("timestamp"))
    with pytest.raises(hongyan.InputError, match="without a zone"):
        hongyan.spark.check(spark, **QUESTION, sessions=instants)


def test_types_that_come_out(spark, sample):
    tables, as_of = sample
    report = hongyan.spark.check(spark, as_of=as_of, **frames(spark, tables))
    types = dict(report.findings.dtypes)
    assert types["due_on"] == types["appointed_on"] == "date" and types["contested"] == "boolean"
    assert types["margin_days"] == types["year"] == "int" and types["verdict"] == types["detail"] == types["worker"] == "string"
    assert dict(report.summary.dtypes) == {"rule": "string", **dict.fromkeys(report.summary.columns[1:], "bigint")}
    assert dict(report.standings.dtypes)["commendable"] == "boolean"
    report.unpersist()


def test_nothing_runs_until_it_is_asked_for(spark, sample):
    """Under `skip`, without a sample of workers, a question starts no job that reads rows."""
    tables = frames(spark, sample[0])
    read = spark.sparkContext.accumulator(0)

    def counted(batches):
        for batch in batches:
            read.add(batch.num_rows)
            yield batch

    tables["sessions"] = tables["sessions"].mapInArrow(counted, tables["sessions"].schema)
    report = hongyan.spark.check(spark, as_of=sample[1], on_error="skip", hot=None, **tables)
    assert read.value == 0
    report.findings.count()
    assert read.value == len(sample[0]["sessions"])
    report.summary.collect()
    report.warnings.count()
    # Spark keeps the answer
    assert read.value == len(sample[0]["sessions"])
    report.unpersist()


def test_repeated_rows_are_one(spark, sample):
    """Few enough that one call lists all of its warnings."""
    few = {name: table.slice(0, 90) for name, table in sample[0].items()}
    twice = {name: pa.concat_tables([table, table]) for name, table in few.items()}
    expected = assert_alike(spark, twice, {"as_of": sample[1], "keep": "all"}, hot=6)
    repeated = [row for row in expected.warnings.to_dicts() if row["code"] == "repeated_row"]
    assert len(repeated) == sum(map(len, few.values()))
