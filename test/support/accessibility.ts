/** A message or a view of Slack, as the bot has sent it. */
type Sent = {
  readonly text?: unknown;
  readonly blocks?: readonly Part[] | undefined;
  readonly attachments?: readonly Part[] | undefined;
};

/** A call of Slack's Web API; what is no text among its arguments may be JSON. */
type Call = { readonly method: string; readonly arguments: Readonly<Record<string, unknown>> };

/** A block, an element of one, or a text. */
type Part = Readonly<Record<string, unknown>>;

/** Controls that are told by words of their own; all others have a label around them. */
const WORDED: ReadonlySet<unknown> = new Set(['button', 'workflow_button']);

/** Blocks whose content is words, or a picture of them. */
const SHOWN: ReadonlySet<unknown> = new Set(['section', 'context', 'header', 'image', 'table', 'data_table']);

/**
 * Finds what somebody who does not see pictures or colours could not know of a message: pictures without alt text, a
 * message with blocks and no text of its own, controls and lines without words, and colours that nothing but they tell.
 * Returns one sentence for each.
 */
export function accessibilityFaults(
  { text, blocks = [], attachments = [] }: Sent,
  { isMessage = true } = {},
): readonly string[] {
  const parts = [...blocks, ...attachments].flatMap(partsOf);
  const hasContent = blocks.some(({ type }) => SHOWN.has(type));
  return [
    ...(isMessage && hasContent && !hasWords(text) ? ['a message with blocks has no text of its own'] : []),
    ...attachments.flatMap(({ color }) =>
      color === undefined ? [] : [`an attachment is told by its colour, ${color}`],
    ),
    ...parts.flatMap(faultsOf),
  ];
}

/** Finds the same in all messages, views and previews of links that were sent with calls of Slack's Web API. */
export function faultsOfCalls(calls: readonly Call[]): readonly string[] {
  return calls.flatMap(({ method, arguments: given }) => {
    const read = (name: string) => {
      const value = given[name];
      return (typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value) as never;
    };
    const faults = /^chat\.(?:post|update)/.test(method)
      ? accessibilityFaults({ text: given.text, blocks: read('blocks'), attachments: read('attachments') })
      : [read('view'), ...Object.values(read('unfurls') ?? {})].flatMap((shown) =>
          accessibilityFaults(shown ?? {}, { isMessage: false }),
        );
    return faults.map((fault) => `${method}: ${fault}`);
  });
}

function faultsOf(part: Part): readonly string[] {
  const { type, alt_text: alt, text, style } = part;
  const named = `a ${String(type)} ${String(part.block_id ?? part.action_id ?? '')}`.trim();
  if (type === 'image' && !hasWords(alt)) return [`${named} has no alt text`];
  if (WORDED.has(type) && !hasWords(textOf(text)))
    return [`${named} has no words${style === undefined ? '' : `, and is told by its colour, ${String(style)}`}`];
  if (type === 'section' && text !== undefined && !hasWords(textOf(text))) return [`${named} has no words`];
  if (type === 'overflow' || /select$/.test(String(type)))
    return optionsOf(part)
      .filter((option) => !hasWords(textOf(option.text)))
      .map(() => `${named} has an option without words`);
  return type === 'input' && !hasWords(textOf(part.label)) ? [`${named} has no label`] : [];
}

/** All objects in a part that have a type, itself among them. */
function partsOf(part: unknown): readonly Part[] {
  if (Array.isArray(part)) return part.flatMap(partsOf);
  if (typeof part !== 'object' || part === null) return [];
  const own = part as Part;
  return [...('type' in own ? [own] : []), ...Object.values(own).flatMap(partsOf)];
}

function optionsOf({ options, option_groups: groups }: Part): readonly Part[] {
  const grouped = ((groups ?? []) as readonly { readonly options: readonly Part[] }[]).flatMap(
    (group) => group.options,
  );
  return [...((options ?? []) as readonly Part[]), ...grouped];
}

function textOf(text: unknown): unknown {
  return typeof text === 'object' && text !== null && 'text' in text ? text.text : text;
}

/** Whether there is a letter or a digit beside names of emoji: a symbol alone is read aloud as its name, or not at all. */
function hasWords(text: unknown): boolean {
  return typeof text === 'string' && /[\p{L}\p{N}]/u.test(text.replaceAll(/:[\w+-]+:/g, ''));
}
