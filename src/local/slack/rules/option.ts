import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

import { list } from './list.ts';
import { anyText, plainText, string } from './text.ts';

type Menu = {
  readonly options?: readonly unknown[];
  readonly option_groups?: readonly { options?: readonly unknown[] }[];
};

/** The schema of an option of a menu: https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const option = z.strictObject({
  text: plainText(75),
  value: string(150),
  description: plainText(75).optional(),
});

/** The schema of an option of radio buttons or checkboxes, which may be formatted. */
export const formattedOption = option.extend({ text: anyText(75), description: anyText(75).optional() });

/** The schema of a group of options under a label. */
export const optionGroup = z.strictObject({ label: plainText(75), options: list(option, 100) });

/** Returns every option of a menu, those in groups too. */
export function optionsOf(menu: object): readonly unknown[] {
  const { options = [], option_groups: groups = [] } = menu as Menu;
  return [...options, ...groups.flatMap((group) => group.options ?? [])];
}

/** Whether a menu offers an option. Options are compared as a whole: same text, same value, same description. */
export function isOffered(menu: object, chosen: unknown): boolean {
  return optionsOf(menu).some((offered) => isDeepStrictEqual(withoutEmoji(offered), withoutEmoji(chosen)));
}

function withoutEmoji(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, entry) => (key === 'emoji' ? undefined : entry)));
}
