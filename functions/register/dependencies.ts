import { environment } from '#shared/lambda/environment.ts';
import { registeringDependencies } from '#shared/lambda/registering-dependencies.ts';
import type { RegisterDeps } from '#shared/registrations/register.ts';

export function registerDependencies(): RegisterDeps {
  return registeringDependencies(
    environment('wavesTable', 'registrationsTable', 'recipientsTable', 'pepperSecret', 'signingSecret'),
  );
}
