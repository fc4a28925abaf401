/**
 * Whether what is tried by chance, or in every combination, is tried to the full, which takes several times as long:
 * `OWLPOST_THOROUGH=yes npm test`.
 */
export const IS_THOROUGH = process.env.OWLPOST_THOROUGH !== undefined;

/** How many of something are tried: few, or many where tests are to be thorough. */
export const tries = (few: number, many: number): number => (IS_THOROUGH ? many : few);
