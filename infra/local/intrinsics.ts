import { Refusal } from './refusal.ts';

/** What a template can point at: a resource's `Ref` and attributes, a parameter, a pseudo parameter. */
export type References = {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
};

export type Resolve = (value: unknown) => unknown;

/**
 * A resolver of CloudFormation's intrinsic functions over `references`. Known: Ref, Fn::GetAtt, Fn::Join, Fn::Sub, Fn::Select,
 * Fn::Split. Any other `Fn::` or `Condition` is a Refusal that names it.
 */
export function createResolver(references: References): Resolve {
  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => references.ref(text('Ref', name)),
    'Fn::GetAtt': (argument) => {
      const [logicalId, attribute] = Array.isArray(argument) ? argument : splitOnce(text('Fn::GetAtt', argument), '.');
      return references.attribute(text('Fn::GetAtt', logicalId), text('Fn::GetAtt', resolve(attribute)));
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = list('Fn::Join', argument);
      return list('Fn::Join', resolve(parts))
        .map((part) => text('Fn::Join', part))
        .join(text('Fn::Join', separator));
    },
    'Fn::Sub': (argument) => {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return substitute(text('Fn::Sub', template), variables as Record<string, unknown>);
    },
    'Fn::Select': (argument) => {
      const [index, from] = list('Fn::Select', argument);
      const parts = list('Fn::Select', resolve(from));
      const part = parts[Number(resolve(index))];
      if (part === undefined) throw new Refusal(`Fn::Select asks for part ${String(index)} of a list of ${parts.length}.`);
      return part;
    },
    'Fn::Split': (argument) => {
      const [separator, from] = list('Fn::Split', argument);
      return text('Fn::Split', resolve(from)).split(text('Fn::Split', separator));
    },
  };

  function substitute(template: string, variables: Record<string, unknown>): string {
    return template.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return text('Fn::Sub', resolve(variables[name]));
      const value = name.includes('.') ? references.attribute(...splitOnce(name, '.')) : references.ref(name);
      return text('Fn::Sub', value);
    });
  }

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((element) => element !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (first && entries.length === 1 && (first[0] === 'Ref' || first[0].startsWith('Fn::') || first[0] === 'Condition')) {
      const apply = functions[first[0]];
      // `Condition` is also the name of a policy statement's field, whose value is an object.
      if (apply) return apply(first[1]);
      if (first[0] !== 'Condition' || typeof first[1] === 'string') {
        throw new Refusal(`The intrinsic function ${first[0]} is not known to the local runtime.`);
      }
    }
    return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]).filter(([, inner]) => inner !== NO_VALUE));
  }
  return resolve;
}

/** `Ref: AWS::NoValue` takes its property away. */
export const NO_VALUE = Symbol('AWS::NoValue');

function splitOnce(value: string, separator: string): [string, string] {
  const at = value.indexOf(separator);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

function text(intrinsic: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Refusal(`${intrinsic} wants text and got ${JSON.stringify(value)}.`);
}

function list(intrinsic: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Refusal(`${intrinsic} wants a list and got ${JSON.stringify(value)}.`);
}
