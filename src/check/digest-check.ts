import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic, Position } from '../catalogue/diagnostic.ts';
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
  /** Throws a UserError when the bot cannot post in a digest's channel; missing where no Slack can be asked. */
  readonly checkChannel?: ((digest: Digest) => Promise<void>) | undefined;
};

/**
 * Lists what is wrong with declared digests beyond the syntax of their file, each with its line: questions that are not
 * understood, alerts without a limit, and channels in which the bot cannot post. Nothing is run.
 */
export async function checkDigests(
  { digests, positions }: Pick<DigestFile, 'digests' | 'positions'>,
  context: AnswerContext,
  { now, signal, checkChannel }: DigestCheckOptions,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const diagnose = async (check: Promise<unknown>, at: Position | undefined, words: string): Promise<void> => {
    await check.catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      diagnostics.push({ file: DIGEST_FILE, ...(at ?? START), message: `${words}: ${error.message}` });
    });
  };
  for (const digest of digests) {
    const at = positions.get(digest.name);
    for (const [index, question] of digest.questions.entries()) {
      const reading = digest.isAlert
        ? readAlert(question, context, { now })
        : understand(question, context, { now, signal });
      await diagnose(reading, at?.questions[index], `${digest.name} asks "${question}"`);
    }
    if (checkChannel) await diagnose(checkChannel(digest), at?.channel, `${digest.name} goes to ${digest.channel}`);
  }
  return diagnostics;
}
