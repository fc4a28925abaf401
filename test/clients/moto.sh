#!/bin/sh
# Asks a question of moto, an Athena and S3 that others made. Not part of npm test: it installs moto into a temporary
# folder. Run it from the repository's root:
#   sh test/clients/moto.sh
set -eu
. test/clients/wait-for.sh
folder=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

python3 -m venv "$folder/python"
if ! "$folder/python/bin/pip" install -q 'moto[server,athena,s3]'; then
  echo "moto cannot be installed here: nothing was checked"
  exit 0
fi
port=$(free_port)
"$folder/python/bin/moto_server" -H 127.0.0.1 -p "$port" > "$folder/log" 2>&1 &
server=$!
wait_for "http://127.0.0.1:$port/moto-api/" "$server" "$folder/log" -f
node --disable-warning=ExperimentalWarning test/clients/moto.ts "http://127.0.0.1:$port"
