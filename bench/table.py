#!/usr/bin/env python3
"""Prints the measurements of run.sh as Markdown: a median for each endpoint and target, and each target to those before it.

Reads lines of endpoint, target, requests, microseconds, p50, p99, bad, CPU ticks, RSS in KiB; the argument is the number of
ticks in a second.
"""
import itertools
import statistics
import sys


def main():
    ticks_per_second = int(sys.argv[1])
    rows = {}
    for line in sys.stdin:
        endpoint, target, *numbers = line.split()
        requests, micros, p50, p99, bad, ticks, rss = map(int, numbers)
        # Without requests there is no cost of one; the count of the bad ones says why.
        cpu = ticks / ticks_per_second * 1000 / requests if requests else float("nan")
        values = requests * 1e6 / micros, p50 / 1000, p99 / 1000, cpu, rss / 1024, bad
        rows.setdefault(endpoint, {}).setdefault(target, []).append(values)
    medians = {
        endpoint: {target: [statistics.median(column) for column in zip(*rounds)] for target, rounds in targets.items()}
        for endpoint, targets in rows.items()
    }

    print("| endpoint  | target  | requests/s |  p50 ms |  p99 ms | CPU s/1,000 requests | RSS MiB | bad |")
    print("|-----------|---------|-----------:|--------:|--------:|---------------------:|--------:|----:|")
    for endpoint, targets in medians.items():
        for target, (rate, p50, p99, cpu, rss, _) in targets.items():
            bad = sum(values[-1] for values in rows[endpoint][target])
            print(f"| {endpoint:9} | {target:7} | {rate:10.0f} | {p50:7.1f} | {p99:7.1f} | {cpu:20.3f} | {rss:7.0f} | {bad:3} |")

    pairs = list(itertools.combinations(next(iter(medians.values())), 2))
    if not pairs:
        return
    print("\n| endpoint  | ratio             | CPU s/1,000 requests | requests/s | RSS  |")
    print("|-----------|-------------------|---------------------:|-----------:|-----:|")
    for endpoint, targets in medians.items():
        for base, target in pairs:
            rate, _, _, cpu, rss, _ = [mine / its if its else float("nan") for mine, its in zip(targets[target], targets[base])]
            print(f"| {endpoint:9} | {target + ' to ' + base:17} | {cpu:20.2f} | {rate:10.2f} | {rss:4.2f} |")


if __name__ == "__main__":
    main()
