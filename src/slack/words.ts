/**
 * Every sentence, label and title that people read from the bot in Slack. Names, numbers and moments are handed in as they
 * are to be shown, and escaped where the sentence is mrkdwn. What the question language says of a question stands in
 * `src/question`, and what is said about an answer's data in `src/answer` and `src/chart`, as the shell says it too.
 */

/** Labels that stand in several places, or that sentences speak of. */
const LABELS = {
  ask: 'Ask',
  back: 'Back',
  cancel: 'Cancel',
  filters: 'Filters',
  explain: 'Explain this number',
  refresh: 'Refresh',
  stop: 'Stop',
  subscribe: 'Subscribe',
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
  subscribe: `${LABELS.subscribe}…`,
  csv: LABELS.csv,
  explain: LABELS.explain,
  details: 'Details…',
  refresh: LABELS.refresh,
} as const;

/** What is said of a question while it is worked on. Sentences on how far it is begin with a space. */
export const progressWords = {
  lookingUp: (question: string) => `Looking up ${question} …`,
  comesBelow: ' The answer comes below, for you alone.',
  updating: 'Updating …',
  cancel: LABELS.cancel,
  inAthenasQueue: ' It waits in Athena’s queue.',
  read: (bytes: string) => ` It has read ${bytes} so far.`,
  runs: ' It is running.',
  queued: (place: number) => (place === 1 ? ' It is the next in the queue.' : ` It is number ${place} in the queue.`),
  usual: (seconds: number) => ` It usually takes ${seconds} s.`,
  waits: (question: string) => `I am busy just now. The answer to “${question}” comes here as soon as it is there.`,
  cancelled: 'Cancelled.',
  restarting: 'stopped, as Owlpost is restarting: ask again in a moment',
  restarted: 'Owlpost was restarted before the answer was there. Ask again with a click.',
  tooMany: (waiting: number) => `${waitAlready(waiting)}: ask again in a few minutes`,
  tooManyOfYours: (waiting: number) => `${waitAlready(waiting, ' of yours')}: ask again when some are answered`,
  busy: 'many people are changing this answer just now: click again in a moment',
} as const;

function waitAlready(count: number, whose = ''): string {
  return count === 1 ? `1 question${whose} waits already` : `${count} questions${whose} wait already`;
}

/** The page that a browser shows of a link to an answer. */
export const linkPageWords = {
  title: 'A question for Owlpost',
  heading: 'This question is answered in Slack',
  text: 'Its numbers are shown there, to those who may see them. Post the address of this page in a channel where Owlpost is, or type there:',
} as const;

/** The bar of controls under an answer: chips, menus and buttons. */
export const controlWords = {
  filters: (hidden: number) => (hidden > 0 ? `${LABELS.filters} +${hidden}` : LABELS.filters),
  reset: 'Reset',
  chooseDates: 'Choose dates…',
  compareWith: 'Compare with',
  previousPeriod: 'previous period',
  lastYear: 'last year',
  versus: (period: string) => `vs ${period}`,
  by: (dimension: string) => `by ${dimension}`,
  /** A chip, and what it says to those who do not see its cross. */
  removable: (said: string) => `${said} ✕`,
  remove: (said: string) => `Remove ${said}`,
  /** How chips say what a parameter does with its values. */
  except: (values: string) => `not ${values}`,
  splitBy: (dimension: string) => `split by ${dimension}`,
  first: (rows: string) => `top ${rows}`,
  last: (rows: string) => `bottom ${rows}`,
  thresholds: { '>': 'over', '<': 'under', '>=': 'at least', '<=': 'at most' },
  yes: 'yes',
  no: 'no',
  lookInto: 'Look into…',
  back: '↑ Back',
  backTo: (rows: string) => `Back to all ${rows}`,
  why: 'Why?',
  /** How many values a menu has, and how many of them match what was typed. */
  offered: (all: string) => `${all} in all`,
  matching: (found: string, all: string) => `${found} of ${all} match`,
  firstOffered: (shown: string) => `, the first ${shown} here`,
} as const;

/** The forms in which filters, days and questions are given. */
export const formWords = {
  filters: LABELS.filters,
  /** The title of a form for one parameter whose name is not known. */
  filter: 'Filter',
  show: 'Show',
  back: LABELS.back,
  cancel: LABELS.cancel,
  close: 'Close',
  oneMoment: 'One moment …',
  firstDay: 'First day',
  lastDay: 'Last day, included',
  period: 'Choose or type, or give days below',
  periodHint: 'For example last month, last 90 days, 2025-Q3, 2025-01-01..2025-06-30 or all time.',
  between: (min: number, max: number) => `From ${min} to ${max}.`,
  onePerLine: 'One on each line.',
  compareWith: controlWords.compareWith,
  nothing: 'Nothing',
  chart: 'Chart',
  automatic: 'Automatic',
  none: 'None',
  all: 'All',
  eitherPeriodOrDays: 'choose a period or days, not both',
  daysSwapped: 'the first day is after the last: swap them',
} as const;

/** The form in which a question is typed. */
export const askFormWords = {
  title: 'Ask Owlpost',
  question: 'Your question',
  example: (question: string) => `For example: ${question}`,
  where: 'Where the answer goes',
  whereHint: 'Left empty, it comes as a message to you alone.',
  channel: 'A channel',
  ask: LABELS.ask,
  instead: (refusal: string, question: string) => `${refusal} Try: ${question}`,
} as const;

/** The modals that show where a number comes from, and what is said in an answer's thread. */
export const detailsWords = {
  details: 'Details',
  explain: LABELS.explain,
  link: (address: string) => `*Link*  <${address}|to this answer>`,
  share: 'To share it, post this link in any channel where I am',
  copy: 'To ask it again, copy this',
  sql: 'SQL',
  values: 'Values, in the order of the question marks',
  refresh: LABELS.refresh,
  justForMe: 'Just for me',
  print: 'Print-size picture',
  doubt: 'Number looks wrong',
  owner: 'Owner',
  verified: 'Verified',
  verifiedBy: (person: string, day: string) => `by ${person} on ${day}`,
  dataTo: 'Data to',
  read: 'Read',
  definition: 'Definition',
  version: (file: string, version: string) => `${file}, version ${version}`,
  execution: 'Execution',
  executedOn: (execution: string, engine: string) => `${execution} on ${engine}`,
  countedAs: 'Counted as',
  filters: LABELS.filters,
  askOwner: LABELS.ask,
  sample: (rows: number) => `${rows} of the rows behind it`,
  csv: (title: string, person: string) => `${title}, as <@${person}> asked for it.`,
  csvCut: ({ first, all, megabytes }: { readonly first: string; readonly all: string; readonly megabytes: number }) =>
    ` It has the first ${first} of ${all} rows, as a file here may have ${megabytes} MB: with a filter, the others fit too.`,
  printed: (title: string, { width, height }: { readonly width: number; readonly height: number }, person: string) =>
    `${title} in ${width} × ${height} pixels, as <@${person}> asked for it.`,
} as const;

/** What is said of a number that somebody doubts. */
export const doubtWords = {
  headline: 'This number looks wrong.',
  asked: (person: string, owner: string) =>
    `<@${person}> thinks that this number looks wrong. ${owner}, please have a look.`,
  nobody: 'Whoever knows',
  thanks: 'Thank you. The owner is asked in the thread of the answer.',
  /** What the owner can say, and what the thread is told of it. */
  verdicts: { right: 'It is right', corrected: 'It is corrected' },
  right: (person: string, owner: string) => `<@${person}>, <@${owner}> looked: the number is right.`,
  corrected: (person: string, owner: string) =>
    `<@${person}>, <@${owner}> corrected it: the answer above is looked up again.`,
} as const;

const AGAIN = 'ask again with the command';

/** Why something that was clicked or typed is not done: each the sentence of a UserError. */
export const refusalWords = {
  oldControl: `this control belongs to an older Owlpost: ${AGAIN}`,
  oldFilter: (query: string) => `this filter belongs to an older ${query}: ${AGAIN}`,
  oldRow: (query: string) => `this row belongs to an older ${query}: ${AGAIN}`,
  oldReview: `this review belongs to an older Owlpost: ${AGAIN}`,
  oldForm: 'this form belongs to an older Owlpost: open it again',
  oldSetting: 'this setting belongs to an older Owlpost: type settings again',
  cannotChange: `this answer cannot be changed any more: ${AGAIN}`,
  cannotPost: `this answer cannot be posted any more: ${AGAIN}`,
  queryGone: (query: string) => `there is no query ${query} any more: type help to see what can be asked`,
  notAllowed: (contact: string) => `you may not ask what this answer shows: ask ${contact} for more`,
  answeredToYouAlone: (title: string) => `${title} is answered to you alone: ask it with the command`,
  postBeforeCsv: 'post this to the channel first, then the CSV can stand in its thread',
  noPictureOfTable: `a table has no picture: use More → ${LABELS.chart} first`,
  doubtedAlready: 'somebody has asked that already: see the thread of this answer',
  ownerDecides: (owner: string) => `the owner says whether it is right: ask ${owner}`,
  somebodyWhoKnows: 'somebody who knows',
  unknownAsker:
    'Slack did not say in time who you are and where you ask, which decides what you may see: try again in a minute',
} as const;

/** Where something comes. */
export const placeWords = {
  toYouAlone: 'to you alone',
  /** `channel` is a name with its #, or a mention of the channel in mrkdwn. */
  inChannel: (channel: string) => `in ${channel}`,
  asDirectMessage: 'as a direct message',
} as const;

/** What can be done with a subscription, and what is said of it once that is done. */
export const subscriptionWords = {
  changes: { pause: 'Pause', resume: 'Resume', run: 'Run now', edit: 'Edit…', give: 'Hand over…', stop: LABELS.stop },
  adjust: 'Adjust',
  unsubscribe: 'Unsubscribe',
  /** What has become of what comes, as the end of `done` or `alertDone`. */
  ends: { run: 'was posted just now', stop: 'does not come any more', pause: 'is paused', resume: 'comes again' },
  done: (question: string, end: string) => `“${question}” ${end}.`,
  alertDone: (alert: string, end: string) => `The alert ${end}: ${alert}.`,
  subscribed: (question: string) => `Subscribed to “${question}”`,
  /** `when` has its time zone in brackets. */
  subscribedYou: (question: string, when: string) => `You are subscribed to “${question}”: it comes ${when}.`,
  subscribedChannel: (question: string, when: string, person: string) =>
    `<@${person}> subscribed this channel to “${question}”: it comes ${when}.`,
  next: (moments: string) => `Next: ${moments}`,
  onlyWhen: (conditions: string) => `Only when ${conditions}`,
  saved: (when: string) => `Saved: it comes ${when}.`,
  list: 'What comes by itself',
  none: (command: string) =>
    `Nothing yet. Ask a question and choose ${LABELS.subscribe} under the answer, or type ${command} subscribe every Monday at 09:00.`,
  more: (left: number) => `And ${left} more.`,
  declared: (name: string) => `${name} in digests.yml`,
  paused: 'Paused',
  over: 'Not due any more',
  ownDays: 'on days of its own',
  by: (person: string) => ` · by <@${person}>`,
  /** Why a delivery that was due is not posted, in the ledger. */
  stopped: 'its subscription was stopped before it was posted',
  pausedBefore: 'its subscription was paused before it was posted',
} as const;

/** The form that creates or changes a subscription. */
export const subscribeFormWords = {
  subscribe: LABELS.subscribe,
  edit: 'Edit',
  save: 'Save',
  place: 'Where it comes',
  intoChannel: 'Into this channel',
  toMe: 'To me alone, as a message',
  days: 'On which days',
  daysHint: (when: string) => `Left empty, it still comes ${when}`,
  asBefore: 'as before',
  weekdays: 'Days of the week',
  time: 'At',
  clocks: (timezone: string) => `By the clocks of ${timezone}`,
  oneDay: 'Choose one day at least.',
  oneTime: 'Choose a time.',
  onlyWhen: 'Only when …',
  conditions: {
    fresh: 'the data is up to date (it waits three hours)',
    'not empty': 'there is something to show',
    changed: 'the numbers have changed',
  },
  upToDate: 'the data is up to date',
  reaches: (day: string) => `the data reaches ${day}`,
  reach: 'The data is up to date when it reaches …',
  reachPeriod: 'the end of its period',
  reachToday: 'the day on which it comes',
  reachYesterday: 'the day before it comes',
  reachWeekday: 'the last weekday before it comes',
  reachBefore: (time: string) => `${time} before it comes`,
} as const;

/** How a subscription gets another owner. */
export const handoverWords = {
  title: 'Hand over',
  ask: 'Ask them',
  person: 'A person',
  to: 'To whom',
  rights: 'It will be asked with their rights, and only they can change it, once they have taken it over.',
  alreadyYours: 'It is yours already.',
  asked: 'They are asked. It stays yours until they take it over.',
  offer: (person: string, question: string) => `<@${person}> would like to hand “${question}” over to you.`,
  terms: (when: string, where: string) => `It comes ${when} ${where}, and is asked with the rights of its owner.`,
  take: 'Take over',
  taken: 'It is yours now.',
  given: (question: string) => `“${question}” was taken over, and is not yours any more.`,
} as const;

/** What a channel or an owner is told of digests. `subject` is what to call the digest. */
export const digestWords = {
  retry: 'Retry',
  retried: (subject: string) => `“${subject}” is tried again.`,
  late: (subject: string, reason: string) => `“${subject}” is late: ${reason}`,
  notPosted: (subject: string, reason: string) => `“${subject}” was not posted: ${reason}`,
  notChecked: (subject: string, reason: string) => `“${subject}” could not be checked: ${reason}`,
  /** Where a digest in files comes from, and what it shows. */
  origin: (when: string, timezone: string, name: string) => `It comes ${when} (${timezone}): ${name} in digests.yml.`,
  shows: (person: string) => `It shows what ${person} may see.`,
  due: (moment: string) => `Due ${moment}`,
  triedUntil: (due: string, until: string) => `${due} · tried again until ${until}`,
  moreNotices: (left: number) => `And ${left} more: the log has them all.`,
} as const;

/** The question whether a digest is still wanted, and its answers. */
export const stillWantedWords = {
  decisions: { keep: 'Keep', weekly: 'Weekly', stop: LABELS.stop, back: 'Have it back' },
  asked: (doubt: string) => `${doubt} *Is it still wanted?*`,
  untilThen: 'Until somebody answers, it stays as it is.',
  you: 'you',
  archived: (subject: string, when: string, channel: string) =>
    `“${subject}” comes ${when} to ${channel}, which is archived: nothing can be posted there.`,
  departed: (subject: string, when: string, channel: string, owner: string) =>
    `“${subject}” comes ${when} to ${channel}, and is asked with the rights of <@${owner}>, who has left. Whoever keeps it owns it from then on.`,
  failing: (subject: string, channel: string, failure: string) =>
    `“${subject}” for ${channel} has failed five times in a row, the last time because: ${failure}`,
  unused: (subject: string, when: string, channel: string) =>
    `“${subject}” comes ${when} to ${channel}, and nobody has clicked on it for 60 days.`,
  kept: (subject: string, person: string) => `“${subject}” stays, says <@${person}>.`,
  keptAndOwned: (subject: string, person: string) => `“${subject}” stays, says <@${person}>, whose it is from now on.`,
  weekly: (subject: string, person: string, when: string) =>
    `“${subject}” comes ${when} from now on, says <@${person}>.`,
  stopped: (subject: string, person: string) => `“${subject}” does not come any more: <@${person}> has stopped it.`,
  back: (subject: string, person: string) => `“${subject}” comes again as it stands in digests.yml, says <@${person}>.`,
} as const;

const WRITE_WHEN = 'write every Monday at 09:00, every weekday at 8:30 or every month on the 1st at 9';

/** Why something about digests and alerts is not done: each the sentence of a UserError. */
export const digestRefusalWords = {
  oldControl: 'this control belongs to an older Owlpost: type digests again',
  stoppedAlready: 'this is stopped already',
  ownerOnly: 'only who asked for this can change it: ask them, or subscribe yourself',
  noTime: `it does not say when: ${WRITE_WHEN}`,
  unreadTime: (typed: string) => `"${typed}" is no time that comes round: ${WRITE_WHEN}`,
  nothingAsked: 'there is no answer here yet to subscribe to: ask a question first',
  tooLong: 'this question is too long to subscribe to: keep fewer filters',
  noCondition: (typed: string, conditions: readonly string[]) =>
    `only if takes ${conditions.join(', ')}, and "${typed}" is none of them`,
  noReach: (typed: string, days: readonly string[]) =>
    `"${typed}" is no day that the data can reach: write fresh to ${days.join(', or ')}`,
  offeredToOther: 'somebody else is asked to take this over',
  offerOver: 'this offer does not stand any more',
  gone: 'this does not come any more, or came already',
  isAsked: 'it is being asked just now',
  isPosted: 'it is being posted just now',
  isPaused: 'its subscription is paused',
  answeredAlready: 'this was answered already',
  notForOwner: (place: string, why: string) =>
    `its owner may not ask this in ${place}, as ${why}: have the access changed, or stop it`,
  someNotForOwner: 'some of it is not for the owner',
  /** Why nothing can be posted in a place, and what its owner can do. */
  notInChannel: (place: string, remedy: string) =>
    `the bot is not in ${place}: invite it there with /invite, or ${remedy}`,
  channelUnseen: (place: string, remedy: string) =>
    `the bot does not see ${place}: invite it there with /invite, or ${remedy}`,
  archived: (place: string, remedy: string) => `${place} is archived: ${remedy}`,
  mayNotPost: (place: string, remedy: string) => `${place} does not let the bot post: allow it there, or ${remedy}`,
  notTold: (reason: string) => `Slack did not tell whether the bot is there (${reason})`,
  itsChannel: 'its channel',
  stopSubscription: 'stop this subscription',
  nameOtherChannel: 'name another channel in digests.yml',
} as const;

/** Alerts: `title` is what one checks, `limit` reads after `is`, and `breaches` are the values beyond the limit. */
export const alertWords = {
  headline: (title: string, limit: string, breaches: string) => `${title} is ${limit}: it is ${breaches}`,
  headlineOfEach: (title: string, limit: string, count: number) =>
    `${title}: ${count} ${count === 1 ? 'is' : 'are'} ${limit}`,
  over: (title: string, limit: string) => `Over: “${title}” is not ${limit} any more`,
  overForEach: (title: string, limit: string) => `Over: nothing in “${title}” is ${limit} any more`,
  was: (breaches: string, from: string, to: string) => `It was ${breaches}, from ${from} to ${to}.`,
  noLonger: (title: string, limit: string) => `${title}: nobody looks any more whether it is ${limit}`,
  stoppedBy: (person: string) => `The alert was stopped by <@${person}>.`,
  nowAlso: (limit: string, breaches: string) => `Now also ${limit}: ${breaches}.`,
  still: (limit: string, breaches: string) => `Still ${limit}: ${breaches}.`,
  against: (change: string, baseline: string) => ` (${change} against ${baseline})`,
  more: (left: number) => ` and ${left} more`,
  since: (moment: string) => `Since ${moment}`,
  for: (people: string) => `for ${people}`,
  lookedAfterBy: (person: string) => `looked after by <@${person}>`,
  acknowledgedBy: (person: string) => `acknowledged by <@${person}>`,
  silentUntil: (moment: string) => `silent until ${moment}`,
  showNumbers: 'Show the numbers',
  acknowledge: 'Acknowledge',
  silence: 'Silence for…',
  oneHour: '1 hour',
  oneDay: '1 day',
  oneWeek: '1 week',
  assign: 'Assign to…',
  assigned: (to: string, by: string) => `<@${to}> is asked by <@${by}> to look after this.`,
  tellYou: (sentence: string) => `You asked to be told when ${sentence}.`,
  tellChannel: (sentence: string, person: string) => `<@${person}> asked to tell this channel when ${sentence}.`,
  /** What an alert is called in a list. */
  tell: (sentence: string) => `Tell when ${sentence}`,
  notForYou: 'an alert that you may not read',
  checked: (when: string, timezone: string) => `Checked ${when} (${timezone}).`,
  next: (moment: string) => ` Next: ${moment}.`,
  noNumber: 'There is no number to judge by just now.',
  now: (readings: string) => `At present it is ${readings}.`,
  nowNone: 'None is at present.',
  nowOfEach: (breaches: string) => `At present: ${breaches}.`,
  blank: (title: string, limit: string) =>
    `The alert for ${title} ${limit} found no number three times in a row: nothing is told until there is one again.`,
  isOver: 'this alert is over, or was stopped',
  oldControl: 'this control belongs to an older Owlpost: make the alert again',
  unreadTime: (typed: string) => `"${typed}" is no time that comes round: write every hour, or every weekday at 8:30`,
} as const;

/** What the bot says of itself and of what can be asked: greeting and help. */
export const helpWords = {
  greeting: 'I am Owlpost. Ask me for numbers in your own words, and I answer with a chart that you can change.',
  canBeAsked: (titles: string) => `What can be asked here: ${titles}.`,
  nothingYet: 'Nothing can be asked yet.',
  /** `mention` says how the bot is called in that place. */
  how: (command: string, example: string, mention: string) =>
    `Type \`${command} ${example}\` or ${mention}, and continue in a thread: _only France_, _as table_.`,
  mentionMe: (bot: string) => `mention <@${bot}>`,
  writeToMe: 'write to me here',
  tryThese: (command: string, example: string) => `Type ${command} ${example}, or try one of these:`,
  ask: LABELS.ask,
  askThis: (question: string) => `Ask ${question}`,
  find: 'Find a query…',
  page: (first: number, last: number, all: number) => `Queries ${first}–${last} of ${all}`,
  back: LABELS.back,
  more: 'More',
} as const;

/** App Home. */
export const homeWords = {
  ask: 'Ask a question',
  typeQuestion: 'Type a question',
  example: askFormWords.example,
  askSaved: LABELS.ask,
  askAgain: 'Ask again',
  askNow: 'Ask now',
  howToAsk: 'How to ask',
  saved: 'Saved questions',
  recent: 'Asked lately',
  mine: 'What comes to you by itself',
  news: 'What is new',
  others: 'What else comes to your channels',
  where: 'Answers to what you ask here come as messages to you alone.',
  allIsWell: 'Status: all is well.',
  trouble: (what: string) => `Status: ${what}`,
  faultyFiles: (count: number) =>
    `${count === 1 ? 'one file' : `${count} files`} of the catalogue cannot be used as written: the log says which`,
  newQuery: (description: string) => `can be asked now. ${description}`,
  changedQuery: 'was changed; its numbers may be defined otherwise than before',
  newParts: (parts: readonly string[]) => `can now be asked ${parts.join(', and ')}`,
  newMeasures: (names: string) => `for ${names}`,
  newDimensions: (names: string) => `by ${names}`,
} as const;

/** Settings of people and channels, and saved questions. */
export const settingsWords = {
  title: 'Settings',
  mine: 'My answers',
  mineAlone: 'are shown to me alone until I post them',
  mineToAll: 'are shown to everybody in the channel',
  here: 'Answers in this channel',
  hereAlone: 'are shown to their asker alone until they are posted',
  hereToAll: 'are shown to everybody here',
  filters: 'Filters of this channel',
  noFilters: 'none',
  /** In mrkdwn, as the next one. */
  setFilters: (command: string) => `To keep this channel to something, type \`${command} here only France\`.`,
  change: 'Change',
  removeFilters: 'Remove',
  keepsTo: (filters: string) => `Questions asked in this channel now keep to ${filters}.`,
  keepsToBy: (filters: string, person: string) =>
    `Questions asked in this channel now keep to ${filters}, unless they say otherwise. <@${person}> set this.`,
  filtersGone: 'Questions asked in this channel have no filters of its own any more.',
  hiddenFilters: 'something that you may not see',
  ask: LABELS.ask,
  nothingSaved: (command: string) =>
    `To keep a question under a name, ask it, then type \`${command} save as my-question\`.`,
  saved: (command: string, name: string, question: string) =>
    `Saved. Everybody can now ask ${command} ${name} for: ${question}`,
  forgotten: (name: string) => `“${name}” is forgotten.`,
  nothingToSave: 'there is no answer here yet to save: ask a question first',
  nameFilters: 'name what to keep in this channel, such as: here only France',
  onlyFilters: 'only filters can be kept in a channel, such as: here only France',
  noName: (typed: string) => `"${typed}" cannot be a name: take one word of letters, digits and -, such as emea-weekly`,
  nameMeansSomething: (name: string) => `"${name}" means something already: choose another name`,
  nameTaken: (name: string) => `somebody else has saved "${name}": choose another name`,
  notSaved: (typed: string) => `nothing is saved as "${typed}": type settings to see what is`,
  savedByOther: (name: string) => `"${name}" was saved by somebody else, who alone can forget it`,
} as const;

/** Reports about Owlpost itself, for its operators. */
export const reportWords = {
  cost: ({
    since,
    questions,
    read,
    cost,
  }: {
    readonly since: string;
    readonly questions: number;
    readonly read: string;
    readonly cost: string;
  }) =>
    `Since ${since} ${questions.toLocaleString('en')} ${questions === 1 ? 'question was' : 'questions were'} answered, ${read} read for about ${cost}.`,
  week: 'Week of',
  dataset: 'Dataset',
  questions: 'Questions',
  read: 'Read',
  dollars: 'Cost',
  allAnswered: (since: string) => `Since ${since} every question was understood and had rows.`,
  demand: (since: string) =>
    `Since ${since} these questions were not understood or had no rows: words, values and data to add.`,
  question: 'Question',
  asked: 'Asked',
  answered: 'Answered',
  more: (left: number, report: 'cost' | 'demand') =>
    `And ${left.toLocaleString('en')} more: npm run -s owlpost -- audit --${report}`,
  operatorsOnly:
    "what Owlpost costs and what is asked in vain is told in its operators' channel alone: ask there, or have OWLPOST_OPERATORS set to this channel",
} as const;

/** What Slack refuses and what fails, as the asker is told. */
export const errorWords = {
  isArchived: 'This channel is archived. Ask me in another one.',
  mayNotPost: 'Not everybody may post in this channel, and neither may I. Ask me in another one.',
  threadLocked: 'This thread is locked. Ask me in the channel.',
  answerDeleted: 'That answer was deleted. Ask again with the command.',
  threadDeleted: 'That thread was deleted. Ask again in the channel.',
  formTooLate: 'That took too long: Slack gives a form three seconds. Please click again.',
  sharedChannel:
    'This channel is shared with another company, and I may not post in it. Ask me in a channel of your own.',
  tooLong: `The answer is too long for Slack. Ask for fewer rows, or use More → ${LABELS.csv}.`,
  notMember: 'You are not in this conversation any more.',
  notInConversation: (bot: string) =>
    `I cannot post in this conversation yet. Type /invite @${bot} here, or ask me in a channel where I am; then ask again.`,
  betweenPeople: (bot: string) =>
    `I cannot post in a conversation between people. I can answer you alone here, in a channel where I am, or in a direct message to @${bot}.`,
  rateLimited: (seconds: number) => `Slack lets me say no more for ${seconds} s. Please try again after that.`,
  missingScope: (scope: string | undefined) =>
    `I lack a permission in this workspace${scope === undefined ? '' : ` (${scope})`}. Your Owlpost operator can install the app again with it.`,
  refusedBySlack: (reference: string) => `Slack did not take my answer. ${tryAgain(reference)}`,
  failed: (reference: string) => `Something went wrong on my side. ${tryAgain(reference)}`,
  run: 'Run it',
  notInChannel: (channel: string) =>
    `the bot is not in ${channel}: invite it there with /invite, or name another channel`,
} as const;

function tryAgain(reference: string): string {
  return `Please try again; if it stays so, give your Owlpost operator the reference ${reference}.`;
}
