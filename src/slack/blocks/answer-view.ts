import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { Alternative } from '../../question/parse.ts';
import type { DrillRows } from './drill.ts';
import type { NativeChart } from './native-chart.ts';
import type { Grid, GridKind } from './table.ts';

import { receiptOf } from '../../answer/receipt.ts';
import { truncate } from '../../text/text.ts';
import { answerWords } from '../words.ts';
import { drillRowsOf } from './drill.ts';
import { oneLine, unescapeText } from './limits.ts';
import { nativeChartOf } from './native-chart.ts';
import { gridOf, leftOutWords } from './table.ts';

/** Where Slack finds a picture: a public address, or a file uploaded to Slack. */
export type PictureSource = { readonly image_url: string } | { readonly slack_file: { readonly id: string } };

/** What a message shows of an answer, without controls: enough to show it again while the next one is computed. */
export type AnswerView = {
  readonly title: string;
  readonly headline: string;
  /** The words that say how the question was understood. */
  readonly understood: string;
  readonly picture?: { readonly source: PictureSource; readonly alt: string };
  /** The chart that Slack draws where there is no picture. */
  readonly nativeChart?: NativeChart;
  readonly table?: Grid;
  /** The rows that can be drilled into. */
  readonly rows?: DrillRows | undefined;
  readonly alternatives?: readonly Alternative[];
  /** What a reader should know, such as that the picture is missing or rows are left out. */
  readonly notes: readonly string[];
  readonly receipt: string;
  /** Whether its rows were computed for an earlier question. */
  readonly isReused?: boolean;
  /** The language tag for the dates of its controls. */
  readonly locale?: string | undefined;
};

/** A message as Slack's API returns it. */
export type WireMessage = {
  readonly text?: string | undefined;
  readonly blocks?: readonly types.KnownBlock[] | undefined;
};

/** Makes the view of an answer. Without a source the picture is left out; `notes` should then say why. */
export function answerViewOf(
  answer: Answer,
  source: PictureSource | undefined,
  notes: readonly string[] = [],
  kind: GridKind = 'table',
): AnswerView {
  const table = isTable(answer) ? gridOf(answer, kind) : undefined;
  return {
    title: answer.title,
    headline: answer.chart.headline,
    understood: [answer.title, answer.subtitle].filter(Boolean).join(' · '),
    ...(source && !table && { picture: { source, alt: answer.chart.alt || answer.chart.headline } }),
    ...(table && { table }),
    rows: drillRowsOf(answer),
    alternatives: answer.alternatives,
    notes: [
      ...notes,
      ...(answer.notes ?? []),
      ...answer.alternatives.slice(0, 3).map(takenWords),
      ...leftOutWords(table),
    ],
    receipt: receiptOf(answer),
    isReused: answer.table.reused,
    locale: answer.look?.locale,
  };
}

/**
 * Makes the view of an answer whose chart Slack draws from its numbers, where no picture can be shown; undefined when it
 * is a table, or has no chart that Slack can draw. `notes` should say why there is no picture.
 */
export function nativeViewOf(answer: Answer, notes: readonly string[] = []): AnswerView | undefined {
  const nativeChart = isTable(answer) ? undefined : nativeChartOf(answer);
  if (!nativeChart) return undefined;
  return { ...answerViewOf(answer, undefined, [...notes, ...(answer.chart.plain?.notes ?? [])]), nativeChart };
}

/** Returns a view whose table is left out, with `notes` in the place of what is said of the table's rows. */
export function withoutTable(view: AnswerView, notes: readonly string[]): AnswerView {
  const leftOut = leftOutWords(view.table);
  return { ...view, table: undefined, notes: [...notes, ...view.notes.filter((note) => !leftOut.includes(note))] };
}

/** What a word with two meanings was taken for; the other meaning is a button. */
function takenWords({ word, taken, meaning }: Alternative): string {
  const short = (text: string, limit: number) => truncate(oneLine(text), limit);
  return answerWords.taken(short(word, 40), short(taken, 80), short(meaning, 80));
}

/** Whether an answer is shown as a table instead of a picture: when it was asked for as one, or when it has rows and no number to draw. */
export function isTable({ request, chart, table }: Answer): boolean {
  return request.as === 'table' || chart.type === 'table' || (chart.type === 'empty' && table.rows.length > 0);
}

/** Reads the view back from a message of this bot, for an instance that did not write it. */
export function readAnswerView(message: WireMessage): AnswerView {
  const image = message.blocks?.find((block) => block.type === 'image');
  const headline = unescapeText(message.text ?? '');
  const source = image && sourceOf(image);
  return {
    title: headline,
    headline,
    understood: '',
    ...(image && source && { picture: { source, alt: image.alt_text } }),
    notes: [],
    receipt: '',
  };
}

function sourceOf(image: types.ImageBlock): PictureSource | undefined {
  if ('image_url' in image && image.image_url) return { image_url: image.image_url };
  if ('slack_file' in image && 'id' in image.slack_file) return { slack_file: { id: image.slack_file.id } };
  return undefined;
}

/** Returns the sources of the pictures in a message. */
export function picturesIn(blocks: readonly object[]): readonly PictureSource[] {
  return blocks.flatMap((block): readonly PictureSource[] => {
    const { type, image_url, slack_file } = block as {
      type?: string;
      image_url?: string;
      slack_file?: { id?: string };
    };
    if (type !== 'image') return [];
    if (slack_file?.id !== undefined) return [{ slack_file: { id: slack_file.id } }];
    return image_url === undefined ? [] : [{ image_url }];
  });
}
