"""A double of Slack, a process of its own: Web API, Socket Mode, signed HTTP pushes, OAuth, files, limits, faults.

Launch and steer it:

    with launched("tests.doubles.slack", "--workspaces", "2") as addresses:
        async with SlackSteering(addresses) as slack:
            channel = (await slack.channels())[0]
            await slack.connected()
            told = await slack.run("ada", channel, "/tally figures storm")
            assert told["message"]["is_ephemeral"]

`addresses`: `api` (for `api_base`), `bot_token` (of the first workspace), `app_token`, `signing_secret`, `client_id`,
`client_secret`, `authorize` (OAuth's page, which consents at once), `control`. Arguments: `--workspaces`, `--channels`,
`--enterprise N` (so many of them in an organisation), `--uninstalled N` (so many without the app), `--manifest FILE`
(then only what is registered there is granted, offered and told).

What people do (`run`, `click`, `click_view`, `suggest`, `submit`, `close`, `shortcut`, `open_home`, `say`) goes to the
app over Socket Mode, or over HTTP after `await slack.http("http://127.0.0.1:port/slack/events")`, and waits until the
person has seen something: an answer in the acknowledgement, at the response_url, by chat.postEphemeral to them, a
changed message that they clicked in, or a view. A person is an admin after `person("ada", admin=True)`, or with
`run(..., admin=True)`.

What was sent: `traffic(path="/chat.*")`, `posts(channel)`, `messages(channel)` (private ones and metadata too),
`views(user)`, `deliveries()`, `state()["live"]` (messages that mention somebody), `state()["complaints"]` (what Slack's
samples say against the double itself: to be empty).

Faults: `lay({"match": {"path": "/chat.postMessage", "nth": 2}, "do": "reset before reply"})` as in
`tests.doubles.wire.faults`; `refuse("chat.postMessage", "is_archived", times=1)`; `channel(id, archived=True)`,
`channel(id, bot=False)`, `channel(id, refuses="restricted_action_read_only_channel")`;
`installation("refuse", error="token_revoked")`, `installation("uninstall")`, `installation("scopes", scopes=[..])`;
`socket("refresh")`, `"warning"`, `"close"`, `"reset"`, `"silence"`, `"disable"`; faults that match method `CONNECT` or
`ACK` at `/link/`; over HTTP `tamper={"signature": "v0=00", "age": 301}`; `replay(delivery)`.

Limits are Slack's (a message a second and channel, tiers by the minute); `limits(channel=(100, 1.0))` widens them.
Other waits and sizes are `settings(...)`: `answer_within` (3 s), `retries` (an event again after 0, 60, 300 s),
`trigger_lives`, `hook_lives`, `hook_uses`, `ticket_lives`, `ping_every`, `refresh_grace`, `edit_window`, `ready_after`
(a picture in a block), `share_after` (a file in its channel), `most_history` (15 for an app that is sold), `rotates`.

Where Slack's reference and its behaviour leave room the double takes the stricter reading: a channel takes one message
a second to the millisecond; chat.update finds bare names like @channel unless it says `parse: none`; all text in blocks
is 13,000 characters at most.
"""
