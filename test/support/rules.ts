import type { DateOrder } from '../../src/calendar/span.ts';
import type { Draft, ReadContext } from '../../src/question/draft.ts';
import type { Rule } from '../../src/question/rules/rule.ts';
import type { Sentence } from '../../src/question/sentence.ts';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { attemptStep, emptyDraft, rolesOf } from '../../src/question/draft.ts';
import { lexiconOf } from '../../src/question/lexicon.ts';
import { readSentence } from '../../src/question/read.ts';
import { sentenceOf } from '../../src/question/sentence.ts';
import { splitHyphens, tokenize } from '../../src/question/tokens.ts';
import { SALES } from './sales-dataset.ts';

const { query } = parseDataset('sales.yml', SALES);

const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['country', ['France', 'Germany', 'New Zealand', 'Norway', 'USA', 'Unknown']],
  ['city', ['Paris', 'Reading', 'Lyon', 'lyon', 'Unknown']],
  ['product_line', ['Classic Cars', 'Planes', 'Ships', 'Unknown']],
  ['customer', ['Herkku Gifts', 'Mini Gifts Distributors Ltd.', 'Best Buys Ltd']],
]);

const vocabulary: ReadContext['vocabulary'] = (_, { name }) => VALUES.get(name) ?? [];

/** What rules read the sales dataset with, on 27 November 2026. */
export const CONTEXT: ReadContext = {
  query: query!,
  vocabulary,
  lexicon: lexiconOf(query!, vocabulary),
  roles: rolesOf(query!),
  today: '2026-11-27',
};

/** The sentence of a text about the sales dataset. */
export const sentenceIn = (text: string) => sentenceOf(splitHyphens(tokenize(text)));

/**
 * Runs a rule where a `|` stands in a text, or at its beginning. Returns how many tokens it read and what it added to
 * the draft, as plain data; undefined when it does not apply.
 */
export function readWith(
  rule: Rule,
  text: string,
  { draft = emptyDraft(), dateOrder }: { draft?: Draft; dateOrder?: DateOrder } = {},
): readonly [number, Record<string, unknown>] | undefined {
  const [before, after] = text.includes('|') ? text.split('|') : ['', text];
  const index = splitHyphens(tokenize(before!)).length;
  const empty = plainOf(draft);
  const count = rule(sentenceIn(`${before} ${after}`), index, draft, { ...CONTEXT, dateOrder });
  if (count === undefined) return undefined;
  const said = Object.entries(plainOf(draft)).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(empty[key]),
  );
  return [count, Object.fromEntries(said)];
}

/** A draft as plain data: parameters by their names, problems by their sentences. */
function plainOf(draft: Draft): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(draft, function (this: Record<string, unknown>, key) {
      const value = this[key]; // vega-lite, which other tests load in the same process, gives sets a toJSON of their own
      if (key === 'param') return (value as { name: string }).name;
      if (value instanceof Error) return value.message;
      return value instanceof Map || value instanceof Set ? [...value] : value;
    }),
  ) as Record<string, unknown>;
}

/** What the rules have read of a text about the sales dataset. */
const draftOf = (text: string): Draft => readSentence(sentenceIn(text), CONTEXT);

/** The parameters that a draft sets, each with its values, and the sentences of its problems if there are any. */
function settingsOf({ settings, problems }: Draft): Record<string, readonly string[]> {
  const refused = problems.map(({ message }) => message);
  return { ...Object.fromEntries(settings), ...(refused.length > 0 && { problems: refused }) };
}

/** The parameters that steps of composing set for a text, in their order; what one refuses is among the problems. */
export function composedBy(
  steps: readonly ((draft: Draft, sentence: Sentence, context: ReadContext) => void)[],
  text: string,
): Record<string, readonly string[]> {
  const draft = draftOf(text);
  for (const step of steps) attemptStep(draft, () => step(draft, sentenceIn(text), CONTEXT));
  return settingsOf(draft);
}
