import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';

/** How to reach AWS. What is missing comes from the SDK's own settings and credentials. */
export type Connection = {
  readonly region?: string;
  /** Addresses in place of the region's own. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
  /** The values of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  readonly proxies?: Readonly<Record<string, string | undefined>>;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** In milliseconds. A call that takes longer is given up and tried again; one that never ends would hold an answer forever. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

/** Creates the SDK's client of Athena. */
export function connectAthena({ region, endpoint, credentials, proxies }: Connection): AthenaClient {
  return new AthenaClient({ region, endpoint, credentials, requestHandler: requestHandler(proxies) });
}

/** Creates the SDK's client of S3. */
export function connectS3({ region, s3Endpoint, credentials, proxies }: Connection): S3Client {
  const forcePathStyle = s3Endpoint !== undefined; // another address seldom has a name for each bucket
  const handler = requestHandler(proxies);
  return new S3Client({ region, endpoint: s3Endpoint, credentials, forcePathStyle, requestHandler: handler });
}

/** The SDK has agents of its own, which Node's NODE_USE_ENV_PROXY does not reach: https://nodejs.org/api/http.html#new-agentoptions */
function requestHandler(proxyEnv: Connection['proxies']) {
  if (!proxyEnv) return TIMEOUTS;
  const options = { keepAlive: true, maxSockets: 50, proxyEnv };
  return { ...TIMEOUTS, httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}
