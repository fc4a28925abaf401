import { join } from 'node:path';

import type { Judgement } from './judge.ts';
import type { Question } from './question.ts';

import { COLLOQUIAL } from './asked/colloquial.ts';
import { COUNTS } from './asked/counts.ts';
import { FILTERS } from './asked/filters.ts';
import { PHRASES } from './asked/phrases.ts';
import { RANKINGS } from './asked/rankings.ts';
import { REFUSALS } from './asked/refusals.ts';
import { SHARES } from './asked/shares.ts';
import { SHOWN } from './asked/shown.ts';
import { TIMES } from './asked/times.ts';
import { judge } from './judge.ts';
import { openOwlpost } from './owlpost.ts';
import { readCsvStar } from './star.ts';

/** The moment as of which the questions are asked. */
const NOW = new Date('2025-06-15T12:00:00Z');

const LAKE = join(import.meta.dirname, 'lake');

const QUESTIONS: readonly Question[] = [
  COUNTS,
  RANKINGS,
  SHARES,
  TIMES,
  FILTERS,
  PHRASES,
  COLLOQUIAL,
  SHOWN,
  REFUSALS,
].flat();

/** Asks Owlpost each question whose text is wanted, and judges what it does. */
export async function judgeAll(
  isWanted: (text: string) => boolean = () => true,
): Promise<readonly (Judgement & { readonly question: Question })[]> {
  const lake = { lines: readCsvStar(LAKE), today: '2025-06-15', defaultPeriod: '2024-06..2025-05' };
  const owlpost = await openOwlpost({ lake: LAKE, now: NOW });
  try {
    const judged = [];
    for (const question of QUESTIONS) {
      if (!isWanted(question.text)) continue;
      judged.push({ question, ...judge(question, await owlpost.ask(question.text), lake) });
    }
    return judged;
  } finally {
    await owlpost.close();
  }
}
