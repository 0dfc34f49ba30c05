"""A publication: one commit on top of the live branch, made from a site's files and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.repository import LIVE, GitFailed, Repository, Tree


@dataclass(frozen=True)
class Publication:
    """The live branch as the remote has it now, and what a publication may do with it."""

    repository: Repository
    remote: str
    branch: str
    tip: str
    tree: Tree
    owned: frozenset[str]

    @classmethod
    def on(cls, repository: Repository, remote: str, branch: str) -> Publication:
        """Ask the remote what is live and fetch that. Raises GitFailed."""
        tip = repository.remote_tip(remote, branch)
        if tip:
            repository.fetch(remote, branch, LIVE)
            # What was fetched counts, should the branch have moved in between.
            tip = repository.git("rev-parse", LIVE).decode().strip()
        return cls(repository, remote, branch, tip, repository.tree(tip), frozenset(repository.written(tip)))

    def owned_files(self) -> dict[str, bytes]:
        """Return the live files that publications wrote."""
        return self._files({path: entry for path, entry in self.tree.items() if path in self.owned})

    def foreign(self) -> Tree:
        """Return the live files that no publication wrote: others put them there, and they stay."""
        return {path: entry for path, entry in self.tree.items() if path not in self.owned}

    def collisions(self, files: Mapping[str, bytes]) -> list[str]:
        """Return the foreign files that a site would overwrite with something else."""
        foreign = {path: entry for path, entry in self.foreign().items() if path in files}
        contents = self._files(foreign)
        return [path for path in foreign if contents[path] != files[path]]

    def previous(self) -> dict[str, bytes]:
        """Return the files of the site before the live one. Raises GitFailed where there is none."""
        made = self.repository.publications(self.tip)
        current = self._site(made[0]) if made else {}
        for commit in made[1:]:
            earlier = self._site(commit)
            if earlier != current:
                return self._files(earlier)
        raise GitFailed("there is no earlier site to go back to")

    def publish(self, files: Mapping[str, bytes], subject: str) -> str:
        """Push a commit with these files and the foreign ones; return its name, empty if nothing changed.

        Raises GitFailed, and the live branch is as it was, where somebody was faster.
        """
        kept = {path: entry for path, entry in self.foreign().items() if path not in files}
        with tempfile.TemporaryDirectory() as folder:
            for path, content in files.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            tree = self.repository.store(Path(folder), kept)
        if self.tip and tree == self.repository.git("rev-parse", f"{self.tip}^{{tree}}").decode().strip():
            return ""
        source = self.repository.git("rev-parse", "HEAD").decode().strip()
        commit = self.repository.commit(tree, self.tip, subject, source)
        self.repository.push(self.remote, commit, self.branch)
        return commit

    def _site(self, commit: str) -> Tree:
        return {path: entry for path, entry in self.repository.tree(commit).items() if path in self.owned}

    def _files(self, tree: Tree) -> dict[str, bytes]:
        contents = self.repository.blobs(name for _, name in tree.values())
        return {path: contents[name] for path, (_, name) in tree.items()}
