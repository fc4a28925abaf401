"""Holds the Web API calls of a session to the models of Slack's own Python SDK: every block, element and view must be known,
valid by the SDK's own rules, and come back from it with nothing lost."""

import json
import sys

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

# https://docs.slack.dev/reference/block-kit/blocks/data-table-block and data-visualization-block: the SDK has no models of them yet
NEWER_THAN_SDK = ["data_table", "data_visualization"]

problems = []


def known(sent):
    """What the SDK must give back: all that was sent but empty lists, which it leaves out."""
    if isinstance(sent, dict):
        return {key: known(value) for key, value in sent.items() if value not in ([], None)}
    return [known(value) for value in sent] if isinstance(sent, list) else sent


def compare(where, sent, returned):
    if known(sent) != known(returned):
        problems.append(f"{where}: sent {json.dumps(sent)[:600]} and the SDK knows {json.dumps(returned)[:600]}")


def hold(where, model, sent):
    try:
        model.validate_json()
        compare(where, sent, model.to_dict())
    except Exception as error:
        problems.append(f"{where}: {error} in {json.dumps(sent)[:300]}")


def hold_blocks(where, blocks):
    for sent in blocks:
        block = Block.parse(json.loads(json.dumps(sent)))
        if block is None and sent.get("type") in NEWER_THAN_SDK:
            counts["blocks without a model"] += 1
        elif block is None:
            problems.append(f"{where}: no block of the SDK is a {sent.get('type')}")
        else:
            hold(f"{where} {sent['type']}", block, sent)
    return len(blocks)


def decoded(value):
    return json.loads(value) if isinstance(value, str) else value


calls = json.load(open(sys.argv[1]))
counts = {"calls": len(calls), "blocks": 0, "blocks without a model": 0, "views": 0}
for call in calls:
    if not call["ok"]:
        continue  # what Slack refused is a matter of the bot's own tests
    arguments = call["arguments"]
    if "blocks" in arguments:
        counts["blocks"] += hold_blocks(call["method"], decoded(arguments["blocks"]))
    if "view" in arguments:
        view = decoded(arguments["view"])
        counts["views"] += 1
        counts["blocks"] += hold_blocks(call["method"], view["blocks"])
        try:
            View(**view).validate_json()
        except Exception as error:
            problems.append(f"{call['method']}: {error}")
print(", ".join(f"{count} {name}" for name, count in counts.items()))
for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems or counts["blocks"] == 0 else 0)
