# SPDX-License-Identifier: Apache-2.0
"""Manifests compared without the product, by PyYAML: which objects differ, how, and in which fields."""
import base64
import re

import yaml

CLUSTER_SCOPED = {"Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "StorageClass", "CustomResourceDefinition", "IngressClass"}
NOISE = {"helm.sh/chart", "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "chart", "heritage", "choerodon.io/command"}
ABSENT = object()


def objects_of(text, namespace):
    """Object by (group, kind, namespace, name); the items of a List count as objects of their own."""
    found = {}
    for document in yaml.safe_load_all(text):
        whole = document or {}
        for thing in whole["items"] if whole.get("kind", "").endswith("List") and "items" in whole else [whole] if whole else []:
            group = thing["apiVersion"].rpartition("/")[0]
            scope = "" if thing["kind"] in CLUSTER_SCOPED else thing["metadata"].get("namespace") or namespace
            found[(group, thing["kind"], scope, thing["metadata"]["name"])] = thing
    return found


def is_test(thing):
    """Hooks that run for nothing but `helm test`."""
    events = ((thing["metadata"].get("annotations") or {}).get("helm.sh/hook") or "").split(",")
    return all(event.strip().startswith("test") for event in events)


def step(path, key):
    plain = key and all(c.isalnum() or c in "_-" for c in key)
    return (f"{path}.{key}" if path else key) if plain else f'{path}["{key}"]'


def names(items):
    """What the items of a list are called, when each has a name of its own."""
    for field in ("name", "containerPort", "port", "mountPath", "key", "host"):
        found = [str(item[field]) for item in items if isinstance(item, dict) and field in item]
        if len(found) == len(items) and len(set(found)) == len(found):
            return found
    return None


def fields(before, after, path="", key=""):
    """Paths of what differs. A null is the same as nothing."""
    before, after = (None if side is ABSENT else side for side in (before, after))
    if before == after and type(before) is type(after):
        return []
    open_maps = key in ("", "metadata", "labels", "annotations", "data")
    if open_maps and isinstance(before, dict) != isinstance(after, dict) and (before is None or after is None):
        before, after = before or {}, after or {}
    if isinstance(before, dict) and isinstance(after, dict):
        return [change for name in {**before, **after}
                for change in fields(before.get(name, ABSENT), after.get(name, ABSENT), step(path, str(name)), str(name))]
    if isinstance(before, list) and isinstance(after, list):
        return list_fields(before, after, path, key)
    return [path]


def list_fields(before, after, path, key):
    if before and after and names(before) and names(after):
        old, new = dict(zip(names(before), before)), dict(zip(names(after), after))
        changes = [change for name in {**old, **new} for change in fields(old.get(name), new.get(name), f"{path}[{name}]", key)]
        return changes or [path]  # the same things in another order
    if len(before) == len(after) and all(isinstance(item, dict) for item in before + after):
        return [change for number, pair in enumerate(zip(before, after)) for change in fields(*pair, f"{path}[{number}]", key)]
    return [path]


def folded(thing):
    """A Secret as the server keeps it: which way its values were written does not count."""
    if thing.get("kind") != "Secret":
        return thing
    data = {key: base64.b64decode(value) for key, value in (thing.get("data") or {}).items()}
    data.update({key: str(value).encode() for key, value in (thing.get("stringData") or {}).items()})
    return {**{key: value for key, value in thing.items() if key not in ("data", "stringData")}, "data": data}


def is_noise(path):
    return any(path.endswith(ending) for label in NOISE for ending in (f'metadata.labels["{label}"]', f"metadata.labels.{label}")) \
        or 'metadata.annotations["checksum/' in path


def expected(before, after):
    """What differs between two sets of objects (objects_of)."""
    result = {}
    for key in {**before, **after}:
        if key not in after or key not in before:
            result[key] = {"change": "removed" if key not in after else "added", "fields": [], "labelsOnly": False}
            continue
        changes = sorted(set(fields(folded(before[key]), folded(after[key]))))
        if changes:
            real = [path for path in changes if not is_noise(path)]
            result[key] = {"change": "changed", "fields": real, "labelsOnly": not real, "noise": [p for p in changes if is_noise(p)]}
    return with_moves(result, before, after)


def with_moves(result, before, after):
    """What left one place and came to another under its kind and name, the only one that did, is one object replaced."""
    gone, come = ({kind_and_name: [key for key in result if result[key]["change"] == change and key[1::2] == kind_and_name]
                   for kind_and_name in {key[1::2] for key in result}} for change in ("removed", "added"))
    for kind_and_name in gone:
        if len(gone[kind_and_name]) == 1 and len(come[kind_and_name]) == 1:
            old, new = gone[kind_and_name][0], come[kind_and_name][0]
            del result[old]
            changes = fields(folded(before[old]), folded(after[new]))
            result[new] = {"change": "replaced", "fields": sorted(p for p in changes if not is_noise(p)), "labelsOnly": False}
    return result


# --- Against what is in the cluster

UNITS = {"": 1, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


def quantity(value):
    found = re.fullmatch(r"([0-9.]+)(m|k|M|G|T|Ki|Mi|Gi|Ti|)", str(value))
    return float(found[1]) * UNITS[found[2]] if found else None


def same_value(wanted, live):
    return wanted == live or (quantity(wanted) is not None and quantity(wanted) == quantity(live))


def unmet(wanted, live, path=""):
    """Paths of what is wanted and is not so in the cluster; what the cluster has beyond that does not count."""
    if wanted is None:
        return []
    if isinstance(wanted, dict):
        there = live if isinstance(live, dict) else {}
        return [change for key, value in wanted.items() for change in unmet(value, there.get(key), step(path, str(key)))]
    if isinstance(wanted, list) and wanted and names(wanted) and isinstance(live, list) and names(live):
        there = dict(zip(names(live), live))
        return [change for name, item in zip(names(wanted), wanted) for change in unmet(item, there.get(name), f"{path}[{name}]")]
    if isinstance(wanted, list) and isinstance(live, list) and len(wanted) == len(live):
        return [change for number, pair in enumerate(zip(wanted, live)) for change in unmet(*pair, f"{path}[{number}]")]
    if wanted == [] and live is None:
        return []
    return [] if same_value(wanted, live) else [path]


def dropped(old, new, live, path=""):
    """Paths of what the old manifest had, the new one has not, and the cluster still has."""
    if live is None or old is None:
        return []
    if new is None:
        return [path]
    if isinstance(old, dict) and isinstance(new, dict) and isinstance(live, dict):
        return [change for key, value in old.items() for change in dropped(value, new.get(key), live.get(key), step(path, str(key)))]
    if all(isinstance(side, list) and side and names(side) for side in (old, new, live)):
        after, there = dict(zip(names(new), new)), dict(zip(names(live), live))
        return [change for name, item in zip(names(old), old) for change in dropped(item, after.get(name), there.get(name), f"{path}[{name}]")]
    return []


def expected_live(old, new, live, by_hand=()):
    """What differs between the cluster (`live`: object or None by key) and what the new manifest wants.

    `by_hand`: keys of objects in which the test itself added something that no manifest knows of.
    """
    result = {}
    for key in {**old, **new}:
        there = live.get(key)
        if key not in new:
            kept = ((there or {}).get("metadata", {}).get("annotations") or {}).get("helm.sh/resource-policy") == "keep"
            if there is not None and not kept:
                result[key] = {"change": "removed", "labelsOnly": False}
        elif there is None:
            result[key] = {"change": "added", "labelsOnly": False}
        else:
            wanted, had, has = folded(new[key]), folded(old.get(key, {})), folded(there)
            changes = set(unmet(wanted, has)) | set(dropped(had, wanted, has) if key in old else ())
            if changes or key in by_hand:
                real = [path for path in changes if not is_noise(path)]
                result[key] = {"change": "changed", "labelsOnly": not real and key not in by_hand}
    return with_live_moves(result)


def with_live_moves(result):
    changed = {change: [key for key, entry in result.items() if entry["change"] == change] for change in ("added", "removed")}
    for old in changed["removed"]:
        gone, come = ([key for key in keys if key[1::2] == old[1::2]] for keys in (changed["removed"], changed["added"]))
        if len(gone) == 1 and len(come) == 1:
            del result[old]
            result[come[0]] = {"change": "replaced", "labelsOnly": False}
    return result
