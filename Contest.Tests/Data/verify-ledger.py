"""A third verifier of a vote ledger, written from docs/ledger-format.md alone, Python's standard library only.

python3 verify-ledger.py FOLDER: prints one line for every check that fails; nothing and exit code 0 when all hold.
"""
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

folder = Path(sys.argv[1])
problems = []


def check(holds, what):
    if not holds:
        problems.append(what)


def sha(data):
    return hashlib.sha256(data).digest()


# --- ECDSA over P-256 (section 4) ---
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    result = None
    while k:
        result = add(result, point) if k & 1 else result
        point, k = add(point, point), k >> 1
    return result


def is_signed(text, signature, key):
    if len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    point = add(times(int.from_bytes(sha(text), "big") * inverse % N, G), times(r * inverse % N, key))
    return point is not None and point[0] % N == r


der = base64.b64decode("".join((folder / "key.pem").read_text().split("\n")[1:-2]))
PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
check(der.startswith(PREFIX) and len(der) == len(PREFIX) + 64, "key")
key = (int.from_bytes(der[-64:-32], "big"), int.from_bytes(der[-32:], "big"))


# --- the tree (section 3), by its definition ---
def root(hashes):
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha(b"\1" + root(hashes[:k]) + root(hashes[k:]))


lines = (folder / "leaves.txt").read_bytes().split(b"\n")
check(lines.pop() == b"", "leaves end")
hashes = [sha(b"\0" + line.replace(b"|", b"\n")) for line in lines]

# --- checkpoints (section 4) ---
parts = (folder / "checkpoints.txt").read_text().split("\n\n")
check(parts.pop() == "" and parts, "checkpoints end")
before = ("0", sha(b"").hex(), "")
editions = set()
for number, part in enumerate(parts, 1):
    *eight, signature = part.split("\n")
    check(len(eight) == 8 and eight[0] == "contest-checkpoint-v1" and signature.startswith("signature "), f"checkpoint {number} form")
    _, edition, its_number, size, its_root, previous_size, previous_root, at = eight
    check(is_signed("".join(f"{x}\n" for x in eight).encode(), base64.b64decode(signature[10:]), key), f"checkpoint {number} signature")
    check(its_number == str(number), f"checkpoint {number} number")
    check((previous_size, previous_root) == before[:2], f"checkpoint {number} previous")
    check(int(size) >= int(before[0]) and at >= before[2], f"checkpoint {number} goes back")
    check(int(size) <= len(hashes) and root(hashes[: int(size)]).hex() == its_root, f"checkpoint {number} root")
    before, editions = (size, its_root, at), editions | {edition}
check(int(before[0]) == len(hashes), "last checkpoint covers all")

# --- leaves (section 2) ---
RECEIPT, ID, LABEL = r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", r"[0-9a-f]{32}", r"[!-{}~]{1,32}"
DAY, CODE = r"\d{4}-\d\d-\d\d", r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?"
HOUR = DAY + r"T(?:[01]\d|2[0-3])"
LABELS = f"{LABEL}(?: {LABEL})*"
VOTE = re.compile(rf"vote-v1\|([^|]+)\|(?:({RECEIPT})\|({LABELS})\|{HOUR}|({ID})\|({LABELS})\|{DAY})\|(?:({CODE})\|)?")
TAKEN = re.compile(rf"receipt-v1\|([^|]+)\|({RECEIPT})\|{HOUR}\|")
DECIDED = re.compile(rf"(quarantine|restore|void)-v1\|([^|]+)\|({RECEIPT}|{ID})\|({CODE})\|{HOUR}\|")
CLOSED = re.compile(rf"close-v1\|([^|]+)\|{DAY}T\d\d:\d\d:\d\dZ\|(0|[1-9]\d*)\|([0-9a-f]{{64}})\|")
LEGAL = {("", "quarantine"), ("restore", "quarantine"), ("quarantine", "restore"), ("void", "restore"), ("quarantine", "void")}
ballots, receipts, closing = {}, set(), None
for number, line in enumerate(x.decode() for x in lines):
    if closing:
        problems.append(f"leaf {number} after the last")
    if m := VOTE.fullmatch(line):
        edition, ballot, labels = m[1], m[2] or m[4], (m[3] or m[5]).split(" ")
        check(labels == sorted(set(labels)), f"leaf {number} labels")
        check(ballot not in ballots, f"leaf {number} twin")
        ballots[ballot] = [labels, m[6], "", ""]
        check(m[2] or len(ballots) <= len(receipts), f"leaf {number} without receipt")
    elif m := TAKEN.fullmatch(line):
        edition = m[1]
        check(m[2] not in receipts, f"leaf {number} twin receipt")
        receipts.add(m[2])
    elif m := DECIDED.fullmatch(line):
        edition, ballot = m[2], ballots.get(m[3])
        check(ballot is not None, f"leaf {number} unknown ballot")
        if ballot:
            check((ballot[2], m[1]) in LEGAL, f"leaf {number} order")
            ballot[2:] = [m[1], m[4]]
    elif m := CLOSED.fullmatch(line):
        edition, closing = m[1], m
    else:
        problems.append(f"leaf {number} form")
        continue
    editions.add(edition)
check(len(editions) == 1, "one edition")
check(len({len(b) for b in ballots}) <= 1 and (not receipts or all(len(b) == 32 for b in ballots)), "one mode")
check(len({v[1] is None for v in ballots.values()}) <= 1, "tiers")
check(closing and int(closing[2]) == len(ballots), "number at closing")
check(all(len(b) == 9 for b in ballots) or len(receipts) == len(ballots), "receipts at closing")

# --- the tally (section 6) ---
raw = (folder / "tally.json").read_bytes()
check(closing and closing[3] == sha(raw).hex(), "tally hash")
tally = json.loads(raw)


def numbers(some):
    last = Counter(b[2] for b in some)
    quarantined = last["quarantine"] + last["restore"] + last["void"]
    return {"received": len(some), "quarantined": quarantined, "restored": last["restore"], "voided": last["void"],
            "underReview": last["quarantine"], "counted": last[""] + last["restore"]}


def reasons(some):
    rows = Counter((b[2], b[3]) for b in some if b[2])
    return [{"count": rows[row], "decision": row[0], "reason": row[1]} for row in sorted(rows)]


def tiers(some):
    return sorted({b[1] for b in some})


def entry(label, rank):
    votes = [b for b in ballots.values() if label in b[0]]
    row = {"label": label, "votes": numbers(votes), "reasons": reasons(votes)}
    if "tiers" in tally:
        row["tiers"] = [{"tier": t, "counted": numbers([b for b in votes if b[1] == t])["counted"]} for t in tiers(votes)]
    return row if rank is None else {**row, "rank": rank}


everyone = list(ballots.values())
withdrawn = sorted(e["label"] for e in tally["entries"] if "rank" not in e)
ranked = [entry(e["label"], 0) for e in tally["entries"] if "rank" in e]
ranked.sort(key=lambda e: (-e["votes"]["counted"], e["label"]))
for e in ranked:
    e["rank"] = 1 + sum(1 for other in ranked if other["votes"]["counted"] > e["votes"]["counted"])
expected = {"format": "contest-tally-1", "edition": min(editions, default=""), "ballots": numbers(everyone),
            "entries": ranked + [entry(label, None) for label in withdrawn], "reasons": reasons(everyone)}
if everyone and everyone[0][1] is not None:
    expected["tiers"] = [{"tier": t, "ballots": numbers([b for b in everyone if b[1] == t])} for t in tiers(everyone)]
check({label for b in everyone for label in b[0]} <= {e["label"] for e in tally["entries"]}, "all labels")
check(raw == json.dumps(expected, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode(), "tally")

print("\n".join(problems))
sys.exit(1 if problems else 0)
