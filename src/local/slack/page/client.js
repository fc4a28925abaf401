/** Makes a POST call of the playground and resolves to its answer; to `{ok: false, error}` also when the server cannot be reached. */
export async function call(name, body) {
  try {
    const response = await fetch(`/playground/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: 'the playground cannot be reached' };
  }
}

/** Makes a GET call of the playground and resolves to its JSON. */
export async function read(name, query = {}) {
  const response = await fetch(`/playground/${name}?${new URLSearchParams(query)}`);
  return response.json();
}

/** Subscribes to everything that a person, by name, sees. Returns the function that unsubscribes. */
export function listen(person, { onState, onChange, onConnection }) {
  const events = new EventSource(`/playground/events?person=${encodeURIComponent(person)}`);
  events.addEventListener('state', ({ data }) => onState(JSON.parse(data)));
  events.addEventListener('change', ({ data }) => onChange(JSON.parse(data)));
  events.addEventListener('open', () => onConnection(true));
  events.addEventListener('error', () => onConnection(false));
  return () => events.close();
}
