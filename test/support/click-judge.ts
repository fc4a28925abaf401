/** Of each message, by its `ts`: the question that the store says it was last asked, and whether the store has that to be answered. */
export type KeptChanges = ReadonlyMap<string, { readonly text: string; readonly isOpen: boolean }>;

/** What a message was last asked to show: of each choice the values that are right. More than one where a click was late or cut. */
export type Wish = { by: Choices; period: Choices; compare: Choices };

type Choices = readonly string[];

/** A control, what is chosen in it, and which choice of the message that changes. */
export type Click = {
  readonly action: string;
  readonly value?: string;
  readonly choice: keyof Wish;
  readonly chosen: string;
};

/** What Slack said of a click: `late` when it was not acknowledged in time, `refused` when it did not reach the app or there was no such control any more. */
export type Outcome = 'taken' | 'late' | 'refused';

/** Keeps what is right for each message, by what was clicked, what Slack said of it and what outlasts a kill. */
export function openJudge(wishes: ReadonlyMap<string, Wish>) {
  /** The clicks since the last kill, and what was right before each. */
  const recent: { readonly ts: string; readonly click: Click; readonly before: Choices }[] = [];
  let [late, cut] = [0, 0];
  const allow = (wish: Wish, choice: keyof Wish, others: Choices) => {
    wish[choice] = [...new Set([...wish[choice], ...others])];
  };
  return {
    note: (ts: string, click: Click, reply: { ok?: boolean; reason?: string; error?: string }): Outcome => {
      const wish = wishes.get(ts)!;
      const { choice, chosen } = click;
      const before = wish[choice];
      const isLate = UNDELIVERED.includes(reply.error ?? '') && !reply.reason?.endsWith(NOT_REACHED);
      if (!reply.ok && !isLate) return 'refused';
      recent.push({ ts, click, before });
      if (reply.ok) {
        wish[choice] = [chosen];
        return 'taken';
      }
      late += 1; // the app may have taken it
      allow(wish, choice, [chosen]);
      return 'late';
    },
    /** Allows what was right before each click that an instance took with it when it was killed. */
    cut: (kept: KeptChanges, shown: ReadonlyMap<string, string>) => {
      const isSafe = (ts: string, { choice, chosen }: Click) => {
        const change = kept.get(ts);
        const isKept = change !== undefined && valueIn(change.text, choice) === chosen;
        return isKept && (change.isOpen || valueIn(shown.get(ts) ?? '', choice) === chosen);
      };
      for (const [, clicks] of Map.groupBy(recent.splice(0), ({ ts, click }) => `${ts} ${click.choice}`)) {
        const { ts, click } = clicks.at(-1)!;
        if (isSafe(ts, click)) continue;
        cut += clicks.length;
        for (const one of clicks) allow(wishes.get(ts)!, click.choice, [...one.before, one.click.chosen]);
      }
    },
    figures: () => ({ late, cut }),
  };
}

/** The value of a choice in a question as `textOf` writes it. */
function valueIn(text: string, choice: keyof Wish): string {
  const [, quoted, plain] = new RegExp(`${choice}=(?:"([^"]*)"|(\\S+))`).exec(text) ?? [];
  return quoted ?? plain ?? { by: 'country', period: 'last 12 months', compare: '' }[choice];
}

/** What Slack says of a click that was not acknowledged; whatever else it says, there was no such control any more. */
const UNDELIVERED = ['dispatch_failed', 'operation_timeout'];

/** How the answer for a click ends that reached no instance. */
const NOT_REACHED = '503';

/** Returns the questions that are right for a message. */
export function textsOf({ by, period, compare }: Wish): readonly string[] {
  return by.flatMap((one) => period.flatMap((days) => compare.map((against) => textOf(one, days, against))));
}

function textOf(by: string, period: string, compare: string): string {
  return [
    'sales',
    by === 'country' ? '' : `by=${by}`,
    period === 'last 12 months' ? '' : `period="${period}"`,
    compare === '' ? '' : `compare="${compare}"`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
