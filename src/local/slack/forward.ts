import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as openRequest } from 'node:http';

/** Proxies a request to the server at `origin`, such as `http://127.0.0.1:3001`, and its answer back; answers 502 when it cannot be reached. */
export function forward(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const { connection: _, ...headers } = request.headers;
  const { method, url: path } = request;
  const onward = openRequest(new URL(origin), { method, path, headers }, (answer) => {
    const { connection: __, 'keep-alive': ___, ...own } = answer.headers;
    response.writeHead(answer.statusCode!, own);
    answer.pipe(response);
  });
  onward.on('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
