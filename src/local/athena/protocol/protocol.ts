import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { FaultInjection } from '../queries/fault-injection.ts';
import type { RequestHandler } from './http.ts';
import type { Input } from './input.ts';

import { readBody } from '../../../http/request-body.ts';
import { ApiError, invalid } from './api-error.ts';

/** Operations of Athena's API by name: functions from the input to the output. */
export type Operations = Readonly<Record<string, (input: Input) => object | Promise<object>>>;

const LONGEST_BODY = 4 << 20;

/** Whether a request is a call of Athena's API, which has the header `X-Amz-Target`. */
export function isAthenaCall({ headers }: IncomingMessage): boolean {
  return headers['x-amz-target'] !== undefined;
}

/**
 * Returns the request handler of Athena's API by AWS JSON 1.1: `X-Amz-Target` names the operation, bodies are JSON, `__type` is the
 * name of an exception. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function answerCalls(operations: Operations, faults: FaultInjection): RequestHandler {
  async function answer(request: IncomingMessage): Promise<object> {
    const name = String(request.headers['x-amz-target']).match(/^AmazonAthena\.(\w+)$/)?.[1] ?? '';
    const body = await readBody(request, LONGEST_BODY).catch(tooLong);
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new ApiError('UnknownOperationException', '');
    faults.onCall(name);
    return await operation(parseInput(body));
  }

  return async (request, response) => {
    try {
      send(response, 200, await answer(request));
    } catch (error) {
      if (error instanceof ApiError) return send(response, error.status, describeError(error));
      send(response, 500, {
        __type: 'InternalServerException',
        Message: 'The embedded engine has a fault of its own.',
      });
      throw error;
    }
  };
}

function tooLong(error: unknown): never {
  throw error instanceof RangeError ? invalid(error.message) : error;
}

function parseInput(body: Buffer): Input {
  try {
    const input: unknown = JSON.parse(body.toString() || '{}');
    if (input && typeof input === 'object' && !Array.isArray(input)) return input as Input;
  } catch {
    // told below
  }
  throw new ApiError('SerializationException', '');
}

function describeError({ type, code, message, members }: ApiError): object {
  return {
    __type: type,
    ...(code ? { AthenaErrorCode: code, ErrorCode: code } : {}),
    ...members,
    ...(message ? { Message: message } : {}),
  };
}

function send(response: ServerResponse, status: number, answer: object): void {
  const text = JSON.stringify(answer);
  response
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}
