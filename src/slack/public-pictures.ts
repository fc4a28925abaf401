import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { PictureHost } from './picture-host.ts';

/** Where pictures' bytes are kept for as long as a message may show them. */
export type PictureStore = {
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Undefined when nothing is kept under the key. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
};

/** A host whose pictures have public addresses on this process's own HTTP listener. */
export type PublicPictures = PictureHost & {
  /** Serves `GET /pictures/<key>.png?s=<signature>`; resolves to false when the request is for something else. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

const PATH = /^\/pictures\/([0-9a-f]{64})\.png$/;

/**
 * Keeps pictures and names each by an address under `publicUrl` that only the holder of `secret` can make. An address
 * never shows anything else, so Slack and browsers may keep it for ever.
 */
export function openPublicPictures({
  pictures,
  publicUrl,
  secret,
}: {
  pictures: PictureStore;
  publicUrl: string;
  secret: string;
}): PublicPictures {
  const base = publicUrl.replace(/\/+$/, '');
  const sign = (key: string) => createHmac('sha256', secret).update(`owlpost picture ${key}`).digest();
  return {
    isPublic: true,
    publish: async ({ png }) => {
      const key = createHash('sha256').update(png).digest('hex');
      await pictures.put(key, png);
      return { image_url: `${base}/pictures/${key}.png?s=${sign(key).toString('base64url')}` };
    },
    remove: async () => undefined, // other messages may show the same picture
    serve: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const key = PATH.exec(url.pathname)?.[1];
      if (!key || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      const signature = Buffer.from(url.searchParams.get('s') ?? '', 'base64url');
      const expected = sign(key);
      const isSigned = signature.length === expected.length && timingSafeEqual(signature, expected);
      const bytes = isSigned ? await pictures.get(key) : undefined;
      if (!bytes) {
        response.writeHead(404).end();
        return true;
      }
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-length': bytes.length,
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : bytes);
      return true;
    },
  };
}
