import { createServer, request } from 'node:http';

/** What stands before several instances, as a load balancer does. */
export type LoadBalancer = {
  readonly url: string;
  readonly add: (instanceUrl: string) => void;
  readonly remove: (instanceUrl: string) => void;
  readonly close: () => void;
};

/**
 * Opens a load balancer on loopback. Each request goes to an instance by chance: 503 when there is none that takes connections,
 * 502 when one was cut in the middle of an answer.
 */
export async function openLoadBalancer(): Promise<LoadBalancer> {
  const instances = new Set<string>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const pass = ([target, ...others]: readonly string[]): void => {
      if (target === undefined) return void outgoing.writeHead(503).end();
      const sent = request(target + incoming.url, { method: incoming.method, headers: incoming.headers, agent: false });
      let isConnected = false;
      sent.on('socket', (socket) => socket.once('connect', () => (isConnected = true)));
      sent.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      });
      sent.on('error', () => {
        if (!isConnected) pass(others);
        else if (!outgoing.headersSent) outgoing.writeHead(502).end();
      });
      sent.end(body);
    };
    pass([...instances].sort(() => Math.random() - 0.5));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the load balancer has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    add: (url) => void instances.add(url),
    remove: (url) => void instances.delete(url),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
