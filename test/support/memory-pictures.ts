import type { PictureStore } from '../../src/slack/messages/public-pictures.ts';

/** A store of pictures that keeps them in memory, each under its key in `kept`. */
export function memoryPictures(kept = new Map<string, Uint8Array>()): PictureStore {
  return {
    put: async (key, bytes) => void kept.set(key, bytes),
    get: async (key) => kept.get(key),
    remove: async (key) => void kept.delete(key),
  };
}
