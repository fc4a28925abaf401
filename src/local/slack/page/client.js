/** One JSON call of the playground. Mistakes come back as `{ok: false, error}` too, so that callers look in one place. */
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

export async function read(name, query = {}) {
  const response = await fetch(`/playground/${name}?${new URLSearchParams(query)}`);
  return response.json();
}

/** Listens to what one person sees. Returns a function that stops it. */
export function listen(person, { onState, onChange, onConnection }) {
  const events = new EventSource(`/playground/events?person=${encodeURIComponent(person)}`);
  events.addEventListener('state', ({ data }) => onState(JSON.parse(data)));
  events.addEventListener('change', ({ data }) => onChange(JSON.parse(data)));
  events.addEventListener('open', () => onConnection(true));
  events.addEventListener('error', () => onConnection(false));
  return () => events.close();
}
