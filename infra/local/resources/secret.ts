import { generateSecretString } from '../aws/secrets-manager.ts';
import { keptSecret } from '../data-folder.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

const RULES = [
  'PasswordLength',
  'ExcludeCharacters',
  'ExcludeLowercase',
  'ExcludeNumbers',
  'ExcludePunctuation',
  'ExcludeUppercase',
  'IncludeSpace',
  'RequireEachIncludedType',
];

/** A generated secret, made at the first start and kept in a file that only its owner can read. */
export const secret: ResourceKind<World> = {
  type: 'AWS::SecretsManager::Secret',
  handles: ['Name', ...RULES.map((rule) => `GenerateSecretString.${rule}`)],
  identity({ logicalId, stackName, region, accountId, name }) {
    const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${name('Name') ?? `${stackName}-${logicalId}`}`;
    return { ref: arn, attributes: { Id: arn } };
  },
  async start({ logicalId, identity, properties }, world) {
    const rules = properties['GenerateSecretString'];
    if (!rules) throw new Refusal(`The secret ${logicalId} has no GenerateSecretString; only generated secrets run locally.`);
    const value = await keptSecret(world.data.at('secrets', logicalId), () => generateSecretString(rules));
    const arn = identity.ref;
    world.secrets.set(arn, { arn, name: arn.split(':').at(-1) ?? arn, value, createdAt: world.clock.now() });
  },
};
