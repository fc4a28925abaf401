import type { Draft, ReadContext } from '../draft.ts';
import type { Sentence } from '../sentence.ts';

/**
 * Reads what stands at a token and adds its meaning to the draft. Returns the number of tokens read, or undefined
 * when the rule does not apply there.
 */
export type Rule = (sentence: Sentence, index: number, draft: Draft, context: ReadContext) => number | undefined;
