import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BaseLogger } from 'pino';

import type { PictureHost } from './picture-host.ts';

import { DAY_MS } from '../../calendar/durations.ts';

/** Stores the bytes of pictures. */
export type PictureStore = {
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Resolves to undefined when there is nothing under the key. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly remove: (key: string) => Promise<void>;
};

/** How the addresses of pictures are signed, and how long they work. */
export type PictureRules = {
  /** A secret for this use alone; undefined to derive one from the secret of the bot. */
  readonly key?: string | undefined;
  /** The number of days after which an address stops working; undefined for never. */
  readonly days?: number | undefined;
  /** Whether a picture is deleted with its message; each message then has an address of its own. */
  readonly goesWithMessage: boolean;
};

/** A picture host on this process's own HTTP listener. */
export type PublicPictures = PictureHost & {
  /** Serves `GET /pictures/<key>.png?e=<end>&s=<signature>`; resolves to false for other requests. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

const PATH = /^\/pictures\/([0-9a-f]{64})\.png$/;

/** How long what never changes may be kept, in seconds. */
const YEAR = 31_536_000;

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
 * Creates a host that gives each picture a signed address under `publicUrl`. An address never shows anything else, so
 * that Slack and browsers may cache it for as long as it works.
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
