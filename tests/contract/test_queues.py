"""Amazon SQS: groups, deduplication, delays, visibility, dead letters."""


def send(cloud, url, *messages):
    """Messages as (body,) or (body, group, deduplication id)."""
    names = ("MessageBody", "MessageGroupId", "MessageDeduplicationId")
    entries = [
        {"Id": str(number), **dict(zip(names, message, strict=False))} for number, message in enumerate(messages)
    ]
    return cloud.sqs.send_message_batch(QueueUrl=url, Entries=entries)


def bodies(messages):
    return [message.body for message in messages]


def everything(cloud, url, count):
    taken = []

    def more():
        for message in cloud.receive(url):
            cloud.delete(url, message)
            taken.append(message.body)
        return len(taken) >= count

    cloud.eventually(more)
    assert cloud.receive(url) == []
    return taken


def test_what_is_sent_is_received_once_it_is_done_with_never_again(cloud):
    url = cloud.queue()
    answer = send(cloud, url, ("a",), ("b",))
    assert (len(answer["Successful"]), answer.get("Failed", [])) == (2, [])
    assert sorted(everything(cloud, url, 2)) == ["a", "b"]


def test_of_two_with_one_deduplication_id_the_first_is_kept(cloud):
    url = cloud.queue(fifo=True)
    send(cloud, url, ("first", "home", "window-1"), ("second", "home", "window-1"), ("third", "home", "window-2"))
    assert everything(cloud, url, 2) == ["first", "third"]


def test_the_id_is_remembered_when_the_message_is_done_with(cloud):
    url = cloud.queue(fifo=True)
    send(cloud, url, ("first", "home", "window-1"))
    assert everything(cloud, url, 1) == ["first"]
    assert len(send(cloud, url, ("late", "home", "window-1"))["Successful"]) == 1
    send(cloud, url, ("after", "home", "window-2"))
    assert everything(cloud, url, 1) == ["after"]


def test_another_group_has_ids_of_its_own(cloud):
    url = cloud.queue(fifo=True)
    send(cloud, url, ("home", "home", "window-1"), ("day", "day", "window-1"))
    assert sorted(everything(cloud, url, 2)) == ["day", "home"]


def test_a_group_waits_for_the_one_that_is_worked_on_and_others_go_on(cloud):
    url = cloud.queue(fifo=True)
    send(cloud, url, ("home-1", "home", "1"), ("home-2", "home", "2"), ("day-1", "day", "3"))
    (first,) = cloud.eventually(lambda: cloud.receive(url, most=1))
    assert first.body == "home-1"
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["day-1"]
    assert cloud.receive(url) == []
    cloud.delete(url, first)
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["home-2"]


def test_what_isn_t_done_with_comes_back_first_of_its_group(cloud):
    url = cloud.queue(fifo=True, visibility=1)
    send(cloud, url, ("home-1", "home", "1"), ("home-2", "home", "2"))
    (first,) = cloud.eventually(lambda: cloud.receive(url, most=1))
    again = cloud.eventually(lambda: cloud.receive(url, most=1))
    assert [(message.body, message.receives) for message in (first, *again)] == [("home-1", 1), ("home-1", 2)]


def test_a_queue_with_a_delay_keeps_what_it_has_for_so_long(cloud):
    url = cloud.queue(fifo=True, delay=1)
    send(cloud, url, ("home", "home", "1"))
    assert cloud.receive(url) == []
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["home"]


def test_what_is_received_is_hidden_for_a_while(cloud):
    url = cloud.queue(visibility=1)
    send(cloud, url, ("a",))
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["a"]
    assert cloud.receive(url) == []
    (again,) = cloud.eventually(lambda: cloud.receive(url))
    assert (again.body, again.receives) == ("a", 2)


def test_what_fails_too_often_becomes_a_dead_letter(cloud):
    url = cloud.queue(visibility=1, receives=1)
    send(cloud, url, ("poison",))
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["poison"]
    assert cloud.eventually(lambda: cloud.receive(url) or cloud.dead(url)) == ["poison"]


def test_a_dead_letter_no_longer_blocks_its_group(cloud):
    url = cloud.queue(fifo=True, visibility=1, receives=1)
    send(cloud, url, ("poison", "home", "1"), ("good", "home", "2"))
    assert bodies(cloud.eventually(lambda: cloud.receive(url, most=1))) == ["poison"]
    assert bodies(cloud.eventually(lambda: cloud.receive(url))) == ["good"]
    assert cloud.dead(url) == ["poison"]
