/**
 * Calls back with every message that a person of a playground is shown from now on, as its page draws them, until the
 * function that it resolves to is called. `url` is the playground's address.
 */
export async function followMessages<Message>(
  { url, person }: { readonly url: string; readonly person: string },
  onMessage: (message: Message) => void,
): Promise<() => void> {
  const aborter = new AbortController();
  const { body } = await fetch(`${url}/playground/events?person=${person}`, { signal: aborter.signal });
  const read = async () => {
    let text = '';
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const change = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as { kind?: string; message?: Message };
        if (change.kind === 'message' && change.message) onMessage(change.message);
      }
    }
  };
  read().catch(() => {}); // ends when it is closed
  return () => aborter.abort();
}
