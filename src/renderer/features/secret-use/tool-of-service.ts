// Which tool stands for a service when it is asked what its tools take.
import type { Service } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { resolveSecret } from '../../../shared/domain/secret-resolver.ts'

/** The first of its tools that is left without a secret, for then the service is not wholly served; else the first. */
export function toolOfService(
  { toolPatterns }: Service,
  argument: string,
  secrets: readonly Secret[],
): string {
  const [first] = toolPatterns
  return toolPatterns.find((tool) => resolveSecret(secrets, tool, argument).secret === null) ?? first
}
