// Why the account could not be connected, each failure in its own words, with the next step at hand.
import { keysHosts, type Settings } from '../../../shared/domain/settings.ts'
import type { AppError } from '../../../shared/errors.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'

type Host = Settings['keysHost']

export interface ConnectProblemProps {
  readonly error: AppError
  readonly triedHost: Host
  readonly onTryHost: (host: Host) => void
}

export function ConnectProblem({ error, triedHost, onTryHost }: ConnectProblemProps) {
  if (error.code !== 'wrongHost') return <ProblemBanner error={error} />
  const otherHost = keysHosts.find((host) => host !== triedHost) ?? triedHost
  return (
    <ProblemBanner
      error={error}
      advice={`${triedHost} answered, but not as the service for API keys does.`}
      actions={
        <Button size="small" onClick={() => onTryHost(otherHost)}>
          Try {otherHost}
        </Button>
      }
    />
  )
}
