import type { Digest } from '../../digests/digest.ts';
import type { Operators } from '../operator-reports.ts';
import type { Askers } from '../people/askers.ts';
import type { Channels } from '../people/channels.ts';

import { UserError } from '../../error.ts';
import { queriesNamed, readQuestion } from '../../question/candidates.ts';
import { ownerPerson } from '../blocks/doubt.ts';

/** What is asked for contacts. */
type ContactOptions = {
  readonly askers: Pick<Askers, 'whole'>;
  readonly channels: Pick<Channels, 'idOf' | 'checkWritable'>;
  readonly operators?: Pick<Operators, 'channel'> | undefined;
};

/**
 * Finds whom to turn to about a digest when there is no owner and its channel takes no messages: the owner of the data that it asks
 * for, a person or a channel, else the operators' channel. Resolves to undefined when none of them can be written to.
 */
export async function findContact(
  { questions }: Digest,
  { askers, channels, operators }: ContactOptions,
): Promise<string | undefined> {
  const owners = questions.flatMap((question) => ownersOf(question, askers));
  const contacts = owners.filter((owner) => owner.startsWith('#') || ownerPerson(owner) !== undefined);
  for (const contact of [...contacts, ...(operators ? [operators.channel] : [])]) {
    const isWritable = await channels
      .idOf(contact)
      .then(channels.checkWritable)
      .then(
        () => true,
        () => false,
      );
    if (isWritable) return contact;
  }
  return undefined;
}

/** The owners of the queries that a question names, as their files write them. */
function ownersOf(question: string, { whole }: ContactOptions['askers']): readonly string[] {
  const catalogue = whole.catalogue();
  try {
    const { candidates, ...read } = readQuestion(question, catalogue);
    if (candidates.length === 0) return [];
    return queriesNamed({ ...read, candidates }, catalogue).flatMap(({ owner }) => owner ?? []);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
