"""What parliament leaves alone: an action that is more than one, and a door open to everybody."""

from typing import Any

from parliament.misc import make_list


def audit(policy: Any) -> None:
    """Reports each wildcard in what a policy allows. To refuse everything is no risk."""
    for statement in (each for each in policy.statements if each.effect_allow):
        for action in make_list(statement.stmt["Action"]):
            if "*" in action.value:
                policy.add_finding("WILDCARD_ACTION", location=action)
        if "Principal" in statement.stmt and "*" in str(statement.stmt["Principal"]()):
            policy.add_finding("OPEN_TO_ALL", location=statement.stmt["Principal"])
