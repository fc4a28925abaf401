import type { AnswerContext } from '../../answer/context.ts';
import type { Digest } from '../../digests/digest.ts';
import type { Askers, PersonAt } from '../people/askers.ts';

import { grantOf } from '../../answer/access.ts';
import { understandOrNothing } from '../../answer/understand.ts';
import { UserError } from '../../error.ts';
import { digestRefusalWords } from '../words.ts';

/** In whose name, in which channel, and with which context a digest is asked. */
export type DigestOwner = {
  readonly digest: Digest;
  /** The channel's id. */
  readonly channel: string;
  readonly askers: Askers;
};

/** Returns the owner of a digest in its channel: the person who subscribed, who must still be a member. */
export function ownerOf({ digest, channel }: Omit<DigestOwner, 'askers'>): PersonAt {
  const user = digest.owner !== undefined && /^[UW]/.test(digest.owner) ? digest.owner : undefined;
  return { user, channel, isClaimed: 'when' in digest };
}

/**
 * Runs a digest's work in the name of its owner, with the rights that Slack tells of at this moment. Rejects with a
 * UserError for the owner when access is refused: to a person who was removed, or in a channel that was shared since.
 */
export async function inNameOfOwner<T>(owner: DigestOwner, work: () => Promise<T>): Promise<T> {
  const { askers, digest, channel } = owner;
  const person = ownerOf({ digest, channel });
  try {
    return await askers.asking(person, work, { isFresh: true });
  } catch (error) {
    if (!(error instanceof UserError) || error.isTemporary) throw error;
    const why = await missingAccess(owner);
    if (why === undefined) throw error;
    throw new UserError(digestRefusalWords.notForOwner(digest.channel, why), { cause: error });
  }
}

/** Why the owner may not ask what everybody could who may see everything; undefined when it is not for lack of access. */
async function missingAccess({ digest, channel, askers }: DigestOwner): Promise<string | undefined> {
  const { whole } = askers;
  const understood = await Promise.all(digest.questions.map((question) => understandOrNothing(question, whole)));
  if (understood.some((each) => each === undefined)) return undefined;
  const owner = ownerOf({ digest, channel });
  const asker = await askers.askerOf(owner);
  if (asker.isUnknown) return undefined; // Slack does not tell now, which is no refusal
  const asked = await askers.asking(owner, () =>
    Promise.all(digest.questions.map((question) => understandOrNothing(question, askers.answerContext))),
  );
  if (asked.every((each) => each !== undefined)) return undefined; // it was understood, and failed of something else
  const grants = understood.flatMap((each) => (each ? [grantOf(each.query, rulesOf(whole), asker)] : []));
  const denied = grants.find(({ isAllowed }) => !isAllowed);
  return denied && !denied.isAllowed ? denied.why : digestRefusalWords.someNotForOwner;
}

function rulesOf({ catalogue }: AnswerContext) {
  return catalogue().access;
}
