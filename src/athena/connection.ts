import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';

/** How to reach AWS. What is left out comes from the SDK's own settings and credentials. */
export type Connection = {
  readonly region?: string;
  /** Other addresses than the region's own. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** In milliseconds. A call that takes longer is given up and tried again; one that never ends would hold an answer forever. */
const TIMEOUTS = { connectionTimeout: 5000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

/** A client of Athena. */
export function connectAthena({ region, endpoint, credentials }: Connection): AthenaClient {
  return new AthenaClient({ region, endpoint, credentials, requestHandler: TIMEOUTS });
}

/** A client of S3. */
export function connectS3({ region, s3Endpoint, credentials }: Connection): S3Client {
  const forcePathStyle = s3Endpoint !== undefined; // another address seldom has a name for each bucket
  return new S3Client({ region, endpoint: s3Endpoint, credentials, forcePathStyle, requestHandler: TIMEOUTS });
}
