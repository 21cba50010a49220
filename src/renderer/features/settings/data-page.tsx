// Settings, Data: where Latchkey keeps its files, and how to take what it knows along or to leave nothing behind.
import { useState } from 'react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, showSection, tellSuccess, tellTraces } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useProblem } from '../problem/use-problem.ts'
import { SettingGroup } from './setting-group.tsx'
import { SettingRow } from './setting-row.tsx'

export function DataPage() {
  const dataFolder = useSnapshot((snapshot) => snapshot.dataFolder)
  const hasAccount = useSnapshot(({ account }) => account !== null)
  return (
    <>
      <SettingGroup title="Files">
        <p className="text-ink-muted">
          Everything lies in one folder of this computer. Values and admin keys are sealed there; names, dates
          and the history are not.
          <code className="mt-1.5 block rounded-md border border-line bg-sunken px-2 py-1 font-mono text-sm text-ink wrap-anywhere select-text">
            {visibleText(dataFolder, 1000)}
          </code>
        </p>
      </SettingGroup>
      <SettingGroup title="History">
        <SettingRow
          label="What was done here"
          hint="Creations, copies, revocations and what changed elsewhere, without any value."
        >
          <Button
            disabledReason={hasAccount ? null : 'Connect an account first.'}
            onClick={() => {
              closeDialog()
              showSection('history')
            }}
          >
            Show the history
          </Button>
        </SettingRow>
      </SettingGroup>
      <SettingGroup title="Export">
        <ExportRow />
      </SettingGroup>
      <SettingGroup title="Erase">
        <EraseRow />
      </SettingGroup>
    </>
  )
}

function ExportRow() {
  const problem = useProblem()
  const [isBusy, setIsBusy] = useState(false)
  const exportData = async () => {
    problem.clear()
    setIsBusy(true)
    const answer = await commands.app.exportData({})
    setIsBusy(false)
    if (answer.ok) tellSuccess('Exported', `${answer.value.count} keys and secrets, without any value.`)
    else if (answer.error.code !== 'notConfirmed') problem.report(answer.error)
  }
  return (
    <>
      <SettingRow
        label="Export names, dates, notes and history"
        hint="One JSON file of all accounts. It holds no value and no admin key, but whoever has it reads every name."
      >
        <Button isBusy={isBusy} onClick={() => void exportData()}>
          Export…
        </Button>
      </SettingRow>
      {problem.error && <ProblemBanner error={problem.error} title="Nothing was exported" />}
    </>
  )
}

/** Main asks itself, with the number of sealed values, before anything is erased. */
function EraseRow() {
  const problem = useProblem()
  const [isBusy, setIsBusy] = useState(false)
  const erase = async () => {
    problem.clear()
    setIsBusy(true)
    const answer = await commands.app.eraseEverything({})
    setIsBusy(false)
    if (answer.ok) {
      closeDialog()
      tellSuccess('Everything was erased', 'Nothing of any account is left on this computer.')
    } else if (answer.error.effect === 'done') {
      closeDialog()
      tellTraces('Everything was erased, but traces remain')
    } else if (answer.error.code !== 'notConfirmed') problem.report(answer.error)
  }
  return (
    <>
      <SettingRow
        label="Erase everything on this computer"
        hint="All accounts, sealed values, lists, notes, history and the passphrase. The keys and secrets at IO Intelligence stay."
      >
        <Button variant="danger" isBusy={isBusy} onClick={() => void erase()}>
          Erase everything…
        </Button>
      </SettingRow>
      {problem.error && <ProblemBanner error={problem.error} title="Nothing was erased" />}
    </>
  )
}
