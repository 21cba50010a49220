// What the form for a new secret starts with where a service lacks one.
import type { Service } from '../../../shared/domain/integrations.ts'
import type { SecretStart } from '../../state/ui-state.ts'

/** The tool is named only where the service has several: else the form knows it by the service. */
export function startFor({ id, toolPatterns }: Service, toolName: string, toolArg: string): SecretStart {
  return { serviceId: id, toolArg, ...(toolPatterns.length > 1 ? { toolName } : {}) }
}
