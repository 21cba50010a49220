// The settings as main has them, and the changing of one: what fails is told and stays as it was.
import type { Settings, SettingsChanges } from '../../../shared/domain/settings.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { useProblem } from '../problem/use-problem.ts'

export interface SettingsPageProps {
  readonly settings: Settings
  readonly change: (changes: SettingsChanges) => void
}

export function useSettings() {
  const settings = useSnapshot((snapshot) => snapshot.settings)
  const problem = useProblem()
  const change = async (changes: SettingsChanges) => {
    const answer = await commands.settings.change(changes)
    if (answer.ok) problem.clear()
    else problem.report(answer.error)
  }
  return { settings, problem, change: (changes: SettingsChanges) => void change(changes) }
}
