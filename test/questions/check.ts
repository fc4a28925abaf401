import { parseArgs } from 'node:util';

import { judgeAll } from './judge-all.ts';

/**
 * Asks Owlpost all questions of this folder and prints how it did: `node test/questions/check.ts [--verbose] [TEXT]`. Only
 * questions that contain TEXT are asked; --verbose prints the right ones, too.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean' } } });

const judged = await judgeAll((text) => text.toLowerCase().includes(positionals.join(' ').toLowerCase()));

for (const { question, verdict, why } of judged) {
  const isGood = verdict === 'right' || verdict === 'refused well';
  if (!isGood || values.verbose)
    console.log(`${verdict.toUpperCase().padEnd(12)} ${question.text}\n             ${why}`);
}

const count = (verdict: string) => judged.filter((one) => one.verdict === verdict).length;

const [right, missed, wrong, vague] = ['right', 'missed', 'wrong', 'vague'].map(count) as [
  number,
  number,
  number,
  number,
];

console.log(
  `\n${right} right, ${missed} missed, ${wrong} wrong, ${count('refused well')} refused well, ${vague} refused vaguely of ${judged.length}`,
);
