import csv
from collections import defaultdict
from decimal import Decimal

costs = defaultdict(Decimal)
# The export begins with a byte-order mark, which utf-8-sig removes.
with open("usage.csv", encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        costs[row["API Key Name"], row["Model"]] += Decimal(row["Billed Cost"])

for (key, model), cost in sorted(costs.items()):
    print(f"{key}  {model}  {cost} USD")
print(f"total {sum(costs.values())} USD")
