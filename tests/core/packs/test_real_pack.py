import pytest

from core.packs import open_model
from core.packs.catalogue import load_catalogue
from core.packs.store import PackStore
from core.settings import Places

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def pack(real_home):
    return PackStore(Places(real_home)).find("fr", "en")


def test_the_default_pack_is_whole_credited_and_licensed(pack):
    assert pack.problems() == []
    assert "Helsinki-NLP" in pack.credit
    assert pack.licence == "Apache-2.0 / CC-BY-4.0"
    assert 79e6 < pack.size < 82e6
    assert pack.digest() in load_catalogue().find("fr", "en").made


def test_the_default_pack_translates_french(pack):
    model = open_model(pack)
    (result,) = model.translator.translate_batch([model.encode("Le président est arrivé à Paris lundi.")], beam_size=2)
    assert model.decode(result.hypotheses[0]) == "The president arrived in Paris on Monday."
