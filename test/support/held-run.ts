import type { Asked, Run } from '../../src/answer/context.ts';
import type { Statement } from '../../src/answer/statement.ts';

import { answerTable } from './workspace.ts';

/** A run whose statements are held back until a test lets them go. */
export type HeldRun = {
  readonly run: Run;
  /** Answers what is held back by now. */
  readonly release: () => void;
  /** Fails what is held back by now. */
  readonly fail: (error: Error) => void;
  /** Returns how many statements were held back since the last release. */
  readonly count: () => number;
  /** In whose name the statements that are held back run. */
  readonly asked: () => readonly (Asked | undefined)[];
};

/** Creates a run that holds back the statements for which `isHeld` is true, until their signal aborts. */
export function holdRun(isHeld: (statement: Statement) => boolean): HeldRun {
  const held: { readonly answer: () => void; readonly fail: (error: Error) => void }[] = [];
  const askers: (Asked | undefined)[] = [];
  const run: Run = (statement, signal, { asked } = {}) =>
    new Promise((resolve, reject) => {
      const answer = () => resolve(answerTable(statement));
      signal.addEventListener('abort', () => reject(signal.reason));
      if (!isHeld(statement)) return answer();
      askers.push(asked);
      held.push({ answer, fail: reject });
    });
  return {
    run,
    release: () => {
      for (const { answer } of held.splice(0)) answer();
    },
    fail: (error) => {
      for (const { fail } of held.splice(0)) fail(error);
    },
    count: () => held.length,
    asked: () => askers,
  };
}
