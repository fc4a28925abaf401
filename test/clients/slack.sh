#!/bin/sh
# Holds the messages and views of a session in the playground to the models of Slack's own Python SDK. Not part of npm
# test: it installs slack_sdk into a temporary folder. Run it from the repository's root:
#   sh test/clients/slack.sh
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

python3 -m venv "$folder/python"
if ! "$folder/python/bin/pip" install -q slack_sdk; then
  echo "slack_sdk cannot be installed here: nothing was checked"
  exit 0
fi
node --disable-warning=ExperimentalWarning test/clients/slack-session.ts "$folder/calls.json"
"$folder/python/bin/python" test/clients/slack-models.py "$folder/calls.json"
