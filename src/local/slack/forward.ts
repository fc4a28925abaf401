import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as openRequest } from 'node:http';

/** Hands a request as it is to a server at `origin`, and gives its answer back; 502 when there is none. */
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
