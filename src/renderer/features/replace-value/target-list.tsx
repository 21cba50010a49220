// The secrets whose value is about to be replaced, one a row, each with what becomes of it.
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import { BatchTable } from '../confirmed-batch/batch-table.tsx'
import type { ConfirmedBatch } from '../confirmed-batch/use-confirmed-batch.ts'
import { PresentValue } from '../secret-form/secret-facts.tsx'
import { ToolAndArgument } from '../secret-use/tool-and-argument.tsx'
import { shownSecretName } from '../secrets/secret-words.ts'
import { replacedWords } from './replaced-words.ts'

export function TargetList({
  rows,
  outcomes,
}: Pick<ConfirmedBatch<Secret, SecretOutcome>, 'rows' | 'outcomes'>) {
  return (
    <BatchTable
      caption="Secrets whose value is replaced"
      rows={rows}
      outcomes={outcomes}
      wordsOf={replacedWords}
      columns={[
        {
          label: 'Name',
          className: 'max-w-60',
          render: (secret) => (
            <>
              <span className="block font-medium wrap-anywhere">{shownSecretName(secret)}</span>
              <ToolAndArgument {...secret} />
            </>
          ),
        },
        { label: 'Value now', render: (secret) => <PresentValue secret={secret} /> },
      ]}
    />
  )
}
