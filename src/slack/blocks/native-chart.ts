import type { types } from '@slack/bolt';

import type { Answer } from '../../answer/answer.ts';
import type { PlainChart } from '../../chart/plain-chart.ts';

import { truncate } from '../../text/text.ts';
import { BLOCK_LIMITS, oneLine } from './limits.ts';

type Point = { readonly label: string; readonly value: number };

/**
 * A chart that Slack draws from its numbers, within Slack's limits:
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export type NativeChart = {
  readonly title: string;
  readonly chart:
    | { readonly type: 'pie'; readonly segments: readonly Point[] }
    | {
        readonly type: 'line' | 'bar' | 'area';
        readonly series: readonly { readonly name: string; readonly data: readonly Point[] }[];
        readonly axis_config: {
          readonly categories: readonly string[];
          readonly x_label: string;
          readonly y_label: string;
        };
      };
};

const LIMITS = BLOCK_LIMITS.nativeChart;

/** Makes the chart that Slack can draw of an answer; undefined when its numbers have no such chart or are too many for it. */
export function nativeChartOf({ title, chart: { plain } }: Pick<Answer, 'title' | 'chart'>): NativeChart | undefined {
  const categories =
    plain && uniqueLabels(plain.categories, plain.type === 'pie' ? LIMITS.segments : LIMITS.categories);
  const names =
    plain &&
    uniqueLabels(
      plain.series.map(({ name }) => name),
      LIMITS.series,
    );
  if (!plain || !categories || !names) return undefined;
  const named = plain.series.map(({ values }, index) => {
    return { name: names[index]!, data: values.map((value, at) => ({ label: categories[at]!, value })) };
  });
  const heading = label(title, LIMITS.title);
  if (plain.type === 'pie') return pieOf(heading, named[0]?.data ?? []);
  const axis_config = {
    categories,
    x_label: label(plain.categoryTitle, LIMITS.title),
    y_label: label(plain.valueTitle, LIMITS.title),
  };
  return { title: heading, chart: { type: plain.type, series: named, axis_config } };
}

/** Makes the block of a chart that Slack draws. `part` and the nonce make its id. */
export function nativeChartBlock(chart: NativeChart, part: string, nonce: string): types.KnownBlock {
  // the SDK has no type for this block yet: https://github.com/slackapi/node-slack-sdk/pull/2637
  return { type: 'data_visualization', block_id: `${part}/${nonce}`, ...chart } as unknown as types.KnownBlock;
}

/** Slack takes no slice that is empty or negative. */
function pieOf(title: string, segments: readonly Point[]): NativeChart | undefined {
  return segments.every(({ value }) => value > 0) ? { title, chart: { type: 'pie', segments } } : undefined;
}

/** The labels as Slack takes them; undefined when they are too many, or when two are the same after they were shortened. */
function uniqueLabels(texts: PlainChart['categories'], most: number): readonly string[] | undefined {
  const labels = texts.map((text) => label(text, LIMITS.label));
  const isTaken = labels.length > 0 && labels.length <= most && new Set(labels).size === labels.length;
  return isTaken ? labels : undefined;
}

function label(text: string, limit: number): string {
  return truncate(oneLine(text).trim() || '–', limit);
}
