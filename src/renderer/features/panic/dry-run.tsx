// The keys that an emergency action is about, in the order in which it takes them.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { countKeys } from '../../../shared/domain/emergency.ts'
import { shownName } from '../api-keys/key-status.ts'

/** Nobody reads more, and thousands of lines would hold up the window. */
const maxShown = 100

export function DryRun({ keys }: { readonly keys: readonly ApiKey[] }) {
  const shown = keys.slice(0, maxShown)
  const more = keys.length - shown.length
  return (
    <section
      aria-label={`${countKeys(keys.length)}, what each spent today`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-48 overflow-y-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-left">
        <thead className="sticky top-0 bg-sunken text-sm text-ink-muted [&_th]:px-2.5 [&_th]:py-1 [&_th]:font-medium">
          <tr>
            <th scope="col">{countKeys(keys.length)}</th>
            <th scope="col" className="text-right">
              Spent today
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((key) => (
            <tr key={key.id} className="border-t border-line [&_td]:px-2.5 [&_td]:py-1">
              <td className="wrap-anywhere">{shownName(key)}</td>
              <td className="text-right whitespace-nowrap tabular-nums">
                {key.usedToday === null ? (
                  <span className="text-ink-faint">not known</span>
                ) : (
                  `${formatCredits(key.usedToday)} credits`
                )}
              </td>
            </tr>
          ))}
          {more > 0 && (
            <tr className="border-t border-line text-ink-muted [&_td]:px-2.5 [&_td]:py-1">
              <td colSpan={2}>and {countKeys(more)} more</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}
