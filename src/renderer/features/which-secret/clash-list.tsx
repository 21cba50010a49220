// Every clash among the secrets of the account, in words, with a way to edit each secret of it.
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Secret } from '../../../shared/domain/secret.ts'
import { findClashes } from '../../../shared/domain/secret-resolver.ts'
import { Button } from '../../ui/button.tsx'
import { type ClashNote, clashNotes } from '../secrets/clash-words.ts'
import { EditButton } from './answer.tsx'

const shownAtFirst = 10
const editedAtMost = 6

export function ClashList({ secrets }: { readonly secrets: readonly Secret[] }) {
  const [showsAll, setShowsAll] = useState(false)
  const byId = useMemo(() => new Map(secrets.map((secret) => [secret.id, secret])), [secrets])
  const notes = useMemo(() => clashNotes(findClashes(secrets), (id) => byId.get(id)), [secrets, byId])
  const shown = showsAll ? notes : notes.slice(0, shownAtFirst)
  return (
    <section aria-labelledby="clashes" className="flex flex-col gap-2">
      <h3 id="clashes" className="text-md font-semibold">
        Clashes in this account
        {notes.length > 0 && <span className="font-normal text-ink-muted"> {notes.length}</span>}
      </h3>
      {notes.length === 0 ? (
        <p className="flex items-center gap-1.5 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          None: no secret is in another one’s way.
        </p>
      ) : (
        <ul aria-labelledby="clashes" className="rounded-lg border border-line">
          {shown.map((note) => (
            <ClashLine
              key={note.id}
              note={note}
              secrets={note.secretIds.flatMap((id) => byId.get(id) ?? [])}
            />
          ))}
        </ul>
      )}
      {shown.length < notes.length && (
        <Button size="small" className="self-start" onClick={() => setShowsAll(true)}>
          Show all {notes.length}
        </Button>
      )}
    </section>
  )
}

function ClashLine({
  note: { tone, title, detail },
  secrets,
}: {
  readonly note: ClashNote
  readonly secrets: readonly Secret[]
}) {
  const Icon = tone === 'info' ? Info : TriangleAlert
  return (
    <li className="flex items-start gap-2 px-3 py-2.5 not-first:border-t not-first:border-line">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${tone === 'info' ? 'text-accent' : 'text-warn'}`}
      />
      <div className="min-w-0 flex-1">
        <h4 className="font-medium wrap-anywhere">{title}</h4>
        <p className="text-ink-muted wrap-anywhere">{detail}</p>
        <div className="mt-1.5 flex min-w-0 flex-wrap gap-1.5">
          {secrets.slice(0, editedAtMost).map((secret) => (
            <EditButton key={secret.id} secret={secret} isNamed />
          ))}
        </div>
      </div>
    </li>
  )
}
