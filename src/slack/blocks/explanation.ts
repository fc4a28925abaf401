import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';

import { definitions } from '../../answer/explanation.ts';
import { dayWords } from '../../calendar/words.ts';
import { detailsWords, formWords } from '../words.ts';
import { BLOCK_LIMITS, bold, named, plain } from './limits.ts';
import { gridOf } from './table.ts';

/** How many rows of a sample are shown. */
const ROWS = 5;

const LINE = 800;

/** A section takes ten fields. */
const FIELDS = 10;

/**
 * Makes a modal that explains the numbers of an answer: how they are computed, of which period and filters, the parts
 * of a ratio, how many rows are behind them, and some of those rows where their dataset shows them.
 */
export function explanationView(explained: Answer, sample: Answer | undefined): types.ModalView {
  const { query, request, subtitle, chart } = explained;
  const { columns, rows } = gridOf({ ...explained, look: { ...explained.look, numbers: 'full' } });
  const counted = definitions(query, request).join(' · ');
  const filters = subtitle.slice(counted.length).replace(/^ · /, '');
  const fields = columns.slice(0, FIELDS).map(({ name }, index) => named(name, rows[0]?.[index] ?? '–', 200));
  return modal([
    { type: 'section', text: bold(chart.headline, LINE) },
    { type: 'section', fields },
    section(named(detailsWords.countedAs, counted, LINE)),
    ...(filters ? [section(named(detailsWords.filters, filters, LINE))] : []),
    ...about(explained),
    ...(sample ? sampleBlocks(sample) : []),
  ]);
}

function about({ query, verified, look }: Answer): types.SectionBlock[] {
  const { title, description, owner, name, version } = query;
  return [
    ...(description ? [section(named(title, description, LINE))] : []),
    ...(owner ? [section(named(detailsWords.askOwner, owner, 100))] : []),
    ...(verified
      ? [
          section(
            named(
              detailsWords.verified,
              detailsWords.verifiedBy(verified.by, dayWords(verified.on, look?.locale)),
              200,
            ),
          ),
        ]
      : []),
    section(named(detailsWords.definition, detailsWords.version(name, version), 200)),
  ];
}

/** A few rows, each on a line: a modal takes no table. */
function sampleBlocks(sample: Answer): types.KnownBlock[] {
  const { columns, rows } = gridOf(sample);
  const lines = rows
    .slice(0, ROWS)
    .map((row) => row.map((cell, index) => `${columns[index]!.name}: ${cell}`).join(' · '));
  return [
    { type: 'section', text: bold(detailsWords.sample(lines.length), 300) },
    ...lines.map((line): types.ContextBlock => ({ type: 'context', elements: [plain(line, LINE)] })),
  ];
}

function modal(blocks: types.KnownBlock[]): types.ModalView {
  return {
    type: 'modal',
    title: plain(detailsWords.explain, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.close, BLOCK_LIMITS.modalTitle),
    blocks,
  };
}

function section(text: types.TextObject): types.SectionBlock {
  return { type: 'section', text };
}
