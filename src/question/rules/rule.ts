import type { Draft, ReadContext } from '../draft.ts';
import type { Sentence } from '../sentence.ts';

/** Reads what stands at a token, adds what it means to the draft, and gives the number of tokens read; undefined when it means nothing to this rule. */
export type Rule = (sentence: Sentence, index: number, draft: Draft, context: ReadContext) => number | undefined;
