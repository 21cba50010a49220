// Shows which secret a tool takes for an argument, and what gets in its way.
import { services } from '../../../shared/domain/integrations.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { secretsOfService } from '../../../shared/domain/secret-resolver.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAllSecrets } from '../secret-use/use-all-secrets.ts'
import { Answer } from './answer.tsx'
import { ClashList } from './clash-list.tsx'
import { QuestionFields } from './question-fields.tsx'
import { undocumentedOrder } from './resolution-words.ts'
import { useQuestion } from './use-question.ts'

export interface WhichSecretDialogProps {
  readonly toolName?: string
  readonly toolArg?: string
}

export function WhichSecretDialog({ toolName, toolArg }: WhichSecretDialogProps) {
  const secrets = useAllSecrets()
  const question = useQuestion({ toolName, toolArg, usualService: firstInUse(secrets) })
  return (
    <Dialog
      title="Which secret is used?"
      description="For built-in agents: among the defaults an exact name comes before a wildcard."
      width="large"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>Close</Button>}
    >
      <div className="flex flex-col gap-4">
        <QuestionFields question={question} />
        <div aria-live="polite">
          <Answer question={question} secrets={secrets} />
        </div>
        <ClashList secrets={secrets} />
        <p className="text-sm text-ink-muted">{undocumentedOrder}</p>
      </div>
    </Dialog>
  )
}

/** The first service that has secrets: more likely to be asked about than the first of the alphabet. */
function firstInUse(secrets: readonly Secret[]) {
  return services.find((service) => secretsOfService(secrets, service).length > 0) ?? services[0]
}
