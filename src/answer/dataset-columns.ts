import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';

import { valuesOf } from '../question/request.ts';

/** A column of a dataset's answer that holds a measure: its name, its d3-format, and whether its rows may be added up. */
export type MeasureColumn = { readonly name: string; readonly format?: string; readonly isAdditive: boolean };

/** The columns of measures that a request over a dataset gives, in their order. */
export function measureColumns(query: Query, request: Request): readonly MeasureColumn[] {
  const chosen = (role: 'measure' | 'show') => {
    const param = query.params.find((candidate) => candidate.role === role);
    const names = (param && valuesOf(request, param)) ?? [];
    return names.flatMap((name) => param!.choices.find((choice) => choice.name === name) ?? []);
  };
  const [show] = chosen('show');
  return chosen('measure').flatMap(({ name, label, format }) => {
    const kind = query.dataset?.measures.find((measure) => measure.name === name)?.aggregate.kind;
    const isAdditive = kind === 'sum' || kind === 'rows';
    const plain = { name: label, ...(format && { format }), isAdditive };
    if (!show) return [plain];
    if (show.name === 'share') return [{ name: `${label}, share of total`, format: '.1%', isAdditive }];
    if (show.name === 'share_of_all') return [{ name: `${label}, share of all`, format: '.1%', isAdditive }];
    if (show.name === 'running_total') return [{ ...plain, name: `${label}, running total`, isAdditive: false }];
    if (show.name.startsWith('average_per_')) {
      const per = show.name.slice('average_per_'.length).replaceAll('_', ' ');
      const isTime = /^(?:day|week|month|quarter|year)$/.test(per);
      return [{ name: `${label} per ${per}`, format: perFormat(format), isAdditive: isAdditive && isTime }];
    }
    const grains = ['day', 'week', 'month', 'quarter', 'year', 'hour'].map((grain) => `change on the ${grain} before`);
    const words = show.name === 'change_last_year' ? ['change on last year'] : grains;
    return [plain, ...words.map((word) => ({ name: `${label}, ${word}`, format: '+.1%', isAdditive: false }))];
  });
}

/** The format of a number per something: money stays money, whole numbers get decimals. */
function perFormat(format: string | undefined): string {
  return format && /[$€£¥]/.test(format) ? format : ',.2f';
}
