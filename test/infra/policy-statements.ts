import { idIn, type SynthesizedTemplate, textOf } from './synthesized-template.ts';

export type Statement = {
  /** Logical ids of the roles that hold it, or of the resource whose own policy it is. */
  readonly holders: readonly string[];
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly condition: unknown;
  readonly keys: readonly string[];
};

type RawStatement = Record<'Effect' | 'Action' | 'Resource' | 'Principal' | 'Condition', never>;

/**
 * Every policy statement of a template, wherever it stands: the walk goes through all properties of all resources and takes whatever
 * has a `Statement`, so that a kind of policy that nobody thought of is found too.
 */
export function allStatements(template: SynthesizedTemplate): Statement[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    const attached = [...(resource.Properties?.Roles ?? []), ...(resource.Properties?.Users ?? [])].map(idIn);
    return documentsIn(resource.Properties, []).map(({ path, statement }) => ({
      holders: resource.Type === 'AWS::IAM::Policy' || resource.Type === 'AWS::IAM::ManagedPolicy' ? attached : [id],
      kind: path.includes('AssumeRolePolicyDocument')
        ? ('trust' as const)
        : resource.Type.startsWith('AWS::IAM::')
          ? ('identity' as const)
          : ('resource' as const),
      effect: statement.Effect,
      actions: list(statement.Action).map(textOf),
      resources: list(statement.Resource).map(textOf),
      principals: principalsOf(statement.Principal),
      condition: statement.Condition,
      keys: Object.keys(statement),
    }));
  });
}

/** Whether a pattern of IAM (with `*` and `?`) covers a text. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

function documentsIn(value: unknown, path: readonly string[]): { path: readonly string[]; statement: RawStatement }[] {
  if (typeof value === 'string' && value.includes('"Statement"')) return documentsIn(JSON.parse(value), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Statement'
      ? list(inner).map((statement) => ({ path, statement: statement as RawStatement }))
      : documentsIn(inner, [...path, key]),
  );
}

function principalsOf(principal: unknown): string[] {
  if (principal === undefined) return [];
  if (typeof principal === 'string') return [principal];
  return Object.values(principal as object).flatMap((value) => list(value).map(textOf));
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
