import type { ForgedBy, openForge } from './forged.ts';

/** What forged forms say: a word, a question with it, subscriptions, and for each form a message that it was opened for. */
type ForgedForms = {
  readonly word: string;
  readonly question: string;
  readonly others: readonly { readonly name: string; readonly owner?: string }[];
  readonly newTs: () => string;
  /** Which inputs take which kind of value, others for each number; missing for all of them in turn. */
  readonly turn?: number | undefined;
};

type Forge = Pick<ReturnType<typeof openForge>, 'submit' | 'click'>;

/** The inputs of a form by their ids, each in its block of the same id. */
const filled = (inputs: Readonly<Record<string, object>>) => ({
  values: Object.fromEntries(Object.entries(inputs).map(([id, input]) => [id, { [id]: input }])),
});

const chosen = (value: string) => ({ selected_option: { value: `=${value}` } });

const severally = (value: string) => ({ selected_options: [{ value: `=${value}` }] });

const SCHEDULE = {
  'schedule/days': { selected_options: [{ value: '1' }] },
  'schedule/time': { selected_time: '09:00' },
};

/**
 * Submits every form of the bot by hand, filled in and with what it keeps changed: a word as a value of each input, of each
 * kind by nine turns, and a question that holds it as the question that the form was opened for. Resolves to all that Slack is answered.
 */
export async function submitForms(
  forge: Forge,
  by: ForgedBy,
  { word, question, others, newTs, turn }: ForgedForms,
): Promise<readonly string[]> {
  const inputs = ['country', 'city', 'pheliodq', 'measure', 'by', 'split', `${word}place`].map(
    (name) => `param/${name}`,
  );
  const answers: Promise<string>[] = [];
  const submit = (callback_id: string, private_metadata: string, values: Readonly<Record<string, object>>) =>
    answers.push(forge.submit(by, { callback_id, private_metadata, state: filled(values) }));

  const states = [{ text: 'vista' }, { text: question }, { text: question, isPrivate: true }];
  for (const [place, state] of states.entries()) {
    const metadata = () => `${by.channel} ${newTs()} ${JSON.stringify(state)}`;
    const values = [{ value: word }, chosen(word), severally(word)];
    for (const [index, input] of inputs.entries()) {
      if (turn !== undefined && (turn + index + place) % 3 !== 0) continue;
      const taken = turn === undefined ? values : [values[(Math.floor(turn / 3) + index) % values.length]!];
      for (const value of taken) submit('form', metadata(), { [input]: value });
    }
    submit('form', metadata(), { 'form/compare': chosen(word), 'form/as': chosen(word) });
  }
  for (const place of ['channel', 'direct']) {
    const draft = { channel: by.channel, text: question, words: '…', timezone: 'UTC' };
    const values = { ...SCHEDULE, 'schedule/place': { selected_option: { value: place } } };
    submit('subscribe', JSON.stringify(draft), values);
    submit('subscribe', JSON.stringify({ ...draft, timezone: 'Nowhere/Else' }), values);
    submit('subscribe', JSON.stringify({ ...draft, channel: 'C0OPS00001', text: question }), values);
  }
  for (const { name, owner = '' } of others) {
    submit(
      'subscribe',
      JSON.stringify({ channel: by.channel, text: question, words: '…', timezone: 'UTC', name }),
      SCHEDULE,
    );
    submit('handover', name, { 'handover/person': { selected_user: 'U0TOMAS002' } });
    answers.push(forge.click(by, { action_id: 'takeover', value: `${name} ${owner} ${by.user}` }));
  }
  for (const about of ['', JSON.stringify({ channel: by.channel, ts: '1.2' })])
    submit('ask', about, {
      'ask/question': { value: question },
      'ask/channel': { selected_conversation: about ? null : 'C0OPS00001' },
    });
  return Promise.all(answers);
}
