import pytest
from feed_server import Feeds, serve

from core.feeds.subscriptions import Subscriptions


@pytest.fixture
def server():
    feeds = Feeds()
    with serve(feeds) as http_server:
        yield feeds
        http_server.shutdown()


@pytest.fixture
def warnings():
    return []


@pytest.fixture
def subscriptions(places, warnings):
    with Subscriptions(places, warn=warnings.append) as opened:
        yield opened
