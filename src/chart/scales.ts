/** What people grade by words: each scale from its lowest grade to its highest, with other ways to write a grade beside it. */
const SCALES: readonly (readonly string[])[] = [
  ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl|2xl', 'xxxl|3xl', '4xl', '5xl'],
  ['extra small|x-small', 'small', 'medium', 'large', 'extra large|x-large|extra-large'],
  [
    'none',
    'trivial',
    'very low',
    'low|minor',
    'medium|moderate|normal',
    'high|major',
    'very high',
    'urgent',
    'critical|blocker',
  ],
  ['trace', 'debug', 'info', 'notice', 'warn|warning', 'error', 'fatal|critical'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  ['very poor', 'poor', 'fair', 'good', 'very good', 'excellent'],
  ['bronze', 'silver', 'gold', 'platinum', 'diamond'],
  ['night', 'morning', 'noon', 'afternoon', 'evening'],
];

/** The functions that rank a name within one scale, from 0; undefined for a name that is no grade of it. */
export const SCALE_RANKS: readonly ((name: string) => number | undefined)[] = SCALES.map((scale) => {
  const ranks = new Map(scale.flatMap((grade, rank) => grade.split('|').map((name) => [name, rank])));
  return (name) => ranks.get(name.toLowerCase());
});

/** Ranks a version by its parts, so that `1.9` comes before `1.10`: `2.4.1`, `v1.10`, `3.0.0-rc.1`; undefined for other names. */
export function versionRank(name: string): number | undefined {
  const version = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?(?:[-.]?(?:alpha|beta|rc|pre)[-.]?(\d{0,3}))?$/i.exec(name);
  if (!version) return undefined;
  const [, major, minor, patch = 0, before] = version;
  const release = (Number(major) * 1e4 + Number(minor)) * 1e5 + Number(patch);
  return before === undefined ? release : release - 1 + (Number(before) + 1) / 1e4;
}
