# For the scripts beside it, which source it: a port for a server, and a wait until that server answers.

# Prints a port that nobody listens on.
free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, () => { console.log(s.address().port); s.close(); })'
}

# wait_for URL PID LOG [OPTION OF CURL]: waits until URL answers; fails with the log once the process has ended.
wait_for() {
  until curl -s ${4-} "$1" > /dev/null; do
    kill -0 "$2" || { cat "$3"; return 1; }
    sleep 0.2
  done
}
