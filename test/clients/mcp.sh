#!/bin/sh
# Asks the catalogue by the official Python SDK of MCP, over stdio. Not part of npm test: it installs mcp into a temporary
# folder. Run it from the repository's root:
#   sh test/clients/mcp.sh
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
PATH="$PWD/node_modules/.bin:$PATH"
OWLPOST_DATA="$folder/data"
export OWLPOST_DATA

python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q mcp
"$folder/python/bin/python" test/clients/mcp-client.py
