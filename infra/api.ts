import { HttpApi, type HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import type { Officers } from './officers.ts';

/** The HTTP API, version 1, payload format 2.0. A route is public unless it is said to be an officer's. */
export class Api extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #officers: Officers;
  readonly #integrations = new Map<GelombangFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, officers: Officers, deployment: Deployment) {
    super(scope, id);
    this.#officers = officers;
    this.#api = new HttpApi(this, 'Http', {
      apiName: `gelombang-${deployment.stage.name}`,
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: deployment.stage.throttling.rate, burstLimit: deployment.stage.throttling.burst },
    });
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.#api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  publicRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn) });
  }

  /** API Gateway lets in only who has a valid access token; the function checks the role in it. */
  officerRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn), authorizer: this.#officers.authorizer });
  }

  #integration(fn: GelombangFunction): HttpLambdaIntegration {
    const integration = this.#integrations.get(fn) ?? new HttpLambdaIntegration(fn.node.id, fn.lambda);
    this.#integrations.set(fn, integration);
    return integration;
  }
}
