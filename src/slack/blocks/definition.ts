import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';

import { BLOCK_LIMITS, bold, escapeText, mrkdwn, named, oneLine, plain } from './limits.ts';

/** A code section's text, its fences counted. */
const CODE = BLOCK_LIMITS.sectionText - 10;

const SECTIONS = 20;

const FRAME = { title: plain('Definition', BLOCK_LIMITS.modalTitle), close: plain('Close', BLOCK_LIMITS.modalTitle) };

/** Where an answer's numbers come from: the query, what Athena was asked with which values, and the id it ran under. */
export function definitionView(
  { query, text, statement, table }: Answer,
  { executionId = table.executionId }: { executionId?: string | undefined } = {},
): types.ModalView {
  const facts = [
    named('Question', text, 800),
    named('Definition', `${query.name}.sql, version ${query.version}`, 300),
    ...(query.owner ? [named('Owner', query.owner, 100)] : []),
    named('Execution', `${executionId} on ${table.engine}`, 200),
  ];
  const parameters = statement.parameters.map((literal, index) => `${index + 1}. ${oneLine(literal)}`);
  return {
    type: 'modal',
    ...FRAME,
    blocks: [
      { type: 'section', text: bold(query.title, 300) },
      ...(query.description ? [section(plain(query.description, 1000))] : []),
      ...facts.map(section),
      ...code(statement.sql),
      ...(parameters.length > 0
        ? [section(bold('Values, in the order of the question marks', 300)), ...code(parameters.join('\n'))]
        : []),
    ],
  };
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
