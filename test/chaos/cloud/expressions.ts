/**
 * DynamoDB's expressions, as far as the stores use them, on plain JavaScript values. What it doesn't know it refuses by name.
 * Held against the real engine by test/chaos/memory-tables.test.ts.
 */
export type Item = Record<string, unknown>;
export type Placeholders = { names: Readonly<Record<string, string>>; values: Readonly<Record<string, unknown>> };

type Path = readonly (string | number)[];
type Of<T> = (item: Item, placeholders: Placeholders) => T;

const TOKEN = /\s*(#\w+|:\w+|[A-Za-z_]\w*|\[\d+\]|<>|<=|>=|[=<>(),.+-])/y;
const COMPARE: Record<string, (left: unknown, right: unknown) => boolean> = {
  '=': (left, right) => same(left, right),
  '<>': (left, right) => !same(left, right),
  '<': (left, right) => order(left, right) < 0,
  '<=': (left, right) => order(left, right) <= 0,
  '>': (left, right) => order(left, right) > 0,
  '>=': (left, right) => order(left, right) >= 0,
};

const FUNCTIONS: Record<string, (value: unknown, operand: unknown) => boolean> = {
  CONTAINS: (value, operand) =>
    Array.isArray(value) ? value.some((one) => same(one, operand)) : typeof value === 'string' && value.includes(String(operand)),
  BEGINS_WITH: (value, operand) => typeof value === 'string' && value.startsWith(String(operand)),
};

/** A condition, key condition or filter. */
export const condition = remembered((text: string): Of<boolean> => {
  const parser = parse(text);
  const holds = parser.or();
  parser.end();
  return holds;
});

/** An update expression: changes the item it is given in place. */
export const update = remembered((text: string): Of<void> => {
  const parser = parse(text);
  const clauses: Of<() => void>[] = [];
  while (!parser.atEnd()) {
    const clause = parser.take().toUpperCase();
    do {
      if (clause === 'SET') {
        const path = parser.path();
        parser.expect('=');
        const value = parser.sum();
        clauses.push((item, of) => {
          const to = value(item, of);
          return () => put(item, path(of), structuredClone(to));
        });
      } else if (clause === 'REMOVE') {
        const path = parser.path();
        clauses.push((item, of) => () => remove(item, path(of)));
      } else if (clause === 'ADD') {
        const path = parser.path();
        const value = parser.operand();
        clauses.push((item, of) => {
          const to = ((at(item, path(of)) as number | undefined) ?? 0) + (value(item, of) as number);
          return () => put(item, path(of), to);
        });
      } else throw new Error(`the memory table doesn't know the update clause ${clause}`);
    } while (parser.accept(','));
  }
  // All values are those from before the update.
  return (item, of) => {
    for (const change of clauses.map((clause) => clause(item, of))) change();
  };
});

/** The attributes of a projection. */
export const projection = remembered((text: string): Of<Item> => {
  const parser = parse(text);
  const paths = [parser.path()];
  while (parser.accept(',')) paths.push(parser.path());
  parser.end();
  return (item, of) => {
    const picked: Item = {};
    for (const path of paths) {
      const [name] = path(of) as [string];
      if (name in item) picked[name] = item[name];
    }
    return picked;
  };
});

function parse(text: string) {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`the memory table can't read the expression: ${text}`);
    tokens.push(token);
  }
  let next = 0;
  const parser = {
    atEnd: () => next >= tokens.length,
    take: () => tokens[next++] ?? '',
    accept(token: string) {
      if (tokens[next]?.toUpperCase() !== token) return false;
      next++;
      return true;
    },
    expect(token: string) {
      if (!parser.accept(token)) throw new Error(`the memory table expected ${token} at word ${next + 1} of: ${text}`);
    },
    end() {
      if (!parser.atEnd()) throw new Error(`the memory table doesn't know ${tokens[next]} in: ${text}`);
    },
    or(): Of<boolean> {
      const parts = [parser.and()];
      while (parser.accept('OR')) parts.push(parser.and());
      return (item, of) => parts.some((part) => part(item, of));
    },
    and(): Of<boolean> {
      const parts = [parser.not()];
      while (parser.accept('AND')) parts.push(parser.not());
      return (item, of) => parts.every((part) => part(item, of));
    },
    not(): Of<boolean> {
      if (!parser.accept('NOT')) return parser.predicate();
      const part = parser.not();
      return (item, of) => !part(item, of);
    },
    predicate(): Of<boolean> {
      if (parser.accept('(')) {
        const inner = parser.or();
        parser.expect(')');
        return inner;
      }
      for (const [name, there] of [
        ['ATTRIBUTE_NOT_EXISTS', false],
        ['ATTRIBUTE_EXISTS', true],
      ] as const) {
        if (!parser.accept(name)) continue;
        parser.expect('(');
        const path = parser.path();
        parser.expect(')');
        return (item, of) => (at(item, path(of)) !== undefined) === there;
      }
      for (const [name, holds] of Object.entries(FUNCTIONS)) {
        if (!parser.accept(name)) continue;
        const [path, value] = parser.pathAndOperand();
        return (item, of) => holds(at(item, path(of)), value(item, of));
      }
      const left = parser.operand();
      if (parser.accept('BETWEEN')) {
        const low = parser.operand();
        parser.expect('AND');
        const high = parser.operand();
        return (item, of) => order(left(item, of), low(item, of)) >= 0 && order(left(item, of), high(item, of)) <= 0;
      }
      const compare = COMPARE[parser.take()];
      if (!compare) throw new Error(`the memory table doesn't know a comparison in: ${text}`);
      const right = parser.operand();
      return (item, of) => compare(left(item, of), right(item, of));
    },
    sum(): Of<unknown> {
      const left = parser.operand();
      for (const [sign, factor] of [
        ['+', 1],
        ['-', -1],
      ] as const) {
        if (!parser.accept(sign)) continue;
        const right = parser.operand();
        return (item, of) => (left(item, of) as number) + factor * (right(item, of) as number);
      }
      return left;
    },
    operand(): Of<unknown> {
      if (parser.accept('IF_NOT_EXISTS')) {
        const [path, otherwise] = parser.pathAndOperand();
        return (item, of) => at(item, path(of)) ?? otherwise(item, of);
      }
      if (parser.accept('LIST_APPEND')) {
        parser.expect('(');
        const first = parser.operand();
        parser.expect(',');
        const second = parser.operand();
        parser.expect(')');
        return (item, of) => [...(first(item, of) as unknown[]), ...(second(item, of) as unknown[])];
      }
      if (tokens[next]?.startsWith(':')) {
        const name = parser.take();
        return (_, { values }) => {
          if (!(name in values)) throw new Error(`the value ${name} is not given for: ${text}`);
          return values[name];
        };
      }
      const path = parser.path();
      return (item, of) => at(item, path(of));
    },
    pathAndOperand(): [path: (of: Placeholders) => Path, operand: Of<unknown>] {
      parser.expect('(');
      const path = parser.path();
      parser.expect(',');
      const operand = parser.operand();
      parser.expect(')');
      return [path, operand];
    },
    path(): (of: Placeholders) => Path {
      const parts = [parser.take()];
      while (tokens[next] === '.' || tokens[next]?.startsWith('[')) {
        parts.push(parser.accept('.') ? parser.take() : parser.take());
      }
      return ({ names }) =>
        parts.map((part) => {
          if (part.startsWith('[')) return Number(part.slice(1, -1));
          if (!part.startsWith('#')) return part;
          const name = names[part];
          if (name === undefined) throw new Error(`the name ${part} is not given for: ${text}`);
          return name;
        });
    },
  };
  return parser;
}

function at(item: Item, path: Path): unknown {
  let value: unknown = item;
  for (const part of path) value = (value as Record<string | number, unknown> | undefined)?.[part];
  return value;
}

function parentOf(item: Item, path: Path): Record<string | number, unknown> {
  const parent = at(item, path.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) throw new InvalidPath();
  return parent as Record<string | number, unknown>;
}

/** An update of something in a map or list that isn't there. */
export class InvalidPath extends Error {
  override name = 'ValidationException';
}

function put(item: Item, path: Path, value: unknown): void {
  const parent = parentOf(item, path);
  const last = path.at(-1) as string | number;
  // Beyond a list's end DynamoDB appends.
  if (Array.isArray(parent) && typeof last === 'number' && last > parent.length) parent.push(value);
  else parent[last] = value;
}

function remove(item: Item, path: Path): void {
  const parent = parentOf(item, path);
  const last = path.at(-1) as string | number;
  if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete parent[last];
}

function same(left: unknown, right: unknown): boolean {
  return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
}

/** NaN, which is neither below nor above, where the two can't be compared. */
function order(left: unknown, right: unknown): number {
  if (typeof left !== typeof right || (typeof left !== 'string' && typeof left !== 'number')) return Number.NaN;
  if (typeof left === 'number') return left - (right as number);
  return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
}

function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const made = known.get(text) ?? make(text);
    known.set(text, made);
    return made;
  };
}
