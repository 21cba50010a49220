// The service's mask of a value as shown in sentences and lists.
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

/** The service's mask, or that it gave none. */
export function maskOf({ display }: Pick<Secret, 'display'>): string {
  return display === '' ? 'no mask' : visibleText(display, 60)
}
