import type { Rule } from './rule.ts';

import { nounAt } from '../sentence.ts';

/** Nouns for what gained most, and for what lost most. */
export const GAINERS = /^(?:gain|grow|climb|ris|improv|los|declin|fall|dropp|shrink)ers?(?= |$)/;

/** Reads `top 5 gainers`, `biggest losers`, `decliners` as a ranking by change, which the question says of what and against what. */
export const readGainers: Rule = (sentence, index, draft, { lexicon, roles }) => {
  const found = sentence.match(index, GAINERS);
  if (!found || !roles.show || nounAt(sentence, index, lexicon)) return undefined;
  draft.isGrowth = true;
  draft.growthAt ??= index;
  draft.growthWord ??= sentence.word(index);
  if (!draft.ranks.some(({ end }) => end === index))
    draft.ranks.push({ keeps: 'first', at: index, end: index + 1, word: 'top' });
  return 1;
};

/** Reads how a growth ranks where it stands behind it: `grew fastest`, `declined the slowest`. */
export const readPace: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, /^(?:the )?(?<word>fastest|quickest|slowest)(?= |$)/);
  const word = found?.groups.word;
  const isBehind = draft.growthAt !== undefined && index - draft.growthAt === 1;
  if (!found || word === undefined || !isBehind) return undefined;
  const keeps = word === 'slowest' ? 'last' : 'first';
  draft.ranks.push({ keeps, at: index, end: index + found.length, word: word === 'quickest' ? 'fastest' : word });
  return found.length;
};
