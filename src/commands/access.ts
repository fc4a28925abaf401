import { parseArgs } from 'node:util';

import type { Grant } from '../answer/access.ts';
import type { CommandContext } from './command.ts';

import { grantOf } from '../answer/access.ts';
import { openAccess } from '../answer/restricted.ts';
import { understand } from '../answer/understand.ts';
import { UserError } from '../error.ts';
import { formatRequest } from '../question/request.ts';
import { askerOf } from './command.ts';

/** What would happen to a question, and why. */
type Verdict = {
  readonly isAllowed: boolean;
  /** The canonical text of the question; null when it would be refused. */
  readonly request: string | null;
  /** The sentence of the refusal; null when the question is allowed. */
  readonly refusal: string | null;
  /** The name of the query that the question is about when no rule restricts its asker. */
  readonly query: string;
  /** The rules that decide, in words. */
  readonly reasons: readonly string[];
};

/**
 * Runs `access "QUESTION" [--as USER] [--in CHANNEL] [--external] [--shared] [--group ID …] [--json]`: prints what would
 * happen to a person's question, and why; exit code 2 when it would be refused. Slack is not asked: `--external` takes the
 * person for a guest, `--shared` the channel for one with another company, `--group` for a member of a user group. Only
 * lists of values are queried.
 */
export async function tellAccess(args: string[], { openEngine }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      in: { type: 'string' },
      external: { type: 'boolean', default: false },
      shared: { type: 'boolean', default: false },
      group: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean' },
    },
  });
  const question = positionals.join(' ');
  if (question.trim() === '') throw new UserError('access takes a question, like access "sales by country" --as U123');
  const asker = {
    ...askerOf(values),
    isExternal: values.external,
    isShared: values.shared,
    userGroups: values.group,
  };
  const { context, close } = await openEngine();
  try {
    const { query } = await understand(question, context, { now: new Date() });
    const reasons = reasonsOf(grantOf(query, context.catalogue().access, asker));
    const verdict = await understand(question, openAccess(context)(asker), { now: new Date() }).then(
      ({ request }): Verdict => ({
        isAllowed: true,
        request: formatRequest(request),
        refusal: null,
        query: query.name,
        reasons,
      }),
      (error: unknown): Verdict => {
        if (!(error instanceof UserError)) throw error;
        return { isAllowed: false, request: null, refusal: error.message, query: query.name, reasons };
      },
    );
    print(verdict, values.json === true);
  } finally {
    await close();
  }
}

function print(verdict: Verdict, isJson: boolean): void {
  if (isJson) console.log(JSON.stringify({ allowed: verdict.isAllowed, ...verdict, isAllowed: undefined }));
  if (!verdict.isAllowed && !isJson)
    throw new UserError(`refused, as ${verdict.reasons.join('; ')}: ${verdict.refusal}`);
  if (!verdict.isAllowed) process.exitCode = 2;
  else if (!isJson) console.log(`allowed: ${verdict.request}\n${verdict.reasons.join('\n')}`);
}

/** What a grant says, in words. */
function reasonsOf(grant: Grant): readonly string[] {
  if (!grant.isAllowed) return [grant.why];
  const { hidden, rowFilters } = grant;
  return [
    ...(hidden.size > 0 ? [`not for this person and channel: ${[...hidden].join(', ')}`] : []),
    ...[...rowFilters].map(([name, values]) => `restricted to ${name}: ${values.join(', ')}`),
    ...(hidden.size + rowFilters.size === 0 ? ['no rule limits it'] : []),
  ];
}
