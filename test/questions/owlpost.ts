import type { AnsweredTable } from './match.ts';

import { answer } from '../../src/answer/answer.ts';
import { openEngine } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { UserError } from '../../src/error.ts';
import { temporaryFolder } from '../support/program.ts';

/** What Owlpost did with a text. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly canonical: string;
      readonly table: AnsweredTable;
      /** The sentence above the chart. */
      readonly headline: string;
      /** All that the answer says about how the text was understood, with the headline and the names of the columns. */
      readonly said: string;
      readonly sql: string;
    }
  | { readonly kind: 'refusal'; readonly message: string }
  | { readonly kind: 'crash'; readonly message: string };

export type Owlpost = {
  readonly ask: (text: string) => Promise<Outcome>;
  readonly close: () => Promise<void>;
};

/** Opens Owlpost over a lake; the demo lake when none is named, and the shipped queries. Every text is asked as of `now`. */
export async function openOwlpost({
  lake,
  queries,
  now,
}: {
  readonly lake?: string;
  readonly queries?: string;
  readonly now: Date;
}): Promise<Owlpost> {
  const config = readConfig({
    OWLPOST_DATA: temporaryFolder(),
    ...(lake && { OWLPOST_LAKE: lake }),
    ...(queries && { OWLPOST_QUERIES: queries }),
  });
  const { context, close } = await openEngine(config, { isWatching: false });
  const { signal } = new AbortController();
  const ask = async (text: string): Promise<Outcome> => {
    try {
      const {
        text: canonical,
        table,
        chart,
        statement,
        title,
        subtitle,
      } = await answer(text, context, { now, signal });
      const names = table.columns.map(({ name }) => name);
      const said = [canonical, title, subtitle, chart.headline, ...names].join('\n');
      return { kind: 'answer', canonical, table, headline: chart.headline, said, sql: statement.sql };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: error instanceof UserError ? 'refusal' : 'crash', message };
    }
  };
  return { ask, close };
}
