import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** The id under which cdk-nag reports a wildcard in a resource that a policy names: `AwsSolutions-IAM5[Resource::<Id.Arn>/evidence/*]`. */
export function wildcardFinding(scope: Construct, resource: string): string {
  return `AwsSolutions-IAM5[Resource::${flat(Stack.of(scope).resolve(resource))}]`;
}

type Intrinsic = { Ref?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };

/** As cdk-nag writes intrinsics: `<Id>`, `<Id.Attribute>`, joins joined. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (Ref) return `<${Ref}>`;
  if (attribute) return `<${attribute.join('.')}>`;
  if (join) return join[1].map(flat).join(join[0]);
  throw new Error(`a resource that cdk-nag has no text for: ${JSON.stringify(value)}`);
}
