import type { AnswerLinks } from '../answers/answer-links.ts';
import type { PublicPictureOptions, PublicPictures } from './public-pictures.ts';

import { openAnswerLinks } from '../answers/answer-links.ts';
import { openPublicPictures } from './public-pictures.ts';

/** What the bot serves under its public URL; both are undefined when it has none. */
export type PublicAddresses = {
  readonly publicPictures?: PublicPictures;
  readonly links: AnswerLinks | undefined;
};

/** The options of the bot that decide what it serves under its public URL. */
export type PublicAddressOptions = Omit<PublicPictureOptions, 'publicUrl' | 'secret' | 'rules'> & {
  readonly publicUrl?: string | ((boundUrl: string) => string) | undefined;
  readonly signingSecret: string;
  readonly token: string;
  readonly pictureRules: PublicPictureOptions['rules'];
  /** Returns the name of the slash command. */
  readonly command: () => string;
};

/** Creates pictures and links under the public URL. `boundUrl` is the address of the bot's HTTP listener. */
export function openPublicAddresses(options: PublicAddressOptions, boundUrl: string): PublicAddresses {
  const publicUrl = typeof options.publicUrl === 'function' ? options.publicUrl(boundUrl) : options.publicUrl;
  if (!publicUrl) return { links: undefined };
  const secret = options.signingSecret || options.token;
  const publicPictures = openPublicPictures({ ...options, publicUrl, secret, rules: options.pictureRules });
  return { publicPictures, links: openAnswerLinks(publicUrl, options.command) };
}
