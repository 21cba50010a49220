// Every secret of the account as a list.
import { useDeferredValue, useMemo } from 'react'
import type { Secret } from '../../../shared/domain/secret.ts'
import { useAppState } from '../../state/app-state.ts'

/** It may lag a frame behind while many change at once. */
export function useAllSecrets(): readonly Secret[] {
  const rows = useDeferredValue(useAppState((state) => state.secrets))
  return useMemo(() => [...rows.values()].map(({ secret }) => secret), [rows])
}
