import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import type { Connection } from './connection.ts';

import { UserError } from '../error.ts';
import { connectS3 } from './connection.ts';
import { errorOfCall } from './failure.ts';

/** Stores objects by their keys. */
export type ObjectStore = {
  readonly put: (key: string, bytes: Uint8Array, contentType: string) => Promise<void>;
  /** Resolves to undefined when there is none by that key. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Deletes an object; one that does not exist counts as deleted. */
  readonly remove: (key: string) => Promise<void>;
  readonly close: () => void;
};

/** Creates a store of the S3 objects below `location`, `s3://bucket/folder/`. */
export function openObjectStore({ location, ...connection }: { location: string } & Connection): ObjectStore {
  const { bucket, folder } = parseLocation(location);
  const s3 = connectS3(connection);
  const at = (key: string) => ({ Bucket: bucket, Key: `${folder}${key}` });
  const failed = (error: unknown) => errorOfCall(error, { where: 'the bucket of ATHENA_OUTPUT' });

  return {
    async put(key, bytes, contentType) {
      const command = new PutObjectCommand({ ...at(key), Body: bytes, ContentType: contentType });
      await s3.send(command).catch((error) => {
        throw failed(error);
      });
    },
    async get(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand(at(key)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw failed(error);
      }
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand(at(key))).catch((error) => {
        throw failed(error);
      });
    },
    close: () => s3.destroy(),
  };
}

/** Reads the bucket and the folder, with its closing slash, of `s3://bucket/folder/`. Throws a UserError for any other text. */
export function parseLocation(location: string): { bucket: string; folder: string } {
  const [, bucket, folder = ''] = /^s3:\/\/([^/\s]+)(?:\/(\S*))?$/.exec(location) ?? [];
  if (!bucket) throw new UserError(`\`${location}\` is no place in S3; write ATHENA_OUTPUT like s3://bucket/folder/`);
  return { bucket, folder: folder === '' || folder.endsWith('/') ? folder : `${folder}/` };
}
