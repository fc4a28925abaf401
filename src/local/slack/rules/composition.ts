import { isDeepStrictEqual } from 'node:util';

import type { Check } from './check.ts';

import { boolean, byType, every, exactlyOne, list, object, oneOf, string } from './check.ts';

/** https://docs.slack.dev/reference/block-kit/composition-objects */
export function plainText({ min = 1, max = 3000 }: { min?: number; max?: number } = {}): Check {
  return object({ type: oneOf('plain_text'), text: string({ min, max }) }, { emoji: boolean });
}

export function anyText({ min = 1, max = 3000 }: { min?: number; max?: number } = {}): Check {
  return byType({
    plain_text: plainText({ min, max }),
    mrkdwn: object({ type: oneOf('mrkdwn'), text: string({ min, max }) }, { verbatim: boolean }),
  });
}

export const id = string({ min: 1, max: 255 });

export const webAddress = string({ min: 1, max: 3000, pattern: /^https?:\/\// });

export const confirm = object(
  {
    title: plainText({ max: 100 }),
    text: anyText({ max: 300 }),
    confirm: plainText({ max: 30 }),
    deny: plainText({ max: 30 }),
  },
  { style: oneOf('primary', 'danger') },
);

export const option = object(
  { text: plainText({ max: 75 }), value: string({ max: 150 }) },
  { description: plainText({ max: 75 }) },
);

/** Radio buttons and checkboxes may have formatted options. */
export const richOption = object(
  { text: anyText({ max: 75 }), value: string({ max: 150 }) },
  { description: anyText({ max: 75 }) },
);

export const overflowOption = object(
  { text: plainText({ max: 75 }), value: string({ max: 150 }) },
  { description: plainText({ max: 75 }), url: webAddress },
);

export const optionGroup = object({ label: plainText({ max: 75 }), options: list(option, { max: 100 }) });

const fileReference = every(
  object({}, { id: string({ pattern: /^F[A-Z0-9]{8,}$/ }), url: webAddress }),
  exactlyOne('id', 'url'),
);

export const imageSource = { image_url: webAddress, slack_file: fileReference };

export const altText = string({ max: 2000 });

/** Every option of a menu, out of its groups. */
export function optionsOf(menu: Readonly<Record<string, unknown>>): readonly unknown[] {
  const groups = (menu.option_groups ?? []) as readonly { options?: readonly unknown[] }[];
  return [...((menu.options ?? []) as readonly unknown[]), ...groups.flatMap(({ options }) => options ?? [])];
}

/** A preselected option is compared as a whole: same text, same value, same description. */
export function isOffered(menu: Readonly<Record<string, unknown>>, chosen: unknown): boolean {
  return optionsOf(menu).some((offered) => isDeepStrictEqual(plain(offered), plain(chosen)));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, entry) => (key === 'emoji' ? undefined : entry)));
}
