import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** The present code under a number: there is no other here, so it is always the first. */
export const lambdaVersion: ResourceKind<World> = {
  type: 'AWS::Lambda::Version',
  handles: ['FunctionName'],
  identity({ region, accountId, name }) {
    return { ref: `arn:aws:lambda:${region}:${accountId}:function:${name('FunctionName')}:1`, attributes: { Version: '1' } };
  },
  start() {},
};

/** Another name for a function: whoever calls it calls the function. */
export const lambdaAlias: ResourceKind<World> = {
  type: 'AWS::Lambda::Alias',
  handles: ['FunctionName', 'FunctionVersion', 'Name'],
  identity({ region, accountId, name }) {
    return { ref: `arn:aws:lambda:${region}:${accountId}:function:${name('FunctionName')}:${name('Name')}` };
  },
  start({ logicalId, identity, properties }, world) {
    const fn = [...world.functions.values()].find(({ name }) => name === properties['FunctionName']);
    if (!fn)
      throw new Refusal(`The alias ${logicalId} names ${properties['FunctionName']}, which is not a function of this template.`);
    world.functions.set(identity.ref, fn);
  },
};
