import { Refusal } from '../refusal.ts';

// biome-ignore lint/suspicious/noExplicitAny: States Language, which asl-validator has checked already
export type State = Record<string, any>;
export type Definition = { StartAt: string; States: Record<string, State>; TimeoutSeconds?: number; [other: string]: unknown };

const EVERY_STATE = ['Type', 'Comment', 'InputPath', 'OutputPath', 'Next', 'End'];
const RESULT = ['ResultPath', 'ResultSelector'];

/**
 * The fields of each state that the interpreter runs as AWS does. Left out on purpose: Retry and Catch of a Map (the items of a failed
 * attempt keep running beside the next), Parallel (the same), Assign, Arguments and Output (JSONata, silently ignored), heartbeats, readers,
 * writers and batchers of distributed maps.
 */
const KNOWN_FIELDS: Record<string, readonly string[]> = {
  Task: [...EVERY_STATE, ...RESULT, 'Resource', 'Parameters', 'Retry', 'Catch', 'TimeoutSeconds'],
  Map: [...EVERY_STATE, ...RESULT, 'ItemProcessor', 'ItemsPath', 'ItemSelector', 'MaxConcurrency'],
  Pass: [...EVERY_STATE, 'ResultPath', 'Parameters', 'Result'],
  Wait: [...EVERY_STATE, 'Seconds', 'Timestamp', 'SecondsPath', 'TimestampPath'],
  Choice: [...EVERY_STATE, 'Choices', 'Default'],
  Succeed: EVERY_STATE,
  Fail: [...EVERY_STATE, 'Error', 'Cause'],
};
const KNOWN_TOP_LEVEL = ['StartAt', 'States', 'Comment', 'Version', 'TimeoutSeconds', 'ProcessorConfig'];

const REFERENCE_PATH = /^\$(\.[A-Za-z_]\w*)+$/;
const CONTEXT_EVERYWHERE = /^\$\$\.(Execution\.(Id|Name)|StateMachine\.(Id|Name))$/;
const CONTEXT_OUTSIDE_MAPS = /^\$\$\.Execution\.Input(\.|$)/;
const CONTEXT_OF_ITEMS = /^\$\$\.Map\.Item\.(Value|Index)(\.|\[|$)/;
/** They strip backslashes from what they write. */
const BROKEN_INTRINSICS = /States\.(Format|JsonToString)\(/;

/** Throws one Refusal that names each thing in `definition` that the interpreter would run otherwise than AWS, or not at all. */
export function checkDefinition(machine: string, definition: Definition, isFunction: (arn: string) => boolean): void {
  const wrong: string[] = [];

  function checkStates(part: Definition, inMap: boolean) {
    for (const field of Object.keys(part)) if (!KNOWN_TOP_LEVEL.includes(field)) wrong.push(field);
    const mode = (part['ProcessorConfig'] as { Mode?: string } | undefined)?.Mode ?? 'INLINE';
    if (mode !== 'INLINE') wrong.push(`a Map of mode ${mode}`);
    for (const [name, state] of Object.entries(part.States)) {
      checkState(name, state, inMap);
    }
  }

  function checkState(name: string, state: State, inMap: boolean) {
    const say = (what: string) => wrong.push(`${what} (${name})`);
    const fields = KNOWN_FIELDS[state['Type']];
    if (!fields) {
      say(`state type ${state['Type']}`);
      return;
    }
    for (const field of Object.keys(state)) if (!fields.includes(field)) say(`${state['Type']}.${field}`);
    if (state['Type'] === 'Task' && !isFunction(state['Resource'])) say(`Resource ${state['Resource']}`);
    if (state['Type'] === 'Pass' && 'Result' in state && !state['Result']) say(`Result ${JSON.stringify(state['Result'])}`);
    const resultPath = state['ResultPath'];
    if (typeof resultPath === 'string' && resultPath !== '$' && !REFERENCE_PATH.test(resultPath)) say(`ResultPath ${resultPath}`);
    for (const field of ['SecondsPath', 'TimestampPath']) {
      if (state[field] !== undefined && !REFERENCE_PATH.test(state[field])) say(`${field} ${state[field]}`);
    }
    for (const [field, value] of Object.entries(state)) {
      if (field === 'ItemProcessor') checkStates(value as Definition, true);
      else for (const path of pathsIn(value)) checkPath(path, inMap, field === 'ItemSelector', say);
    }
  }

  checkStates(definition, false);
  if (wrong.length > 0) {
    throw new Refusal(`The state machine ${machine} uses what the local interpreter doesn't run as AWS does: ${wrong.join(', ')}.`);
  }
}

function checkPath(path: string, inMap: boolean, inItemSelector: boolean, say: (what: string) => void): void {
  if (path.includes('?(')) say(`the filter ${path}`);
  if (BROKEN_INTRINSICS.test(path)) say(path);
  for (const context of path.match(/\$\$[\w.[\]]*/g) ?? []) {
    const known =
      CONTEXT_EVERYWHERE.test(context) ||
      (!inMap && CONTEXT_OUTSIDE_MAPS.test(context)) ||
      (inItemSelector && CONTEXT_OF_ITEMS.test(context));
    if (!known) say(context);
  }
}

function* pathsIn(value: unknown): Generator<string> {
  if (typeof value === 'string' && (value.startsWith('$') || value.startsWith('States.'))) yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* pathsIn(inner);
}
