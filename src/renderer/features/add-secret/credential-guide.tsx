// Where a service's credential is made, what it may do there, and what else the catalogue knows.
import { ExternalLink } from 'lucide-react'
import { isUnsure, type Service } from '../../../shared/domain/integrations.ts'
import { serviceLinkId } from '../../../shared/domain/links.ts'
import { commands } from '../../state/commands.ts'
import { tellProblem } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { NotVerified } from '../secret-form/not-verified.tsx'
import { ServiceIcon } from '../secrets/service-icon.tsx'

export function CredentialGuide({ service }: { readonly service: Service }) {
  const { args, createUrl, credential, scopes, notes } = service
  const openPage = async () => {
    const answer = await commands.links.open({ link: serviceLinkId(service.id) })
    if (!answer.ok) tellProblem(answer.error, 'secret')
  }
  return (
    <section
      aria-label={`Where to get it at ${service.name}`}
      className="flex flex-col gap-2 rounded-lg border border-line bg-sunken p-3"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ServiceIcon service={service} size={32} />
        <div className="min-w-40 flex-1">
          <p className="leading-5 font-medium">{credential}</p>
          {createUrl === null ? (
            <p className="text-sm text-ink-muted">No page of its own is known for it.</p>
          ) : (
            <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-sm text-ink-muted">
              <span className="font-mono wrap-anywhere select-text">{createUrl}</span>
              {isUnsure(service, 'createUrl') && <NotVerified />}
            </p>
          )}
        </div>
        {createUrl !== null && (
          <Button icon={ExternalLink} onClick={() => void openPage()}>
            Create it there
            <span className="sr-only">, opens in the browser</span>
          </Button>
        )}
      </div>
      <div className="flex flex-col gap-1 text-sm text-ink-muted">
        <p>
          <span className="font-medium text-ink">Rights it needs:</span> {scopes}{' '}
          {isUnsure(service, 'scopes') && <NotVerified />}
        </p>
        {isUnsure(service, 'args') && (
          <p>
            <span className="font-medium text-ink">
              {args.length === 1 ? 'Name of the argument:' : 'Names of the arguments:'}
            </span>{' '}
            <span className="font-mono">{args.map(({ name }) => name).join(', ')}</span> <NotVerified />
          </p>
        )}
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </section>
  )
}
