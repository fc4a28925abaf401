#!/bin/sh
# Runs the bot's main job on emulate, a Slack that others made, with the scopes of manifest.yml and no others. Not part of
# npm test: it installs emulate into a temporary folder. Run it from the repository's root:
#   sh test/clients/emulate.sh
set -eu
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

if ! npm install --silent --no-audit --no-fund --prefix "$folder" emulate@0.12.2; then
  echo "emulate cannot be installed here: nothing was checked"
  exit 0
fi
port=$(node -e 'const s = require("node:net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })')
node --disable-warning=ExperimentalWarning test/clients/emulate.ts seed "$folder/seed.yml"
node "$folder/node_modules/emulate/dist/index.js" --service slack --seed "$folder/seed.yml" --port "$port" > "$folder/log" 2>&1 &
server=$!
until curl -s "http://localhost:$port/" > /dev/null; do
  kill -0 "$server" || { cat "$folder/log"; exit 1; }
  sleep 0.2
done
node --disable-warning=ExperimentalWarning test/clients/emulate.ts "http://localhost:$port"
