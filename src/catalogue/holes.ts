import type { Diagnose } from './diagnostic.ts';
import type { Part, Query, Template } from './query.ts';

import { nearest } from '../text/nearest.ts';
import { START } from './diagnostic.ts';
import { tokens } from './sql.ts';
import { holesOf, positionsIn } from './template.ts';

type Hole = Extract<Part, { kind: 'hole' }>;

/** Adds diagnostics for holes that do not fit the parameters of a query, and for parameters that its SQL does not use. */
export function checkHoles({ params, template }: Query, sql: string, diagnose: Diagnose): void {
  const optional = new Set(template.flatMap((part) => (part.kind === 'optional' ? holesOf(part.parts) : [])));
  for (const { hole, before } of holesAfter(template)) {
    const message = holeMessage(hole, params, { isOptional: optional.has(hole), before });
    if (message) diagnose(hole, message);
  }
  const used = new Set([...holesOf(template).map(({ param }) => param), ...textHoles(sql).map(({ name }) => name)]);
  for (const { name, position } of params) {
    if (!used.has(name))
      diagnose(position ?? START, `parameter ${name} is never used: write {{${name}}} in the SQL, or take it away`);
  }
}

/** Adds diagnostics for parameters inside string literals, where they would be plain text. */
export function checkTexts({ params }: Query, sql: string, firstLine: number, diagnose: Diagnose): void {
  const positionOf = positionsIn(sql, firstLine);
  for (const { name, at, before, after } of textHoles(sql)) {
    if (!params.some((param) => param.name === name)) continue;
    const pieces = [`${before}'`, `{{${name}}}`, `'${after}`];
    const written = pieces.filter((piece) => piece !== "''").join(' || ');
    diagnose(positionOf(at), `{{${name}}} stands inside a text: write ${written}`);
  }
}

/** The first hole inside each text of the SQL, with what stands before and after it in its quotes. */
function textHoles(sql: string): readonly { name: string; at: number; before: string; after: string }[] {
  return [...tokens(sql)].flatMap(({ kind, start, end }) => {
    const token = sql.slice(start, end);
    const hole = kind === 'string' ? /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/.exec(token) : null;
    if (!hole) return [];
    const after = token.slice(hole.index + hole[0].length);
    return [{ name: hole[1]!, at: start + hole.index, before: token.slice(0, hole.index), after }];
  });
}

/** Each hole with the SQL right before it. */
function holesAfter(template: Template): readonly { hole: Hole; before: string }[] {
  let before = '';
  return template.flatMap((part) => {
    if (part.kind === 'optional') return holesAfter(part.parts);
    if (part.kind === 'sql') before = part.text;
    return part.kind === 'hole' ? [{ hole: part, before }] : [];
  });
}

function holeMessage(
  { param: name, field }: Hole,
  params: Query['params'],
  { isOptional, before }: { isOptional: boolean; before: string },
): string | undefined {
  const param = params.find((candidate) => candidate.name === name);
  if (!param) return undeclared(name, params);
  const isEdge = field === 'start' || field === 'end';
  if (param.type === 'period' && !isEdge) return `${name} is a period: write {{${name}.start}} and {{${name}.end}}`;
  if (param.type !== 'period' && isEdge) return `only a period has .${field}, and ${name} is a ${param.type}`;
  if (field === 'label' && param.type !== 'choice') return `only a choice has .label, and ${name} is a ${param.type}`;
  if (param.optional && !param.default && !isOptional)
    return `${name} is optional: put the part that needs it in [[ ]]`;
  if (param.many && param.type !== 'choice' && /(?:\bIN|\bLIKE|[=<>](?:\s*\()?)\s*$/i.test(before))
    return `${name} takes several values: write IN ({{${name}}})`;
  return undefined;
}

function undeclared(name: string, params: Query['params']): string {
  const [near] = nearest(name, [params.map((param) => param.name)]);
  return `{{${name}}} is not declared: ${near ? `did you mean {{${near}}}?` : 'add it to params in the header'}`;
}
