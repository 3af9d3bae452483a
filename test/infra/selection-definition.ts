import type { Definition } from '#infra/local/workflows/check-definition.ts';
import { functionName, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

/** Of the functions in the definition, by their names. */
export const FUNCTION_ARN = 'arn:aws:lambda:ap-southeast-3:123456789012:function:';

const template = synthesized('dev');

/** The selection workflow's resource in the template of `dev`. */
export const machine = resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(([id]) => id.startsWith('Selection'))![1];

/** Its definition with the functions' ARNs as AWS would put them, so that whoever reads it sees what AWS sees. */
export const definitionText = textOf(machine.Properties.DefinitionString).replace(
  /\$\{(\w+)\.Arn\}/g,
  (_, id: string) => `${FUNCTION_ARN}${functionName(template, id)}`,
);
export const definition = JSON.parse(definitionText) as Definition;
