import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { keptSecret } from '../data-folder.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A P-256 key for key agreement, made at the first start; its private half is a file that only its owner can read. */
export const kmsKey: ResourceKind<World> = {
  type: 'AWS::KMS::Key',
  handles: ['KeySpec', 'KeyUsage', 'Enabled'],
  identity({ logicalId, stackName, region, accountId }) {
    const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
    const id = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    return { ref: id, attributes: { Arn: `arn:aws:kms:${region}:${accountId}:key/${id}`, KeyId: id } };
  },
  async start({ logicalId, identity, properties }, world) {
    const { KeySpec = 'SYMMETRIC_DEFAULT', KeyUsage = 'ENCRYPT_DECRYPT', Enabled = true } = properties;
    // A symmetric key encrypts what AWS keeps (alarms on their way); a function that asked for it would be told that there is none.
    if (KeySpec === 'SYMMETRIC_DEFAULT' && KeyUsage === 'ENCRYPT_DECRYPT') return;
    if (KeySpec !== 'ECC_NIST_P256' || KeyUsage !== 'KEY_AGREEMENT' || Enabled !== true) {
      throw new Refusal(
        `The key ${logicalId} is ${KeySpec} for ${KeyUsage}; only enabled ECC_NIST_P256 keys for KEY_AGREEMENT run locally.`,
      );
    }
    const pem = await keptSecret(world.data.at('keys', `${logicalId}.pem`), () =>
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    const arn = identity.attributes?.['Arn'] ?? identity.ref;
    world.keys.set(arn, { id: identity.ref, arn, privateKey: createPrivateKey(pem) });
  },
};
