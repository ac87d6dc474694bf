"""Every unit of work ends in one of three ways."""

from pipeline.model.outcome import Outcome, done, failed, skipped


def test_what_is_done_has_an_output_and_no_reason() -> None:
    assert done("page", 3) == Outcome(input_id="page", state="done", output=3, reason="", detail="", transient=False)


def test_what_is_done_may_have_nothing_to_show() -> None:
    assert done("page", None).output is None
    assert done("page", None).state == "done"


def test_what_is_skipped_says_why() -> None:
    outcome: Outcome[int] = skipped("page", "not-modified", "The page is as it was.")
    assert outcome == Outcome(
        input_id="page", state="skipped", reason="not-modified", detail="The page is as it was.", transient=False
    )
    assert outcome.output is None


def test_what_failed_says_why_and_whether_to_try_again() -> None:
    for_good: Outcome[int] = failed("page", "gone")
    for_now: Outcome[int] = failed("page", "timeout", "It stayed silent.", transient=True)
    assert (for_good.state, for_good.reason, for_good.detail, for_good.transient) == ("failed", "gone", "", False)
    assert (for_now.state, for_now.detail, for_now.transient) == ("failed", "It stayed silent.", True)
