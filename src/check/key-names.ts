/** What the name of a key ends with, as an alternative of a pattern. */
const ENDINGS = 'number|id|key|code';

const KEY_NAME = new RegExp(`(?:${ENDINGS}|_no|zip|phone)$`, 'i');

const KEY_ENDING = new RegExp(`_?(?:${ENDINGS}|no)$`, 'i');

/** Whether the name of a column says that its values identify things, so that a sum of them means nothing: `customerNumber`, `zip`. */
export function isKeyName(name: string): boolean {
  return KEY_NAME.test(name);
}

/** Returns the name of a column without the ending of a key: `customerNumber` → `customer`; '' for `id`, which does not say whose key it is. */
export function withoutKeyEnding(name: string): string {
  return name.replace(KEY_ENDING, '');
}
