// The tool and the argument that a secret is for, as the service has them.
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

export function ToolAndArgument({ toolName, toolArg }: Pick<Secret, 'toolName' | 'toolArg'>) {
  if (toolName === null && toolArg === null) return <span className="text-ink-muted">No tool</span>
  return (
    <span className="font-mono text-sm leading-5 wrap-anywhere">
      {toolName === null ? 'no tool' : visibleText(toolName, 80)}
      <span className="text-ink-muted"> {toolArg === null ? 'no argument' : visibleText(toolArg, 60)}</span>
    </span>
  )
}
