"""Through Spark Connect, where the driver is elsewhere, the answer is the same."""

import subprocess
import sys

PROGRAM = """
import hongyan
from pyspark.sql import SparkSession
from test_agreement import assert_alike

# a process has sessions of one kind
spark = SparkSession.builder.remote("local[2]").config("spark.sql.shuffle.partitions", "2").getOrCreate()
assert "connect" in type(spark).__module__
facts, as_of = hongyan.sample()
expected = assert_alike(spark, {name: facts[name].to_arrow() for name in facts}, {"as_of": as_of, "keep": "all"}, hot=12)
print(len(expected.findings), "alike")
spark.stop()
"""


def test_connect():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=__file__.rpartition("/")[0], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert ran.stdout.split()[-1] == "alike" and int(ran.stdout.split()[-2]) > 2_000
