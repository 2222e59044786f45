"""The schemas, held by an outside validator against every file of the example, and against broken ones.

python validate.py PROGRAM: every `portfolio.yaml` and every front matter of the example is what its schema allows, and each file in
`broken/`, named after its kind, is refused, by its schema and by the program's own build alike.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "example-portfolio"


class Loader(yaml.SafeLoader):
    """YAML as editors read it: a day is words."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(program, kind):
    """The schema that the program prints, itself held against the rules for schemas."""
    value = json.loads(subprocess.run([program, "schema", kind], check=True, capture_output=True).stdout)
    jsonschema.Draft7Validator.check_schema(value)
    return jsonschema.Draft7Validator(value)


def front_matter(path):
    """What stands between the first two lines of hyphens; nothing where there are none."""
    match = re.match(r"---\n(.*?)\n---\n", path.read_text("utf-8"), re.S)
    return (yaml.load(match[1], Loader) if match else None) or {}


def files(kind):
    """Every file of a kind in the example, and what it says."""
    if kind == "portfolio":
        path = EXAMPLE / "portfolio.yaml"
        return [(path, yaml.load(path.read_text("utf-8"), Loader))]
    texts = [path for path in sorted(EXAMPLE.rglob("*.md")) if "_site" not in path.parts]
    of_kind = [path for path in texts if (path.parent.name == "inquiries") == (kind == "inquiry")]
    return [(path, front_matter(path)) for path in of_kind]


def is_told(program, kind, text):
    """Whether a build finds fault with a portfolio that holds this."""
    places = {"portfolio": "portfolio.yaml", "front-matter": "reflections/2026-03-11-x.md", "inquiry": "inquiries/x.md"}
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder, places[kind])
        at.parent.mkdir(exist_ok=True)
        at.write_text(text if kind == "portfolio" else f"---\n{text}---\nWords.\n", "utf-8")
        Path(folder, "index.md").write_text("Words.\n", "utf-8")
        return subprocess.run([program, "build", folder, "--quiet"], capture_output=True).returncode == 1


def main(program):
    """Prints a line a file that is not as it should be; gives the number of these."""
    wrong = []
    counts = {}
    for kind in ["portfolio", "front-matter", "inquiry"]:
        validator = schema(program, kind)
        allowed, broken = files(kind), sorted((HERE / "broken").glob(f"{kind}-*.yaml"))
        counts[kind] = f"{len(allowed)} allowed, {len(broken)} refused"
        for path, value in allowed:
            wrong += [f"{path}: {error.json_path}: {error.message}" for error in validator.iter_errors(value)]
        for path in broken:
            text = path.read_text("utf-8")
            if validator.is_valid(yaml.load(text, Loader)):
                wrong.append(f"{path}: the schema allows it")
            if not is_told(program, kind, text):
                wrong.append(f"{path}: the build takes it without a word")
        if not allowed or not broken:
            wrong.append(f"{kind}: there is nothing to hold against it")
    print(*wrong, *(f"{kind}: {count}" for kind, count in counts.items()), sep="\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main(str(Path(sys.argv[1]).resolve())) > 0)
