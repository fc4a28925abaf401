import type { Asker } from '../../src/answer/access.ts';
import type { AnswerContext } from '../../src/answer/context.ts';
import type { Statement } from '../../src/answer/statement.ts';

import { answer } from '../../src/answer/answer.ts';
import { openAccess } from '../../src/answer/restricted.ts';
import { UserError } from '../../src/error.ts';
import { help } from '../../src/question/help.ts';
import { GUARDED } from './guarded.ts';
import { randomFrom } from './random.ts';

/** How much is asked over the catalogue of `openGuardedEngine`, and by which choices of chance. */
type HostileOptions = { readonly runs: number; readonly seed: number };

/** What came of hostile texts: how many, and what told something that is guarded. */
export type HostileFigures = {
  readonly answered: number;
  readonly refused: number;
  readonly leaks: readonly string[];
};

const MARKS = GUARDED.map(({ mark }) => mark);

const marks = new RegExp(MARKS.join('|'), 'i');

const NOBODY: Asker = { person: 'U0MIRA0001', channel: 'C0MARKET01', channelName: 'marketing', isExternal: true };

/** What hostile texts are made of: the guarded words whole, cut and mangled, with all that has a meaning beside them. */
const PIECES: readonly string[] = [
  ...MARKS.flatMap((mark) => [
    mark,
    mark.slice(0, -1),
    mark.toUpperCase(),
    `${mark}place`,
    `${mark}sales`,
    `${mark} 3`,
    `${mark}x1`,
  ]),
  ...[
    'vista',
    'sales',
    'orders',
    'country',
    'city',
    'France',
    'Spain',
    'Madrid',
    'Nebelsbad',
    'pheliodqs',
    'unknown',
    'all',
  ],
  ...[
    'by',
    'per',
    'split',
    'split=',
    'measure=',
    'by=',
    'country=',
    'country!=',
    'city=',
    'pheliodq=',
    'having=',
    'over=',
    'show=',
  ],
  ...[
    'why',
    'explain',
    'rows',
    'top 2',
    'bottom 1',
    'vs',
    'versus',
    'not',
    'without',
    'except',
    'only',
    'and',
    'or',
    ',',
    'in',
  ],
  ...[
    '2025',
    '2025-02',
    'last year',
    'all time',
    'by month',
    'as table',
    'as pie',
    'share of',
    'average',
    'number of',
    'rate',
  ],
  ...[
    'help',
    'settings',
    'digests',
    'save x',
    'just me',
    '"',
    "'",
    '`',
    '“',
    '=',
    '!=',
    '--',
    ';',
    '%',
    '*',
    '{{by}}',
    '[[',
    '}}',
  ],
  ...[
    '\u202e',
    '\u200b',
    '\u00a0',
    '\ud83e',
    '\0',
    '__proto__',
    'constructor',
    'toString',
    '<@U0JONAS004>',
    'rows=all',
    'everyone',
  ],
];

/** Asks texts made by chance in the name of an outsider, and looks for guarded words in all that is told, read and drawn. */
export async function askHostile(
  engine: { readonly context: AnswerContext },
  { runs, seed }: HostileOptions,
): Promise<HostileFigures> {
  const { pick, upTo } = randomFrom(seed);
  const statements: Statement[] = [];
  const own = openAccess({
    ...engine.context,
    run: (statement, signal, options) => {
      statements.push(statement);
      return engine.context.run(statement, signal, options);
    },
    draw: async (chart) => ({ png: Buffer.from(JSON.stringify(chart)), width: 1, height: 1 }),
  })(NOBODY);
  const leaks = marks.test(JSON.stringify(help(own.catalogue()))) ? ['help'] : [];
  let answered = 0;
  for (let run = 0; run < runs; run++) {
    const begun = pick(['', 'vista ', 'vista by country ', 'why vista ']);
    const text = begun + Array.from({ length: 1 + upTo(7) }, () => pick(PIECES)).join(pick([' ', ' ', ' ', '']));
    const told = await tellOf(text, own);
    if (told.isAnswered) answered += 1;
    const said = told.isAnswered ? told.said : withoutTyped(told.said, text);
    if (marks.test(said) || marks.test(JSON.stringify(statements.splice(0))))
      leaks.push(`seed ${seed}, run ${run}: ${JSON.stringify(text)}`);
  }
  return { answered, refused: runs - answered, leaks };
}

/** What somebody is told in answer to a text, as one string. */
async function tellOf(text: string, context: Parameters<typeof answer>[1]) {
  try {
    const now = new Date('2025-03-01T12:00:00Z');
    const answered = await answer(text, context, { now, signal: new AbortController().signal });
    const { query: _, ...shown } = answered;
    return { isAnswered: true, said: JSON.stringify({ ...shown, png: answered.picture?.png.toString() }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { isAnswered: false, said: JSON.stringify([error.message, error.suggestions, error.near]) };
  }
}

/** What is said beside the asker's own words, which come back in a refusal. */
function withoutTyped(said: string, text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 4);
  const whole = said.replaceAll(/[\p{L}\p{N}]+…/gu, ''); // the last word of a long quotation is cut
  const longestFirst = words.sort((left, right) => right.length - left.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(new RegExp(word, 'gi'), ''), whole);
}
