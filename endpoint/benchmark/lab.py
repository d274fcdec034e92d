#!/usr/bin/env python3
"""Replays two published runs against the endpoint in real time, and compares them with their prediction.

The runs are steps 2, 3 and 6 of exercise 1 of AWS's workshop LADV (aws-samples/amazon-dynamodb-labs): one sequential
boto3 client that fills a table of 5 write units, and then one of 100 whose index stays at 5. Takes seven minutes.

    endpoint/benchmark/lab.py      needs boto3; ends with 1 if a minute is off by more than 10 %
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.request

import boto3
from botocore.config import Config

HOME = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = HOME / "simulator/src/main/resources/dev/headroom/evidence/scenarios"
# Minutes with few writes differ by a whole request or two.
SMALLEST_DIFFERENCE = 12


class Endpoint:
    """The endpoint with the table of a scenario."""

    def __init__(self, scenario):
        self.process = subprocess.Popen(
            [HOME / "headroom", "serve", "--port", "0", scenario], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = re.search(r"http://\S+", line).group()
        self.table = boto3.resource(
            "dynamodb", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="none",
            aws_secret_access_key="none", config=Config(retries={"mode": "legacy"})).Table("logfile")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def consumed(self):
        """Write units consumed so far, by table and index."""
        page = urllib.request.urlopen(self.url + "/metrics").read().decode()
        units = {}
        pattern = r'headroom_capacity_consumed_total\{dimension="write",index="(.*?)".*?\} (\S+)'
        for index, value in re.findall(pattern, page):
            units[index or "logfile"] = float(value)
        return units


class Minutes:
    """Notes what was consumed at the end of every minute of the scenario."""

    def __init__(self, endpoint, begins_at_seconds):
        self.endpoint = endpoint
        self.zero = time.monotonic() - begins_at_seconds
        self.totals = []

    def look(self):
        while time.monotonic() - self.zero >= 60 * (len(self.totals) + 1):
            self.totals.append(self.endpoint.consumed())

    def wait_for(self, count):
        while len(self.totals) < count:
            time.sleep(0.1)
            self.look()

    def series(self, resource):
        totals = [at.get(resource, 0.0) for at in self.totals]
        return [after - before for before, after in zip([0.0] + totals, totals)]


def write(table, minutes, rows, period_seconds, think_seconds):
    for row in rows:
        began = time.monotonic()
        table.put_item(Item={"PK": f"request#{row}", "GSI_1_PK": f"host#{row % 97}", "bytessent": row,
                             "url": "x" * 130})
        minutes.look()
        left = began + period_seconds - time.monotonic()
        time.sleep(left if left > 0 else think_seconds)


def predicted(scenario, resource):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([HOME / "headroom", "check", scenario, "-o", folder, "--trials", "1"],
                       stdout=subprocess.DEVNULL, check=False)
        outcome = json.loads(next(pathlib.Path(folder).rglob("outcome.json")).read_text())
    series = next(r["series"] for r in outcome["resources"] if r["name"] == resource)
    per_minute = 60 // series["periodSeconds"]
    units = series["consumedWriteUnits"]
    return [sum(units[i:i + per_minute]) for i in range(0, len(units), per_minute)]


def compare(name, scenario, resource, observed):
    expected = predicted(scenario, resource)
    expected = expected[:len(observed)]
    close = all(abs(o - e) <= max(0.1 * e, SMALLEST_DIFFERENCE) for o, e in zip(observed, expected))
    print(f"{name}, {resource}: write units per minute {'agree' if close else 'DIFFER'}")
    print("  predicted", " ".join(f"{e:7.0f}" for e in expected), f"  sum {sum(expected):.0f}")
    print("  observed ", " ".join(f"{o:7.0f}" for o in observed), f"  sum {sum(observed):.0f}", flush=True)
    return close


def lab5():
    scenario = SCENARIOS / "b-lab5-chart-run.yaml"
    with Endpoint(scenario) as endpoint:
        minutes = Minutes(endpoint, begins_at_seconds=50.3)
        write(endpoint.table, minutes, range(500), 0.0377, 0.0338)
        time.sleep(12.5)
        write(endpoint.table, minutes, range(2000), 0.0377, 0.0338)
        minutes.wait_for(5)
        observed = {resource: minutes.series(resource) for resource in ("logfile", "GSI_1")}
    return [compare("B-LAB5", scenario, resource, units) for resource, units in observed.items()]


def lab100():
    scenario = SCENARIOS / "b-lab100-raised-table.yaml"
    with Endpoint(scenario) as endpoint:
        minutes = Minutes(endpoint, begins_at_seconds=0)
        began = time.monotonic()
        write(endpoint.table, minutes, range(2000, 4000), 0.0085, 0.00457)
        print(f"B-LAB100: 2,000 rows in {time.monotonic() - began:.1f} s")
        # The index works off what waits for it.
        minutes.wait_for(2)
        observed = {resource: minutes.series(resource) for resource in ("logfile", "GSI_1")}
    return [compare("B-LAB100", scenario, resource, units) for resource, units in observed.items()]


if __name__ == "__main__":
    sys.exit(0 if all(lab5() + lab100()) else 1)
