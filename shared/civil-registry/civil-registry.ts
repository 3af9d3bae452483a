import * as z from 'zod/mini';

/** What the registry is asked about: do these three belong to one person? */
export type PersonToCheck = { nik: string; kk: string; birthDate: string };

/** `pending` when the registry has not said: it is down, slow, or asked too often. It refuses nobody. */
export const REGISTRY_RESULTS = ['match', 'mismatch', 'pending'] as const;
export type RegistryResult = (typeof REGISTRY_RESULTS)[number];
/** What the registry has said; this is kept, and `pending` is not. */
export type RegistryAnswer = Exclude<RegistryResult, 'pending'>;

/** The population register, whatever it is reached by. It never throws: whoever is asked when it fails is pending. */
export type CivilRegistry = { check(person: PersonToCheck): Promise<RegistryResult> };

/** The stack's parameter `CivilRegistry`: where the registry is, and how much it takes. */
export const registryConfigSchema = z.strictObject({
  /** Base URL; without one nobody can be asked, and all are pending. */
  endpoint: z.optional(z.url({ protocol: /^https?$/ })),
  /** Checks a second that the registry takes from all of the screening together. */
  checksPerSecond: z._default(z.number().check(z.positive(), z.maximum(10_000)), 400),
});
export type RegistryConfig = z.infer<typeof registryConfigSchema>;
