// A failure inside a form or dialog: what failed, whether anything was changed, what to do next.
import type { ReactNode } from 'react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { Banner } from '../../ui/banner.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

export interface ProblemBannerProps {
  readonly error: AppError
  /** What the failed call was about; default `key`. */
  readonly subject?: 'key' | 'secret'
  /** What did not happen, "The copy was not erased"; shown only where that is certain. */
  readonly title?: string
  /** Replaces the advice of the error where the place knows better. */
  readonly advice?: ReactNode
  /** Small buttons below the words. */
  readonly actions?: ReactNode
}

/** Announced when it appears. Problems of single fields belong at their fields; give only what is left over. */
export function ProblemBanner({ error, subject, title, advice, actions }: ProblemBannerProps) {
  const words = describeError(error, subject)
  const isUndone = title !== undefined && error.effect === 'none'
  return (
    <Banner tone="danger" title={isUndone ? title : words.title}>
      <span className="block">
        {isUndone ? `${words.title}. ` : ''}
        {words.effect} {advice ?? words.advice}
      </span>
      {error.fields?.map(({ field, message }) => (
        <span key={field + message} className="block">
          {visibleText(field, 50)}: {visibleText(message)}
        </span>
      ))}
      <ErrorDetails error={error} />
      {actions && <span className="mt-1.5 mb-0.5 flex flex-wrap gap-2">{actions}</span>}
    </Banner>
  )
}

function ErrorDetails({ error: { status, requestId } }: { readonly error: AppError }) {
  if (status === undefined && requestId === undefined) return null
  return (
    <span className="mt-1 block">
      <Disclosure summary="Details">
        <span className="block font-mono text-sm select-text">
          {status !== undefined && <span className="block">HTTP status {status}</span>}
          {requestId !== undefined && <span className="block">Request id {visibleText(requestId, 200)}</span>}
        </span>
      </Disclosure>
    </span>
  )
}
