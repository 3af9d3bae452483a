import { allStatements, type Statement } from './policy-statements.ts';
import { functionName, idIn, resourcesOf, type SynthesizedTemplate, textOf } from './synthesized-template.ts';

export function statementsOfRole(statements: readonly Statement[], role: string): Statement[] {
  return statements.filter(({ kind, holders }) => kind === 'identity' && holders.includes(role));
}

/** `action resource` for all that a role may do beyond logging and tracing, `not action resource` for what it is denied, sorted; resources by short names, such as `dynamodb:GetItem Waves`. */
export function permissionsOfRole(statements: readonly Statement[], role: string): string[] {
  return statementsOfRole(statements, role)
    .flatMap(({ effect, actions, resources, condition }) =>
      actions.flatMap((action) =>
        resources.map((resource) => `${effect === 'Deny' ? 'not ' : ''}${action} ${shortNameOf(resource, condition)}`.trim()),
      ),
    )
    .filter((permission) => !/^(logs|xray):/.test(permission))
    .sort();
}

/** The same of every function, by its short name. */
export function permissionsByFunction(template: SynthesizedTemplate): Map<string, Set<string>> {
  const statements = allStatements(template);
  return new Map(
    resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
      functionName(template, id),
      new Set(permissionsOfRole(statements, idIn(Properties.Role))),
    ]),
  );
}

function shortNameOf(resource: string, condition: unknown): string {
  const inBucket = resource.match(/\}\/((evidence|workings)\/\*)$/)?.[1];
  if (inBucket) return inBucket;
  const prefixes = (condition as { StringLikeIfExists?: { 's3:prefix': unknown[] } })?.StringLikeIfExists?.['s3:prefix'];
  if (prefixes) return prefixes.map(textOf).join(' ');
  if (/^\$\{(WaveClock|NoticeDelivery)DeadLettersQueue\w+\.Arn\}$/.test(resource)) return 'DeadLetters';
  const machine = resource.match(/\$\{(Selection|Notification|Erasure|Deadlines)Machine/)?.[1];
  if (machine) return machine;
  if (/^\$\{Applicantsregister(Function|Live)/.test(resource)) return 'register';
  if (/:apigateway:ap-southeast-3::\/account$/.test(resource)) return 'account';
  if (/^\$\{NoticeDeliveryBus\w+\.Arn\}$/.test(resource)) return 'NoticeBus';
  if (/:sns:\*:\*:\*$/.test(resource)) return 'topics';
  if (resource === '*') return '*';
  return (
    resource.match(
      /\$\{Stores(Waves|Registrations|Recipients|Exclusions|Checks|Deliveries|Audit|Ledger|Desk|Appeals|Partners|Pepper|Signing|SealingKey)/,
    )?.[1] ?? ''
  );
}
