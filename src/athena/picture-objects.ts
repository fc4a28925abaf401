import type { ObjectStore } from './object-store.ts';

/** Stores pictures by their keys as objects in S3; without `objects`, none are stored. */
export function pictureObjects(objects: ObjectStore | undefined) {
  const at = (key: string) => `pictures/${key}.png`;
  return {
    put: async (key: string, bytes: Uint8Array): Promise<void> => objects?.put(at(key), bytes, 'image/png'),
    get: async (key: string): Promise<Uint8Array | undefined> => objects?.get(at(key)),
    remove: async (key: string): Promise<void> => objects?.remove(at(key)),
  };
}
