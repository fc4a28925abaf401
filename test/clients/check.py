"""boto3, PyAthena and awswrangler against the embedded Athena whose address is in AWS_ENDPOINT_URL."""

import datetime
import decimal
import os

import awswrangler
import boto3
import pyathena
from pyathena.cursor import DictCursor

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
STAGING = "s3://staging/results/"
SQL = """SELECT orderNumber, orderDate, orderAmount, postalCode FROM fact_orders
         WHERE orderDate < DATE '2023-01-01' ORDER BY orderNumber, orderLineNumber LIMIT 2500"""


def check_boto3():
    client = boto3.client("athena", endpoint_url=ENDPOINT)
    tables = client.get_paginator("list_table_metadata").paginate(CatalogName="AwsDataCatalog", DatabaseName="default")
    names = [table["Name"] for page in tables for table in page["TableMetadataList"]]
    assert names == ["dim_customers", "dim_locations", "dim_products", "fact_orders"], names
    query = client.start_query_execution(QueryString="SELECT count(*) FROM fact_orders WHERE postalCode = ?", ExecutionParameters=["'10022'"])
    while True:
        execution = client.get_query_execution(QueryExecutionId=query["QueryExecutionId"])["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            break
    assert execution["Status"]["State"] == "SUCCEEDED", execution
    assert execution["Statistics"]["DataScannedInBytes"] > 0
    pages = client.get_paginator("get_query_results").paginate(QueryExecutionId=query["QueryExecutionId"])
    rows = [row["Data"][0]["VarCharValue"] for page in pages for row in page["ResultSet"]["Rows"]]
    assert len(rows) == 2 and int(rows[1]) > 0, rows
    try:
        client.start_query_execution(QueryString="SELEC 1")
        raise AssertionError("bad grammar was accepted")
    except client.exceptions.InvalidRequestException as error:
        assert error.response["AthenaErrorCode"] == "MALFORMED_QUERY", error.response


def check_pyathena():
    connection = pyathena.connect(s3_staging_dir=STAGING, schema_name="default", endpoint_url=ENDPOINT, poll_interval=0.05)
    rows = connection.cursor().execute(SQL).fetchall()
    assert len(rows) == 2500
    number, date, amount, postal_code = rows[0]
    assert isinstance(number, int) and isinstance(date, datetime.date) and isinstance(amount, decimal.Decimal), rows[0]
    assert any(row[3] is None for row in rows) and any(row[3] for row in rows)
    [row] = connection.cursor(DictCursor).execute("SELECT %(name)s AS name, 1 AS n", {"name": "it's"}).fetchall()
    assert row == {"name": "it's", "n": 1}, row
    [row] = connection.cursor().execute("SELECT ? AS name", ["'it''s'"], paramstyle="qmark").fetchall()
    assert row == ("it's",), row
    databases = connection.cursor().execute("SHOW DATABASES").fetchall()
    assert databases == [("default",)], databases
    try:
        connection.cursor().execute("SELECT nope FROM fact_orders")
        raise AssertionError("a missing column was found")
    except pyathena.error.OperationalError as error:
        assert "COLUMN_NOT_FOUND" in str(error), error


def check_awswrangler():
    awswrangler.config.athena_endpoint_url = ENDPOINT
    awswrangler.config.s3_endpoint_url = ENDPOINT
    frame = awswrangler.athena.read_sql_query(SQL, database="default", ctas_approach=False, s3_output=STAGING)
    assert frame.shape == (2500, 4), frame.shape
    assert str(frame["ordernumber" if "ordernumber" in frame else "orderNumber"].dtype) == "Int32", frame.dtypes
    assert sum(frame.iloc[:, 2]) == sum(row[2] for row in rows_by_pyathena()), "the sums differ"
    assert frame.iloc[:, 3].isna().sum() > 0
    described = awswrangler.athena.describe_table("fact_orders", database="default", s3_output=STAGING)
    assert list(described["Column Name"][:2]) == ["ordernumber", "orderlinenumber"], described
    made = awswrangler.athena.show_create_table("fact_orders", database="default", s3_output=STAGING)
    assert made.startswith("CREATE EXTERNAL TABLE"), made


def rows_by_pyathena():
    connection = pyathena.connect(s3_staging_dir=STAGING, schema_name="default", endpoint_url=ENDPOINT, poll_interval=0.05)
    return connection.cursor().execute(SQL).fetchall()


for check in (check_boto3, check_pyathena, check_awswrangler):
    check()
    print(check.__name__.removeprefix("check_"), "works")
