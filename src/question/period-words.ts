import { NUMBER_WORDS } from './english.ts';
import { MONTH, ORDINAL } from './period-spelling.ts';

const WORD = new RegExp(
  `^(?:${MONTH}|${NUMBER_WORDS}|${ORDINAL}|(?:day|week|month|quarter|year|date|record|row|qtr|yr|mth|wk|cw|kw|time)s?|` +
    'all|ever|overall|lifetime|since|the|beginning|begin|start|inception|whole|entire|full|complete|calendar|history|' +
    'historically|in|our|of|on|this|to|up|until|till|now|today|yesterday|life|period|so|far|across|over|for|data|dataset|' +
    'set|database|system|ttm|ltm|ly|past|last|previous|prior|trailing|rolling|preceding|most|recent|latest|couple|' +
    'inclusive|including|incl|with|counting|starting|commencing|from|at|onwards?|forward|present|between|and|through|thru|earlier|' +
    'than|before|after|or|as|by|end|half|during|within|throughout|is|was|equals|ago|an?|no|later|current|[wmqyd]td)$',
);

/** Whether a word may stand in a text that is a period, as all with a digit may; a text with any other word is none. */
export function isPeriodWord(text: string): boolean {
  if (/\d/.test(text)) return true;
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .every((word) => word === '' || word === 's' || WORD.test(word));
}
