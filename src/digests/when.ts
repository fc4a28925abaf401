const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const TIME = /^(?:noon|midnight|(\d{1,2})(?::(\d{2}))?\s*(am|pm)?)$/;

/**
 * The cron expression of a time in words: `every Monday at 09:00`, `every weekday at 8:30`, `every day at 9am`,
 * `every month on the 1st at 9`, `every Monday and Thursday at noon`, `every hour`. Undefined for other words.
 */
export function cronOf(words: string): string | undefined {
  const [, subject = '', clock] =
    /^every (.+?)(?: at (.+))?$/.exec(words.toLowerCase().trim().replace(/\s+/g, ' ')) ?? [];
  if (subject === 'hour' && clock === undefined) return '0 * * * *';
  const time = clock === undefined ? undefined : readTime(clock);
  const days = daysOf(subject);
  return time && days && `${time.minute} ${time.hour} ${days}`;
}

/** The last three fields of a cron expression: day of the month, month, weekday. */
function daysOf(subject: string): string | undefined {
  if (subject === 'day') return '* * *';
  if (subject === 'weekday' || subject === 'working day') return '* * 1-5';
  const [, ordinal] = /^month on the (last day|\d{1,2})(?:st|nd|rd|th)?$/.exec(subject) ?? [];
  if (ordinal === 'last day') return 'L * *';
  if (ordinal !== undefined)
    return Number(ordinal) >= 1 && Number(ordinal) <= 31 ? `${Number(ordinal)} * *` : undefined;
  const names = subject.split(/,? and |, /).map((name) => WEEKDAYS.indexOf(name.replace(/s$/, '')));
  return names.includes(-1) ? undefined : `* * ${[...new Set(names)].join(',')}`;
}

function readTime(clock: string): { hour: number; minute: number } | undefined {
  if (clock === 'noon') return { hour: 12, minute: 0 };
  if (clock === 'midnight') return { hour: 0, minute: 0 };
  const [matched, hours, minutes = '0', half] = TIME.exec(clock) ?? [];
  if (matched === undefined) return undefined;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return undefined;
  return { hour: half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour, minute };
}
