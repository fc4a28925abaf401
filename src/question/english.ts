import type { ChartType } from '../chart/chart-type.ts';
import type { Compare } from './request.ts';

export const FILLERS = new Set(
  (
    'a an the of for who in on at to from with our my me i we you is are was were be been do did does has have had how much many what which whats ' +
    'show give get tell see find list display please can could would chart graph plot report number numbers total totals all and or then also there that this those ' +
    'selling sold sell made make bought buy most just only hi hello hey thanks data value values figures kindly doing breakdown'
  ).split(' '),
);

export const NEGATIONS = [
  'other than',
  'apart from',
  'but not',
  'except for',
  'not in',
  'not from',
  'except',
  'excluding',
  'excl',
  'outside',
  'outside of',
  'without',
  'not',
  'no',
];

export const COMPARISONS =
  /^(?:vs|versus|against|compare(?:d)?(?: (?:to|with|against))?) (?:the )?(previous|prior|before|previous period|period before|prior period|last year|previous year|year before|year ago|a year ago|prior year)$/;

/** `vs previous month` names a period, and is no comparison with whatever was before. */
export const NAMED_BEFORE =
  /^(?:vs|versus|against|compared (?:to|with)) (?:previous|prior) (?:day|week|month|quarter)$/;

export const SHORT_COMPARISONS: Readonly<Record<string, Compare>> = {
  yoy: 'last year',
  'year over year': 'last year',
  'year on year': 'last year',
};

export const KINDS: Readonly<Record<string, ChartType>> = {
  bars: 'bar',
  columns: 'column',
  lines: 'line',
  areas: 'area',
  'big number': 'number',
};

export const ASKING = new Set(['show', 'give', 'tell', 'get', 'let']);

export const PREPOSITIONS = new Set(['in', 'for', 'of', 'from', 'at', 'on', 'to', 'with']);
