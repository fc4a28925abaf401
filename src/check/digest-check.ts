import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
import type { Query } from '../catalogue/query.ts';
import type { Digest } from '../digests/digest.ts';
import type { DigestFile } from '../digests/digest-file.ts';

import { readAlert } from '../answer/alerts/alert-text.ts';
import { understand } from '../answer/understand.ts';
import { START } from '../catalogue/diagnostic.ts';
import { DIGEST_FILE } from '../digests/digest-file.ts';
import { UserError } from '../error.ts';

/** What declared digests are checked with. */
export type DigestCheckOptions = {
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** Whether there is a channel of operators, who are told of what belongs to nobody. */
  readonly hasOperators: boolean;
  /** Throws a UserError when the bot cannot post in a digest's channel; missing where no Slack can be asked. */
  readonly checkChannel?: ((digest: Digest) => Promise<void>) | undefined;
};

/**
 * Lists what is wrong with declared digests beyond the syntax of their file, each with its line: questions that are not
 * understood, alerts without a limit, and channels in which the bot cannot post. A note names a digest of which nobody could be
 * told when its channel is archived. Nothing is run.
 */
export async function checkDigests(
  { digests, positions }: Pick<DigestFile, 'digests' | 'positions'>,
  context: AnswerContext,
  { now, signal, hasOperators, checkChannel }: DigestCheckOptions,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const diagnose = async <T>(check: Promise<T>, at: Position | undefined, words: string): Promise<T | undefined> => {
    try {
      return await check;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      diagnostics.push({ file: DIGEST_FILE, ...(at ?? START), message: `${words}: ${error.message}` });
      return undefined;
    }
  };
  for (const digest of digests) {
    const { name, questions, channel, isAlert } = digest;
    const at = positions.get(name);
    const owners = [digest.owner];
    for (const [index, question] of questions.entries()) {
      const reading: Promise<{ readonly query: Query }> = isAlert
        ? readAlert(question, context, { now })
        : understand(question, context, { now, signal });
      const read = await diagnose(reading, at?.questions[index], `${name} asks "${question}"`);
      owners.push(read?.query.owner);
    }
    if (checkChannel) await diagnose(checkChannel(digest), at?.channel, `${name} goes to ${channel}`);
    if (!hasOperators && owners.every((owner) => owner === undefined))
      diagnostics.push({ file: DIGEST_FILE, ...(at?.channel ?? START), message: `${name} ${ORPHANED}`, isNote: true });
  }
  return diagnostics;
}

const ORPHANED =
  'belongs to nobody: give it or its data an owner, or set OWLPOST_OPERATORS, so that somebody hears when its channel is archived';
