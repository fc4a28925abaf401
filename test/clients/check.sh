#!/bin/sh
# Checks that AWS clients as they are published work with the embedded Athena. Not part of npm test: it installs
# boto3, aws-cli, PyAthena, awswrangler and Cube's driver into a temporary folder. Run it from the repository's root:
#   sh test/clients/check.sh
set -eu
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"

python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q boto3 awscli PyAthena awswrangler
npm install --silent --no-audit --no-fund --prefix "$folder/cube" @cubejs-backend/athena-driver

node test/clients/serve.ts "$folder/lake" > "$folder/url" &
server=$!
until [ -s "$folder/url" ]; do sleep 0.2; done
AWS_ENDPOINT_URL=$(cat "$folder/url")
export AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID=anyone AWS_SECRET_ACCESS_KEY=anything AWS_DEFAULT_REGION=eu-west-1
export AWS_REGION=eu-west-1 AWS_EC2_METADATA_DISABLED=true

PATH="$folder/python/bin:$PATH" sh test/clients/aws-cli.sh
"$folder/python/bin/python" test/clients/check.py
NODE_PATH="$folder/cube/node_modules" node test/clients/cube.cjs
echo "every client works"
