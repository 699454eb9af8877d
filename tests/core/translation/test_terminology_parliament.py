"""Members of a national parliament are not made members of the European one."""

from core.translation.terminology.names import mend_names


def test_members_of_a_national_parliament_are_mps():
    mended, changed = mend_names(
        "Les députés ont voté.", "MEPs voted.", "fr", "L'Assemblée à Rabat. Les députés ont voté."
    )
    assert (mended, changed) == ("MPs voted.", ("MEP → MP",))


def test_where_the_article_speaks_of_europe_nothing_is_touched():
    context = "Le Parlement européen a siégé. Les députés ont voté."
    assert mend_names("Les députés ont voté.", "MEPs voted.", "fr", context) == ("MEPs voted.", ())


def test_meps_that_the_source_has_not_are_left_to_the_checks():
    assert mend_names("Ils ont voté.", "MEPs voted.", "fr") == ("MEPs voted.", ())
