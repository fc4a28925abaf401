#!/bin/sh
# Asks questions of ministack, an Athena, Glue and S3 that others made, which runs SQL. Not part of npm test: it installs
# ministack into a temporary folder. Run it from the repository's root:
#   sh test/clients/ministack.sh
set -eu
. test/clients/wait-for.sh
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

python3 -m venv "$folder/python"
if ! "$folder/python/bin/pip" install -q ministack duckdb; then
  echo "ministack cannot be installed here: nothing was checked"
  exit 0
fi
port=$(free_port)
GATEWAY_PORT=$port BIND_HOST=127.0.0.1 S3_DATA_DIR="$folder/s3" "$folder/python/bin/ministack" > "$folder/log" 2>&1 &
server=$!
wait_for "http://127.0.0.1:$port/_ministack/health" "$server" "$folder/log" -f
node --disable-warning=ExperimentalWarning test/clients/ministack.ts "http://127.0.0.1:$port"
