import { type CfnRoute, type CfnStage, HttpApi, type HttpMethod, type HttpRoute, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccessLog } from './access-log.ts';
import type { Deployment } from './deployment.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import type { Officers } from './officers.ts';
import type { Limit, LimitedRoutes } from './stages.ts';

/**
 * The HTTP API, version 1, payload format 2.0. A route is public unless it is said to be an officer's. There is no CORS configuration:
 * our own pages have the same origin, and the API answers no preflight and lets no page of any other origin read an answer.
 */
export class Api extends Construct {
  readonly url: string;
  readonly accessLog: AccessLog;
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
    this.accessLog = new AccessLog(this, 'AccessLog', deployment);
    this.#limits = deployment.stage.routeLimits;
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: deployment.stage.throttling.rate, burstLimit: deployment.stage.throttling.burst },
      accessLogSettings: this.accessLog.settings,
    });
    this.#stage = stage.node.defaultChild as CfnStage;
    this.#stage.routeSettings = this.#routeSettings;
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.#api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  /** @param limit the kind of route whose limit it has, beside that of the whole API */
  publicRoute(method: HttpMethod, path: string, fn: GelombangFunction, limit?: LimitedRoutes): void {
    const [route] = this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn) }) as [HttpRoute];
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Anybody registers, looks and recounts without an account; where the own registration is shown, the function checks the manage token, and where a partner acts, its signature.',
    });
    if (limit) this.#limit(`${method} ${path}`, route.node.defaultChild as CfnRoute, this.#limits[limit]);
  }

  /** API Gateway lets in only who has a valid access token; the function checks the role in it. */
  officerRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    const { authorizer } = this.#officers;
    const [route] = this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn), authorizer }) as [HttpRoute];
    this.#limit(`${method} ${path}`, route.node.defaultChild as CfnRoute, this.#limits.officers);
  }

  /** API Gateway refuses a stage whose settings name a route that isn't there yet, so the stage waits for it. */
  #limit(routeKey: string, route: CfnRoute, { rate, burst }: Limit): void {
    this.#routeSettings[routeKey] = { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
    this.#stage.addResourceDependency(route);
  }

  /** Answers with a status from 500 on, a minute. */
  failed(): Metric {
    return this.#api.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) });
  }

  /** All requests, a minute. */
  requests(): Metric {
    return this.#api.metricCount({ statistic: 'Sum', period: Duration.minutes(1) });
  }

  #integration(fn: GelombangFunction): HttpLambdaIntegration {
    const integration = this.#integrations.get(fn) ?? new HttpLambdaIntegration(fn.node.id, fn.callable);
    this.#integrations.set(fn, integration);
    return integration;
  }
}
