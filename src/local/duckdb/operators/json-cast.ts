import type { Type } from '../types/type.ts';

import { display, duckdbType, isFloating, isInteger, quoteText } from '../types/type.ts';

/**
 * Translates `CAST(value AS JSON)`: a text becomes a JSON string, an array a JSON array, maps and rows objects. Undefined when
 * Trino has no such cast.
 */
export function jsonFrom(sql: string, from: Type): string | undefined {
  switch (from.kind) {
    case 'json':
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(${sql} AS VARCHAR)`;
    case 'decimal':
      return `CAST(CAST(${sql} AS DECIMAL(${Math.min(38, from.precision + 1)},${from.scale})) AS VARCHAR)`;
    case 'double':
      return `trino.json_number(trino_double_text(${sql}))`;
    case 'real':
      return `trino.json_number(trino_real_text(${sql}))`;
    case 'varchar':
      return `CAST(to_json(${sql}) AS VARCHAR)`;
    case 'date':
      return `('"' || CAST(${sql} AS VARCHAR) || '"')`;
    case 'timestamp':
      return `('"' || left(strftime(${sql}, '%Y-%m-%d %H:%M:%S.%f'), -${6 - from.precision}) || '"')`;
    case 'array': {
      const element = jsonFrom('e', from.element);
      return (
        element &&
        `('[' || array_to_string(list_transform(${sql}, lambda e: coalesce(${element}, 'null')), ',') || ']')`
      );
    }
    case 'map': {
      const value = jsonFrom('e.value', from.value);
      const key = from.key.kind === 'varchar' ? 'e.key' : `CAST(e.key AS VARCHAR)`;
      if (!value) return undefined;
      const entries = `list_sort(list_transform(map_entries(${sql}), lambda e: struct_pack(k := ${key}, t := CAST(to_json(${key}) AS VARCHAR) || ':' || coalesce(${value}, 'null'))))`;
      return `('{' || array_to_string(list_transform(${entries}, lambda e: e.t), ',') || '}')`;
    }
    case 'row': {
      const fields = from.fields.map((field) => {
        const value = jsonFrom(`struct_extract(${sql}, ${quoteText(field.stored)})`, field.type);
        return value && `${quoteText(`${JSON.stringify(field.name ?? '')}:`)} || coalesce(${value}, 'null')`;
      });
      if (fields.some((field) => field === undefined)) return undefined;
      return `('{' || ${fields.join(` || ',' || `)} || '}')`;
    }
    default:
      return undefined;
  }
}

/** Translates `CAST(json AS type)`; undefined when Trino has no such cast. */
export function jsonTo(sql: string, to: Type): string | undefined {
  const json = `CAST(${sql} AS VARCHAR)`;
  const target = quoteText(display(to));
  if (to.kind === 'varchar') return `trino_json_to_text(${json}, ${target})`;
  if (to.kind === 'boolean') return `CAST(trino_json_to_boolean(${json}) AS BOOLEAN)`;
  if (isInteger(to) || isFloating(to) || to.kind === 'decimal') {
    return `CAST(trino_json_to_number(${json}, ${target}) AS ${duckdbType(to)})`;
  }
  if (to.kind === 'array') {
    const element = jsonTo('e', to.element);
    return element && `list_transform(trino_json_elements(${json}), lambda e: ${element})`;
  }
  if (to.kind === 'map' && to.key.kind === 'varchar') {
    const value = jsonTo('e[2]', to.value);
    return (
      value &&
      `map_from_entries(list_transform(trino_json_members(${json}), lambda e: struct_pack(key := e[1], value := ${value})))`
    );
  }
  if (to.kind === 'row') {
    const fields = to.fields.map((field, index) => {
      const member = `trino_json_member(${json}, ${quoteText(field.name ?? '')}, ${index})`;
      const value = jsonTo(member, field.type);
      return value && `"${field.stored}" := ${value}`;
    });
    if (fields.some((field) => field === undefined)) return undefined;
    return `CASE WHEN ${json} IS NULL OR ${json} = 'null' THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
  }
  return to.kind === 'json' ? sql : undefined;
}
