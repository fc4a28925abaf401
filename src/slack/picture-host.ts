import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Picture } from '../chart/picture.ts';
import type { PictureSource } from './blocks/answer-view.ts';

/** Where pictures' bytes are kept for as long as a message may show them. */
export type PictureStore = {
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
};

export type PictureHost = {
  /** Keeps a picture and gives its address, which never shows anything else. */
  readonly publish: (picture: Picture) => Promise<PictureSource>;
  /** Serves `GET /pictures/<key>.png?s=<signature>`; false when the request is for something else. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

const PATH = /^\/pictures\/([0-9a-f]{64})\.png$/;

/** Pictures under public addresses that only this secret's holder can make. */
export function openPictureHost({
  pictures,
  publicUrl,
  secret,
}: {
  pictures: PictureStore;
  publicUrl: string;
  secret: string;
}): PictureHost {
  const base = publicUrl.replace(/\/+$/, '');
  const sign = (key: string) => createHmac('sha256', secret).update(`owlpost picture ${key}`).digest();
  return {
    publish: async ({ png }) => {
      const key = createHash('sha256').update(png).digest('hex');
      await pictures.put(key, png);
      return { image_url: `${base}/pictures/${key}.png?s=${sign(key).toString('base64url')}` };
    },
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
