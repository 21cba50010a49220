// How much room tables give to a row: set once for the whole window, read by every table.
import { createContext, useContext } from 'react'

export type Density = 'compact' | 'comfortable'

/** CSS pixels; the token `--row-height` is the same for what is no table. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 40, comfortable: 48 }

export const DensityContext = createContext<Density>('compact')

export function useRowHeight(): number {
  return rowHeights[useContext(DensityContext)]
}
