// Which failures of one step end a whole batch.
import type { AppError } from '../../shared/errors.ts'

const endingCodes = new Set<AppError['code']>([
  'offline',
  'timeout',
  'captivePortal',
  'wrongHost',
  'insecure',
  'unauthorized',
  'forbidden',
  'notConnected',
])

/** Whether the next step would fare the same, so that the rest is not even tried. */
export function endsBatch(error: AppError): boolean {
  return endingCodes.has(error.code)
}
