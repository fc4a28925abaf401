const UTC_NAMES = /^(utc|z|gmt|ut|zulu)$/i;

/** Returns the name that Athena prints for a time zone, `UTC`, `Europe/Paris` or `+02:00`; undefined for an unknown one. */
export function parseZone(text: string): string | undefined {
  const name = text.trim();
  if (UTC_NAMES.test(name)) return 'UTC';
  const offset = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (offset) return offsetZone(offset[1]!, Number(offset[2]), Number(offset[3] ?? 0));
  return zoneNames().get(name.toLowerCase()) ?? (isZone(name) ? name : undefined);
}

function offsetZone(sign: string, hours: number, minutes: number): string | undefined {
  if (hours > 14 || minutes > 59) return undefined;
  if (hours === 0 && minutes === 0) return 'UTC';
  return `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Returns the name of the zone at an offset in minutes east of Greenwich: `+02:00` for 120. */
export function zoneAt(minutes: number): string {
  const size = Math.abs(minutes);
  return offsetZone(minutes < 0 ? '-' : '+', Math.floor(size / 60), size % 60) ?? 'UTC';
}

/** Returns the minutes east of Greenwich of a zone such as `+02:00`; undefined for UTC and places. */
export function fixedOffset(zone: string): number | undefined {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : undefined;
}

/** Returns the SQL of the local time of an instant (TIMESTAMPTZ) in a zone, as a TIMESTAMP. */
export function toLocal(sql: string, { zone }: { readonly zone: string }): string {
  const offset = fixedOffset(zone);
  return offset === undefined ? `timezone('${zone}', ${sql})` : `(timezone('UTC', ${sql}) + to_minutes(${offset}))`;
}

/** Returns the SQL of the instant (TIMESTAMPTZ) of a local time (TIMESTAMP) in a zone. */
export function fromLocal(sql: string, { zone }: { readonly zone: string }): string {
  const offset = fixedOffset(zone);
  return offset === undefined ? `timezone('${zone}', ${sql})` : `timezone('UTC', (${sql} - to_minutes(${offset})))`;
}

/** Whether a name is a zone that `Intl.supportedValuesOf` does not list, such as an older name of a place. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

let names: ReadonlyMap<string, string> | undefined;

function zoneNames(): ReadonlyMap<string, string> {
  names ??= new Map(Intl.supportedValuesOf('timeZone').map((name) => [name.toLowerCase(), name]));
  return names;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the offset of a zone at an instant, in minutes east of Greenwich. */
export function offsetMinutes(zone: string, epochMilliseconds: number): number {
  if (zone === 'UTC') return 0;
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return fixed;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const text = format.formatToParts(epochMilliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(text);
  if (!match?.[1]) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
