import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the channel does to who calls it: sometimes it kills the caller before or after it has taken the message. */
export type Mood = (step: string) => 'serve' | 'kill before' | 'kill after' | 'refuse' | 'lose';

/** A channel on loopback that remembers messages by their run ids, and what it did to its callers. */
export async function openChannel(mood: Mood, kill: (pid: number, step: string) => void) {
  const messages = new Map<string, string>();
  const intended = new Set<string>();
  const callers = new Set<number>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.slice(1);
    const step = request.method ?? '';
    const deed = mood(step);
    const pid = Number(searchParams.get('pid'));
    callers.add(pid);
    if (deed === 'kill before') return kill(pid, `before ${step}`);
    if (deed === 'refuse') return void response.writeHead(503).end();
    if (step === 'PATCH') intended.add(path);
    const body = serve(step, path, messages, searchParams.get('besides') ?? '');
    if (deed === 'kill after') return kill(pid, `after ${step}`);
    if (deed === 'lose') return void response.destroy();
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** By the `ts` of each message, the run id that it carries. */
    messages,
    /** The ids of what alerts were about to tell. */
    intended,
    /** The ids of the processes that have called so far. */
    callers,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Does what a caller asks; a search leaves out the message `besides`. */
function serve(step: string, path: string, messages: Map<string, string>, besides: string): string | undefined {
  if (step === 'POST') {
    const ts = String(messages.size + 1);
    messages.set(ts, path);
    return ts;
  }
  if (step === 'DELETE') return String(messages.delete(path));
  if (step === 'GET') return [...messages].find(([ts, runId]) => runId === path && ts !== besides)?.[0];
  return 'an answer';
}
