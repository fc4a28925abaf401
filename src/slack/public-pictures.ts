import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BaseLogger } from 'pino';

import type { PictureHost } from './picture-host.ts';

/** Where pictures' bytes are kept for as long as a message may show them. */
export type PictureStore = {
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Undefined when nothing is kept under the key. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly remove: (key: string) => Promise<void>;
};

/** For how long pictures have addresses, and what those are signed with. */
export type PictureRules = {
  /** A secret for nothing else; undefined to derive one from the secret of the bot. */
  readonly key?: string | undefined;
  /** An address ends to work after so many days; undefined for never. */
  readonly days?: number | undefined;
  /** Whether a picture is deleted with its message; its address then belongs to that message alone. */
  readonly goesWithMessage: boolean;
};

/** A host whose pictures have public addresses on this process's own HTTP listener. */
export type PublicPictures = PictureHost & {
  /** Serves `GET /pictures/<key>.png?e=<end>&s=<signature>`; resolves to false when the request is for something else. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

const PATH = /^\/pictures\/([0-9a-f]{64})\.png$/;

/** How long what never changes may be kept, in seconds. */
const YEAR = 31_536_000;

const DAY_MS = 86_400_000;

/** What public pictures are kept with; `secret` is the bot's own. */
export type PublicPictureOptions = {
  readonly pictures: PictureStore;
  readonly publicUrl: string;
  readonly secret: string;
  readonly rules: PictureRules;
  readonly now: () => Date;
  readonly log: Pick<BaseLogger, 'warn'>;
};

/**
 * Keeps pictures and names each by an address under `publicUrl` that only the holder of the key can make. An address
 * never shows anything else, so Slack and browsers may keep it for as long as it works.
 */
export function openPublicPictures(options: PublicPictureOptions): PublicPictures {
  const { pictures, publicUrl, secret, rules, now, log } = options;
  const base = publicUrl.replace(/\/+$/, '');
  const signingKey = rules.key ?? Buffer.from(hkdfSync('sha256', secret, '', 'owlpost pictures', 32));
  const sign = (key: string, end: string) => createHmac('sha256', signingKey).update(`${key} ${end}`).digest();
  const isSigned = (key: string, end: string, given: string): boolean => {
    const [signature, expected] = [Buffer.from(given, 'base64url'), sign(key, end)];
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  };
  return {
    isPublic: true,
    isShared: !rules.goesWithMessage,
    publish: async ({ png }) => {
      const hash = createHash('sha256').update(png);
      const key = (rules.goesWithMessage ? hash.update(randomBytes(16)) : hash).digest('hex');
      await pictures.put(key, png);
      const end = rules.days === undefined ? '' : String(endOf(now(), rules.days));
      const search = new URLSearchParams({ ...(end && { e: end }), s: sign(key, end).toString('base64url') });
      return { image_url: `${base}/pictures/${key}.png?${search}` };
    },
    remove: async (source) => {
      if (!rules.goesWithMessage || !('image_url' in source)) return; // other messages may show the same picture
      const url = URL.canParse(source.image_url) ? new URL(source.image_url) : undefined;
      const key = PATH.exec(url?.pathname ?? '')?.[1];
      if (!url || !key) return;
      if (!isSigned(key, url.searchParams.get('e') ?? '', url.searchParams.get('s') ?? '')) return;
      await pictures.remove(key).catch((error) => log.warn({ error, key }, 'a picture could not be deleted'));
    },
    serve: async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const key = PATH.exec(url.pathname)?.[1];
      if (!key || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      const end = url.searchParams.get('e') ?? '';
      const left = end === '' ? YEAR : Number(end) - Math.floor(now().getTime() / 1000);
      const mayBeSeen = isSigned(key, end, url.searchParams.get('s') ?? '') && left > 0;
      const bytes = mayBeSeen ? await pictures.get(key) : undefined;
      if (!bytes) {
        response.writeHead(404).end();
        return true;
      }
      response.writeHead(200, {
        'content-type': 'image/png',
        'content-length': bytes.length,
        'cache-control': `public, max-age=${Math.min(left, YEAR)}, immutable`,
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : bytes);
      return true;
    },
  };
}

/** When an address of today ends to work, in seconds since 1970: with a day, so that a picture has one address on each. */
function endOf(now: Date, days: number): number {
  return (Math.floor(now.getTime() / DAY_MS) + 1 + days) * (DAY_MS / 1000);
}
