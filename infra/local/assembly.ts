import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from './refusal.ts';
import { EDGE } from './resources/left-to-aws.ts';

export type TemplateResource = { Type: string; Properties?: Record<string, unknown> } & Record<string, unknown>;
export type Template = {
  Resources: Record<string, TemplateResource>;
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Outputs?: Record<string, { Value: unknown }>;
} & Record<string, unknown>;

/** What a cloud assembly (`cdk.out`) says about the one stack that runs here. */
export type Assembly = {
  stackName: string;
  region: string;
  template: Template;
  /** The folder on disk of an asset that the template names by its key in the bootstrap bucket (`<hash>.zip`). */
  assetFolder(objectKey: string): string;
  /** The pages that stand beside the API; none in an assembly without them. */
  site: Site | undefined;
};

/** The files of the site by their paths, and the headers of them all; `pageFunction` is asked first for paths that don't begin with `assets`. */
export type Site = {
  assets: string;
  pageFunction: string;
  /** What stands in the headers for the origin of the bucket of evidence. */
  evidenceOrigin: string;
  headers: Record<string, string>;
  files: Map<string, { file: string; contentType: string; cacheControl: string }>;
  /** The path of one more file, and the output of the stack that is its content. */
  signIn: { path: string; output: string };
};

type Manifest = {
  artifacts?: Record<
    string,
    { type: string; environment?: string; properties?: { templateFile?: string; stackName?: string; file?: string } }
  >;
};
type Assets = {
  files?: Record<string, { source: { path?: string; packaging?: string }; destinations: Record<string, { objectKey: string }> }>;
};

/** Region of an assembly that was synthesized without one. */
const DEFAULT_REGION = 'ap-southeast-3';

/**
 * Reads the cloud assembly in `folder`: its manifest, the template of its one stack (beside one that holds the edge) and its file assets.
 * Throws a Refusal when there is none, or when there is not exactly one such stack.
 */
export function readAssembly(folder: string): Assembly {
  const manifestFile = join(folder, 'manifest.json');
  if (!existsSync(manifestFile))
    throw new Refusal(`There is no synthesized application in ${folder}: run \`npm run synth\` first.`);
  const manifest = readJson<Manifest>(manifestFile);
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const stacks = artifacts
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, stack]) => {
      const template = readJson<Template>(join(folder, stack.properties?.templateFile ?? `${id}.template.json`));
      return { id, stack, template };
    })
    .filter(({ template }) => Object.values(template.Resources).every(({ Type }) => Type !== EDGE));
  const [only] = stacks;
  if (!only || stacks.length > 1) {
    const names = stacks.map(({ id }) => id).join(', ') || 'none';
    throw new Refusal(`The local runtime runs exactly one stack, and ${folder} holds ${stacks.length} (${names}).`);
  }
  const { id, stack, template } = only;
  const region = stack.environment?.split('/').at(-1);
  const folders = assetFolders(folder, artifacts);
  return {
    stackName: stack.properties?.stackName ?? id,
    region: !region || region === 'unknown-region' ? DEFAULT_REGION : region,
    template,
    assetFolder(objectKey) {
      const found = folders.get(objectKey);
      if (!found || !existsSync(found))
        throw new Refusal(`The asset ${objectKey} is not in ${folder}: run \`npm run synth\` again.`);
      return found;
    },
    site: siteIn(join(folder, 'site')),
  };
}

function siteIn(folder: string): Site | undefined {
  const manifest = join(folder, 'site.json');
  if (!existsSync(manifest)) return undefined;
  type Listed = { path: string; file: string; contentType: string; cacheControl: string };
  const { files, ...site } = readJson<Omit<Site, 'files'> & { files: Listed[] }>(manifest);
  return { ...site, files: new Map(files.map((listed) => [listed.path, { ...listed, file: join(folder, listed.file) }])) };
}

function assetFolders(folder: string, artifacts: [string, NonNullable<Manifest['artifacts']>[string]][]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type !== 'cdk:asset-manifest' || !artifact.properties?.file) continue;
    const assets = readJson<Assets>(join(folder, artifact.properties.file));
    for (const { source, destinations } of Object.values(assets.files ?? {})) {
      if (!source.path) continue;
      for (const { objectKey } of Object.values(destinations)) folders.set(objectKey, resolve(folder, source.path));
    }
  }
  return folders;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
