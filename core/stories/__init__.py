"""The same story twice: near-identical wires grouped, and what changed between two versions of one.

`Stories` takes articles one at a time and says which belong together; `changes` holds two of them against each
other, sentence for sentence. Imported where it is first used: it loads NumPy and the index of MinHashes.
"""

from core.stories.stories import Change, Stories, Story, changes

__all__ = ["Change", "Stories", "Story", "changes"]
