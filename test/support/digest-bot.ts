import type { DigestAnswers, DigestBot } from '../../src/digests/deliver.ts';

/** A bot that posts nothing anywhere, save what a test gives it to do. */
export function digestBot<Answers extends DigestAnswers>(
  given: Partial<DigestBot<Answers>> & Pick<DigestBot<Answers>, 'answer' | 'post'>,
): DigestBot<Answers> {
  return {
    edit: async () => undefined,
    reply: async () => {},
    find: async () => undefined,
    remove: async () => {},
    findContact: async () => undefined,
    localeOf: async () => undefined,
    notify: async () => {},
    showNotice: async () => undefined,
    isTemporary: () => true,
    ...given,
  };
}
