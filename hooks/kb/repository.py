"""The repository: what git knows of the sources and of the branch that readers see."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TRAILER = "Published-from"
# A ref of our own, so that no stale tracking branch is ever taken for the live one.
LIVE = "refs/kb/live"
Tree = dict[str, tuple[str, str]]


class GitFailed(Exception):
    """A git command ended with an error; the message is git's own last line."""


@dataclass(frozen=True)
class Repository:
    """A checkout, asked through git's command line."""

    folder: Path

    def git(self, *arguments: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
        """Return what a git command prints; raises GitFailed."""
        # Git must neither ask for a password nor answer in another language.
        environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        command = ["git", "-c", "core.autocrlf=false", "-c", "core.quotePath=false", *arguments]
        try:
            done = subprocess.run(
                command, cwd=self.folder, input=stdin, capture_output=True, env=environment, check=False
            )
        except OSError as error:
            raise GitFailed(str(error)) from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise GitFailed(said[-1] if said else f"git {arguments[0]} ended with {done.returncode}")
        return done.stdout

    def ask(self, *arguments: str) -> str:
        """Return what a git command prints as text, empty where it fails."""
        try:
            return self.git(*arguments).decode().strip()
        except GitFailed:
            return ""

    def tree(self, commit: str) -> Tree:
        """Return the files of a commit: mode and object by path; of no commit, none."""
        if not commit:
            return {}
        entries = self.git("ls-tree", "-r", "-z", "--full-tree", commit).decode().split("\0")
        parts = [entry.partition("\t") for entry in entries if entry]
        return {path: (head.split()[0], head.split()[2]) for head, _, path in parts}

    def blobs(self, objects: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of objects by their names."""
        names = list(dict.fromkeys(objects))
        out = self.git("cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
        contents, place = {}, 0
        for name in names:
            end = out.index(b"\n", place)
            size = int(out[place:end].split()[2])
            contents[name] = out[end + 1 : end + 1 + size]
            place = end + size + 2
        return contents

    def hashes(self, paths: Iterable[str]) -> dict[str, str]:
        """Return what git would call the files at paths below the checkout's root, without any filter."""
        listed = list(paths)
        stdin = "".join(f"{path}\n" for path in listed).encode()
        names = self.git("hash-object", "--no-filters", "--stdin-paths", stdin=stdin).decode().split()
        return dict(zip(listed, names, strict=True))

    def remote_tip(self, remote: str, branch: str) -> str:
        """Ask the remote for a branch's commit; empty where it has no such branch. Raises GitFailed."""
        said = self.git("ls-remote", remote, f"refs/heads/{branch}").decode().split()
        return said[0] if said else ""

    def fetch(self, remote: str, branch: str, ref: str) -> None:
        """Fetch a branch of the remote into a ref of our own. Raises GitFailed."""
        self.git("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/{branch}:{ref}")

    def publications(self, tip: str) -> list[str]:
        """Return the commits before and at `tip` that a publication made, newest first."""
        if not tip:
            return []
        form = f"--format=%H %(trailers:key={TRAILER},valueonly,separator=%x20)"
        lines = self.git("log", "--first-parent", form, tip).decode().splitlines()
        return [line.split()[0] for line in lines if len(line.split()) > 1]

    def written(self, tip: str) -> set[str]:
        """Return every path that some publication wrote: what the build owns on the branch."""
        made = self.publications(tip)
        paths: set[str] = set()
        for commit in made:
            changed = self.git(
                "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only", "-m", "--first-parent", commit
            )
            paths |= {path for path in changed.decode().split("\0") if path}
        return paths

    def store(self, site: Path, kept: Tree) -> str:
        """Write the files of a folder, and files of the branch that are kept, as a tree; return its name."""
        with tempfile.TemporaryDirectory() as folder:
            index = Path(folder, "index")
            files = sorted(path for path in site.rglob("*") if path.is_file())
            stdin = "".join(f"{path}\n" for path in files).encode()
            names = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=stdin).decode().split()
            pairs = zip(files, names, strict=True)
            entries = [f"100644 {name}\t{path.relative_to(site).as_posix()}" for path, name in pairs]
            entries += [f"{mode} {name}\t{path}" for path, (mode, name) in kept.items()]
            self.git("update-index", "--index-info", stdin="".join(f"{e}\n" for e in entries).encode(), index=index)
            return self.git("write-tree", index=index).decode().strip()

    def commit(self, tree: str, parent: str, subject: str, source: str) -> str:
        """Make a commit on top of `parent`, or a first one, that says which source it was made from."""
        parents = ["-p", parent] if parent else []
        message = f"{subject}\n\n{TRAILER}: {source}\n".encode()
        return self.git("commit-tree", tree, *parents, "-F", "-", stdin=message).decode().strip()

    def push(self, remote: str, commit: str, branch: str) -> None:
        """Push a commit to a branch; git refuses where that is no fast-forward. Raises GitFailed."""
        self.git("push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
