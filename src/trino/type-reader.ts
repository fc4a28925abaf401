import type { TypeContext, TypeParameterContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';

import type { TypeName } from './syntax.ts';

import { positionOf, refuse, Tree } from './grammar.ts';
import { readIdentifier } from './name-reader.ts';

/** Reads the type of a CAST. */
export function readType(tree: TypeContext): TypeName {
  const at = positionOf(tree);
  if (tree instanceof Tree.GenericTypeContext) {
    const name = readIdentifier(tree.identifier()).text.toLowerCase();
    return { name, at, arguments: tree.typeParameter().map(readParameter) };
  }
  if (tree instanceof Tree.DoublePrecisionTypeContext) return { name: 'double', at, arguments: [] };
  if (tree instanceof Tree.DateTimeTypeContext || tree instanceof Tree.TimeTypeContext) {
    const base = tree._base?.text?.toLowerCase() ?? 'timestamp';
    const parameter = tree.typeParameter();
    const name = tree.KW_WITH() ? `${base} with time zone` : base;
    return { name, at, arguments: parameter ? [readParameter(parameter)] : [] };
  }
  if (tree instanceof Tree.ArrayTypeContext) return { name: 'array', at, arguments: [readType(tree.type())] };
  if (tree instanceof Tree.LegacyArrayTypeContext) return { name: 'array', at, arguments: [readType(tree.type())] };
  if (tree instanceof Tree.LegacyMapTypeContext) {
    return { name: 'map', at, arguments: [readType(tree._keyType!), readType(tree._valueType!)] };
  }
  if (tree instanceof Tree.RowTypeContext) {
    const fields = tree.rowField().map((field) => ({
      name: field.identifier() ? readIdentifier(field.identifier()!).text : undefined,
      type: readType(field.type()),
    }));
    return { name: 'row', at, arguments: [], fields };
  }
  if (tree instanceof Tree.IntervalTypeContext) {
    const [from, to] = tree.intervalField().map((field) => field.getText().toLowerCase());
    return { name: `interval ${from} to ${to}`, at, arguments: [] };
  }
  return refuse(tree, tree.getText());
}

function readParameter(tree: TypeParameterContext): number | TypeName {
  const size = tree.INTEGER_VALUE();
  return size ? Number(size.getText()) : readType(tree.type()!);
}
