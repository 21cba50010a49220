// The rows of the model picker: what the service lists, and what a key names beyond that.
import type { Model } from '../../../shared/domain/api-key.ts'
import { matchesTerms, searchTerms } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

export interface ModelRow {
  readonly name: string
  /** Null for a name that the service does not list: kept, because only the service knows why. */
  readonly model: Model | null
}

/**
 * All models to choose from, `first` (those ticked when the form opened) before the others, each part by
 * name. The order does not follow the ticks, so that no row jumps away under the pointer.
 */
export function modelRows(models: readonly Model[], first: readonly string[]): readonly ModelRow[] {
  const byName = new Map<string, ModelRow>(models.map((model) => [model.name, { name: model.name, model }]))
  for (const name of first) if (!byName.has(name)) byName.set(name, { name, model: null })
  const isFirst = new Set(first)
  return [...byName.values()].sort(
    (a, b) =>
      Number(isFirst.has(b.name)) - Number(isFirst.has(a.name)) ||
      a.name.localeCompare(b.name, 'en', { sensitivity: 'base', numeric: true }),
  )
}

/** The rows that hold every word of the query in their name or developer. */
export function findModels(rows: readonly ModelRow[], query: string): readonly ModelRow[] {
  const terms = searchTerms(query)
  if (terms.length === 0) return rows
  return rows.filter(({ name, model }) =>
    matchesTerms(`${name}\n${model?.developer ?? ''}`.toLowerCase(), terms),
  )
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 0 })

/** "128K context · $0.10 in · $0.32 out", as far as known; prices per million tokens. */
export function modelFacts(model: Model | null): string {
  if (!model) return 'Not in the service’s list'
  const { contextWindow, inputPrice, outputPrice, isActive } = model
  const prices = [inputPrice && `$${inputPrice} in`, outputPrice && `$${outputPrice} out`].filter(Boolean)
  return [
    !isActive && 'Inactive',
    contextWindow !== null && contextWindow > 0 && `${compact.format(contextWindow)} context`,
    visibleText(prices.join(' · '), 60),
  ]
    .filter(Boolean)
    .join(' · ')
}
