#!/bin/sh
# Holds the conversation with the bot on emulate, a Slack that others made: messages, threads, forms, App Home, files and
# refusals, with the scopes of manifest.yml and no others. Not part of npm test: it installs emulate into a temporary folder.
# Run it from the repository's root:
#   sh test/clients/emulate.sh
set -eu
. test/clients/wait-for.sh
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

if ! npm install --silent --no-audit --no-fund --prefix "$folder" emulate@0.12.2; then
  echo "emulate cannot be installed here: nothing was checked"
  exit 0
fi
port=$(free_port)
node --disable-warning=ExperimentalWarning test/clients/emulate.ts seed "$folder/seed.yml"
node "$folder/node_modules/emulate/dist/index.js" --service slack --seed "$folder/seed.yml" --port "$port" > "$folder/log" 2>&1 &
server=$!
wait_for "http://localhost:$port/" "$server" "$folder/log"
node --disable-warning=ExperimentalWarning test/clients/emulate.ts "http://localhost:$port"
