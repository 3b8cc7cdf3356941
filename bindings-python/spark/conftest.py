"""A cluster of two executors in processes of their own, as `local-cluster` starts it."""

import os
import sys
from pathlib import Path

import hongyan
import pyspark
import pytest
from data import nation
from pyspark.sql import SparkSession

FOLDER = Path(__file__).resolve().parents[2] / "target" / "spark"

# executors run the interpreter that has the wheel
os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)


@pytest.fixture(scope="session")
def spark():
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("hongyan")
    # what is compared comes to the driver as a whole
    builder = builder.config("spark.driver.memory", "3g")
    builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.ui.showConsoleProgress", "false")
    # the rows of one worker lie in several batches
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
    builder = builder.config("spark.sql.session.timeZone", "Asia/Shanghai").config("spark.ui.port", "4060")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def sample():
    facts, as_of = hongyan.sample()
    return {name: facts[name].to_arrow() for name in facts}, as_of


@pytest.fixture(scope="session")
def size_m():
    return nation(FOLDER / "data" / "M-shuffled")
