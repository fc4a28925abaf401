import type { Modal, Seen } from './workspace.ts';

/** What a person sees in the playground: messages by channel, oldest first, open modals, the topmost last, and the app's home. */
export type Scene = { readonly messages: Seen[]; readonly modals?: Modal[]; readonly home?: Modal };

/** A change of a scene, as the playground tells it. */
type Change =
  | { readonly kind: 'message'; readonly message: Seen }
  | { readonly kind: 'removed'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'views'; readonly modals: Modal[]; readonly home: Modal }
  | { readonly kind: 'channel' };

/**
 * Yields the scene of a person, and again after each change, from the playground's stream of events. A change of a channel, which
 * may bring its messages, has it read anew.
 */
export async function* scenesOf(events: ReadableStream<Uint8Array>, read: () => Promise<Scene>): AsyncGenerator<Scene> {
  let scene: Scene = { messages: [] };
  for await (const { event, data } of eventsIn(events)) {
    const change = data as Change;
    if (event === 'state') scene = data as Scene;
    else scene = change.kind === 'channel' ? await read() : changed(scene, change);
    yield scene;
  }
}

async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: unknown }> {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    const whole = (text + part).split('\n\n');
    text = whole.pop()!;
    for (const each of whole) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/s.exec(each)!;
      yield { event: event!, data: JSON.parse(data!) };
    }
  }
}

function changed(scene: Scene, change: Exclude<Change, { kind: 'channel' }>): Scene {
  const { messages } = scene;
  switch (change.kind) {
    case 'views':
      return { ...scene, modals: change.modals, home: change.home };
    case 'removed':
      return {
        ...scene,
        messages: messages.filter(({ channel, ts }) => channel !== change.channel || ts !== change.ts),
      };
    case 'message': {
      const { message } = change;
      const at = messages.findIndex(({ channel, ts }) => channel === message.channel && ts === message.ts);
      if (at >= 0) return { ...scene, messages: messages.with(at, message) };
      const last = messages.findLastIndex(({ channel }) => channel === message.channel);
      return { ...scene, messages: messages.toSpliced(last < 0 ? messages.length : last + 1, 0, message) };
    }
  }
}
