/**
 * Every sentence, label and title that people read from the bot in Slack. Names, numbers and moments are handed in as they
 * are to be shown, and escaped where the sentence is mrkdwn. What the question language says of a question stands in
 * `src/question`, and what is said about an answer's data in `src/answer` and `src/chart`, as the shell says it too.
 */

/** Labels of buttons and menu entries that sentences speak of. */
const LABELS = {
  table: 'Show as table',
  chart: 'Show as chart',
  csv: 'Download CSV',
  askHere: 'Ask it here',
  askByItself: 'Ask by itself',
} as const;

const NOT_SHOWN = 'The picture could not be shown.';

const NATIVE_INSTEAD = 'Slack draws the chart instead.';

/** What stands in an answer's message beside what is said about its data. */
export const answerWords = {
  underReview: 'Under review: somebody has asked whether this number is right.',
  tooLongForFilters: 'This question is too long for filters. Ask again with the command to change it.',
  newerBelow: 'A newer answer stands below.',
  askedBy: (person: string) => `asked by <@${person}>`,
  follows: (before: string, now: string) => `Follows “${before}”. Now it is “${now}”.`,
  /** What a word with two meanings was taken for, and the button for the other meaning. */
  taken: (word: string, taken: string, meaning: string) =>
    `“${word}” is taken as ${taken}; it could also be ${meaning}.`,
  instead: (word: string, meaning: string) => `“${word}” as ${meaning}`,
  post: 'Post to channel',
  /** The name of the column with how a measure changed. */
  change: (measure: string) => `${measure} change`,
} as const;

/** What an answer's message says of a picture or table that it does not show, or not whole. */
export const missingWords = {
  pictureOnItsWay: 'The picture is on its way.',
  pictureNotShown: NOT_SHOWN,
  pictureNotDrawn: 'The picture could not be drawn.',
  pictureOncePosted: 'Slack shows the picture once this is posted.',
  nativeInstead: NATIVE_INSTEAD,
  nativeNotPicture: `${NOT_SHOWN} ${NATIVE_INSTEAD}`,
  everyNumber: `More → ${LABELS.table} has every number.`,
  tableRefused: `Slack did not take this table. More → ${LABELS.csv} has all of it.`,
  firstRows: 'The table shows the first rows. Ask with the command to download all of them.',
  /** Numbers of rows and columns that are shown, and of all. */
  leftOut: (
    shown: { readonly rows: number; readonly columns: number },
    whole: { readonly rows: number; readonly columns: number },
  ) => {
    const ofColumns = shown.columns < whole.columns ? ` and ${shown.columns} of ${whole.columns} columns` : '';
    return `The table shows the first ${shown.rows} of ${whole.rows} rows${ofColumns}. All of it is under More → ${LABELS.csv}.`;
  },
  /** Under a link to an answer. */
  underLink: {
    ask: LABELS.askHere,
    table: `“${LABELS.askHere}” shows its table.`,
    native: `${NOT_SHOWN} ${NATIVE_INSTEAD} “${LABELS.askHere}” shows every number.`,
    picture: `${NOT_SHOWN} “${LABELS.askHere}” shows every number.`,
  },
  /** In a digest with several answers. */
  inDigest: {
    ask: LABELS.askByItself,
    table: `“${LABELS.askByItself}” shows its table.`,
    picture: `${NOT_SHOWN} “${LABELS.askByItself}” shows every number.`,
  },
} as const;

/** Entries of the menu "More" under an answer. */
export const moreWords = {
  table: LABELS.table,
  chart: LABELS.chart,
  subscribe: 'Subscribe…',
  csv: LABELS.csv,
  explain: 'Explain this number',
  details: 'Details…',
  refresh: 'Refresh',
} as const;

/** What is said of a question while it is worked on. Sentences on how far it is begin with a space. */
export const progressWords = {
  lookingUp: (question: string) => `Looking up ${question} …`,
  comesBelow: ' The answer comes below, for you alone.',
  updating: 'Updating …',
  cancel: 'Cancel',
  inAthenasQueue: ' It waits in Athena’s queue.',
  read: (bytes: string) => ` It has read ${bytes} so far.`,
  runs: ' It is running.',
  queued: (place: number) => (place === 1 ? ' It is the next in the queue.' : ` It is number ${place} in the queue.`),
  usual: (seconds: number) => ` It usually takes ${seconds} s.`,
  waits: (question: string) => `Many questions wait. The answer to “${question}” comes here as soon as it is there.`,
  cancelled: 'Cancelled.',
  restarting: 'stopped, as Owlpost is restarting: ask again in a moment',
  restarted: 'Owlpost was restarted before the answer was there. Ask again with a click.',
  tooMany: (waiting: number) => `${waiting} questions wait already: ask again in a few minutes`,
  tooManyOfYours: (waiting: number) => `${waiting} questions of yours wait already: ask again when some are answered`,
  busy: 'many people are changing this answer just now: click again in a moment',
} as const;

/** The page that a browser shows of a link to an answer. */
export const linkPageWords = {
  title: 'A question for Owlpost',
  heading: 'This question is answered in Slack',
  text: 'Its numbers are shown there, to those who may see them. Post the address of this page in a channel where Owlpost is, or type there:',
} as const;
