// Chooses one of the secrets that are there for what an agent needs.
import { KeyRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { argumentOf, serviceById } from '../../../shared/domain/integrations.ts'
import { resolveSecret } from '../../../shared/domain/secret-resolver.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog, openDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { startFor } from '../secret-use/start-for.ts'
import { toolOfService } from '../secret-use/tool-of-service.ts'
import { useAllSecrets } from '../secret-use/use-all-secrets.ts'
import { quotedSecretName } from '../secrets/secret-words.ts'
import { ChoiceList } from './choice-list.tsx'
import type { Need } from './choices.ts'
import { Consequences } from './consequences.tsx'
import { type Existing, useExisting } from './use-existing.ts'

export interface UseExistingSecretDialogProps {
  readonly serviceId: string
  readonly toolArg: string
}

export function UseExistingSecretDialog({ serviceId, toolArg }: UseExistingSecretDialogProps) {
  const service = serviceById(serviceId)
  return service ? <ChooseSecret service={service} toolArg={toolArg} /> : <UnknownService />
}

function ChooseSecret({ service, toolArg }: Pick<Need, 'service' | 'toolArg'>) {
  const searchRef = useRef<HTMLInputElement>(null)
  const secrets = useAllSecrets()
  // As it was asked: what is set meanwhile elsewhere must not turn the question to another tool.
  const [need] = useState<Need>(() => ({
    service,
    toolArg,
    toolName: toolOfService(service, toolArg, secrets),
  }))
  const existing = useExisting(need, secrets)
  const { choices, choice, notTaken, problem, isBusy } = existing
  const label = argumentOf(service, toolArg)?.label
  return (
    <Dialog
      title={`Use an existing secret for ${service.name}`}
      description={`${label ? `${label}: ` : ''}argument ${visibleText(toolArg, 60)} of ${need.toolName}`}
      width="large"
      onClose={closeDialog}
      isLocked={isBusy}
      initialFocusRef={searchRef}
      footer={<Footer need={need} existing={existing} />}
    >
      <div className="flex flex-col gap-3">
        <OfflineBanner />
        <AlreadyServed need={need} secrets={secrets} isHidden={isBusy} />
        {problem.error && (
          <ProblemBanner error={problem.error} subject="secret" title="The secret was not changed" />
        )}
        {notTaken.length > 0 && <NotTaken changes={notTaken} />}
        {choices.length === 0 ? (
          <EmptyState icon={KeyRound} title="No other secret to choose">
            Add one for {service.name} instead.
          </EmptyState>
        ) : (
          <ChoiceList
            need={need}
            query={existing.query}
            onSearch={existing.search}
            searchRef={searchRef}
            choices={existing.shown}
            chosenId={choice?.secret.id ?? null}
            onChoose={existing.choose}
          />
        )}
        {choice && (
          <Consequences
            need={need}
            choice={choice}
            changes={existing.changes}
            losses={existing.losses}
            way={existing.way}
            onWay={existing.setWay}
          />
        )}
      </div>
    </Dialog>
  )
}

function Footer({ need, existing }: { readonly need: Need; readonly existing: Existing }) {
  const block = useSnapshot(writeBlock)
  const { choices, choice, way, isBusy, problem, submit } = existing
  const start = startFor(need.service, need.toolName, need.toolArg)
  return (
    <>
      <Button onClick={closeDialog} isDisabled={isBusy}>
        Cancel
      </Button>
      {choices.length === 0 ? (
        <Button
          variant="primary"
          disabledReason={block}
          onClick={() => openDialog({ kind: 'addSecret', start })}
        >
          Add secret
        </Button>
      ) : (
        <Button
          variant="primary"
          isBusy={isBusy}
          disabledReason={
            block ?? waitReason(problem.waitSeconds) ?? (choice ? null : 'Choose a secret first.')
          }
          onClick={submit}
        >
          {verbOf(existing, way)}
        </Button>
      )}
    </>
  )
}

function waitReason(seconds: number): string | null {
  return seconds > 0 ? `The service asked to wait ${seconds} s.` : null
}

function verbOf({ choice, changes }: Existing, way: Existing['way']): string {
  if (!choice) return 'Use it'
  if (choice.kind === 'covers') return 'Make it the default'
  if (way === 'second')
    return choice.secret.hasSealedCopy ? 'Make a second secret…' : 'Enter the value again…'
  return changes.toolName === undefined ? 'Change it' : 'Change its tool'
}

function OfflineBanner() {
  const reason = useSnapshot(writeBlock)
  return reason && <Banner tone="warn" title={reason} />
}

interface AlreadyServedProps {
  readonly need: Need
  readonly secrets: ReturnType<typeof useAllSecrets>
  /** While it is being changed here. */
  readonly isHidden: boolean
}

/** That there is one already, or that several are in each other's way: another default would not help. */
function AlreadyServed({ need: { toolName, toolArg }, secrets, isHidden }: AlreadyServedProps) {
  const { secret, reason } = resolveSecret(secrets, toolName, toolArg)
  if (isHidden || (secret === null && reason !== 'contested')) return null
  return (
    <Banner
      tone={secret ? 'info' : 'warn'}
      title={secret ? `${quotedSecretName(secret)} is used already` : 'Several are the default already'}
      actions={
        <Button size="small" onClick={() => openDialog({ kind: 'whichSecret', toolName, toolArg })}>
          Which secret is used?
        </Button>
      }
    >
      Another default gets in its way: the order among several is not documented.
    </Banner>
  )
}

function NotTaken({ changes }: { readonly changes: Existing['notTaken'] }) {
  return (
    <Banner tone="warn" title="The service did not take over everything">
      {changes.map(({ field, label, before, after }) => (
        <span key={field} className="block">
          {label}: the service kept {before}, you asked for {after}.
        </span>
      ))}
    </Banner>
  )
}

function UnknownService() {
  return (
    <Dialog
      title="This service is not known"
      width="small"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>Close</Button>}
    >
      <p>Latchkey’s catalogue does not hold it, so it cannot tell which tools it has.</p>
    </Dialog>
  )
}
