"""Amazon DynamoDB: conditions, transactions and their limits, consistent queries, the stream."""

import pytest
from botocore.exceptions import ClientError

NEW = {"ConditionExpression": "attribute_not_exists(pk)"}


def item(pk, sk="x", **fields):
    return {name: {"S": value} for name, value in {"pk": pk, "sk": sk, **fields}.items()}


def over(revision):
    return {"ConditionExpression": "revision = :before", "ExpressionAttributeValues": {":before": {"S": revision}}}


def owned_by(owner):
    return {
        "ConditionExpression": "attribute_not_exists(pk) OR #owner = :owner",
        "ExpressionAttributeNames": {"#owner": "owner"},
        "ExpressionAttributeValues": {":owner": {"S": owner}},
    }


def put(cloud, new, **condition):
    cloud.dynamodb.put_item(TableName=cloud.table, Item=new, **condition)


def action(cloud, kind, **what):
    return {kind: {"TableName": cloud.table, **what}}


def found(cloud, pk, sk="x"):
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    return cloud.dynamodb.get_item(TableName=cloud.table, Key=key, ConsistentRead=True).get("Item")


def query(cloud, pk, **more):
    values = {":pk": {"S": pk}, **more.pop("values", {})}
    condition = "pk = :pk" + (" AND sk BETWEEN :start AND :end" if len(values) > 1 else "")
    return cloud.dynamodb.query(
        TableName=cloud.table,
        KeyConditionExpression=condition,
        ExpressionAttributeValues=values,
        ConsistentRead=True,
        **more,
    )


def refused(cloud, *actions):
    with pytest.raises(ClientError) as caught:
        cloud.dynamodb.transact_write_items(TransactItems=list(actions))
    return caught.value.response


def test_of_two_first_writers_one_is_refused(cloud):
    put(cloud, item("A", revision="1"), **NEW)
    with pytest.raises(ClientError, match="ConditionalCheckFailedException"):
        put(cloud, item("A", revision="2"), **NEW)
    assert found(cloud, "A") == item("A", revision="1")


def test_of_two_writers_on_one_revision_one_is_refused(cloud):
    put(cloud, item("A", revision="1"))
    put(cloud, item("A", revision="2"), **over("1"))
    with pytest.raises(ClientError, match="ConditionalCheckFailedException"):
        put(cloud, item("A", revision="late"), **over("1"))
    with pytest.raises(ClientError, match="ConditionalCheckFailedException"):
        put(cloud, item("B", revision="2"), **over("1"))
    assert found(cloud, "A") == item("A", revision="2")


def test_a_transaction_is_done_whole(cloud):
    put(cloud, item("old"))
    puts = [action(cloud, "Put", Item=item(name)) for name in ("A", "B")]
    gone = action(cloud, "Delete", Key=item("old"))
    cloud.dynamodb.transact_write_items(TransactItems=[*puts, gone])
    assert (found(cloud, "A"), found(cloud, "B"), found(cloud, "old")) == (item("A"), item("B"), None)


def test_or_not_at_all_and_says_which_condition_fails(cloud):
    put(cloud, item("URL", owner="other"))
    mine = action(cloud, "Put", Item=item("URL", owner="me"), **owned_by("me"))
    answer = refused(cloud, action(cloud, "Put", Item=item("A"), **NEW), mine)
    assert answer["Error"]["Code"] == "TransactionCanceledException"
    assert [reason["Code"] for reason in answer["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
    assert (found(cloud, "A"), found(cloud, "URL")) == (None, item("URL", owner="other"))
    again = action(cloud, "Put", Item=item("URL", owner="other", claim="gone"), **owned_by("other"))
    cloud.dynamodb.transact_write_items(TransactItems=[again])
    assert found(cloud, "URL")["claim"] == {"S": "gone"}


def test_a_transaction_has_a_hundred_actions_at_most(cloud):
    actions = [action(cloud, "Put", Item=item(f"{number:03}")) for number in range(101)]
    assert refused(cloud, *actions)["Error"]["Code"] == "ValidationException"
    assert found(cloud, "000") is None
    cloud.dynamodb.transact_write_items(TransactItems=actions[:100])
    assert found(cloud, "099") == item("099")


def test_a_transaction_has_four_megabytes_at_most(cloud):
    actions = [action(cloud, "Put", Item=item(f"{number:03}", text="x" * 390_000)) for number in range(12)]
    assert refused(cloud, *actions)["Error"]["Code"] == "ValidationException"
    assert found(cloud, "000") is None


def test_a_transaction_touches_an_item_once(cloud):
    twice = action(cloud, "Put", Item=item("A"))
    assert refused(cloud, twice, action(cloud, "Delete", Key=item("A")))["Error"]["Code"] == "ValidationException"


def test_a_partition_is_read_by_its_sort_keys_and_goes_on_where_it_ended(cloud):
    for sk in ("2024-12-02", "2024-12-02#a", "2024-11-30#b", "2024-12-01#c"):
        put(cloud, item("LIST", sk))
    put(cloud, item("OTHER", "2024-12-03#d"))
    every = query(cloud, "LIST", ScanIndexForward=False)
    assert [row["sk"]["S"] for row in every["Items"]] == [
        "2024-12-02#a", "2024-12-02", "2024-12-01#c", "2024-11-30#b",
    ]  # fmt: skip
    assert "LastEvaluatedKey" not in every
    first = query(cloud, "LIST", ScanIndexForward=False, Limit=2)
    assert [row["sk"]["S"] for row in first["Items"]] == ["2024-12-02#a", "2024-12-02"]
    after = first["LastEvaluatedKey"]
    rest = query(cloud, "LIST", ScanIndexForward=False, ExclusiveStartKey=after)
    assert [row["sk"]["S"] for row in rest["Items"]] == ["2024-12-01#c", "2024-11-30#b"]


def test_a_span_has_its_ends(cloud):
    for sk in ("a", "b", "b#", "c", "d"):
        put(cloud, item("LIST", sk))
    span = {":start": {"S": "b"}, ":end": {"S": "c"}}
    assert [row["sk"]["S"] for row in query(cloud, "LIST", values=span)["Items"]] == ["b", "b#", "c"]


def test_a_batch_answers_what_is_there_and_each_key_once(cloud):
    put(cloud, item("A"))
    put(cloud, item("B"))

    def batch(*names):
        keys = [item(name) for name in names]
        return cloud.dynamodb.batch_get_item(RequestItems={cloud.table: {"Keys": keys, "ConsistentRead": True}})

    answer = batch("A", "missing", "B")
    assert sorted(row["pk"]["S"] for row in answer["Responses"][cloud.table]) == ["A", "B"]
    with pytest.raises(ClientError, match="ValidationException"):
        batch("A", "A")


def test_the_stream_tells_old_and_new_in_order(cloud):
    put(cloud, item("A", v="1"))
    put(cloud, item("A", v="2"))
    cloud.dynamodb.delete_item(TableName=cloud.table, Key=item("A"))
    records = cloud.eventually(lambda: len(cloud.changes()) >= 3 and cloud.changes())
    told = [(each["eventName"], each["dynamodb"].get("OldImage"), each["dynamodb"].get("NewImage")) for each in records]
    assert told == [
        ("INSERT", None, item("A", v="1")),
        ("MODIFY", item("A", v="1"), item("A", v="2")),
        ("REMOVE", item("A", v="2"), None),
    ]
    assert records[0]["dynamodb"]["Keys"] == item("A")


def test_the_stream_keeps_silent_of_what_changes_nothing(cloud):
    put(cloud, item("A", v="1"))
    put(cloud, item("A", v="1"))
    cloud.dynamodb.delete_item(TableName=cloud.table, Key=item("missing"))
    put(cloud, item("A", v="2"))
    records = cloud.eventually(lambda: len(cloud.changes()) >= 2 and cloud.changes())
    assert [each["eventName"] for each in records] == ["INSERT", "MODIFY"]


def test_the_stream_tells_a_transaction_item_by_item(cloud):
    put(cloud, item("old"))
    actions = [action(cloud, "Put", Item=item("A")), action(cloud, "Delete", Key=item("old"))]
    cloud.dynamodb.transact_write_items(TransactItems=actions)
    records = cloud.eventually(lambda: len(cloud.changes()) >= 3 and cloud.changes())
    told = {(each["eventName"], each["dynamodb"]["Keys"]["pk"]["S"]) for each in records}
    assert told == {("INSERT", "old"), ("INSERT", "A"), ("REMOVE", "old")}
