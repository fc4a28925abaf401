import { z } from 'zod';

import { exactlyOne } from './problem.ts';

/** Returns the schema of a string of `min` to `max` code points. */
export function string(max: number, min = 1): z.ZodString {
  return z.string().check((payload) => {
    const { length } = [...payload.value];
    const issue = { origin: 'string', input: payload.value, inclusive: true } as const;
    if (length > max) payload.issues.push({ ...issue, code: 'too_big', maximum: max });
    if (length < min) payload.issues.push({ ...issue, code: 'too_small', minimum: min });
  });
}

/**
 * Returns the schema of a `plain_text` object of at most `max` code points:
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: string(max), emoji: z.boolean().optional() });
}

/** Returns the schema of a text object of either type, of at most `max` code points. */
export function anyText(max: number) {
  const mrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: string(max), verbatim: z.boolean().optional() });
  return z.discriminatedUnion('type', [plainText(max), mrkdwn]);
}

/** The schema of an `action_id`, `block_id` or `callback_id`, or the id of a person or channel. */
export const id = string(255);

const webAddress = string(3000).regex(/^https?:\/\//);

/** The schema of a picture's alternative text. */
export const altText = string(2000);

/** The schemas of the fields `image_url` and `slack_file`, both optional; `exactlyOne` checks that one of them is given. */
export const imageSource = {
  image_url: webAddress.optional(),
  slack_file: z
    .strictObject({
      id: z
        .string()
        .regex(/^F[A-Z0-9]{8,}$/)
        .optional(),
      url: webAddress.optional(),
    })
    .check(exactlyOne('id', 'url'))
    .optional(),
};
