

/** Statements over TPC-H's tables, made by chance; the same seed makes the same ones. */
export function statementsAtRandom(seed: number): () => string {
  let state = seed;

  function chance(): number {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  }
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(chance() * choices.length)]!;
  const one = (choices: readonly (() => string)[]): string => pick(choices)();
  const times = (count: number, make: () => string): string[] => Array.from({ length: count }, make);

  function number(depth: number): string {
    if (depth <= 0) return pick(NUMBERS);
    return one([
      () => pick(NUMBERS),
      () => `(${number(depth - 1)} ${pick(['+', '-', '*'])} ${number(depth - 1)})`,
      () => `(${number(depth - 1)} / nullif(${number(0)}, 0))`,
      () => `coalesce(${number(depth - 1)}, ${number(0)})`,
      () => `case when ${truth(depth - 1)} then ${number(depth - 1)} else ${number(0)} end`,
      () => `round(${number(depth - 1)}${pick(['', ', 1', ', -1'])})`,
      () => `cast(${number(depth - 1)} as ${pick(['bigint', 'double', 'decimal(18,3)'])})`,
      () => `greatest(${number(0)}, ${number(0)})`,
      () => `mod(${number(0)}, 7)`,
      () => `strpos(${text(depth - 1)}, 'e')`,
    ]);
  }

  function text(depth: number): string {
    if (depth <= 0) return pick(TEXTS);
    return one([
      () => pick(TEXTS),
      () => `substr(${text(depth - 1)}, ${pick(['1', '3', '-2'])}, 3)`,
      () => `upper(${text(depth - 1)})`,
      () => `(${text(0)} || ${text(0)})`,
      () => `split_part(${text(depth - 1)}, '-', ${pick(['1', '2'])})`,
      () => `date_format(${day(0)}, '%Y-%m')`,
      () => `regexp_extract(${text(depth - 1)}, '([a-z]+)')`,
      () => `cast(${pick(['o_custkey', 'o_totalprice', 'o_orderdate', 'n_nationkey'])} as varchar)`,
    ]);
  }

  function day(depth: number): string {
    if (depth <= 0) return pick(DAYS);
    return one([
      () => pick(DAYS),
      () => `date_trunc('${pick(['month', 'week', 'year'])}', ${day(0)})`,
      () => `(${day(0)} + interval '${pick(['1', '45'])}' day)`,
      () => `last_day_of_month(${day(0)})`,
    ]);
  }

  function truth(depth: number): string {
    const simple = [
      () => `${number(depth - 1)} ${pick(['<', '>', '=', '<>', '>='])} ${number(0)}`,
      () => `${text(depth - 1)} ${pick(['=', '<', '>'])} ${text(0)}`,
      () => `${day(0)} ${pick(['<', '>=', '='])} ${day(0)}`,
      () => `${text(0)} like '%${pick(['a', 'e', '1', 'R'])}%'`,
      () => `${number(0)} is ${pick(['', 'not '])}null`,
      () => `${text(0)} in ('F', 'O', '1-URGENT', 'BUILDING')`,
      () => `${number(0)} is distinct from ${number(0)}`,
    ];
    if (depth <= 0) return one(simple);
    return one([...simple, () => `(${truth(depth - 1)} ${pick(['and', 'or'])} ${truth(depth - 1)})`, () => `not (${truth(depth - 1)})`]);
  }

  const aggregate = (): string =>
    one([
      () => `${pick(['sum', 'avg'])}(${number(1)})`,
      () => `${pick(['min', 'max', 'count'])}(${one([() => number(1), () => text(1), () => day(1)])})`,
      () => `count(distinct ${one([() => number(1), () => text(1), () => day(1)])})`,
      () => `sum(${number(1)}) filter (where ${truth(1)})`,
      () => `sum(${number(0)}) / count(*)`,
      () => `100 * sum(if(${truth(0)}, 1, 0)) / count(*)`,
    ]);

  const dimension = (): string =>
    one([() => text(1), () => `year(${day(1)})`, () => day(1), () => `case when ${truth(1)} then 'a' else 'b' end`, () => 'n_name']);

  const from = (): string => `from ${pick(RELATIONS)}${chance() < 0.7 ? ` where ${truth(2)}` : ''}`;

  function grouped(): string {
    const [dimensions, aggregates] = [times(2, dimension), times(3, aggregate)];
    const grouping = pick(['1, 2', dimensions.join(', '), `${dimensions.join(', ')}, rollup (n_name, o_orderstatus)`]);
    return `select ${[...dimensions, ...aggregates].join(', ')} ${from()} group by ${grouping} order by 1, 2, 3, 4, 5 limit 50`;
  }

  const plain = (): string => `select o_orderkey, ${number(2)}, ${text(2)}, ${day(2)}, ${truth(1)} ${from()} order by 1 limit 50`;

  function windowed(): string {
    const frame = pick(['', ' rows between 2 preceding and current row', ' rows between current row and unbounded following']);
    const running = `${pick(['sum', 'avg', 'min', 'max', 'count'])}(${number(1)}) over (partition by ${dimension()} order by o_orderkey${frame})`;
    return `select o_orderkey, ${running}, rank() over (order by ${number(0)}, o_orderkey) ${from()} order by 1 limit 50`;
  }

  return () => one([grouped, plain, windowed]);
}

const RELATIONS = [
  'orders join customer on o_custkey = c_custkey left join nation on c_nationkey = n_nationkey and n_regionkey < 4',
  'orders left join customer on o_custkey = c_custkey and c_acctbal > 5000 left join nation on n_nationkey = c_nationkey',
];

const NUMBERS = ['o_totalprice', 'c_acctbal', 'o_custkey', 'n_nationkey', 'cast(o_totalprice as double)', 'length(o_comment)', '1', '2.5', `date_diff('day', o_orderdate, date '1998-01-01')`, 'year(o_orderdate)'];

const TEXTS = ['o_orderpriority', 'o_orderstatus', 'c_mktsegment', 'n_name', 'c_phone', 'o_comment', `'x'`];

const DAYS = ['o_orderdate', `date '1995-06-17'`, `date_add('month', 3, o_orderdate)`, `date_trunc('quarter', o_orderdate)`];
