// The secrets that are about to be deleted, one a row, each with what becomes of it.
import type { Secret } from '../../../shared/domain/secret.ts'
import { useNow } from '../../state/app-state.ts'
import { BatchTable } from '../confirmed-batch/batch-table.tsx'
import { maskOf } from '../secret-use/mask-of.ts'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { shownSecretName, valueAge } from '../secrets/secret-words.ts'
import { deletedWords } from './deleted-words.ts'
import type { Deletion } from './use-deletion.ts'

export function SecretList({ rows, outcomes }: Pick<Deletion, 'rows' | 'outcomes'>) {
  const now = useNow()
  return (
    <BatchTable
      caption="Secrets to delete"
      rows={rows}
      outcomes={outcomes}
      wordsOf={deletedWords}
      columns={[
        {
          label: 'Name',
          className: 'min-w-36 max-w-60',
          render: (secret) => <NameAndMask secret={secret} />,
        },
        {
          label: 'Tool and argument',
          className: 'max-w-60',
          render: (secret) => <ToolAndArgument {...secret} />,
        },
        { label: 'Value age', render: (secret) => valueAge(secret, now).text },
      ]}
    />
  )
}

function NameAndMask({ secret }: { readonly secret: Secret }) {
  return (
    <>
      <span className="block font-medium wrap-anywhere">{shownSecretName(secret)}</span>
      <span className="block font-mono text-xs text-ink-muted wrap-anywhere">{maskOf(secret)}</span>
    </>
  )
}
