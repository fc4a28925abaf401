import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { FormTarget } from './form-target.ts';

import { scanWords, writeMoment } from '../../answer/receipt.ts';
import { dayWords } from '../../calendar/words.ts';
import { detailsWords, formWords } from '../words.ts';
import { ACTIONS } from './filter-ids.ts';
import { formatTarget } from './form-target.ts';
import { BLOCK_LIMITS, bold, escapeText, mrkdwn, named, oneLine, plain } from './limits.ts';

/** A code section's text, its fences counted. */
const CODE = BLOCK_LIMITS.sectionText - 10;

const SECTIONS = 20;

/** What the details show beside the answer itself. */
export type DetailsOptions = {
  readonly target: FormTarget;
  /** The message's address in Slack. */
  readonly permalink?: string | undefined;
  /** A link that shows the answer to whoever may see it, wherever it is posted. */
  readonly link?: string | undefined;
  /** The commit that last changed the query's file. */
  readonly commit?: string | undefined;
};

/**
 * Makes a modal that shows where an answer's numbers come from: the query, the statement and its values, what it
 * read, and buttons for what can be done.
 */
export function detailsView(answered: Answer, { target, permalink, link, commit }: DetailsOptions): types.ModalView {
  const { query, text, statement } = answered;
  const parameters = statement.parameters.map((literal, index) => `${index + 1}. ${oneLine(literal)}`);
  return {
    type: 'modal',
    callback_id: DETAILS,
    private_metadata: formatTarget(target),
    title: plain(detailsWords.details, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.close, BLOCK_LIMITS.modalTitle),
    blocks: [
      { type: 'section', text: bold(query.title, 300) },
      ...(query.description ? [section(plain(query.description, 1000))] : []),
      ...(target.state.isPrivate ? [] : [{ type: 'actions' as const, elements: BUTTONS }]),
      ...facts(answered, target.state.executionId, commit).map(section),
      ...(permalink ? [section(mrkdwn(detailsWords.link(permalink)))] : []),
      ...(link ? [section(bold(detailsWords.share, 300)), ...code(link)] : []),
      section(bold(detailsWords.copy, 300)),
      ...code(text),
      section(bold(detailsWords.sql, 300)),
      ...code(statement.sql),
      ...(parameters.length > 0 ? [section(bold(detailsWords.values, 300)), ...code(parameters.join('\n'))] : []),
    ],
  };
}

const DETAILS = 'details';

const BUTTONS: types.Button[] = [
  { type: 'button', action_id: ACTIONS.refresh, text: plain(detailsWords.refresh, BLOCK_LIMITS.buttonText) },
  { type: 'button', action_id: ACTIONS.private, text: plain(detailsWords.justForMe, BLOCK_LIMITS.buttonText) },
  { type: 'button', action_id: ACTIONS.print, text: plain(detailsWords.print, BLOCK_LIMITS.buttonText) },
  { type: 'button', action_id: ACTIONS.doubt, text: plain(detailsWords.doubt, BLOCK_LIMITS.buttonText) },
];

function facts(
  { query, table, asOf, verified, reusedFrom, look }: Answer,
  executionId: string | undefined,
  commit: string | undefined,
): readonly types.TextObject[] {
  const file = `${query.file}${commit ? `@${commit}` : ''}`;
  const known: readonly (readonly [string, string | undefined])[] = [
    [detailsWords.owner, query.owner],
    [detailsWords.verified, verified && detailsWords.verifiedBy(verified.by, dayWords(verified.on, look?.locale))],
    [detailsWords.dataTo, asOf && writeMoment(asOf, look?.locale)],
    [detailsWords.read, scanWords({ table, reusedFrom, look })],
    [detailsWords.definition, detailsWords.version(file, query.version)],
    [detailsWords.execution, detailsWords.executedOn(executionId ?? table.executionId, table.engine)],
  ];
  return known.flatMap(([name, text]) => (text ? named(name, text, 300) : []));
}

/** Text in fences, over as many sections as it needs; what fences would end is kept apart. */
function code(text: string): types.SectionBlock[] {
  const lines = text.toWellFormed().replaceAll('```', '` ` `').split('\n');
  const sections: string[] = [];
  for (const line of lines.flatMap((whole) => escapeText(whole).match(new RegExp(`.{1,${CODE}}`, 'gu')) ?? [''])) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + line.length < CODE) sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections.slice(0, SECTIONS).map((part) => section(mrkdwn(`\`\`\`${part || ' '}\`\`\``)));
}

function section(text: types.TextObject): types.SectionBlock {
  return { type: 'section', text };
}
