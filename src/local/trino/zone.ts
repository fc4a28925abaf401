/** A time zone: `name` as Athena prints it, `duckdb` as DuckDB's ICU knows it. */
export type Zone = { readonly name: string; readonly duckdb: string };

const UTC_NAMES = /^(utc|z|gmt|ut|zulu)$/i;

/** Reads `UTC`, `Europe/Paris`, `+02:00`; undefined for what is no zone. */
export function parseZone(text: string): Zone | undefined {
  const name = text.trim();
  if (UTC_NAMES.test(name)) return { name: 'UTC', duckdb: 'UTC' };
  const offset = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(name);
  if (offset) return offsetZone(offset[1]!, Number(offset[2]), Number(offset[3] ?? 0));
  const known = zoneNames().get(name.toLowerCase());
  return known === undefined ? undefined : { name: known, duckdb: known };
}

/** POSIX writes an offset with the opposite sign: `+02:00` is `Etc/GMT-2`. */
function offsetZone(sign: string, hours: number, minutes: number): Zone | undefined {
  if (hours > 14 || minutes > 59) return undefined;
  if (hours === 0 && minutes === 0) return { name: 'UTC', duckdb: 'UTC' };
  const digits = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return { name: `${sign}${digits}`, duckdb: `GMT${sign}${digits}` };
}

let names: ReadonlyMap<string, string> | undefined;

function zoneNames(): ReadonlyMap<string, string> {
  names ??= new Map(Intl.supportedValuesOf('timeZone').map((name) => [name.toLowerCase(), name]));
  return names;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of Greenwich that a zone has at an instant. */
export function offsetMinutes(zone: string, epochMilliseconds: number): number {
  if (zone === 'UTC') return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
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
