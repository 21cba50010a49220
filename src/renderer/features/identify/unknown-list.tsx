// What in a pasted text looks like a credential and is none of those known here, and the case that nothing does.
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { Banner } from '../../ui/banner.tsx'

interface UnknownListProps {
  /** Shortened. */
  readonly unknown: readonly string[]
  readonly hasMatches: boolean
}

export function UnknownList({ unknown, hasMatches }: UnknownListProps) {
  if (unknown.length === 0) {
    return hasMatches ? null : (
      <Banner tone="info" title="Nothing in it is one of yours">
        No text in it is a value that this computer knows, and none looks like a credential. A key that was
        never seen here is known by its shortened form only while it is on the list.
      </Banner>
    )
  }
  return (
    <div>
      <p className="font-medium">
        {unknown.length === 1
          ? 'Looks like a credential, not one of yours'
          : 'Look like credentials, not yours'}
      </p>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {unknown.map((text) => (
          <li
            key={text}
            className="rounded-md border border-line bg-sunken px-2 py-0.5 font-mono text-sm text-ink-muted wrap-anywhere"
          >
            {visibleText(text, 80)}
          </li>
        ))}
      </ul>
    </div>
  )
}
