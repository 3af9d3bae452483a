#!/usr/bin/env python3
"""Recounts draws of Gelombang from their public files: a second implementation, with Python's standard library alone.

    python3 docs/recount.py <folder of a wave, or of several waves> ...

It follows docs/draw.md and shares nothing with the system. It does not check the beacon's BLS signature nor the operator's
signatures (`npm run verify` does); everything from the randomness on it computes anew. Exit code 1 when anything differs.
"""
import hashlib
import json
import sys
from pathlib import Path

SHARDS = [f"{byte:02x}" for byte in range(256)]


class Differs(Exception):
    """A file is not what it must be."""


def same(what, found, expected):
    if found != expected:
        raise Differs(f"{what}: found {str(found)[:90]}, expected {str(expected)[:90]}")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def read_entrants(folder, committed):
    """All entrants as (entryId, province, priority, household, places of the household), and the root over their files."""
    entrants, root = [], hashlib.sha256()
    for shard in SHARDS:
        name = f"entrants/{shard}.csv"
        data = (folder / name).read_bytes()
        same(f"{name}, SHA-256", sha256(data), committed["files"][name])
        root.update(hashlib.sha256(data).digest())
        lines = data.decode("ascii").split("\n")
        same(f"{name}, its last line's end", lines.pop(), "")
        rows = [line.split(",") for line in lines]
        ids = [row[0] for row in rows]
        same(f"{name}, each entry once and sorted", ids, sorted(set(ids)))
        entrants += [(id_, province, priority == "1", tag, int(places)) for id_, province, priority, tag, places in rows]
    same("the entries of all files, each once", len({entrant[0] for entrant in entrants}), len(entrants))
    return entrants, root.hexdigest()


def draw(plan, entrants, seed, struck_out, refills=()):
    """The winners as {entryId: (phase, round, refill)} after all award rounds and refills, and the order of the tickets."""
    ticket = {entrant[0]: hashlib.sha256(seed + bytes.fromhex(entrant[0])).digest() for entrant in entrants}
    order = sorted(entrants, key=lambda entrant: (ticket[entrant[0]], entrant[0]))
    national = plan["byProvince"] == "national"
    places = {"*": plan["places"]} if national else plan["byProvince"]
    per_mille = plan.get("priority", {}).get("perMille", 0)
    taken, gone, of_province, by_priority, of_household = {}, set(), {}, {}, {}

    def book(entrant, phase, by):
        pot = "*" if national else entrant[1]
        of_province[pot] = of_province.get(pot, 0) + by
        if phase == "a":
            by_priority[pot] = by_priority.get(pot, 0) + by

    # Whose award failed has not received, and the household may have the place; who lost one has received all the same.
    steps = [(0, number, failed, True) for number, failed in enumerate([[]] + struck_out)]
    for refill, of in enumerate(refills, 1):
        steps.append((refill, 0, of["returned"], False))
        steps += [(refill, number, round_["struckOut"], True) for number, round_ in enumerate(of["rounds"], 1)]
    for refill, number, lost, household_is_free in steps:
        lost = set(lost)
        same("entries struck out after they were taken", lost - set(taken), set())
        for entry in (entrant for entrant in entrants if entrant[0] in lost):
            book(entry, taken.pop(entry[0])[0], -1)
            if household_is_free:
                of_household[entry[3]] -= 1
            gone.add(entry[0])
        for phase in "abc" if plan["spillOver"] else "ab":
            for entrant in order:
                id_, province, priority, household, most = entrant
                pot = "*" if national else province
                quota, used = places.get(pot, 0), of_province.get(pot, 0)
                free = {
                    "a": priority and by_priority.get(pot, 0) < quota * per_mille // 1000 and used < quota,
                    "b": used < quota,
                    "c": True,
                }[phase]
                if len(taken) >= plan["places"] or id_ in taken or id_ in gone:
                    continue
                if free and of_household.get(household, 0) < most:
                    taken[id_] = (phase, number, refill)
                    book(entrant, phase, 1)
                    of_household[household] = of_household.get(household, 0) + 1
    return taken, order, ticket


def recount_refills(folder, plan, entrants, seed, certificate):
    """Each refill goes on where the one before ended; says how many there are."""
    before, refills = folder / "certificate.json", []
    while (file := folder / f"refills/{len(refills) + 1}.json").exists():
        of = json.loads(file.read_bytes())
        same(f"{file.name}, what it goes on after", of["after"], sha256(before.read_bytes()))
        refills.append(of)
        taken, order, _ = draw(plan, entrants, seed, [round_["struckOut"] for round_ in certificate["rounds"]], refills)
        winners = [entrant for entrant in order if taken.get(entrant[0], (0, 0, 0))[2] == len(refills)]
        lines = [f"{at},{id_[0]},{id_[1]},{taken[id_[0]][0]},{taken[id_[0]][1]}\n" for at, id_ in enumerate(winners, 1)]
        name = f"refills/{len(refills)}-winners.csv"
        same(name, (folder / name).read_text().splitlines(True), lines)
        same(f"{name}, SHA-256", sha256((folder / name).read_bytes()), of["winners"])
        same(f"{file.name}, places", [of["awarded"], of["awarded"] + of["left"]], [len(winners), len(of["returned"])])
        before = file
    same("refills, the plan's most", len(refills) <= plan.get("refills", 0), True)
    return f", {len(refills)} refills" if refills else ""


def recount(folder):
    load = lambda name: json.loads((folder / name).read_bytes())
    plan, committed, drawn, certificate = map(load, ["plan.json", "commitment.json", "draw.json", "certificate.json"])
    plan_hash = sha256((folder / "plan.json").read_bytes())
    entrants, root = read_entrants(folder, committed)
    same("plan.json, SHA-256", [committed["planHash"], certificate["planHash"]], [plan_hash] * 2)
    same("root of the entrants", [committed["entrantsRoot"], certificate["entrantsRoot"]], [root] * 2)
    same("the round", drawn["beacon"]["round"], committed["beacon"]["round"])
    same("committed before the round", committed["committedAt"] < committed["beacon"]["roundAt"], True)
    randomness = sha256(bytes.fromhex(drawn["beacon"]["signature"]))
    text = f"gelombang/draw/v1\n{plan['waveId']}\n{plan_hash}\n{root}\n{drawn['beacon']['round']}\n{randomness}\n"
    seed = hashlib.sha256(text.encode()).digest()
    same("the seed", [drawn["seed"], certificate["seed"]], [seed.hex()] * 2)
    taken, order, ticket = draw(plan, entrants, seed, [of["struckOut"] for of in certificate["rounds"]])
    winners = [entrant for entrant in order if entrant[0] in taken]
    lines = [f"{at},{of[0]},{of[1]},{taken[of[0]][0]},{taken[of[0]][1]}\n" for at, of in enumerate(winners, 1)]
    same("winners.csv", (folder / "winners.csv").read_text().splitlines(True), lines)
    for code, province in certificate["provinces"].items():
        here = [of[0] for of in winners if code in (of[1], "national")]
        cut_off = max((ticket[id_].hex() for id_ in here if taken[id_][0] == "b"), default=None)
        same(f"province {code}", [province["awarded"], province["cutOff"]], [len(here), cut_off])
    same("places", plan["places"], len(winners) + certificate["unfilled"])
    refills = recount_refills(folder, plan, entrants, seed, certificate)
    for name, digest in certificate["files"].items():
        same(f"{name}, SHA-256", sha256((folder / name).read_bytes()), digest)
    return f"{len(entrants)} entrants, {len(winners)} winners of {plan['places']} places, {len(certificate['rounds'])} rounds{refills}"


def main(paths):
    folders = [of for path in map(Path, paths) for of in ([path] if (path / "plan.json").exists() else sorted(path.glob("*/")))]
    folders = [folder for folder in folders if (folder / "plan.json").exists()]
    if not folders:
        sys.exit("Which evidence? Name the folder of a wave (it holds plan.json), or a folder of such folders.")
    failed = 0
    for folder in folders:
        try:
            print(f"ok    {folder.name}: {recount(folder)}")
        except (Differs, OSError, ValueError, KeyError, TypeError) as error:
            failed += 1
            print(f"FAIL  {folder.name}: {type(error).__name__}: {error}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
