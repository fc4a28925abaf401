import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Opens a Postgres server, in front of the one at `url` on its socket, that can be made silent: it then takes every byte and answers none. */
export async function openSilencer(url: string) {
  const folder = decodeURIComponent(new URL(url).hostname || /@([^/]+)\//.exec(url)![1]!);
  let isSilent = false;
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(`${folder}/.s.PGSQL.5432`);
    clients.add(client);
    client.on('error', () => {}).on('close', () => database.destroy());
    database.on('error', () => {}).on('close', () => client.destroy());
    client.on('data', (bytes) => isSilent || database.write(bytes));
    database.on('data', (bytes) => isSilent || client.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://owlpost@127.0.0.1:${port}/postgres`,
    silence: () => {
      isSilent = true;
    },
    /** Breaks all connections. */
    close: () => {
      server.close();
      for (const client of clients) client.destroy();
    },
  };
}
