// Writes the timeline as a calendar file and tells what came of it.
import type { TimelineRange } from '../../../shared/domain/timeline.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem, tellRefusal, tellSuccess } from '../../state/ui-state.ts'

export async function exportTimeline(days: TimelineRange): Promise<void> {
  const exported = await commands.timeline.export({ days })
  if (exported.ok) {
    const { count } = exported.value
    tellSuccess('Timeline exported', `${count} ${count === 1 ? 'event' : 'events'} as a calendar file.`)
    return
  }
  const { code } = exported.error
  if (code === 'notConfirmed') return
  if (code === 'tooMany') tellRefusal('An export is still open', 'Answer its dialog first.')
  else if (code === 'storage') {
    tellRefusal(
      'The timeline was not exported',
      'No file was written. Choose another place, or check its free space and permissions.',
    )
  } else tellProblem(exported.error)
}
