import { expect, test } from 'vitest';
import { createResolver, NO_VALUE } from '#infra/local/intrinsics.ts';

const resolve = createResolver({
  ref: (name) => (name === 'AWS::NoValue' ? NO_VALUE : `ref-of-${name}`),
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
});

test.each([
  [{ Ref: 'Table' }, 'ref-of-Table'],
  [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table/Arn'],
  [{ 'Fn::GetAtt': 'Table.Stream.Arn' }, 'Table/Stream.Arn'],
  [{ 'Fn::Join': ['', ['https://', { Ref: 'Api' }, ':', 443]] }, 'https://ref-of-Api:443'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
  [{ 'Fn::Sub': 'a-${AWS::Region}-${Table.Arn}-${!Literal}' }, 'a-ref-of-AWS::Region-Table/Arn-${Literal}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
  [{ 'Fn::Sub': ['${here}', { here: { Ref: 'There' } }] }, 'ref-of-There'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'x' }] }] }, 'of'],
  [{ list: [{ Ref: 'AWS::NoValue' }, 1], gone: { Ref: 'AWS::NoValue' } }, { list: [1] }],
  [
    { Statement: { Condition: { Bool: { 'aws:SecureTransport': 'false' } } } },
    { Statement: { Condition: { Bool: { 'aws:SecureTransport': 'false' } } } },
  ],
])('%j is %j', (value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test.each(['Fn::ImportValue', 'Fn::FindInMap', 'Fn::If', 'Fn::Cidr', 'Condition'])('%s is refused by name', (name) => {
  expect(() => resolve({ deep: [{ [name]: 'x' }] })).toThrow(`The intrinsic function ${name} is not known to the local runtime.`);
});

test('a part that is not there is refused', () => {
  expect(() => resolve({ 'Fn::Select': [3, ['a']] })).toThrow('part 3 of a list of 1');
});
