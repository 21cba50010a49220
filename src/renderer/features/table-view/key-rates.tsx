// The rates of all keys, which tables can be sorted by; read only while one of them is.
import { useEffect, useMemo } from 'react'
import { create } from 'zustand'
import type { KeyRates } from '../../../shared/domain/usage.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce } from '../../state/ui-state.ts'
import type { Sorting } from '../../ui/data-table/column.ts'
import { createUseFollower } from './follow-use.ts'
import { createRatesLoader } from './rates-loader.ts'

interface Rates {
  readonly rates: ReadonlyMap<string, KeyRates>
  readonly isReading: boolean
}

const useRates = create<Rates>(() => ({ rates: new Map(), isReading: false }))

const loader = createRatesLoader({
  read: (keyIds) => commands.usage.readRates({ keyIds: [...keyIds] }),
  keyIds: () => [...useAppState.getState().keys.keys()],
  keep: (found) =>
    useRates.setState(({ rates }) => ({
      rates: new Map([...rates, ...found.map((each) => [each.keyId, each] as const)]),
    })),
  tellReading: (isReading) => useRates.setState({ isReading }),
})

const follow = createUseFollower(loader, () => useRates.setState({ rates: new Map() }))

/** Columns whose figures come with rates. */
const rateColumns: ReadonlySet<string> = new Set(['week', 'rate'])

/** What is known of a key for sorting; undefined until it is read. */
export function ratesOf(keyId: string): KeyRates | undefined {
  return useRates.getState().rates.get(keyId)
}

/** The rows; another list as soon as the rates that they are sorted by are others, so that it is sorted anew. */
export function useRowsByRates<Row>(rows: readonly Row[], sorting: readonly Sorting[]): readonly Row[] {
  const isWanted = sorting.some(({ id }) => rateColumns.has(id))
  useEffect(() => {
    if (!isWanted) return
    follow()
    return loader.want()
  }, [isWanted])
  const known = useRates(({ rates }) => (isWanted ? rates : null))
  return useMemo(() => (known === null ? rows : [...rows]), [rows, known])
}

/** Says that the order is not yet that of the column. */
export function RatesNote() {
  const isFirst = useRates(({ rates, isReading }) => isReading && rates.size === 0)
  useEffect(() => {
    if (isFirst) announce(readingWords)
  }, [isFirst])
  return isFirst && <span>{readingWords}</span>
}

const readingWords = 'Reading the last 7 days of all keys…'
