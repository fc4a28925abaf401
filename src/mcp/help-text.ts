import type { Help } from '../question/help.ts';

/** Writes help as plain text: what it is about, what can be asked or set, and examples. */
export function writeHelp({ title, text, queries, params, examples }: Help): string {
  return [
    title,
    text,
    '',
    ...queries.map(({ name, description }) => `- ${name}: ${description}`),
    ...params.map(({ name, takes }) => `- ${name}: ${takes}`),
    '',
    ...examples.map((example) => `Try: ${example}`),
  ].join('\n');
}
