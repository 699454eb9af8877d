"""How articles are divided among workers."""

import pytest

from core.article import Article, Paragraph, Sentence, Source
from core.batch import WorkItem
from core.cluster.client import WorkQueue


def entries(count, sentences=5):
    for number in range(count):
        parts = tuple(Sentence(f"s{n}", n, n + 1, "x") for n in range(sentences))
        article = Article(Source(f"{number}", "text"), "x" * sentences, (Paragraph("body", 0, sentences, "fr", parts),))
        yield WorkItem(f"{number}", f"{number}", f"{number}", article)


def shares(work, workers):
    """Hand out all work, and read more while it is wanted; return the sizes."""
    sizes, taken = [], []
    while share := work.share(workers):
        taken += [entry.path for entry in share]
        sizes.append(sum(len(entry.article.sentences) for entry in share))
        while work.wants(workers):
            work.read()
    return sizes, taken


@pytest.mark.parametrize("workers", [1, 2, 7, 64])
def test_shares_are_small_at_first_and_at_the_end_and_nothing_is_left_out(workers):
    sizes, taken = shares(WorkQueue(entries(2000)), workers)
    assert taken == [str(number) for number in range(2000)]
    assert sizes[0] < 60
    assert max(sizes) < 200
    # When nothing is left for the others, the last worker has only little to do.
    assert sizes[-1] <= 15


def test_no_more_is_read_before_the_first_share_than_it_takes():
    read = []
    work = WorkQueue(read.append(entry) or entry for entry in entries(2000))
    work.share(64)
    assert len(read) < 15


def test_no_more_is_read_ahead_than_keeps_the_workers_busy():
    work = WorkQueue(entries(2000))
    while work.wants(2):
        work.read()
    assert sum(1 for _ in iter(lambda: work.share(2), ())) > 2
    read = []
    work = WorkQueue(read.append(entry) or entry for entry in entries(10_000))
    while work.wants(2):
        work.read()
    assert len(read) < 200


def test_an_article_without_a_sentence_is_work_all_the_same():
    _, taken = shares(WorkQueue(entries(300, sentences=0)), 2)
    assert len(taken) == 300
