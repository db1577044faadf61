"""Roles that aren't a function's: those of the clocks, and of whoever brings new code; and who may take which on.

What functions' roles grant is compared with what functions do: tests/handlers/test_grants.py.
"""

import pytest

from support.template import FUNCTIONS, RESOURCES, of_type, statements, target

ROLES = of_type("AWS::IAM::Role")
OWN = {name.replace("Function", "Role") for name in FUNCTIONS}
CLOCKS = {
    "NewsSitemapRole": {"PagesQueue"}, "AuditScheduleRole": {"AuditsQueue"}, "ProbeScheduleRole": {"ProbesQueue"},
    "ScheduleRole": {"ArrivalsQueue", "RenditionsQueue"},
}  # fmt: skip
"""Where each may send to."""


def test_every_function_has_a_role_of_its_own():
    assert {name: each["Role"] for name, each in FUNCTIONS.items()} == {
        name: {"GetAtt": f"{name.replace('Function', 'Role')}.Arn"} for name in FUNCTIONS
    }
    assert ROLES.keys() == OWN | CLOCKS.keys() | {"RolloutRole"}
    assert all(each.keys() <= {"AssumeRolePolicyDocument", "Description", "Policies"} for each in ROLES.values())


@pytest.mark.parametrize("role", ROLES)
def test_one_service_alone_takes_a_role_on(role):
    (trust,) = ROLES[role]["AssumeRolePolicyDocument"]["Statement"]
    service = "lambda" if role in OWN else "scheduler" if role in CLOCKS else "codedeploy"
    mine = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}} if role in CLOCKS else None
    assert trust == {
        "Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole",
    } | ({"Condition": mine} if mine else {})  # fmt: skip


@pytest.mark.parametrize("role", CLOCKS)
def test_a_clock_puts_its_messages_where_they_are_for(role):
    ((_, granted),) = [each for each in statements() if each[0] == role]
    assert granted["Action"] == ["sqs:SendMessage"]
    assert {target(each) for each in granted["Resource"]} == CLOCKS[role] | {"SchedulesDeadLetters"}
    for schedule in of_type("AWS::Scheduler::Schedule").values():
        to = schedule["Target"]
        if target(to["RoleArn"]) == role:
            assert {target(to["Arn"])} == CLOCKS[role]


def test_new_code_is_brought_by_moving_aliases():
    granted = {each["Sid"]: each["Action"] for role, each in statements() if role == "RolloutRole"}
    assert granted == {
        "MoveAliases": ["lambda:GetAlias", "lambda:UpdateAlias", "lambda:GetProvisionedConcurrencyConfig"],
        "SeeAlarms": ["cloudwatch:DescribeAlarms"],
    }


def test_a_function_hands_its_role_to_schedules_alone():
    handing = [each for _, each in statements() if "iam:PassRole" in each["Action"]]
    assert handing
    for each in handing:
        assert each["Action"] == ["iam:PassRole"]
        assert each["Resource"] == [{"GetAtt": "ScheduleRole.Arn"}]
        assert each["Condition"] == {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}


def test_alarms_of_this_account_alone_are_told():
    told, _ = RESOURCES["AlarmTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert (told["Principal"], told["Action"]) == ({"Service": "cloudwatch.amazonaws.com"}, "sns:Publish")
    (source,) = told["Condition"]["ArnLike"].values()
    assert source == {"Sub": "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*"}
