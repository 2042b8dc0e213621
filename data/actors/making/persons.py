"""Whose rows are one person's."""

from .names import agree, fold, fold_parts, near_part, same_part

# States that followed one another: who served in one may have gone on in the next.
SUCCESSORS = [
    {"SUN", "RUS", "UKR", "BLR", "MDA", "GEO", "ARM", "AZE", "KAZ", "UZB", "TKM", "TJK", "KGZ", "EST", "LVA", "LTU"},
    {"YUG", "SCG", "SRB", "MNE", "HRV", "SVN", "BIH", "MKD", "XKX"},
    {"CSK", "CZE", "SVK"},
    {"DDR", "DEU"},
    {"YMD", "YEM"},
    {"SDN", "SSD"},
]


def initials(name):
    return {word for word in fold(name).split() if len(word) == 1}


def one_person(a, b):
    """Whether two persons of one state with these names are one. Each is a dict with `names`, the
    name in common use first."""
    first, second = a["names"][0], b["names"][0]
    if a["rows"][0]["number"] != b["rows"][0]["number"]:
        return False
    if fold(first) == fold(second):
        return True
    both = initials(first), initials(second)
    if all(both) and both[0] != both[1]:
        return False
    mine, yours = {fold(n) for n in a["names"]}, {fold(n) for n in b["names"]}
    if fold(first) in yours or fold(second) in mine:
        return True
    one, other = fold_parts(first), fold_parts(second)
    same_start = same_part(one[0], other[0]) or near_part(one[0], other[0]) if one and other else False
    # "Jaber X" is not his brother "Mishal Jaber X", nor "Hamad bin Jassim" his son.
    turned = len(one) == len(other) and "bin" not in fold(first).split()
    return (same_start or turned) and bool(set(one) & set(other)) and agree(first, second)


# Offices several people hold at once: who holds one beside another is not the other.
SHARED = {"vice president", "deputy prime minister", "minister", "deputy foreign minister", "spokesperson",
          "presidential aide", "special envoy", "party leader", "negotiator", "ambassador", "co-prince",
          "captain regent", "member of the presidency", "european commissioner", ""}


def one_chair(a, b):
    """Whether two persons came into one office at one time, and so are one if their names have
    anything in common."""
    posts = [x["office"] for x in a["rows"] for y in b["rows"]
             if x["office"] == y["office"] and x["source"] != y["source"] and near(x["from"], y["from"])]
    if not posts:
        return False
    if told_apart(a, b):
        return False
    names = [(x, y) for x in a["names"] for y in b["names"]]
    alone = any(office not in SHARED and not office.startswith("ambassador to ") for office in posts)
    return any((alone and share_surname(x, y)) or agree(x, y, sure=1) for x, y in names)


def told_apart(a, b):
    """Whether a written source gives both the same office under names that do not agree."""
    return any(x["source"] == y["source"] and x["source"].isdigit() and x["office"] == y["office"]
               and not agree(x["name"], y["name"]) and fold(x["name"]) != fold(y["name"])
               for x in a["rows"] for y in b["rows"])


def share_surname(a, b):
    """Whether two names share a part that is not the first of both."""
    a, b = fold_parts(a), fold_parts(b)
    alone = len(a) == 1 or len(b) == 1
    return any((i or j or alone) and (same_part(x, y) or near_part(x, y))
               for i, x in enumerate(a) for j, y in enumerate(b))


def near(a, b):
    """Whether two beginnings are at most two months apart, as far as they are told."""
    if len(a) < 7 or len(b) < 7:
        return bool(a) and a[:4] == b[:4]
    months = [int(day[:4]) * 12 + int(day[5:7]) for day in (a, b)]
    return abs(months[0] - months[1]) <= 2


def gather(rows):
    """The persons of a list of rows of one state (or of one body): spellings joined."""
    persons = by_name(rows)
    kept = []
    for person in persons:
        same = next((k for k in kept if one_chair(k, person)), None)
        if same is None:
            kept.append(person)
            continue
        same["rows"] += person["rows"]
        same["names"] += [n for n in person["names"] if n not in same["names"]]
    return kept


def by_name(rows):
    """Rows whose names agree, person by person."""
    persons = []
    for row in rows:
        entry = {"names": [row["name"], *row["aliases"]], "rows": [row]}
        same = [p for p in persons if one_person(p, entry)]
        if not same:
            persons.append(entry)
            continue
        # The closest spelling where several agree: father and son may share all but an initial.
        best = max(same, key=lambda p: fold(p["names"][0]) == fold(row["name"]))
        best["rows"].append(row)
        best["names"] += [n for n in entry["names"] if n not in best["names"]]
    return persons


# Offices that outsiders hold in a state, or that come with another state's: what they belong to
# tells nothing of whose national their holder is.
OF_OUTSIDERS = {"high representative for bosnia and herzegovina", "special envoy", "co-prince"}
CROWN = {"king", "queen"}


def owners(person):
    """The states and bodies a person served, as far as they tell whose national it is. The realms
    of one crown are one."""
    rows = person["rows"]
    if all(row["office"] in CROWN for row in rows):
        return {"realm"} | {row["of"] for row in rows if row["of"] == "GBR"}
    return {row["of"] for row in rows if row["office"] not in OF_OUTSIDERS} or {"abroad"}


def joined(by_owner, same):
    """Persons over all states and bodies: who served a body, a union or two successor states under
    exactly one name is one person, where only one state has somebody of that name. `same` gives
    the states of persons known to have served several."""
    persons = [p for owner in sorted(by_owner) for p in by_owner[owner]]
    for person in persons:
        person["of"] = owners(person)
        person["states"] = same.get(fold(person["names"][0]), set())
    index = {}
    for person in persons:
        for name in {fold(n) for n in person["names"]}:
            index.setdefault(name, []).append(person)
    gone = set()
    for person in persons:
        if id(person) in gone:
            continue
        for other in [o for n in sorted({fold(n) for n in person["names"][:1]}) for o in index[n]]:
            if other is person or id(other) in gone or not may_be_one(person, other, index):
                continue
            person["rows"] += other["rows"]
            person["names"] += [n for n in other["names"] if n not in person["names"]]
            person["of"] |= other["of"]
            gone.add(id(other))
    return [p for p in persons if id(p) not in gone]


def may_be_one(a, b, index):
    """Whether two persons of different states or bodies may be one."""
    if fold(a["names"][0]) not in {fold(n) for n in b["names"]}:
        return False
    if a["of"] & b["of"]:
        # Under one owner their names were compared before; of realms it is one crown.
        return "realm" in a["of"] & b["of"] or "abroad" in a["of"] & b["of"]
    states = {of for of in a["of"] | b["of"] if len(of) == 3 and of != "EUE"}
    if states and states <= a["states"]:
        return True
    if len(states) <= 1:
        # A name that several states know belongs to neither for certain.
        bearers = {of for p in index[fold(a["names"][0])] for of in p["of"] if len(of) == 3 and of != "EUE"}
        return len(bearers) <= 1
    return any(states <= group for group in SUCCESSORS)
