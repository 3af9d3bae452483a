import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ROOT_OBJECT, SITE_FOLDER, SITE_MANIFEST, type SiteManifest } from './site.ts';

/**
 * Puts the site of a cloud assembly into its bucket: what pages load first, then the pages, so that no page is ever online before what it
 * names. It replaces pages and deletes nothing: a page that somebody still has open may ask for the files of yesterday. Done again it
 * writes the same.
 * @returns how many files
 */
export async function uploadSite(client: S3Client, bucket: string, assembly: string): Promise<number> {
  const folder = join(assembly, SITE_FOLDER);
  const { files } = JSON.parse(await readFile(join(folder, SITE_MANIFEST), 'utf8')) as SiteManifest;
  for (const { path, file, contentType, cacheControl } of files) {
    const Key = keyOf(path);
    const Body = await readFile(join(folder, file));
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: contentType, CacheControl: cacheControl }));
  }
  return files.length;
}

/**
 * Puts the file by which officers' pages find their user pool beside the pages.
 * @param outputs of the stack that holds the pool
 * @returns its path, or undefined when the stack says nothing of a pool
 */
export async function uploadSignIn(
  client: S3Client,
  bucket: string,
  assembly: string,
  outputs: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { signIn } = JSON.parse(await readFile(join(assembly, SITE_FOLDER, SITE_MANIFEST), 'utf8')) as SiteManifest;
  const { path, output, contentType, cacheControl } = signIn;
  const Body = outputs[output];
  if (Body === undefined) return undefined;
  await client.send(
    new PutObjectCommand({ Bucket: bucket, Key: keyOf(path), Body, ContentType: contentType, CacheControl: cacheControl }),
  );
  return path;
}

/** The distribution asks for a path without its first slash, whatever it ends with; `/` itself it asks for by the name of the root object. */
function keyOf(path: string): string {
  return path === '/' ? ROOT_OBJECT : path.slice(1);
}
