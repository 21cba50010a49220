// A choice of one among few: as cards with an explanation each, or as a segmented row of words.
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

interface Choice<V extends string> {
  readonly value: V
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly isDisabled?: boolean
}

interface ChoiceProps<V extends string> {
  /** The question, read out before the choices; shown unless `isLegendHidden`. */
  readonly legend: string
  readonly isLegendHidden?: boolean
  readonly value: V | null
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

interface RadioCardsProps<V extends string> extends ChoiceProps<V> {
  readonly columns?: 1 | 2 | 3
}

/** Below each other where a card would be too narrow for its words. */
const columnClasses = {
  1: 'grid-cols-1',
  2: 'grid-cols-1 min-[30rem]:grid-cols-2',
  3: 'grid-cols-1 min-[30rem]:grid-cols-3',
} as const

export function RadioCards<V extends string>({ columns = 1, ...props }: RadioCardsProps<V>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <Legend {...props} />
      <div className={classNames('grid gap-2', columnClasses[columns])}>
        {props.choices.map((choice) => (
          <label
            key={choice.value}
            htmlFor={`${name}-${choice.value}`}
            className="flex items-start gap-2.5 rounded-lg border border-line-strong bg-surface px-3 py-2 hover:bg-hover has-checked:border-accent-solid has-checked:bg-accent-soft has-disabled:opacity-55 has-focus-visible:focus-ring"
          >
            <Radio name={name} choice={choice} {...props} className="mt-0.5" />
            <span className="min-w-0">
              <span className="block leading-5 font-medium">{choice.label}</span>
              {choice.hint && <span className="block text-sm text-ink-muted">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function SegmentedControl<V extends string>(props: ChoiceProps<V>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <Legend {...props} />
      <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-lg border border-line bg-sunken p-0.5">
        {props.choices.map((choice) => (
          <label
            key={choice.value}
            htmlFor={`${name}-${choice.value}`}
            className="flex h-7 items-center rounded-md border border-transparent px-2.5 text-ink-muted hover:text-ink has-checked:border-line-strong has-checked:bg-surface has-checked:font-medium has-checked:text-ink forced-colors:has-checked:border-[Highlight] forced-colors:has-checked:text-[Highlight] has-disabled:opacity-55 has-focus-visible:focus-ring"
          >
            <Radio name={name} choice={choice} {...props} className="sr-only" />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Legend({ legend, isLegendHidden }: Pick<ChoiceProps<string>, 'legend' | 'isLegendHidden'>) {
  return <legend className={isLegendHidden ? 'sr-only' : 'mb-1 font-medium'}>{legend}</legend>
}

function Radio<V extends string>({
  name,
  choice,
  value,
  onChange,
  className,
}: {
  readonly name: string
  readonly choice: Choice<V>
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly className: string
}) {
  return (
    <input
      type="radio"
      id={`${name}-${choice.value}`}
      name={name}
      value={choice.value}
      checked={choice.value === value}
      disabled={choice.isDisabled}
      onChange={() => onChange(choice.value)}
      className={classNames(
        'size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-5 checked:border-accent-solid forced-colors:appearance-auto',
        className,
      )}
    />
  )
}
