import { type CfnRoute, type CfnStage, HttpApi, type HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import type { Officers } from './officers.ts';
import type { Limit, LimitedRoutes } from './stages.ts';

/**
 * The HTTP API, version 1, payload format 2.0. A route is public unless it is said to be an officer's. There is no CORS configuration
 * until there are pages of our own: the API answers no preflight and lets no page of any other origin read an answer.
 */
export class Api extends Construct {
  readonly url: string;
  readonly #api: HttpApi;
  readonly #stage: CfnStage;
  readonly #officers: Officers;
  readonly #limits: Readonly<Record<LimitedRoutes, Limit>>;
  readonly #routeSettings: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> = {};
  readonly #integrations = new Map<GelombangFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, officers: Officers, deployment: Deployment) {
    super(scope, id);
    this.#officers = officers;
    this.#api = new HttpApi(this, 'Http', {
      apiName: `gelombang-${deployment.stage.name}`,
      createDefaultStage: false,
    });
    this.#limits = deployment.stage.routeLimits;
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: deployment.stage.throttling.rate, burstLimit: deployment.stage.throttling.burst },
    });
    this.#stage = stage.node.defaultChild as CfnStage;
    this.#stage.routeSettings = this.#routeSettings;
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.#api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  /** @param limit the kind of route whose limit it has, beside that of the whole API */
  publicRoute(method: HttpMethod, path: string, fn: GelombangFunction, limit?: LimitedRoutes): void {
    const [route] = this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn) });
    if (limit) this.#limit(`${method} ${path}`, route?.node.defaultChild as CfnRoute, this.#limits[limit]);
  }

  /** API Gateway lets in only who has a valid access token; the function checks the role in it. */
  officerRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    const { authorizer } = this.#officers;
    const [route] = this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn), authorizer });
    this.#limit(`${method} ${path}`, route?.node.defaultChild as CfnRoute, this.#limits.officers);
  }

  /** API Gateway refuses a stage whose settings name a route that isn't there yet, so the stage waits for it. */
  #limit(routeKey: string, route: CfnRoute, { rate, burst }: Limit): void {
    this.#routeSettings[routeKey] = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
    this.#stage.addResourceDependency(route);
  }

  #integration(fn: GelombangFunction): HttpLambdaIntegration {
    const integration = this.#integrations.get(fn) ?? new HttpLambdaIntegration(fn.node.id, fn.lambda);
    this.#integrations.set(fn, integration);
    return integration;
  }
}
