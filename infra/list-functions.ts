import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';

/** By what lists of people get in, and by what officers and auditors see which there are. */
export class ListFunctions extends Construct {
  constructor(scope: Construct, id: string, api: Api, stores: Stores, deployment: Deployment) {
    super(scope, id);
    // One vCPU (1,769 MB): the 2,000 conditional puts of a chunk are signed one by one.
    const importList = new GelombangFunction(
      this,
      'import-list',
      { purpose: 'Imports lists of people by keyed hashes of their NIKs', timeoutSeconds: 29, memoryMb: 1769 },
      deployment,
    );
    stores.exclusions.grantImport(importList);
    stores.pepper.grantRead(importList);
    stores.audit.grantAppendActs(importList);
    api.officerRoute(HttpMethod.POST, '/v1/lists/{listId}/imports', importList);
    api.officerRoute(HttpMethod.PUT, '/v1/lists/{listId}/imports/{importId}/chunks/{number}', importList);
    api.officerRoute(HttpMethod.POST, '/v1/lists/{listId}/imports/{importId}/completion', importList);

    const lists = new GelombangFunction(
      this,
      'lists',
      { purpose: 'Shows which versions of lists there are', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.exclusions.grantQueryVersions(lists);
    api.officerRoute(HttpMethod.GET, '/v1/lists', lists);
  }
}
